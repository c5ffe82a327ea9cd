import { useEffect, useState } from 'react'
import type { ClientProblem } from '#site/text/problems.ts'
import { useServerClock, type ServerClock } from '../useServerClock.ts'
import type { ReadingView } from './desk-api.ts'

type OfStage = Pick<ReadingView, 'edition' | 'stage'>
type Clock = Pick<ServerClock, 'windows' | 'offsetMs'>

/** Between two looks whether the end has come, milliseconds. */
const everyMs = 1000

/**
 * When the stage of a reading has closed, by the portal's clock; null while it is open, and where that clock was not heard. A
 * window that the portal has open is later than what a reading that was fetched before knows; a save that was refused knows better.
 */
export function closedAt(
  { edition, stage }: OfStage,
  clock: Clock | undefined,
  deviceNow: number,
  refusal: ClientProblem | null = null,
): Date | null {
  if (!clock) return null
  const window = clock.windows.find(
    (one) => one.edition.slug === edition.slug && one.stage === stage.name && one.kind === stage.kind,
  )
  const refusedAfter = refusal?.code === 'stage_not_open' ? refusal.closesAt : undefined
  const end = new Date(refusedAfter ?? window?.closesAt ?? stage.closesAt)
  return deviceNow + clock.offsetMs < end.getTime() ? null : end
}

/** The same while the page is open: it changes at the end, without anything being asked. */
export function useClosedAt(view: OfStage, refusal: ClientProblem | null): Date | null {
  const clock = useServerClock()
  const [now, setNow] = useState(() => Date.now())
  const closed = closedAt(view, clock, now, refusal)
  const isClosed = closed !== null
  useEffect(() => {
    const timer = setInterval(() => {
      const at = Date.now()
      // Drawn anew only when it matters.
      if ((closedAt(view, clock, at, refusal) !== null) !== isClosed) setNow(at)
    }, everyMs)
    return () => clearInterval(timer)
  }, [view, clock, refusal, isClosed])
  return closed
}
