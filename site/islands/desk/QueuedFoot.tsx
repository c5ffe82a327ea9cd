import { useState } from 'react'
import { dateAndClock } from '#site/text/format.ts'
import { isWaiting } from '../local-first/act-queue.ts'
import { handInProblemText } from './hand-in.ts'
import type { HandInQueue, QueuedHandIn } from './hand-in-queue.ts'

type Props = { queued: QueuedHandIn; queue: HandInQueue; onNext: () => void }

/** A sheet that waits on this device to be handed in, or that the portal did not take. */
export function QueuedFoot({ queued: { id, queuedAt, problem }, queue, onNext }: Props) {
  const [isTooLate, setTooLate] = useState(false)
  const takeBack = async () => setTooLate(!(await queue.takeBack(id)))
  const isRefused = problem !== null && !isWaiting(problem)
  return (
    <div className="desk-foot stack stack-tight">
      <div role="status">
        <p>
          <b>{isRefused ? 'Lembar ini belum diterima portal.' : 'Akan diserahkan ketika tersambung.'}</b>{' '}
          {isRefused ? handInProblemText(problem) : `Diserahkan di perangkat ini ${dateAndClock(new Date(queuedAt))}.`}
        </p>
        {isTooLate && <p className="attention">Lembar ini sedang dikirim, jadi tidak dapat ditarik lagi.</p>}
      </div>
      <div className="cluster">
        <button type="button" className="button" onClick={onNext}>
          Usulan berikutnya
        </button>
        <button type="button" className="button button-secondary" onClick={() => void takeBack()}>
          {isRefused ? 'Buka lagi untuk diubah' : 'Tarik kembali'}
        </button>
      </div>
    </div>
  )
}
