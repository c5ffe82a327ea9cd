import { count } from '#site/text/format.ts'
import { Refusal } from './ErrorSummary.tsx'
import { simulate } from './staff-api.ts'
import { useState } from 'react'
import { useSending } from './useSending.ts'

const words = {
  screening: { act: 'Simulasikan sisa seleksi', done: 'usulan diperiksa oleh petugas simulasi' },
  scoring: { act: 'Simulasikan sisa penilaian', done: 'lembar diserahkan oleh juri simulasi' },
  availability: { act: 'Simulasikan kesediaan panelis', done: 'waktu sedia dicatat untuk panelis simulasi' },
} as const

/** Only in the demonstration: the simulated people do the rest of their work. */
export function SimulateButton({
  edition,
  kind,
  onDone,
}: {
  edition: string
  kind: keyof typeof words
  onDone: () => void
}) {
  const { send, problem, isSending } = useSending()
  const [done, setDone] = useState<number | null>(null)
  const run = async () => {
    const answer = await send(() => simulate(edition, kind))
    if (!answer?.ok) return
    setDone(answer.value.done)
    onDone()
  }
  return (
    <div className="stack stack-tight no-print">
      <div className="cluster">
        <span className="badge-simulation">Simulasi</span>
        <button type="button" className="button button-secondary" onClick={() => void run()}>
          {isSending ? 'Menjalankan simulasi' : words[kind].act}
        </button>
        <span role="status">{done !== null && `${count(done)} ${words[kind].done}.`}</span>
      </div>
      <Refusal problem={problem} />
    </div>
  )
}
