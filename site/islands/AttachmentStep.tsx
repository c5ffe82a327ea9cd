import type { ReactNode } from 'react'
import type { ProposalView } from './api.ts'
import { AttachmentField } from './AttachmentField.tsx'
import { RemovedFiles } from './uploads/RemovedFiles.tsx'
import { useNoStrayDrops, useUploads } from './uploads/useUploads.ts'

type Props = { view: ProposalView; reload: () => void; onward: ReactNode }

/** All files of the proposal, by the rules of the edition. What is on its way goes on while another step is open. */
export function AttachmentStep({ view, reload, onward }: Props) {
  const { board, items } = useUploads(view.id, reload)
  useNoStrayDrops()
  return (
    <>
      <div className="stack stack-tight">
        <h1>Lampiran</h1>
        <p className="lead">
          Berkas dikirim sepotong demi sepotong. Bila jaringan putus atau halaman dimuat ulang, yang sudah sampai tidak
          diulang. Setiap berkas dicatat bersama sidik jarinya (SHA-256), sehingga perubahan apa pun terlihat.
        </p>
      </div>
      {view.rules.attachments.map((rule) => (
        <AttachmentField
          key={rule.id}
          proposalId={view.id}
          rule={rule}
          files={view.attachments.filter(({ ruleId }) => ruleId === rule.id)}
          items={items.filter(({ ruleId }) => ruleId === rule.id)}
          board={board}
          onChanged={reload}
        />
      ))}
      {view.rules.attachments.length === 0 && <p className="empty">Edisi ini tidak meminta lampiran.</p>}
      <RemovedFiles proposalId={view.id} rules={view.rules.attachments} mayEdit={view.may.edit} onRestored={reload} />
      <p className="cluster">{onward}</p>
    </>
  )
}
