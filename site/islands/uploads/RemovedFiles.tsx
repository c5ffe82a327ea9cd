import { useState } from 'react'
import type { AttachmentRule } from '#domain/edition.ts'
import { bytes, dateAndClock } from '#site/text/format.ts'
import { receive, type Answer } from '../answer.ts'
import { attachmentsApi, type RemovedAttachment } from '../api.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { useSending } from '../useSending.ts'

type Props = { proposalId: string; rules: readonly AttachmentRule[]; mayEdit: boolean; onRestored: () => void }
type Removed = readonly RemovedAttachment[]

/** What was removed or replaced: still there to read, and to bring back. Asked for only when it is opened. */
export function RemovedFiles({ proposalId, rules, mayEdit, onRestored }: Props) {
  const [files, setFiles] = useState<Removed>()
  const { send, problem } = useSending()
  const load = async () => {
    const param = { id: proposalId }
    const answer: Answer<{ attachments: Removed }> | undefined = await send(() =>
      receive(attachmentsApi[':id'].attachments.removed.$get({ param })),
    )
    if (answer?.ok) setFiles(answer.value.attachments)
  }
  const restore = async (attachment: string) => {
    const param = { id: proposalId, attachment }
    const answer = await send(() =>
      receive(attachmentsApi[':id'].attachments[':attachment'].restoration.$post({ param })),
    )
    if (!answer?.ok) return
    onRestored()
    await load()
  }
  return (
    <details className="stack stack-tight" onToggle={(event) => event.currentTarget.open && void load()}>
      <summary>Berkas yang pernah dihapus atau diganti</summary>
      <Refusal problem={problem} />
      {files?.length === 0 && <p className="empty">Belum ada berkas yang dihapus.</p>}
      <ul className="stack stack-tight">
        {files?.map(({ id, ruleId, fileName, sizeBytes, removedAt, removedBy }) => (
          <li key={id}>
            <a href={`/api/proposals/${proposalId}/attachments/${id}`}>{fileName}</a>{' '}
            <span className="hint">
              {rules.find((rule) => rule.id === ruleId)?.title ?? ruleId}, {bytes(sizeBytes)}, dihapus{' '}
              {removedAt && dateAndClock(new Date(removedAt))} oleh {removedBy}
            </span>{' '}
            {mayEdit && (
              <button type="button" className="action" onClick={() => void restore(id)}>
                Kembalikan<span className="visually-hidden"> {fileName}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
