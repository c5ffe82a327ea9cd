import { useState } from 'react'
import { Dialog } from './Dialog.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { declareConflict } from './staff-api.ts'
import type { AssignmentView } from './staff-answers.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

type Props = { view: AssignmentView; onClose: () => void; onDeclared: (nextOpenId: string | null) => void }

export function ConflictDialog({ view: { id, proposal }, onClose, onDeclared }: Props) {
  const [reason, setReason, forget] = useKept(`benturan-${id}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const declare = async () => {
    const found = reason.trim() === '' ? [{ href: '#alasan', text: 'Tulis hubungan Anda dengan usulan ini.' }] : []
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() => declareConflict(id, reason.trim()))
    if (!answer?.ok) return
    forget()
    onDeclared(answer.value.nextOpenId)
  }
  return (
    <Dialog heading="Nyatakan benturan kepentingan" onClose={onClose}>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <p>
        Sesudah dinyatakan, Anda tidak menilai lagi <b>{proposal.title}</b>, dan usulan itu hilang dari daftar Anda.
        Sekretariat menunjuk juri lain. Isian Anda pada lembar ini tidak diserahkan.
      </p>
      <TextArea
        id="alasan"
        label="Hubungan Anda dengan usulan ini"
        hint="Misalnya pernah membimbing, berkeluarga dengan pengusul, atau pernah bekerja di unit itu. Dicatat dalam jejak."
        value={reason}
        maxLength={500}
        onValue={setReason}
        error={mistakes[0]?.text}
      />
      <div className="cluster">
        <button type="button" className="button" onClick={() => void declare()}>
          {isSending ? 'Mencatat' : 'Nyatakan dan berhenti menilai usulan ini'}
        </button>
        <button type="button" className="button button-secondary" onClick={onClose}>
          Batal
        </button>
      </div>
    </Dialog>
  )
}
