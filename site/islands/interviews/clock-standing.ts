import type { Timing } from '#domain/interview-clock.ts'
import { offsetOf } from '../useNow.ts'

export type Standing = {
  timing: Timing | null
  /** Add this to the device's clock, milliseconds. */
  offsetMs: number
}

type Heard = { timing: { sequence: number; phase: Timing['phase']; at: string } | null; now: string }

/** What an answer of the portal says; an older one that comes late changes nothing. */
export function receiveClock(before: Standing | undefined, heard: Heard, sentAt: number, receivedAt: number): Standing {
  const timing = heard.timing && { ...heard.timing, at: Date.parse(heard.timing.at) }
  if ((before?.timing?.sequence ?? 0) > (timing?.sequence ?? 0)) return before ?? { timing, offsetMs: 0 }
  return { timing, offsetMs: offsetOf(heard.now, sentAt, receivedAt) }
}
