import type { InterviewTimes } from './edition.ts'

export const clockPhases = ['presentation', 'questions', 'done', 'reset'] as const
export type ClockPhase = (typeof clockPhases)[number]

/** What the clock was told last; `at` in milliseconds since 1970 by the server. */
export type Timing = { sequence: number; phase: ClockPhase; at: number }

const following: Record<ClockPhase, readonly ClockPhase[]> = {
  reset: ['presentation'],
  presentation: ['questions', 'reset'],
  questions: ['done', 'reset'],
  done: ['reset'],
}

/** Whether the clock may be told this next; one that was never told anything begins with the presentation. */
export const mayFollow = (present: ClockPhase | null, next: ClockPhase): boolean =>
  following[present ?? 'reset'].includes(next)

/**
 * Milliseconds left of the part that runs, below zero when it is over its time; null when none runs. Never more than the whole part:
 * a screen looked at its clock up to a second before the button was pressed.
 */
export function leftOf(timing: Timing | null, times: InterviewTimes, now: number): number | null {
  if (timing?.phase !== 'presentation' && timing?.phase !== 'questions') return null
  const wholeMs = 60_000 * (timing.phase === 'presentation' ? times.presentationMinutes : times.questionMinutes)
  return Math.min(wholeMs, timing.at + wholeMs - now)
}

/** The times of an interview where older rules do not say: 7 and 13 minutes, as held nationally, and 5 to change over. */
export const usualTimes: InterviewTimes = { presentationMinutes: 7, questionMinutes: 13, changeMinutes: 5 }

export const slotMsOf = ({ presentationMinutes, questionMinutes }: InterviewTimes): number =>
  (presentationMinutes + questionMinutes) * 60_000

/** What is said aloud of a part that runs, by the milliseconds that are left of it; nothing before its last two minutes. */
export type LastMinutes = 'two_minutes' | 'one_minute' | 'over'
export function lastMinutes(leftMs: number): LastMinutes | null {
  if (leftMs <= 0) return 'over'
  if (leftMs <= 60_000) return 'one_minute'
  return leftMs <= 120_000 ? 'two_minutes' : null
}

const isRunning = (timing: Timing | null) => timing?.phase === 'presentation' || timing?.phase === 'questions'

/** People come this long before the time, milliseconds. */
const earlyMs = 10 * 60_000

type Clocked = { beginsAt: Date; endsAt: Date; timing: Timing | null }

/**
 * The interview in which a person sits at this moment: the one whose clock runs, of several the one that was pressed last; else the
 * first that is due and has not been held, from a little before its time to its end.
 */
export function presentInterview<C extends Clocked>(clocks: readonly C[], now: Date): C | undefined {
  const toldAt = ({ timing }: C) => timing?.at ?? 0
  const running = clocks.filter(({ timing }) => isRunning(timing)).toSorted((a, b) => toldAt(b) - toldAt(a))
  const isDue = ({ beginsAt, endsAt, timing }: C) =>
    timing?.phase !== 'done' && beginsAt.getTime() - earlyMs <= now.getTime() && now < endsAt
  const due = clocks.filter(isDue).toSorted((a, b) => a.beginsAt.getTime() - b.beginsAt.getTime())
  return running[0] ?? due[0]
}
