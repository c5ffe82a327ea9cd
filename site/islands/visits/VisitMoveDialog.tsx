import { useState } from 'react'
import { dayOf, dayWords } from '#site/text/interview.ts'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { TextArea, TextField } from '../Field.tsx'
import { useSending } from '../useSending.ts'
import { moveVisit, type Place, type PlannedVisit, type VisitBoard } from './visits-api.ts'

type Props = {
  place: Place
  stage: { opensAt: string; closesAt: string }
  board: VisitBoard
  visit: PlannedVisit
  onDone: () => void
  onClose: () => void
}

/** Another day, place or other visitors, in one act; drafts and photographs of who goes on stay. */
export function VisitMoveDialog({ place, stage, board, visit, onDone, onClose }: Props) {
  const going = visit.visitors.filter(({ state }) => state === 'going').map(({ id }) => id)
  const [visitsOn, setVisitsOn] = useState(visit.visitsOn)
  const [where, setWhere] = useState(visit.place)
  const [chosen, setChosen] = useState(going)
  const [reason, setReason] = useState('')
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, problem, isSending } = useSending()
  const isSame =
    visitsOn === visit.visitsOn &&
    where.trim() === visit.place &&
    chosen.length === visit.visitors.length &&
    chosen.every((id) => going.includes(id))
  const submit = async () => {
    const wrong = [
      ...(visitsOn === '' ? [{ text: 'Isi harinya.', href: '#hari-pindah' }] : []),
      ...(where.trim() === '' ? [{ text: 'Isi tempatnya.', href: '#tempat-pindah' }] : []),
      ...(chosen.length === 0 ? [{ text: 'Pilih sedikitnya satu petugas.', href: '#petugas-pindah' }] : []),
      ...(isSame ? [{ text: 'Ubah hari, tempat, atau petugasnya.', href: '#hari-pindah' }] : []),
      ...(reason.trim() === '' ? [{ text: 'Tulis alasannya.', href: '#alasan-pindah' }] : []),
    ]
    setLines(wrong)
    if (wrong.length > 0) return
    const answer = await send(() => moveVisit(place, visit.id, { visitsOn, place: where, visitorIds: chosen, reason }))
    if (answer?.ok) onDone()
  }
  /** Somebody may go to two places on a day by hand; it is said, not refused. */
  const isElsewhere = (id: string) =>
    board.visits.some(
      (other) => other.id !== visit.id && other.visitsOn === visitsOn && other.visitors.some((one) => one.id === id),
    )
  return (
    <Dialog heading="Pindahkan kunjungan" onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <p>
          {visit.title}
          <span className="hint line">
            Sekarang {dayWords(visit.visitsOn)}, {visit.place}
          </span>
        </p>
        <ErrorSummary heading="Belum dipindahkan" lines={lines} />
        <Refusal problem={problem} />
        <TextField
          id="hari-pindah"
          label="Hari"
          type="date"
          min={dayOf(board.now)}
          max={dayOf(new Date(Date.parse(stage.closesAt) - 1).toISOString())}
          value={visitsOn}
          onValue={setVisitsOn}
        />
        <TextField id="tempat-pindah" label="Tempat" maxLength={300} value={where} onValue={setWhere} />
        <fieldset className="choices" id="petugas-pindah" tabIndex={-1}>
          <legend>Petugas, bebas benturan</legend>
          {board.visitors
            .filter(({ id }) => !visit.barredIds.includes(id))
            .map(({ id, name }) => (
              <label className="choice" key={id}>
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={({ target }) =>
                    setChosen(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
                  }
                />
                <span>
                  {name} {isElsewhere(id) && <span className="hint">ada kunjungan lain hari itu</span>}
                </span>
              </label>
            ))}
        </fieldset>
        <TextArea
          id="alasan-pindah"
          label="Alasan"
          hint="Tercatat, dan dibaca petugas dan instansi dalam surat."
          maxLength={1000}
          value={reason}
          onValue={setReason}
        />
        <p className="cluster">
          <button className="button" type="submit" aria-disabled={isSending}>
            {isSending ? 'Mencatat' : 'Pindahkan'}
          </button>
          <button className="action" type="button" onClick={onClose}>
            Batal
          </button>
        </p>
      </form>
    </Dialog>
  )
}
