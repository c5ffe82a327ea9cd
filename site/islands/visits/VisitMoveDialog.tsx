import { useState } from 'react'
import { dayOf, dayWords } from '#site/text/interview.ts'
import { AppointmentDialog } from '../appointments/AppointmentDialog.tsx'
import { PeopleField } from '../appointments/PeopleField.tsx'
import { TextField } from '../Field.tsx'
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
    const move = { sequence: visit.moves + 1, visitsOn, place: where, visitorIds: chosen, reason }
    const answer = await send(() => moveVisit(place, visit.id, move))
    if (answer?.ok) onDone()
  }
  /** Somebody may go to two places on a day by hand; it is said, not refused. */
  const isElsewhere = (id: string) =>
    board.visits.some(
      (other) => other.id !== visit.id && other.visitsOn === visitsOn && other.visitors.some((one) => one.id === id),
    )
  return (
    <AppointmentDialog
      heading="Pindahkan kunjungan"
      title={visit.title}
      now={`${dayWords(visit.visitsOn)}, ${visit.place}`}
      readers="petugas dan instansi"
      reason={reason}
      onReason={setReason}
      lines={lines}
      problem={problem}
      isSending={isSending}
      button="Pindahkan"
      onSubmit={submit}
      onClose={problem?.code === 'visit_changed' ? onDone : onClose}
    >
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
      <PeopleField
        id="petugas-pindah"
        legend="Petugas, bebas benturan"
        people={board.visitors
          .filter(({ id }) => !visit.barredIds.includes(id))
          .map(({ id, name }) => ({ id, name, hint: isElsewhere(id) ? 'ada kunjungan lain hari itu' : '' }))}
        chosen={chosen}
        onChange={setChosen}
      />
    </AppointmentDialog>
  )
}
