import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { ActOrLeave } from '../ActOrLeave.tsx'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import { stopJuror, withdrawSheet, type Place, type SheetRow } from './planning-api.ts'

type Props = { place: Place; onClose: () => void; onDone: () => void }

export function StopDialog({
  place,
  juror,
  open,
  onClose,
  onDone,
}: Props & { juror: { id: string; name: string }; open: number }) {
  const [reason, setReason, forget] = useKept(`berhenti-${juror.id}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const stop = async () => {
    const found = reason.trim() === '' ? [{ href: '#alasan-berhenti', text: 'Tulis alasannya.' }] : []
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() => stopJuror(place, juror.id, reason.trim()))
    if (!answer?.ok) return
    forget()
    onDone()
  }
  return (
    <Dialog heading={`${juror.name} berhenti menilai?`} onClose={onClose}>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <p>
        {count(open)} lembar yang belum diserahkan berakhir, dan juri ini tidak menerima bacaan lagi. Lembar yang sudah
        diserahkan tetap dihitung. Sesudahnya, susun ulang penugasan agar usulannya mendapat penilai lain.
      </p>
      <TextArea
        id="alasan-berhenti"
        label="Alasan"
        hint="Dicatat pada setiap bacaan yang berakhir dan dalam jejak."
        value={reason}
        maxLength={500}
        error={mistakes[0]?.text}
        onValue={setReason}
      />
      <ActOrLeave isSending={isSending} act="Akhiri bacaannya" busy="Mengakhiri" onAct={stop} onLeave={onClose} />
    </Dialog>
  )
}

export function WithdrawDialog({
  place,
  sheet,
  mayReopen,
  onClose,
  onDone,
}: Props & { sheet: SheetRow; mayReopen: boolean }) {
  const [reason, setReason, forget] = useKept(`cabut-${sheet.id}`)
  const [reopen, setReopen] = useState(mayReopen)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const withdraw = async () => {
    const found = reason.trim() === '' ? [{ href: '#alasan-cabut', text: 'Tulis alasannya.' }] : []
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() => withdrawSheet(place, sheet.id, { reason: reason.trim(), reopen }))
    if (!answer?.ok) return
    forget()
    onDone()
  }
  return (
    <Dialog heading="Cabut lembar ini?" onClose={onClose}>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <p>
        Lembar atas <b>{sheet.title}</b> tidak dihitung lagi, tetapi tetap tersimpan. Juri menerima surat dengan
        alasannya.
      </p>
      <TextArea
        id="alasan-cabut"
        label="Alasan"
        value={reason}
        maxLength={1000}
        error={mistakes[0]?.text}
        onValue={setReason}
      />
      {mayReopen && (
        <label className="choice">
          <input type="checkbox" checked={reopen} onChange={(event) => setReopen(event.target.checked)} />
          <span>Juri yang sama menilai lagi, mulai dari isian terakhirnya</span>
        </label>
      )}
      <ActOrLeave isSending={isSending} act="Cabut lembar" busy="Mencabut" onAct={withdraw} onLeave={onClose} />
    </Dialog>
  )
}
