import { useState } from 'react'
import { bytes, dateAndClock } from '#site/text/format.ts'
import type { Answer } from '../answer.ts'
import { AddressLink } from '../AddressLink.tsx'
import { DeskNav } from '../DeskNav.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { Field } from '../Field.tsx'
import { PageRefusal } from '../PageRefusal.tsx'
import { AgencyField, type Agency } from '../AgencyField.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { SimulationBadge, Workspace, type Me } from '../Workspace.tsx'
import {
  decideRequest,
  listInvitations,
  listRequests,
  listRoles,
  requestLetter,
  type AccountRequest,
  type HeldRole,
  type Invitation,
  type Offer,
} from './accounts-api.ts'
import { InvitationTable } from './InvitationTable.tsx'
import { InviteForm } from './InviteForm.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'

/** `/sekretariat/akun/`: who asks for an account, and the ministry's own people. */
export function SecretariatAccounts() {
  return (
    <Workspace roles={['secretariat']}>
      {(me) => (
        <>
          {me.isDemo && <SimulationBadge />}
          <DeskNav slug={null} mayAct />
          <div className="work-page stack">
            <h1>Akun</h1>
            <Requests />
            <Staff me={me} />
          </div>
        </>
      )}
    </Workspace>
  )
}

function Requests() {
  const address = useAddress()
  const state = address.get('keadaan') === 'diputuskan' ? 'decided' : 'open'
  const before = address.get('sebelum')
  const { answer, reload } = useLoaded(`requests ${state} ${before}`, () => listRequests(state, before))
  return (
    <section className="block stack" aria-labelledby="permohonan">
      <h2 id="permohonan">Permohonan akun instansi</h2>
      <nav className="tabs" aria-label="Keadaan permohonan">
        <AddressLink to={{ keadaan: null, sebelum: null }} aria-current={state === 'open' ? 'page' : undefined}>
          Menunggu
        </AddressLink>
        <AddressLink
          to={{ keadaan: 'diputuskan', sebelum: null }}
          aria-current={state === 'decided' ? 'page' : undefined}
        >
          Diputuskan
        </AddressLink>
      </nav>
      {!answer && <p className="hint">Memuat permohonan</p>}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && answer.value.requests.length === 0 && (
        <p className="empty">
          {state === 'open'
            ? 'Tidak ada permohonan yang menunggu. Instansi memintanya di halaman Minta akun admin instansi.'
            : 'Belum ada permohonan yang diputuskan.'}
        </p>
      )}
      {answer?.ok &&
        answer.value.requests.map((request) => <Request key={request.id} request={request} onDecided={reload} />)}
      {answer?.ok && answer.value.next && (
        <p className="pagination">
          <AddressLink to={{ sebelum: answer.value.next }}>Permohonan yang lebih lama</AddressLink>
        </p>
      )}
    </section>
  )
}

