import { useState } from 'react'
import type { ConflictReason } from '#domain/conflict.ts'
import { reasonNames } from '#domain/conflict-words.ts'
import { Dialog } from '../Dialog.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import { declareConflict } from './conflicts-api.ts'
import { Select } from './Select.tsx'

type Props = {
  view: { id: string; proposal: { title: string } }
  onClose: () => void
  /** The reading is no longer the juror's; the id of the next one that is open, if any. */
  onDeclared: (nextOpenId: string | null) => void
}

/** A juror gives back the reading that is open. Not a way of handing in: nothing of what was typed is sent. */
export function ConflictDialog({ view: { id, proposal }, onClose, onDeclared }: Props) {
  const [reason, setReason, forget] = useKept(`benturan-${id}`)
  const [kind, setKind] = useState<ConflictReason | ''>('')
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const declare = async () => {
    const found = mistakesOf(kind, reason)
    setMistakes(found)
    if (found.length > 0 || kind === '') return
    const answer = await send(() => declareConflict(id, { kind, reason: reason.trim() }))
    if (!answer?.ok) return
    forget()
    onDeclared(answer.value.nextOpenId)
  }
  return (
    <Dialog heading="Nyatakan benturan kepentingan" onClose={onClose}>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <p>
        Sesudah dinyatakan, Anda tidak menilai lagi <b>{proposal.title}</b>, dan usulan itu hilang dari semua daftar
        Anda. Juri lain dicarikan dengan sendirinya. Isian Anda pada lembar ini tidak diserahkan.
      </p>
      <KindAndReason {...{ kind, setKind, reason, setReason, mistakes }} />
      <div className="cluster">
        <button type="button" className="button button-secondary" onClick={() => void declare()}>
          {isSending ? 'Mencatat' : 'Nyatakan benturan dan lepas usulan ini'}
        </button>
        <button type="button" className="action" onClick={onClose}>
          Batal
        </button>
      </div>
    </Dialog>
  )
}

export const mistakesOf = (kind: string, reason: string): ErrorLine[] => [
  ...(kind === '' ? [{ href: '#jenis-benturan', text: 'Pilih jenis benturan.' }] : []),
  ...(reason.trim() === '' ? [{ href: '#alasan-benturan', text: 'Tulis alasannya.' }] : []),
]

type Asked = {
  kind: ConflictReason | ''
  setKind: (kind: ConflictReason | '') => void
  reason: string
  setReason: (reason: string) => void
  mistakes: readonly ErrorLine[]
}

/** What kind of conflict it is, and why. */
export function KindAndReason({ kind, setKind, reason, setReason, mistakes }: Asked) {
  const errorOf = (href: string) => mistakes.find((one) => one.href === href)?.text
  return (
    <>
      <Select
        id="jenis-benturan"
        label="Jenis benturan"
        names={reasonNames}
        none="Pilih jenis"
        value={kind}
        onValue={setKind}
        error={errorOf('#jenis-benturan')}
      />
      <TextArea
        id="alasan-benturan"
        label="Alasan"
        hint="Misalnya pernah membimbing, atau berkeluarga dengan pengusul. Dicatat, dan dibaca oleh sekretariat dan pengawas."
        value={reason}
        maxLength={1000}
        onValue={setReason}
        error={errorOf('#alasan-benturan')}
      />
    </>
  )
}
