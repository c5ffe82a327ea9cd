import { useState } from 'react'
import { receive, type Body } from './answer.ts'
import { clockApi } from './api.ts'
import { offsetOf } from './useNow.ts'
import { usePolling } from './usePolling.ts'

export type ServerClock = Body<typeof clockApi.index.$get> & {
  /** Add this to the device's clock, in milliseconds. */
  offsetMs: number
}

/** Between two looks at the server's clock and windows: an extension is on the screen within this time. */
const everyMs = 30_000

/** An answer so young (milliseconds) is not asked for again. */
const youngMs = 5_000

let latest: ServerClock | undefined
let heardAt = -youngMs

async function look(): Promise<void> {
  if (performance.now() - heardAt < youngMs) return
  const sentAt = Date.now()
  const answer = await receive(clockApi.index.$get())
  if (!answer.ok) return
  latest = { ...answer.value, offsetMs: offsetOf(answer.value.now, sentAt, Date.now()) }
  heardAt = performance.now()
}

let ahead: Promise<void> | undefined

/** Asked once before the page is drawn, so that what counts down stands on it from the first. */
export const readClockAhead = (): Promise<void> => (ahead ??= look())

/** The server's clock and windows, asked again and again while the page is looked at. Undefined until the first answer. */
export function useServerClock(): ServerClock | undefined {
  const [clock, setClock] = useState(latest)
  const ask = async () => {
    await ahead
    await look()
    setClock(latest)
  }
  usePolling('clock', ask, everyMs)
  return clock
}