function Request({ request, onDecided }: { request: AccountRequest; onDecided: () => void }) {
  const [isRefusing, setRefusing] = useState(false)
  const { send, problem, isSending } = useSending()
  const grant = async () => {
    const answer = await send(() => decideRequest(request.id, { outcome: 'granted' }))
    if (answer?.ok) onDecided()
  }
  return (
    <article className="block stack stack-tight" aria-label={`${request.agency}, ${request.name}`}>
      <h3>{request.agency}</h3>
      <p>
        {request.name}, {request.post}, {request.email}
        <span className="line hint">Diterima {dateAndClock(new Date(request.at))}</span>
      </p>
      <p>
        <a className="action" href={requestLetter(request.id)}>
          {request.letterName}
        </a>{' '}
        <span className="hint">
          PDF, {bytes(request.letterSizeBytes)}, SHA-256 <span className="hash">{request.letterSha256}</span>
        </span>
      </p>
      {request.outcome === null && request.admins.length > 0 && (
        <p className="notice">
          Instansi ini sudah mempunyai admin: {request.admins.join(', ')}. Pastikan suratnya menambah atau mengganti.
        </p>
      )}
      {request.outcome === null && request.knownAs !== null && (
        <p className="notice">
          Alamat ini sudah dipakai akun atas nama {request.knownAs}. Bila dikabulkan, peran ditambahkan ke akun itu dan
          namanya tidak berubah.
        </p>
      )}
      {request.outcome !== null && request.decidedAt && (
        <p>
          {request.outcome === 'granted' ? 'Dikabulkan' : `Ditolak: ${request.reason}`}{' '}
          <span className="hint">
            {request.decidedBy}, {dateAndClock(new Date(request.decidedAt))}
          </span>
        </p>
      )}
      <Refusal problem={problem} />
      {request.outcome === null && (
        <p className="cluster">
          <button className="button" type="button" onClick={() => void grant()}>
            {isSending ? 'Mencatat' : 'Kabulkan'}
            <span className="visually-hidden"> {request.agency}</span>
          </button>
          <button className="action" type="button" onClick={() => setRefusing(true)}>
            Tolak dengan alasan<span className="visually-hidden"> {request.agency}</span>
          </button>
        </p>
      )}
      {isRefusing && (
        <ReasonDialog
          heading={`Tolak permohonan ${request.agency}`}
          text="Pemohon menerima alasan ini dan dapat mengirim permohonan baru."
          button="Tolak permohonan"
          act={(reason) => decideRequest(request.id, { outcome: 'refused', reason })}
          onDone={() => {
            setRefusing(false)
            onDecided()
          }}
          onClose={() => setRefusing(false)}
        />
      )}
    </article>
  )
}

type StaffLists = { people: HeldRole[]; invitations: Invitation[] }

async function loadStaff(agency: string | null): Promise<Answer<StaffLists>> {
  const [roles, invitations] = await Promise.all([listRoles(agency), listInvitations(agency)])
  if (!roles.ok) return roles
  if (!invitations.ok) return invitations
  return { ok: true, value: { people: roles.value.roles, invitations: invitations.value.invitations } }
}

/** The ministry's own people, or those of one agency that is looked up. */
function Staff({ me }: { me: Me }) {
  const [agency, setAgency] = useState<Agency | null>(null)
  const { answer, reload } = useLoaded(`staff ${agency?.id}`, () => loadStaff(agency?.id ?? null))
  return (
    <section className="block stack" aria-labelledby="orang">
      <h2 id="orang">{agency ? `Orang di ${agency.name}` : 'Orang di sekretariat dan pengawas'}</h2>
      <AgencyField
        chosen={agency}
        onChoose={setAgency}
        level="top"
        hint="Untuk melihat dan mengundang admin sebuah instansi, ketik namanya lalu pilih. Kosong: sekretariat dan pengawas."
      />
      {!answer && <p className="hint">Memuat</p>}
      {answer && !answer.ok && <PageRefusal problem={answer.problem} />}
      {answer?.ok && (
        <>
          {answer.value.people.length === 0 && <p className="empty">Belum ada orang yang memegang peran di sini.</p>}
          {answer.value.people.length > 0 && (
            <PeopleTable people={answer.value.people} ownId={me.user.id} canReset onChanged={reload} />
          )}
          <h3>Undang {agency ? 'admin instansi' : 'rekan'}</h3>
          <StaffInvite key={agency?.id ?? 'staff'} agency={agency} onInvited={reload} />
          <h3>Undangan yang dikirim</h3>
          <InvitationTable invitations={answer.value.invitations} onChanged={reload} />
        </>
      )}
    </section>
  )
}

function StaffInvite({ agency, onInvited }: { agency: Agency | null; onInvited: () => void }) {
  const [role, setRole] = useState<Extract<Offer['role'], 'secretariat' | 'auditor'>>('secretariat')
  const offer = agency ? { role: 'agency_admin' as const, agencyId: agency.id } : { role, agencyId: null }
  return (
    <InviteForm offer={offer} onInvited={onInvited}>
      {!agency && (
        <Field id="peran" label="Peran">
          <select
            id="peran"
            className="select"
            value={role}
            onChange={(event) => setRole(event.target.value === 'auditor' ? 'auditor' : 'secretariat')}
          >
            <option value="secretariat">Sekretariat, dengan faktor kedua</option>
            <option value="auditor">Pengawas, hanya membaca</option>
          </select>
        </Field>
      )}
    </InviteForm>
  )
}
