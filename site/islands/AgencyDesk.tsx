import { clock, count, date } from '#site/text/format.ts'
import { problemText } from '#site/text/problems.ts'
import { proposalProblemText } from '#site/text/proposal-problems.ts'
import { AddressLink } from './AddressLink.tsx'
import { receive } from './answer.ts'
import { proposalsApi, type AgencyCap, type ListedProposal } from './api.ts'
import { PageRefusal } from './PageRefusal.tsx'
import { Kawung, Meter, StateMark } from './marks.tsx'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { SimulationBadge, Workspace } from './Workspace.tsx'

/** `/instansi/`: every proposal of the agency, and how much of its caps is used. */
export function AgencyDesk() {
  return (
    <Workspace roles={['agency_admin']}>
      {(me) => (
        <>
          {me.isDemo && <SimulationBadge />}
          <Page />
        </>
      )}
    </Workspace>
  )
}

function Page() {
  const after = useAddress().get('sesudah')
  const { answer } = useLoaded(`agency ${after ?? ''}`, () =>
    receive(proposalsApi.index.$get({ query: { as: 'agency_admin', ...(after && { after }) } })),
  )
  if (!answer) return <p className="work-page hint">Memuat usulan</p>
  if (!answer.ok) return <PageRefusal problem={answer.problem} />
  const { proposals, caps, next } = answer.value
  const waiting = proposals.filter(({ state }) => state === 'with_agency').length
  return (
    <div className="work-page stack">
      <div className="stack stack-tight">
        <h1>{waiting === 0 ? 'Tidak ada usulan yang menunggu Anda' : `${count(waiting)} usulan menunggu Anda`}</h1>
        <p className="lead">
          Baca usulannya, lalu teruskan kepada sekretariat atau kembalikan kepada unit dengan catatan.
        </p>
        <p>
          <a className="action" href="/instansi/akun/">
            Akun, unit, dan undangan
          </a>
        </p>
      </div>
      <Caps caps={caps} />
      <Proposals proposals={proposals} />
      {next && (
        <p className="pagination">
          <AddressLink to={{ sesudah: next }}>Usulan yang lebih lama</AddressLink>
        </p>
      )}
    </div>
  )
}

function Caps({ caps }: { caps: AgencyCap[] }) {
  return (
    <section className="block stack stack-tight" aria-label="Batas usulan">
      <h2>Batas usulan instansi</h2>
      <ul className="stack stack-tight">
        {caps.map((cap) => (
          <li className="cluster" key={`${cap.edition} ${cap.agencyId} ${cap.groupId}`}>
            <span>
              Kelompok {cap.group}, {cap.agency}:
            </span>
            {cap.cap === null ? (
              <span>{count(cap.used)} usulan diteruskan, tanpa batas</span>
            ) : (
              <Meter value={cap.used} max={cap.cap} unit="usulan sudah diteruskan" />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Only what waits for the admin is looked into; the rest is said by its state. */
function Completeness({ id, state }: Pick<ListedProposal, 'id' | 'state'>) {
  if (state === 'with_agency' || state === 'needs_repair') return <Gaps id={id} />
  return (
    <span className="hint">
      {state === 'draft' || state === 'returned' ? 'Masih ditulis unit' : 'Sudah diteruskan'}
    </span>
  )
}

function Gaps({ id }: { id: string }) {
  const { answer } = useLoaded(id, () => receive(proposalsApi[':id'].$get({ param: { id } })))
  if (!answer) return <span className="hint">Memeriksa</span>
  if (!answer.ok) return <span>{problemText(answer.problem)}</span>
  const { problems, rules } = answer.value
  if (problems.length === 0) {
    return (
      <span className="state">
        <Kawung filled={4} />
        Lengkap
      </span>
    )
  }
  return (
    <ul className="stack stack-tight">
      {problems.map((gap) => (
        <li className="attention" key={JSON.stringify(gap)}>
          {proposalProblemText(gap, rules)}
        </li>
      ))}
    </ul>
  )
}

function Proposals({ proposals }: { proposals: ListedProposal[] }) {
  if (proposals.length === 0) return <p className="empty">Belum ada usulan dari unit-unit instansi Anda.</p>
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <caption>Urut: yang terakhir berpindah di atas</caption>
        <thead>
          <tr>
            <th scope="col">Judul</th>
            <th scope="col">Unit</th>
            <th scope="col">Kelompok</th>
            <th scope="col">Keadaan</th>
            <th scope="col">Sejak</th>
            <th scope="col">Kelengkapan</th>
          </tr>
        </thead>
        <tbody>
          {proposals.map(({ id, title, unit, group, state, stateSince, referenceNumber }) => (
            <tr key={id}>
              <th scope="row">
                <a className={state === 'with_agency' ? 'attention' : undefined} href={`/instansi/usulan/?id=${id}`}>
                  {title || 'Tanpa judul'}
                </a>
                {referenceNumber && <span className="hint line nowrap">Nomor {referenceNumber}</span>}
              </th>
              <td data-label="Unit">{unit}</td>
              <td data-label="Kelompok">{group}</td>
              <td data-label="Keadaan">
                <StateMark state={state} />
              </td>
              <td data-label="Sejak">
                {date(new Date(stateSince), 'plain')}, {clock(new Date(stateSince))} WIB
              </td>
              <td data-label="Kelengkapan">
                <Completeness id={id} state={state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
