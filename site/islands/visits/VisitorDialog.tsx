import { useState } from 'react'
import { dayWords } from '#site/text/interview.ts'
import { Dialog } from '../Dialog.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { useSending } from '../useSending.ts'
import type { addVisitor, PlannedVisit } from './visits-api.ts'

type Props = {
  visit: PlannedVisit
  visitors: readonly { id: string; name: string; visits: number }[]
  add: (jurorId: string) => ReturnType<typeof addVisitor>
  onDone: () => void
  onClose: () => void
}

/** One more visitor for a visit that stays where it is. */
export function VisitorDialog({ visit, visitors, add, onDone, onClose }: Props) {
  const free = visitors.filter(
    ({ id }) => !visit.barredIds.includes(id) && visit.visitors.every((visitor) => visitor.id !== id),
  )
  const [chosen, setChosen] = useState(free[0]?.id ?? '')
  const { send, isSending, problem } = useSending()
  const submit = async () => {
    const answer = await send(() => add(chosen))
    if (answer?.ok) onDone()
  }
  return (
    <Dialog heading="Tambah petugas" onClose={onClose}>
      <p>
        {visit.title}, {dayWords(visit.visitsOn)}
      </p>
      <Refusal problem={problem} />
      {free.length === 0 ? (
        <p className="empty">Tidak ada lagi juri yang bebas benturan.</p>
      ) : (
        <div className="field">
          <label htmlFor="petugas-baru">Petugas, bebas benturan</label>
          <select
            id="petugas-baru"
            className="select"
            value={chosen}
            onChange={({ target }) => setChosen(target.value)}
          >
            {free.map(({ id, name, visits }) => (
              <option key={id} value={id}>
                {name}, {visits} kunjungan
              </option>
            ))}
          </select>
        </div>
      )}
      <p className="cluster">
        {free.length > 0 && (
          <button type="button" className="button" aria-disabled={isSending} onClick={() => void submit()}>
            Tambahkan
          </button>
        )}
        <button type="button" className="action" onClick={onClose}>
          Batal
        </button>
      </p>
    </Dialog>
  )
}
