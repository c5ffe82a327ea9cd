import { clock, date } from '#site/text/format.ts'
import { AddressLink } from './AddressLink.tsx'
import { receive } from './answer.ts'
import { proposalsApi, type ListedProposal } from './api.ts'
import { Refusal } from './ErrorSummary.tsx'
import { StateMark } from './marks.tsx'
import { NewProposal } from './NewProposal.tsx'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { SimulationBadge, Workspace, type Me } from './Workspace.tsx'

/** `/peserta/`: the unit's proposals; `?baru=1` begins one. */
export function ProposalList() {
  return (
    <Workspace roles={['author']}>
      {(me) => (
        <>
          {me.isDemo && <SimulationBadge />}
          <Page me={me} />
        </>
      )}
    </Workspace>
  )
}

function Page({ me }: { me: Me }) {
  const address = useAddress()
  return address.get('baru') ? <NewProposal me={me} /> : <OwnProposals after={address.get('sesudah')} />
}

function OwnProposals({ after }: { after: string | null }) {
  const { answer } = useLoaded(`author ${after ?? ''}`, () =>
    receive(proposalsApi.index.$get({ query: { as: 'author', ...(after && { after }) } })),
  )
  if (!answer) return <p className="work-page hint">Memuat usulan</p>
  return (
    <div className="work-page stack">
      <div className="cluster cluster-between">
        <h1>Usulan unit Anda</h1>
        <AddressLink className="button" to={{ baru: '1', sesudah: null }}>
          Tulis usulan baru
        </AddressLink>
      </div>
      {answer.ok ? <Proposals {...answer.value} /> : <Refusal problem={answer.problem} />}
    </div>
  )
}

/** What the unit can do next, in words. */
const nextStep = {
  draft: 'Lanjutkan menulis',
  returned: 'Baca catatan dan perbaiki',
  with_agency: 'Menunggu admin instansi',
  submitted: 'Menunggu seleksi administrasi',
  eligible: 'Dinilai oleh juri',
  needs_repair: 'Baca alasan dan perbaiki',
  ineligible: 'Baca alasannya',
} as const satisfies Record<ListedProposal['state'], string>

function Proposals({ proposals, next }: { proposals: ListedProposal[]; next: string | null }) {
  if (proposals.length === 0) {
    return (
      <p className="empty">
        Belum ada usulan. Mulailah dengan judul dan kelompoknya; sisanya ditulis bagian demi bagian.
      </p>
    )
  }
  return (
    <>
      <div className="table-scroll">
        <table className="table table-stack">
          <caption>Urut: yang terakhir berpindah di atas</caption>
          <thead>
            <tr>
              <th scope="col">Judul</th>
              <th scope="col">Kelompok</th>
              <th scope="col">Keadaan</th>
              <th scope="col">Sejak</th>
              <th scope="col">Berikutnya</th>
            </tr>
          </thead>
          <tbody>
            {proposals.map(({ id, title, group, state, stateSince, unit, referenceNumber }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={`/peserta/usulan/?id=${id}`}>{title || 'Tanpa judul'}</a>
                  <span className="hint line">{unit}</span>
                  {referenceNumber && <span className="hint line nowrap">Nomor {referenceNumber}</span>}
                </th>
                <td data-label="Kelompok">{group}</td>
                <td>
                  <StateMark state={state} />
                </td>
                <td data-label="Sejak">
                  {date(new Date(stateSince), 'plain')}, {clock(new Date(stateSince))} WIB
                </td>
                <td
                  data-label="Berikutnya"
                  className={state === 'returned' || state === 'needs_repair' ? 'attention' : undefined}
                >
                  {nextStep[state]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next && (
        <p className="pagination">
          <AddressLink to={{ sesudah: next }}>Usulan yang lebih lama</AddressLink>
        </p>
      )}
    </>
  )
}
