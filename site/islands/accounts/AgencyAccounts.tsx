import { useState } from 'react'
import { auditSentence } from '#site/text/audit.ts'
import { dateAndClock } from '#site/text/format.ts'
import type { Answer } from '../answer.ts'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { Field, TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { PageRefusal } from '../PageRefusal.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { SimulationBadge, Workspace, type Me } from '../Workspace.tsx'
import {
  createUnit,
  listInvitations,
  listRoles,
  listUnits,
  type AccountEvent,
  type HeldRole,
  type Invitation,
  type Unit,
} from './accounts-api.ts'
import { InvitationTable } from './InvitationTable.tsx'
import { InviteForm } from './InviteForm.tsx'
import { PeopleTable } from './PeopleTable.tsx'

type Loaded = { people: HeldRole[]; events: AccountEvent[]; invitations: Invitation[]; units: Unit[] }

async function loadAgency(id: string): Promise<Answer<Loaded>> {
  const [roles, invitations, units] = await Promise.all([listRoles(id), listInvitations(id), listUnits(id)])
  if (!roles.ok) return roles
  if (!invitations.ok) return invitations
  if (!units.ok) return units
  return {
    ok: true,
    value: {
      people: roles.value.roles,
      events: roles.value.events,
      invitations: invitations.value.invitations,
      units: units.value.units,
    },
  }
}

/** `/instansi/akun/`: the people, units and invitations of an agency. */
export function AgencyAccounts() {
  return (
    <Workspace roles={['agency_admin']}>
      {(me) => (
        <>
          {me.isDemo && <SimulationBadge />}
          <ChosenAgency me={me} />
        </>
      )}
    </Workspace>
  )
}

const agenciesOf = (me: Me) =>
  me.roles.flatMap(({ role, agencyId, agency }) =>
    role === 'agency_admin' && agencyId !== null && agency !== null ? [{ id: agencyId, name: agency }] : [],
  )

function ChosenAgency({ me }: { me: Me }) {
  const address = useAddress()
  const agencies = agenciesOf(me)
  const agency = agencies.find(({ id }) => id === address.get('instansi')) ?? agencies[0]
  const { answer, reload } = useLoaded(`accounts ${agency?.id}`, () => loadAgency(agency?.id ?? ''))
  if (!agency || !answer) return <p className="work-page hint">Memuat akun</p>
  if (!answer.ok) return <PageRefusal problem={answer.problem} back={{ href: '/instansi/', text: 'Usulan instansi' }} />
  const { people, invitations, units, events } = answer.value
  return (
    <div className="work-page stack">
      <div className="stack stack-tight">
        <h1>Akun {agency.name}</h1>
        <p className="lead">
          Setiap orang memakai akunnya sendiri. Undang rekan dan unit; peran yang berakhir tetap tercatat.
        </p>
        <p>
          <a className="action" href="/instansi/">
            Kembali ke usulan instansi
          </a>
        </p>
      </div>
      {agencies.length > 1 && (
        <nav className="tabs" aria-label="Instansi">
          {agencies.map(({ id, name }) => (
            <a key={id} href={address.link({ instansi: id })} aria-current={id === agency.id ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
      )}
      <section className="block stack" aria-labelledby="orang">
        <h2 id="orang">Orang dan peran</h2>
        <PeopleTable people={people} ownId={me.user.id} canReset={false} onChanged={reload} />
      </section>
      <section className="block stack" aria-labelledby="undang">
        <h2 id="undang">Undang rekan</h2>
        <AgencyInvite agency={agency} units={units} onInvited={reload} />
        <h3>Undangan yang dikirim</h3>
        <InvitationTable invitations={invitations} onChanged={reload} />
      </section>
      <section className="block stack" aria-labelledby="unit">
        <h2 id="unit">Unit penyelenggara</h2>
        <Units agencyId={agency.id} units={units} onAdded={reload} />
      </section>
      <Trail events={events} />
    </div>
  )
}

type InviteProps = { agency: { id: string; name: string }; units: readonly Unit[]; onInvited: () => void }

function AgencyInvite({ agency, units, onInvited }: InviteProps) {
  const [role, setRole] = useState<'author' | 'agency_admin'>('author')
  const [place, setPlace] = useState('')
  const unitId = place === '' ? units[0]?.id : place
  const needsUnit = { href: '#tempat', text: 'Tambahkan unit terlebih dahulu, atau undang untuk instansi sendiri.' }
  const offer =
    role === 'agency_admin'
      ? { role, agencyId: agency.id }
      : unitId === undefined
        ? needsUnit
        : { role, agencyId: unitId }
  return (
    <InviteForm offer={offer} onInvited={onInvited}>
      <Field
        id="peran"
        label="Peran"
        hint={role === 'author' ? 'Menulis usulan untuk satu unit.' : 'Memeriksa, memilih, dan meneruskan usulan.'}
      >
        <select
          id="peran"
          className="select"
          aria-describedby="peran-petunjuk"
          value={role}
          onChange={(event) => setRole(event.target.value === 'agency_admin' ? 'agency_admin' : 'author')}
        >
          <option value="author">Penulis usulan</option>
          <option value="agency_admin">Admin instansi</option>
        </select>
      </Field>
      {role === 'author' && (
        <Field id="tempat" label="Unit">
          <select
            id="tempat"
            className="select"
            value={unitId ?? ''}
            onChange={(event) => setPlace(event.target.value)}
          >
            {units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={agency.id}>{agency.name} (tanpa unit)</option>
          </select>
        </Field>
      )}
    </InviteForm>
  )
}

function Units({ agencyId, units, onAdded }: { agencyId: string; units: readonly Unit[]; onAdded: () => void }) {
  const [name, setName] = useState('')
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, problem, isSending } = useSending()
  const add = async () => {
    if (name.trim() === '') return setLines([{ text: 'Tulis nama unit.', href: '#nama-unit' }])
    setLines([])
    const answer = await send(() => createUnit(agencyId, name))
    if (!answer?.ok) return
    setName('')
    onAdded()
  }
  return (
    <>
      {units.length === 0 && (
        <p className="empty">Belum ada unit. Unit adalah yang menulis usulan, misalnya Dinas Kesehatan atau RSUD.</p>
      )}
      <ul className="stack stack-tight">
        {units.map((unit) => (
          <li key={unit.id}>{unit.name}</li>
        ))}
      </ul>
      <Form className="inline-form" onSubmit={add}>
        <ErrorSummary heading="Unit belum ditambahkan" lines={lines} />
        <Refusal problem={problem} />
        <TextField
          id="nama-unit"
          label="Nama unit baru"
          maxLength={200}
          value={name}
          onValue={setName}
          error={lines[0]?.text}
        />
        <p>
          <button className="button button-secondary" type="submit">
            {isSending ? 'Menambahkan' : 'Tambah unit'}
          </button>
        </p>
      </Form>
    </>
  )
}

/** What happened to the accounts of this agency, the newest first. */
function Trail({ events }: { events: readonly AccountEvent[] }) {
  if (events.length === 0) return null
  return (
    <section className="block stack stack-tight" aria-labelledby="jejak">
      <h2 id="jejak">Jejak</h2>
      <ul className="stack stack-tight">
        {events.map((event) => (
          <li key={`${event.at} ${event.action}`}>
            {auditSentence(event.action, event.detail)}{' '}
            <span className="hint">
              {event.actor ?? 'Pemohon'}, {dateAndClock(new Date(event.at))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
