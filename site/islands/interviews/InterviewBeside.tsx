import { useState } from 'react'
import { lastMinutes, leftOf, type Timing } from '#domain/interview-clock.ts'
import { clock } from '#site/text/format.ts'
import { lastMinutesWords, minutesAndSeconds, phaseWords } from '#site/text/interview.ts'
import { nextSecond, offsetOf, useNow } from '../useNow.ts'
import { usePolling } from '../usePolling.ts'
import { InHeader } from '../Workspace.tsx'
import { loadRunning, type OwnClock, type Running } from './clock-api.ts'

/** Between two looks while an interview is held, and while none is, milliseconds. */
const everyMs = 4000
const seldomMs = 30_000

type Heard = Running & { offsetMs: number }

/** While a panelist scores: how long the interview that is held has left, and the way to its page. */
export function InterviewBeside({ reading }: { reading: string }) {
  const [heard, setHeard] = useState<Heard>()
  const ask = async () => {
    const sentAt = Date.now()
    const answer = await loadRunning(reading)
    if (answer.ok) setHeard({ ...answer.value, offsetMs: offsetOf(answer.value.now, sentAt, Date.now()) })
  }
  usePolling(reading, ask, heard?.present ? everyMs : seldomMs)
  if (!heard) return null
  const { present, ofReading, offsetMs } = heard
  if (present && present.slot !== ofReading?.slot) return <Present interview={present} offsetMs={offsetMs} isOther />
  if (present) return <Present interview={present} offsetMs={offsetMs} isOther={false} />
  return (
    ofReading && (
      <InHeader>
        <ToInterview slot={ofReading.slot}>Ke wawancara</ToInterview>
      </InHeader>
    )
  )
}

const ToInterview = ({ slot, children }: { slot: string; children: string }) => (
  <a className="action nowrap" href={`/juri/wawancara/?${new URLSearchParams({ slot }).toString()}`}>
    {children}
  </a>
)

/** `isOther`: what is held is not what the sheet on the screen is of. */
function Present({ interview, offsetMs, isOther }: { interview: OwnClock; offsetMs: number; isOther: boolean }) {
  const { timing: told, times, beginsAt, slot, reading, title } = interview
  const timing: Timing | null = told && { ...told, at: Date.parse(told.at) }
  const left = leftOf(timing, times, useNow(offsetMs, nextSecond))
  const last = left === null ? null : lastMinutes(left)
  const phase = timing?.phase ?? 'reset'
  return (
    <InHeader>
      <span className="interview-beside" data-last={last ?? undefined}>
        {left === null ? (
          <span className="nowrap">Wawancara {clock(new Date(beginsAt))} WIB</span>
        ) : (
          <span className="nowrap">
            {phaseWords[phase]}{' '}
            <b className="interview-beside-left" role="timer">
              {minutesAndSeconds(left)}
            </b>
          </span>
        )}
        {isOther && reading !== null && (
          <a
            className="action interview-beside-title"
            href={`/juri/nilai/?${new URLSearchParams({ penugasan: reading }).toString()}`}
          >
            {title}
          </a>
        )}
        <ToInterview slot={slot}>Ke wawancara</ToInterview>
        <span className="visually-hidden" role="status">
          {lastMinutesWords(phase, last)}
        </span>
      </span>
    </InHeader>
  )
}
