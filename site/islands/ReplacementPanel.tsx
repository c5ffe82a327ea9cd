import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { Refusal } from './ErrorSummary.tsx'
import { makePlan, publishPlan } from './staff-api.ts'
import { useSending } from './useSending.ts'

type Props = { edition: string; stageId: string; lacking: number; handedIn: number; onReplaced: () => void }

/** Shown while proposals lack readers, after a conflict was declared: one act asks other jurors. */
export function ReplacementPanel({ edition, stageId, lacking, handedIn, onReplaced }: Props) {
  const { send, problem, isSending } = useSending()
  const [unmet, setUnmet] = useState(0)
  const run = async () => {
    // Another seed each time, and yet the same for the same moment of the work.
    const order = {
      kind: 'replan',
      seed: handedIn + lacking,
      mostReadings: null,
      usesThemes: true,
      reason: '',
    } as const
    const answer = await send(() => makePlan(edition, stageId, order))
    if (!answer?.ok) return
    setUnmet(answer.value.report?.unmet.length ?? 0)
    const published = await send(() => publishPlan(edition, stageId, answer.value.id))
    if (!published?.ok) return
    onReplaced()
  }
  return (
    <section className="notice stack stack-tight" aria-labelledby="pengganti">
      <h2 id="pengganti">{count(lacking)} usulan kekurangan penilai</h2>
      <p>
        Pembacaannya berakhir, misalnya karena benturan kepentingan. Tanpa penilai yang cukup, usulan tidak diperingkat.
        Juri lain dapat diminta membacanya; lembar yang sudah diserahkan tidak berubah.
      </p>
      {unmet > 0 && (
        <p className="attention">
          {count(unmet)} usulan tidak mempunyai juri lain yang bebas dari benturan. Tambah juri, lalu ulangi.
        </p>
      )}
      <Refusal problem={problem} />
      <p>
        <button type="button" className="button button-secondary" onClick={() => void run()}>
          {isSending ? 'Menugaskan' : 'Tugaskan penilai pengganti'}
        </button>
      </p>
    </section>
  )
}
