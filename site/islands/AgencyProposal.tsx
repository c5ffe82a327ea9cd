import { dateAndClock } from '#site/text/format.ts'
import { receive } from './answer.ts'
import { proposalsApi, type ProposalView } from './api.ts'
import { AgencyInterview } from './interviews/AgencyInterview.tsx'
import { PageRefusal } from './PageRefusal.tsx'
import { ForwardForm } from './ForwardForm.tsx'
import { StateMark } from './marks.tsx'
import { ProposalEditor } from './ProposalEditor.tsx'
import { ProposalReading, storedText } from './ProposalReading.tsx'
import { Handovers, ScreeningResult } from './ProposalTrail.tsx'
import { Receipt } from './Receipt.tsx'
import { StageResults } from './StageResults.tsx'
import { PartNoteField, usePartNotes } from './part-notes.tsx'
import { ReturnForm } from './ReturnForm.tsx'
import { useAddress } from './useAddress.ts'
import { useLateForwarding } from './useForwarding.ts'
import { useLoaded } from './useLoaded.ts'
import { WithdrawForm } from './WithdrawForm.tsx'
import { SimulationBadge, Workspace, type Me } from './Workspace.tsx'

/** `/instansi/usulan/?id=…`: read whole, corrected (`?bagian=`), returned or forwarded. */
export function AgencyProposal() {
  return <Workspace roles={['agency_admin']}>{(me) => <Opened me={me} />}</Workspace>
}

function Opened({ me }: { me: Me }) {
  const address = useAddress()
  const id = address.get('id') ?? ''
  const { answer, reload } = useLoaded(id, () => receive(proposalsApi[':id'].$get({ param: { id } })))
  if (!answer) return <p className="work-page hint">Memuat usulan</p>
  if (!answer.ok)
    return (
      <PageRefusal problem={answer.problem} back={{ href: '/instansi/', text: 'Kembali ke daftar usulan instansi' }} />
    )
  const view = answer.value
  const isCorrecting = address.get('bagian') !== null && view.may.edit
  return (
    <>
      {view.edition.isSimulation && <SimulationBadge />}
      {isCorrecting ? (
        <ProposalEditor key={view.id} view={view} me={me} as="agency_admin" reload={reload} />
      ) : (
        <Reading view={view} reload={reload} onEdit={(step) => address.go({ bagian: step })} />
      )}
    </>
  )
}

const BackLink = () => (
  <p className="no-print">
    <a className="action" href="/instansi/">
      Kembali ke daftar usulan instansi
    </a>
  </p>
)

type ReadingProps = { view: ProposalView; reload: () => void; onEdit: (step: string) => void }

function Reading({ view, reload, onEdit }: ReadingProps) {
  const isLate = useLateForwarding(view)
  const { notes, setNote, forget } = usePartNotes(view.id)
  const noteOn = (part: string, title: string) => (
    <PartNoteField part={part} title={title} value={notes[part] ?? ''} onValue={(note) => setNote(part, note)} />
  )
  const returned = () => {
    forget()
    reload()
  }
  return (
    <div className="work-page work-page-narrow stack">
      <BackLink />
      <div className="stack stack-tight">
        <p className="hint">{view.unit}</p>
        <h1>{view.title || 'Usulan tanpa judul'}</h1>
        <p className="cluster">
          <StateMark state={view.state} />
          <span className="hint">sejak {dateAndClock(new Date(view.stateSince))}</span>
        </p>
        {(view.may.forward || view.may.return) && (
          <p className="no-print">
            <a className="action" href="#keputusan">
              Langsung ke keputusan: teruskan atau kembalikan
            </a>
          </p>
        )}
        {view.state === 'draft' && (
          <p className="lead">
            Unit masih menulis dan belum menyerahkannya. Anda dapat membaca dan membetulkan tulisannya.
          </p>
        )}
      </div>
      <AgencyInterview view={view} />
      <StageResults view={view} />
      {view.receipts.map((receipt) => (
        <Receipt key={receipt.revision} view={view} receipt={receipt} />
      ))}
      <ScreeningResult view={view} />
      <ProposalReading
        view={view}
        textOf={storedText(view)}
        onEdit={view.may.edit ? onEdit : undefined}
        beside={view.may.return ? noteOn : undefined}
      />
      <div className="stack" id="keputusan">
        {(view.may.forward || isLate) && <ForwardForm view={view} onForwarded={reload} onEdit={onEdit} />}
        {view.may.return && <ReturnForm view={view} notes={notes} onReturned={returned} />}
        {view.may.withdraw && <WithdrawForm view={view} onWithdrawn={reload} />}
      </div>
      <Handovers view={view} />
    </div>
  )
}
