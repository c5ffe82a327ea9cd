import { receive } from './answer.ts'
import { proposalsApi } from './api.ts'
import { AuthorReading } from './AuthorReading.tsx'
import { PageRefusal } from './PageRefusal.tsx'
import { ProposalEditor } from './ProposalEditor.tsx'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { SimulationBadge, Workspace, type Me } from './Workspace.tsx'

/** `/peserta/usulan/?id=…`: written while it may be, read once it was handed over. */
export function ProposalForm() {
  return <Workspace roles={['author']}>{(me) => <Opened me={me} />}</Workspace>
}

function Opened({ me }: { me: Me }) {
  const id = useAddress().get('id') ?? ''
  const { answer, reload } = useLoaded(id, () => receive(proposalsApi[':id'].$get({ param: { id } })))
  if (!answer) return <p className="work-page hint">Memuat usulan</p>
  if (!answer.ok)
    return <PageRefusal problem={answer.problem} back={{ href: '/peserta/', text: 'Kembali ke daftar usulan' }} />
  const view = answer.value
  return (
    <>
      {view.edition.isSimulation && <SimulationBadge />}
      {view.may.edit ? (
        <ProposalEditor key={view.id} view={view} me={me} as="author" reload={reload} />
      ) : (
        <AuthorReading view={view} me={me} reload={reload} />
      )}
    </>
  )
}
