import { useEffect, useState } from 'react'
import { dateAndClock } from '#site/text/format.ts'
import type { ProposalState } from '#domain/proposal.ts'
import { receive } from './answer.ts'
import { handoversApi, type ProposalView } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { AgencyInterview } from './interviews/AgencyInterview.tsx'
import { StateMark } from './marks.tsx'
import { leftTexts } from './proposal-documents.ts'
import { ProposalReading, storedText } from './ProposalReading.tsx'
import { Handovers, ReturnedNote, ScreeningResult } from './ProposalTrail.tsx'
import { Receipt } from './Receipt.tsx'
import { StageResults } from './StageResults.tsx'
import { useSending } from './useSending.ts'
import type { Me } from './Workspace.tsx'

const meaning = {
  draft: 'Pendaftaran tidak sedang terbuka, jadi usulan ini hanya dapat dibaca.',
  returned: 'Usulan dikembalikan, tetapi pendaftaran tidak sedang terbuka, jadi hanya dapat dibaca.',
  with_agency: 'Admin instansi sedang memeriksa. Bila masih ada yang ingin Anda ubah, tarik kembali usulan ini.',
  submitted: 'Usulan sudah diteruskan kepada sekretariat dan menunggu seleksi administrasi.',
  eligible: 'Usulan lolos seleksi administrasi dan dinilai oleh juri.',
  needs_repair: 'Sekretariat meminta perbaikan, tetapi masa perbaikan tidak sedang terbuka.',
  ineligible: 'Usulan tidak lolos seleksi administrasi. Alasannya ada di bawah.',
} as const satisfies Record<ProposalState, string>

/** What the unit sees of a proposal it may not change now. */
export function AuthorReading({ view, me, reload }: { view: ProposalView; me: Me; reload: () => void }) {
  return (
    <div className="work-page work-page-narrow stack">
      <p className="no-print">
        <a className="action" href="/peserta/">
          Kembali ke daftar usulan
        </a>
      </p>
      <div className="stack stack-tight">
        <h1>{view.title}</h1>
        <p className="cluster">
          <StateMark state={view.state} />
          <span className="hint">sejak {dateAndClock(new Date(view.stateSince))}</span>
        </p>
        <p className="lead">{meaning[view.state]}</p>
      </div>
      <ReturnedNote view={view} />
      {view.may.recall && <RecallButton view={view} reload={reload} />}
      <UnsentTexts view={view} userId={me.user.id} />
      <AgencyInterview view={view} />
      <StageResults view={view} />
      {view.receipts.map((receipt) => (
        <Receipt key={receipt.revision} view={view} receipt={receipt} />
      ))}
      <ScreeningResult view={view} />
      <Handovers view={view} />
      <ProposalReading view={view} textOf={storedText(view)} />
    </div>
  )
}

function RecallButton({ view, reload }: { view: ProposalView; reload: () => void }) {
  const { send, isSending, problem } = useSending()
  const recall = async () => {
    const param = { id: view.id }
    const answer = await send(() =>
      receive(handoversApi[':id'].handovers.$post({ param, json: { kind: 'recalled', note: '' } })),
    )
    if (answer?.ok) reload()
  }
  return (
    <>
      <Refusal problem={problem} />
      <p className="no-print">
        <button type="button" className="button button-secondary" onClick={recall}>
          {isSending ? 'Menarik kembali' : 'Tarik kembali usulan'}
        </button>
      </p>
    </>
  )
}

/** Typed on this device and never taken by the portal, because the proposal had moved on: shown so that it can be copied. */
function UnsentTexts({ view, userId }: { view: ProposalView; userId: string }) {
  const [left, setLeft] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    void leftTexts(userId, view.id).then(setLeft)
  }, [userId, view.id])
  const stored = storedText(view)
  const unsent = view.rules.sections.flatMap(({ id, title }) => {
    const text = left.get(id)
    return text && !stored(id).includes(text.trim()) ? [{ id, title, text }] : []
  })
  if (unsent.length === 0) return null
  return (
    <div className="notice stack stack-tight">
      <p>
        <b>Ada tulisan di perangkat ini yang tidak sempat tersimpan di portal.</b> Tulisan itu tidak ikut diserahkan dan
        masih dapat disalin.
      </p>
      {unsent.map(({ id, title, text }) => (
        <details key={id}>
          <summary>{title}</summary>
          <p className="prose">{text}</p>
        </details>
      ))}
    </div>
  )
}
