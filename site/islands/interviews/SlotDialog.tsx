import { useState } from 'react'
import { fromWibInput, toWibInput } from '#site/text/wib.ts'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { TextArea, TextField } from '../Field.tsx'
import { useSending } from '../useSending.ts'
import { setSlot, type Board, type Place, type Slot } from './interviews-api.ts'

type Props = {
  place: Place
  stage: { opensAt: string; closesAt: string }
  board: Board
  /** Null for an interview that is set for the first time. */
  slot: Slot | null
  proposalId: string
  title: string
  onDone: () => void
  onClose: () => void
}

/** One interview by hand. A time or room that is taken is refused, and the refusal says by whom. */
export function SlotDialog({ place, stage, board, slot, proposalId, title, onDone, onClose }: Props) {
  const rooms = [...new Set(board.slots.map(({ room }) => room))]
  const [beginsAt, setBeginsAt] = useState(slot ? toWibInput(slot.beginsAt) : '')
  const [room, setRoom] = useState(slot?.room ?? rooms[0] ?? '')
  const [reason, setReason] = useState('')
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, problem, isSending } = useSending()
  const submit = async () => {
    const instant = fromWibInput(beginsAt)
    const wrong = [
      ...(instant === null ? [{ text: 'Isi hari dan jam mulainya.', href: '#mulai' }] : []),
      ...(room.trim() === '' ? [{ text: 'Isi ruang atau alamat rapat videonya.', href: '#ruang' }] : []),
      ...(slot && reason.trim() === '' ? [{ text: 'Tulis alasannya.', href: '#alasan-pindah' }] : []),
    ]
    setLines(wrong)
    if (wrong.length > 0 || instant === null) return
    const answer = await send(() => setSlot(place, { proposalId, beginsAt: instant, room, reason }))
    if (answer?.ok) onDone()
  }
  return (
    <Dialog heading={`${slot ? 'Pindahkan' : 'Jadwalkan'} wawancara`} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <p>{title}</p>
        <ErrorSummary heading="Belum dijadwalkan" lines={lines} />
        <Refusal problem={problem} />
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
        {slot && (
          <TextArea
            id="alasan-pindah"
            label="Alasan"
            hint="Tercatat, dan dibaca panelis dan instansi dalam surat."
            maxLength={1000}
            value={reason}
            onValue={setReason}
          />
        )}
        <p className="cluster">
          <button className="button" type="submit" aria-disabled={isSending}>
            {isSending ? 'Mencatat' : slot ? 'Pindahkan' : 'Jadwalkan'}
          </button>
          <button className="action" type="button" onClick={onClose}>
            Batal
          </button>
        </p>
      </form>
    </Dialog>
  )
}
