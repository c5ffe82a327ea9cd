import { useEffect, useState } from 'react'

/** On the second of the portal's clock, so that all screens change together. */
export const nextSecond = (now: number): number => 1000 - (((now % 1000) + 1000) % 1000)

/** How far the server's clock is from the device's, milliseconds: half of the way is what the answer took to come back. */
export const offsetOf = (now: string, sentAt: number, receivedAt: number): number =>
  Date.parse(now) - (sentAt + receivedAt) / 2

/** What is left until the next change of a screen drawn at `shown`, milliseconds; drawing it again meanwhile puts nothing off. */
export const untilNextTick = (shown: number, tickMs: number, now: number): number => Math.max(0, shown + tickMs - now)

/** The present instant by the server's clock; asks to be drawn again when it matters. */
export function useNow(offsetMs: number, nextTickMs: (now: number) => number): number {
  const [now, setNow] = useState(() => Date.now() + offsetMs)
  useEffect(() => {
    const wait = untilNextTick(now, nextTickMs(now), Date.now() + offsetMs)
    const timer = setTimeout(() => setNow(Date.now() + offsetMs), wait)
    return () => clearTimeout(timer)
  }, [now, offsetMs, nextTickMs])
  return now
}
