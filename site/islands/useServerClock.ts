import { useEffect, useState } from 'react'
import { receive, type Body } from './answer.ts'
import { clockApi } from './api.ts'

export type ServerClock = Body<typeof clockApi.index.$get> & {
  /** Add this to the device's clock, in milliseconds. */
  offsetMs: number
}

/** Between two looks at the server's clock and windows: an extension is on the screen within this time. */
const everyMs = 30_000

/** The server's clock and windows, asked again and again while the page is looked at. Undefined until the first answer. */
export function useServerClock(): ServerClock | undefined {
  const [clock, setClock] = useState<ServerClock>()
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState === 'hidden') return
      const sentAt = Date.now()
      const answer = await receive(clockApi.index.$get())
      const receivedAt = Date.now()
      if (!answer.ok) return
      // Half of the way is what the answer took to come back.
      const offsetMs = new Date(answer.value.now).getTime() - (sentAt + receivedAt) / 2
      setClock({ ...answer.value, offsetMs })
    }
    void ask()
    const timer = setInterval(() => void ask(), everyMs)
    const onVisible = () => void ask()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [])
  return clock
}
