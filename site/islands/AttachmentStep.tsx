import type { ReactNode } from 'react'
import type { ProposalView } from './api.ts'
import { AttachmentField } from './AttachmentField.tsx'

type Props = { view: ProposalView; reload: () => void; onward: ReactNode }

/** All files of the proposal, one for each rule of the edition. */
export function AttachmentStep({ view, reload, onward }: Props) {
  return (
    <>
      <div className="stack stack-tight">
        <h1>Lampiran</h1>
        <p className="lead">
          Setiap berkas dicatat bersama sidik jarinya (SHA-256), sehingga perubahan apa pun terlihat.
        </p>
      </div>
      {view.rules.attachments.map((rule) => (
        <AttachmentField
          key={rule.id}
          proposalId={view.id}
          rule={rule}
          file={view.attachments.find(({ ruleId }) => ruleId === rule.id)}
          onChanged={reload}
        />
      ))}
      {view.rules.attachments.length === 0 && <p className="empty">Edisi ini tidak meminta lampiran.</p>}
      <p className="cluster">{onward}</p>
    </>
  )
}
