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

/** The server's clock and windows, asked again and again while the page is looked at. Undefined until the first answer. */
export function useServerClock(): ServerClock | undefined {
  const [clock, setClock] = useState<ServerClock>()
  const ask = async () => {
    const sentAt = Date.now()
    const answer = await receive(clockApi.index.$get())
    if (answer.ok) setClock({ ...answer.value, offsetMs: offsetOf(answer.value.now, sentAt, Date.now()) })
  }
  usePolling('clock', ask, everyMs)
  return clock
}
