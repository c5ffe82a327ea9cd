import { useCallback, useState } from 'react'
import { usePolling } from '../usePolling.ts'
import { useSending } from '../useSending.ts'
import { loadClock, pressClock, type Clock, type Phase } from './clock-api.ts'
import { useLastHeard } from './useLastHeard.ts'
import { receiveClock, type Standing } from './clock-standing.ts'
import type { InterviewView } from './interviews-api.ts'

/** Between two looks at what other screens have pressed, milliseconds. */
const everyMs = 4000

/** The clock of an interview: what the portal says, and how far this device's clock is from the portal's. Runs on without a network. */
export function useInterviewClock(view: InterviewView) {
  const [standing, setStanding] = useState<Standing>(() => receiveClock(undefined, view, Date.now(), Date.now()))
  const line = useLastHeard(Date.now)
  const { send, isSending, problem } = useSending()

  const { heard } = line
  const take = useCallback(
    (clock: Clock, sentAt: number) => {
      const receivedAt = Date.now()
      heard()
      setStanding((before) => receiveClock(before, clock, sentAt, receivedAt))
    },
    [heard],
  )

  const ask = async () => {
    const sentAt = Date.now()
    const answer = await loadClock(view.id)
    if (answer.ok) take(answer.value, sentAt)
    else line.missed()
  }
  usePolling(view.id, ask, everyMs)

  const press = async (phase: Phase) => {
    const sentAt = Date.now()
    const sequence = (standing.timing?.sequence ?? 0) + 1
    const answer = await send(() => pressClock(view.id, { phase, sequence }))
    if (answer?.ok) take(answer.value, sentAt)
  }
  return { ...standing, cutOffSince: line.cutOffSince, isSending, problem, press }
}
