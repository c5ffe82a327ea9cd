import { useEffect, useRef, useState } from 'react'
import { ActOrLeave } from './ActOrLeave.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { Form } from './Form.tsx'
import { moveInPlenary } from './staff-api.ts'
import type { MoveDirection, PlenaryRow } from './staff-answers.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

const words = {
  in: { heading: 'Masukkan ke daftar', act: 'Masukkan usulan ini' },
  out: { heading: 'Keluarkan dari daftar', act: 'Keluarkan usulan ini' },
  restored: { heading: 'Kembalikan sesuai skor', act: 'Kembalikan usulan ini' },
} as const

type Props = {
  edition: string
  stageId: string
  row: PlenaryRow
  direction: MoveDirection
  onMoved: () => void
  onCancel: () => void
}

/** A departure from the list by score: who, when and why become a row, and the reason is public. */
export function MoveForm({ edition, stageId, row, direction, onMoved, onCancel }: Props) {
  const [reason, setReason, forget] = useKept(`pleno-${stageId}-${row.proposalId}-${direction}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [])

  const move = async () => {
    const found = reason.trim() === '' ? [{ href: '#alasan-pleno', text: 'Tulis alasan pleno.' }] : []
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() =>
      moveInPlenary(edition, stageId, { proposalId: row.proposalId, direction, reason: reason.trim() }),
    )
    if (!answer?.ok) return
    forget()
    onMoved()
  }
  return (
    <Form ref={form} className="inline-form" onSubmit={move}>
      <h3>
        {words[direction].heading}: {row.referenceNumber}, {row.title}
      </h3>
      <ErrorSummary heading="Belum dapat dipindahkan" lines={mistakes} />
      <Refusal problem={problem} />
      <TextArea
        id="alasan-pleno"
        label="Alasan pleno"
        hint="Tampil di halaman umum bersama hasilnya."
        value={reason}
        maxLength={1000}
        onValue={setReason}
        error={mistakes[0]?.text}
      />
      <ActOrLeave isSending={isSending} act={words[direction].act} busy="Mencatat" onLeave={onCancel} />
    </Form>
  )
}
