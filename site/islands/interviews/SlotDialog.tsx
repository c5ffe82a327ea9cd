import { useState } from 'react'
import { dayOf, dayWords, span } from '#site/text/interview.ts'
import { fromWibInput, toWibInput } from '#site/text/wib.ts'
import { AppointmentDialog } from '../appointments/AppointmentDialog.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { loadInterviewee, setSlot, type Board, type Place, type Slot } from './interviews-api.ts'
import { PanelField } from './PanelField.tsx'

type Props = {
  place: Place
  stage: { opensAt: string; closesAt: string }
  board: Board
  /** Null for an interview that is set for the first time. */
  slot: Slot | null
  proposalId: string
  title: string
  panel: readonly { id: string; name: string }[]
  onDone: () => void
  onClose: () => void
}

/** Time, room and panel of one interview, in one act. What is taken is refused, and the refusal says by whom. */
export function SlotDialog({ place, stage, board, slot, proposalId, title, panel, onDone, onClose }: Props) {
  const rooms = [...new Set(board.slots.map(({ room }) => room))]
  const present = panel.map(({ id }) => id)
  const [beginsAt, setBeginsAt] = useState(slot ? toWibInput(slot.beginsAt) : '')
  const [room, setRoom] = useState(slot?.room ?? rooms[0] ?? '')
  const [chosen, setChosen] = useState(present)
  const [reason, setReason] = useState('')
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, problem, isSending } = useSending()
  const { answer: about } = useLoaded(`interviewee ${proposalId}`, () => loadInterviewee(place, proposalId))
  const instant = fromWibInput(beginsAt)
  const isOtherPanel = chosen.length !== present.length || chosen.some((id) => !present.includes(id))
  const needsReason = slot !== null || present.some((id) => !chosen.includes(id))
  const isSame = slot !== null && instant === slot.beginsAt && room.trim() === slot.room && !isOtherPanel
  const submit = async () => {
    const wrong = [
      ...(instant === null ? [{ text: 'Isi hari dan jam mulainya.', href: '#mulai' }] : []),
      ...(room.trim() === '' ? [{ text: 'Isi ruang atau alamat rapat videonya.', href: '#ruang' }] : []),
      ...(chosen.length === 0 ? [{ text: 'Pilih sedikitnya satu panelis.', href: '#panel' }] : []),
      ...(isSame && slot?.unseated.length === 0 ? [{ text: 'Ubah waktu, ruang, atau panelnya.', href: '#mulai' }] : []),
      ...(needsReason && reason.trim() === '' ? [{ text: 'Tulis alasannya.', href: '#alasan-pindah' }] : []),
    ]
    setLines(wrong)
    if (wrong.length > 0 || instant === null) return
    const other = isOtherPanel ? { panelistIds: chosen } : {}
    const formerId = slot?.id ?? null
    const answer = await send(() => setSlot(place, { proposalId, beginsAt: instant, room, reason, formerId, ...other }))
    if (answer?.ok) onDone()
  }
  const verb = slot ? 'Pindahkan' : 'Jadwalkan'
  return (
    <AppointmentDialog
      heading={`${verb} wawancara`}
      title={title}
      now={slot && `${dayWords(dayOf(slot.beginsAt))}, ${span(slot.beginsAt, slot.endsAt)}, ${slot.room}`}
      readers={needsReason ? 'panelis dan instansi' : null}
      reason={reason}
      onReason={setReason}
      lines={lines}
      problem={problem}
      isSending={isSending}
      button={verb}
      onSubmit={submit}
      onClose={problem?.code === 'interview_changed' ? onDone : onClose}
    >
      <TextField
        id="mulai"
        label="Mulai (WIB)"
        type="datetime-local"
        min={toWibInput(stage.opensAt)}
        max={toWibInput(stage.closesAt)}
        value={beginsAt}
        onValue={setBeginsAt}
      />
      <TextField
        id="ruang"
        label="Ruang, atau alamat rapat video (https)"
        list="ruang-ada"
        value={room}
        onValue={setRoom}
      />
      <datalist id="ruang-ada">
        {rooms.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </datalist>
      {about?.ok ? (
        <PanelField
          board={board}
          panelists={about.value.panelists}
          chosen={chosen}
          beginsAt={instant}
          onChange={setChosen}
        />
      ) : about ? (
        <Refusal problem={about.problem} />
      ) : (
        <p className="hint" role="status">
          Memuat daftar panelis
        </p>
      )}
    </AppointmentDialog>
  )
}
