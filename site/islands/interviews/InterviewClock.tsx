import { useRef } from 'react'
import { lastMinutes, leftOf, type Timing } from '#domain/interview-clock.ts'
import type { InterviewTimes } from '#domain/edition.ts'
import { count } from '#site/text/format.ts'
import { lastMinutesWords, minutesAndSeconds, phaseWords } from '#site/text/interview.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { nextSecond, useNow } from '../useNow.ts'
import type { Phase } from './clock-api.ts'
import { CutOffClock } from './CutOffClock.tsx'
import type { InterviewView } from './interviews-api.ts'
import { useInterviewClock } from './useInterviewClock.ts'

const presses: Record<Phase, readonly { phase: Phase; words: string; isMain: boolean }[]> = {
  reset: [{ phase: 'presentation', words: 'Mulai paparan', isMain: true }],
  presentation: [
    { phase: 'questions', words: 'Mulai tanya jawab', isMain: true },
    { phase: 'reset', words: 'Ulang dari awal', isMain: false },
  ],
  questions: [
    { phase: 'done', words: 'Selesai', isMain: true },
    { phase: 'reset', words: 'Ulang dari awal', isMain: false },
  ],
  done: [{ phase: 'reset', words: 'Ulang dari awal', isMain: false }],
}

/** Seven minutes of presentation, thirteen of questions: the same on every screen of the room. */
export function InterviewClock({ view }: { view: InterviewView }) {
  const { timing, offsetMs, cutOffSince, isSending, problem, press } = useInterviewClock(view)
  const phase = timing?.phase ?? 'reset'
  const heading = useRef<HTMLHeadingElement>(null)
  /** The pressed button gives way to that of the next part, which a second stroke must not press. */
  const pressOnce = async (next: Phase) => {
    await press(next)
    heading.current?.focus({ preventScroll: true })
  }
  return (
    <section className="interview-clock block stack" aria-labelledby="jam" data-phase={phase}>
      <h2 id="jam" tabIndex={-1} ref={heading}>
        Jam wawancara
      </h2>
      <ol className="interview-parts">
        <Part name="presentation" minutes={view.times.presentationMinutes} phase={phase} />
        <Part name="questions" minutes={view.times.questionMinutes} phase={phase} />
        <Part name="done" minutes={null} phase={phase} />
      </ol>
      <div className="interview-run">
        <div>
          <TimeLeft timing={timing} times={view.times} offsetMs={offsetMs} />
        </div>
        {view.mayRun && (
          <p className="cluster no-print">
            {presses[phase].map(({ phase: next, words, isMain }) => (
              <button
                key={next}
                type="button"
                className={isMain ? 'button' : 'action'}
                aria-disabled={isSending}
                onClick={() => void pressOnce(next)}
              >
                {words}
              </button>
            ))}
          </p>
        )}
      </div>
      <p className={cutOffSince === null ? 'visually-hidden' : 'notice'}>
        <CutOffClock since={cutOffSince} />
        {cutOffSince !== null && view.mayRun && ' Tombol bekerja lagi begitu tersambung.'}
      </p>
      <Refusal problem={problem} />
    </section>
  )
}

function Part({
  name,
  minutes,
  phase,
}: {
  name: 'presentation' | 'questions' | 'done'
  minutes: number | null
  phase: Phase
}) {
  return (
    <li aria-current={phase === name ? 'step' : undefined}>
      {phaseWords[name]}
      {minutes !== null && <span className="hint"> {count(minutes)} menit</span>}
    </li>
  )
}

type LeftProps = { timing: Timing | null; times: InterviewTimes; offsetMs: number }

/** Large for the eye; read aloud only two minutes and one before the end, and at the end. */
function TimeLeft({ timing, times, offsetMs }: LeftProps) {
  const now = useNow(offsetMs, nextSecond)
  const left = leftOf(timing, times, now)
  if (timing === null || left === null) {
    return (
      <p className="interview-left">
        {timing?.phase === 'done' ? 'Selesai' : minutesAndSeconds(times.presentationMinutes * 60_000)}
      </p>
    )
  }
  const part = phaseWords[timing.phase]
  const isOver = left <= 0
  return (
    <>
      <p
        className={isOver ? 'interview-left is-over' : left <= 60_000 ? 'interview-left is-short' : 'interview-left'}
        role="timer"
      >
        {minutesAndSeconds(left)}
      </p>
      <p className={isOver || left <= 60_000 ? 'attention' : 'hint'}>
        {isOver
          ? `Waktu ${part.toLowerCase()} habis`
          : left <= 60_000
            ? `${part}: kurang dari satu menit`
            : `${part} berjalan`}
      </p>
      <span className="visually-hidden" role="status">
        {lastMinutesWords(timing.phase, lastMinutes(left))}
      </span>
    </>
  )
}
