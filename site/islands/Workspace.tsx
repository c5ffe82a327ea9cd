import { Suspense, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { needsSecondFactor, type RoleName } from '#domain/access.ts'
import type { StageKind } from '#domain/edition.ts'
import { roles as roleLabels } from '#site/text/labels.ts'
import type { DeadlineClock } from './DeadlineClock.tsx'
import { later } from './later.ts'
import { Disclosure } from './Disclosure.tsx'
import { loadMe, type Me } from './offline/me.ts'
import { SignOut } from './offline/SignOut.tsx'
import { PageRefusal } from './PageRefusal.tsx'
import { useLoaded } from './useLoaded.ts'
import { readClockAhead } from './useServerClock.ts'

const LateClock = later(() => import('./DeadlineClock.tsx').then((module) => module.DeadlineClock))
let EarlyClock: typeof DeadlineClock | undefined

export type { Me }

type WorkspaceProps = { roles: readonly RoleName[]; children: (me: Me, reload: () => void) => ReactNode }

/**
 * Who is here, the header's tools, and the way to sign-in for whoever is not. The task is rendered only for a holder of one of
 * `roles`; no roles means anyone signed in.
 */
export function Workspace({ roles, children }: WorkspaceProps) {
  const kinds = roles.flatMap((role) => countedDown[role] ?? [])
  const Clock = EarlyClock ?? LateClock
  const { answer, reload } = useLoaded('me', () => (kinds.length > 0 ? besideTheClock(loadMe()) : loadMe()))
  if (!answer) return <p className="work-page hint">Memuat</p>
  if (!answer.ok && answer.problem.code === 'sign_in_needed') return <SignInFirst />
  if (!answer.ok) return <PageRefusal problem={answer.problem} />
  const me = answer.value
  const fitting = me.roles.filter(({ role }) => roles.includes(role))
  const mayWork =
    roles.length === 0 || fitting.some(({ role }) => !me.secondFactor.isMissing || !needsSecondFactor(role))
  return (
    <>
      <HeaderTools me={me} />
      {mayWork && kinds.length > 0 && (
        <Suspense fallback={<p className="deadline-clock no-print" />}>
          <Clock kinds={kinds} />
        </Suspense>
      )}
      {mayWork ? children(me, reload) : fitting.length > 0 ? <SecondFactorFirst /> : <OtherRole me={me} />}
      {me.isDemo && <DemoFooter present={me.roles.map(({ role }) => role)} />}
    </>
  )
}

/** The windows a workspace works against. */
const countedDown: Partial<Record<RoleName, readonly StageKind[]>> = {
  author: ['registration'],
  agency_admin: ['registration'],
  evaluator: ['scoring'],
  panelist: ['interview'],
}

/** After the portal has said who is here, the page is drawn without its clock after so long, milliseconds. */
const clockPatienceMs = 400

/**
 * The clock is asked and loaded beside who is here: what came after the page would push it down, and so would a part that is loaded
 * when it is first drawn, however near it lies.
 */
async function besideTheClock<Value>(asked: Promise<Value>): Promise<Value> {
  const loading = import('./DeadlineClock.tsx').then((module) => (EarlyClock = module.DeadlineClock))
  const clock = Promise.all([readClockAhead(), loading]).catch(() => undefined)
  const value = await asked
  await Promise.race([clock, new Promise((resolve) => setTimeout(resolve, clockPatienceMs))])
  return value
}

/** Where sign-in leads back to: this page with its state. */
const here = () => encodeURIComponent(window.location.pathname + window.location.search)

function SignInFirst() {
  return (
    <div className="work-page work-page-narrow stack">
      <h1>Masuk untuk membuka halaman ini</h1>
      <p className="lead">Sesudah masuk, Anda kembali ke halaman ini. Tulisan yang tersimpan tidak hilang.</p>
      <p>
        <a className="button" href={`/masuk/?kembali=${here()}`}>
          Masuk
        </a>
      </p>
    </div>
  )
}

function SecondFactorFirst() {
  return (
    <div className="work-page work-page-narrow stack">
      <h1>Pasang faktor kedua dahulu</h1>
      <p className="lead">
        Peran Anda baru berlaku dengan kode dari aplikasi di ponsel Anda, di samping kode dari surel. Perlu sekitar dua
        menit.
      </p>
      <p>
        <a className="button" href="/akun/">
          Pasang di halaman Akun
        </a>
      </p>
    </div>
  )
}

/** One link for each workspace the person has, however many roles lead to it. */
export function workspacesOf(me: Me): { name: string; home: string }[] {
  const links = me.roles.flatMap(({ role }) => {
    const { workspace, home } = roleLabels[role]
    return home === null ? [] : [{ name: workspace, home }]
  })
  return links.filter((link, index) => links.findIndex(({ home }) => home === link.home) === index)
}

function OtherRole({ me }: { me: Me }) {
  const workspaces = workspacesOf(me)
  return (
    <div className="work-page work-page-narrow stack">
      <h1>Halaman ini bukan untuk peran Anda</h1>
      <p className="lead">
        Anda masuk sebagai {me.user.name}, {[...new Set(me.roles.map(({ role }) => roleLabels[role].name))].join(', ')}.
      </p>
      <ul className="stack stack-tight">
        {workspaces.map(({ name, home }) => (
          <li key={home}>
            <a className="action" href={home}>
              Buka ruang kerja {name}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Fills the place that WorkspaceLayout keeps free in the header: in a row where there is room, else behind a button. */
function HeaderTools({ me }: { me: Me }) {
  const place = document.getElementById('header-tools')
  if (!place) return null
  return createPortal(
    <Disclosure className="work-menu" label="Menu">
      <nav className="work-nav" aria-label="Ruang kerja">
        {workspacesOf(me).map(({ name, home }) => (
          <a key={home} href={home} aria-current={window.location.pathname.startsWith(home) ? 'page' : undefined}>
            {name}
          </a>
        ))}
        <a href="/surat/" aria-current={window.location.pathname === '/surat/' ? 'page' : undefined}>
          Surat
        </a>
      </nav>
      <a className="action" href="/akun/" aria-current={window.location.pathname === '/akun/' ? 'page' : undefined}>
        {me.user.name}
      </a>
      <SignOut personId={me.user.id} />
    </Disclosure>,
    place,
  )
}

/** What the header says beside the title on the present page, such as the badge `Simulasi` or the deadline. */
export function InHeader({ children }: { children: ReactNode }) {
  const place = document.getElementById('header-note')
  return place && createPortal(children, place)
}

export function SimulationBadge() {
  return (
    <InHeader>
      <span className="badge-simulation">
        Simulasi<span className="badge-more">: usulan, nama, dan angka bukan data nyata</span>
      </span>
    </InHeader>
  )
}

const demoRoles = ['author', 'agency_admin', 'secretariat', 'evaluator', 'panelist', 'auditor'] as const

/** Only in the demonstration: the server refuses this address everywhere else. */
function DemoFooter({ present }: { present: readonly RoleName[] }) {
  return createPortal(
    <footer className="work-footer no-print">
      <form className="cluster" method="post" action="/api/demo/sign-in">
        <label htmlFor="demo-role">Ganti peran (demonstrasi)</label>
        <select
          className="select input-short"
          id="demo-role"
          name="role"
          defaultValue={demoRoles.find((role) => present.includes(role))}
        >
          {demoRoles.map((role) => (
            <option key={role} value={role}>
              {roleLabels[role].name}
            </option>
          ))}
        </select>
        <button className="button button-secondary" type="submit">
          Ganti peran
        </button>
      </form>
    </footer>,
    document.body,
  )
}
