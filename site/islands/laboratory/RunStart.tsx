import { useState } from 'react'
import { Refusal } from '../ErrorSummary.tsx'
import { Form } from '../Form.tsx'
import { useSending } from '../useSending.ts'
import { startRun } from './laboratory-api.ts'
import type { Bench } from './laboratory-parts.ts'

type Props = Bench & { isFirst: boolean; onStarted: (id: string) => void }

/** Asks for a run. A new run never changes an older one. */
export function RunStart({ edition, stage, isFirst, onStarted }: Props) {
  const [spread, setSpread] = useState(stage.kind !== 'interview')
  const [isWithout, setWithout] = useState(false)
  const { send, isSending, problem } = useSending()
  const start = async () => {
    const exclusions = isWithout ? 'decided' : 'none'
    const answer = await send(() => startRun(edition.slug, stage.id, { spread, exclusions }))
    if (answer?.ok) onStarted(answer.value.id)
  }
  return (
    <Form className="block stack stack-tight no-print" onSubmit={start}>
      <Refusal problem={problem} />
      <fieldset className="choices lab-choices">
        <legend>Hitungan baru</legend>
        <label className="choice">
          <input type="checkbox" checked={spread} onChange={({ target }) => setSpread(target.checked)} />
          <span>Sesuaikan rentang juri sejauh data membuktikan perbedaannya</span>
        </label>
        <label className="choice">
          <input type="checkbox" checked={isWithout} onChange={({ target }) => setWithout(target.checked)} />
          <span>Tanpa skor yang diputuskan dikeluarkan pada bagian Perlu ditinjau</span>
        </label>
      </fieldset>
      <p>
        <button type="submit" className={isFirst ? 'button' : 'button button-secondary'}>
          {isSending ? 'Meminta hitungan' : 'Mulai hitungan'}
        </button>
      </p>
    </Form>
  )
}
