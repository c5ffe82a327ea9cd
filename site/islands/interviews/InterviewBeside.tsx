import { useState, type ReactNode } from 'react'
import { lastMinutes, leftOf, type Timing } from '#domain/interview-clock.ts'
import { clock } from '#site/text/format.ts'
import { lastMinutesWords, minutesAndSeconds, phaseWords } from '#site/text/interview.ts'
import { nextSecond, offsetOf, useNow } from '../useNow.ts'
import { usePolling } from '../usePolling.ts'
import { InHeader } from '../Workspace.tsx'
import { CutOffClock } from './CutOffClock.tsx'
import { useLastHeard } from './useLastHeard.ts'
import { loadRunning, type OwnClock, type Running } from './clock-api.ts'

/** Between two looks while an interview is held, and while none is, milliseconds. */
const everyMs = 4000
const seldomMs = 30_000

type Heard = Running & { offsetMs: number }

/** While a panelist scores: how long the interview that is held has left, and the way to its page. */
export function InterviewBeside({ reading }: { reading: string }) {
  const [heard, setHeard] = useState<Heard>()
  const line = useLastHeard(() => null)
  const ask = async () => {
    const sentAt = Date.now()
    const answer = await loadRunning(reading)
    if (!answer.ok) return line.missed()
    setHeard({ ...answer.value, offsetMs: offsetOf(answer.value.now, sentAt, Date.now()) })
    line.heard()
  }
  usePolling(reading, ask, heard?.present ? everyMs : seldomMs)
  if (!heard) return null
  const { present, ofReading, offsetMs } = heard
  if (present) {
    const isOther = present.slot !== ofReading?.slot
    return <Present interview={present} offsetMs={offsetMs} isOther={isOther} cutOffSince={line.cutOffSince} />
  }
  return (
    ofReading && (
      <InHeader>
        <ToInterview slot={ofReading.slot}>Ke wawancara</ToInterview>
      </InHeader>
    )
  )
}

const ToInterview = ({ slot, children }: { slot: string; children: ReactNode }) => (
  <a className="action nowrap" href={`/juri/wawancara/?${new URLSearchParams({ slot }).toString()}`}>
    {children}
  </a>
)

type PresentProps = { interview: OwnClock; offsetMs: number; isOther: boolean; cutOffSince: number | null }

/** `isOther`: what is held is not what the sheet on the screen is of. */
function Present({ interview, offsetMs, isOther, cutOffSince }: PresentProps) {
  const { timing: told, times, beginsAt, slot, reading, title } = interview
  const timing: Timing | null = told && { ...told, at: Date.parse(told.at) }
  const left = leftOf(timing, times, useNow(offsetMs, nextSecond))
  const last = left === null ? null : lastMinutes(left)
  const phase = timing?.phase ?? 'reset'
  return (
    <>
      <InHeader>
        <span className="interview-beside" data-last={last ?? undefined}>
          <ToInterview slot={slot}>
            <span>
              {left === null ? (
                `Wawancara ${clock(new Date(beginsAt))} WIB`
              ) : (
                <>
                  <span className="interview-beside-part">{phaseWords[phase]} </span>
                  <b className="interview-beside-left" role="timer">
                    {minutesAndSeconds(left)}
                  </b>
                </>
              )}
              <span className="phone-quiet">, ke wawancara</span>
            </span>
          </ToInterview>
          {isOther && reading !== null && (
            <a
              className="action interview-beside-title"
              href={`/juri/nilai/?${new URLSearchParams({ penugasan: reading }).toString()}`}
            >
              {title}
            </a>
          )}
          <span className="visually-hidden" role="status">
            {lastMinutesWords(phase, last)}
          </span>
        </span>
      </InHeader>
      <p className={cutOffSince === null ? 'visually-hidden' : 'interview-cut-off'}>
        <CutOffClock since={cutOffSince} />
      </p>
    </>
  )
}
