import type { ReactNode } from 'react'
import type { RoleName } from '#domain/access.ts'
import type { Answer } from './answer.ts'
import { DeskNav } from './DeskNav.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { listDrafts, listEditions, loadEdition } from './staff-api.ts'
import type { EditionRow, EditionView, Me, StageRow } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { SimulationBadge, Workspace } from './Workspace.tsx'

/** What every desk of an edition knows. `mayAct` is false for the auditor, who reads the same pages and changes nothing. */
export type Desk = {
  edition: EditionView
  editions: readonly EditionRow[]
  me: Me
  mayAct: boolean
  reload: () => void
}

const staff: readonly RoleName[] = ['secretariat', 'auditor']

/** The way in to a desk of the secretariat: who is here, which edition the address names, and its links. */
export function EditionDesk({ children }: { children: (desk: Desk) => ReactNode }) {
  return <Workspace roles={staff}>{(me) => <ChosenEdition me={me}>{children}</ChosenEdition>}</Workspace>
}

async function listAll(mayAct: boolean): Promise<Answer<EditionRow[]>> {
  const [opened, drafts] = await Promise.all([listEditions(), mayAct ? listDrafts() : undefined])
  if (!opened.ok) return opened
  if (drafts && !drafts.ok) return drafts
  return { ok: true, value: [...opened.value.editions, ...(drafts?.value.editions ?? [])] }
}

/** The edition that the address names, else the one that runs, else any. */
function chosenSlug(editions: readonly EditionRow[], named: string | null): string | null {
  const running = editions.find(({ isOpened, currentStageId }) => isOpened && currentStageId !== null)
  return named ?? (running ?? editions[0])?.slug ?? null
}

function ChosenEdition({ me, children }: { me: Me; children: (desk: Desk) => ReactNode }) {
  const mayAct = me.roles.some(({ role }) => role === 'secretariat')
  const address = useAddress()
  const listed = useLoaded('editions', () => listAll(mayAct))
  const slug = listed.answer?.ok ? chosenSlug(listed.answer.value, address.get('edisi')) : null
  const { answer, reload } = useLoaded(`edition ${slug}`, () =>
    slug === null ? Promise.resolve({ ok: true, value: null } as const) : loadEdition(slug),
  )
  if (!listed.answer || !answer) return <Wait />
  if (!listed.answer.ok) return <Stop problem={listed.answer.problem} />
  if (!answer.ok) return <Stop problem={answer.problem} />
  if (!answer.value) return slug === null && <NoEdition mayAct={mayAct} />
  const edition = answer.value
  const reloadAll = () => {
    listed.reload()
    reload()
  }
  return (
    <>
      {edition.isSimulation && <SimulationBadge />}
      <DeskNav slug={edition.slug} mayAct={mayAct} />
      {children({ edition, editions: listed.answer.value, me, mayAct, reload: reloadAll })}
    </>
  )
}

export const Wait = () => (
  <p className="work-page hint" role="status">
    Memuat
  </p>
)

export const Stop = ({ problem }: { problem: Parameters<typeof Refusal>[0]['problem'] }) => (
  <div className="work-page stack">
    <h1>Halaman belum dapat dibuka</h1>
    <Refusal problem={problem} />
  </div>
)

function NoEdition({ mayAct }: { mayAct: boolean }) {
  return (
    <div className="work-page work-page-narrow stack">
      <h1>Belum ada edisi</h1>
      <p className="lead">Sebuah edisi dibuat dari templat, diatur, lalu dibuka. Sesudah dibuka, aturannya terkunci.</p>
      {mayAct && (
        <p>
          <a className="button" href="/sekretariat/edisi/?baru=ya">
            Buat edisi baru
          </a>
        </p>
      )}
    </div>
  )
}

export const deskLink = (path: `/${string}/`, slug: string, more: Record<string, string> = {}) =>
  `${path}?${new URLSearchParams({ edisi: slug, ...more }).toString()}`

export type Phase = 'past' | 'current' | 'future'

/** By the server's clock, as it stood when the edition was read. */
export function phaseOf({ opensAt, closesAt }: Pick<StageRow, 'opensAt' | 'closesAt'>, now: string): Phase {
  if (Date.parse(closesAt) <= Date.parse(now)) return 'past'
  return Date.parse(opensAt) <= Date.parse(now) ? 'current' : 'future'
}

/** The stage the address names if it is one of these, else the open one, else the last that was open, else the first. */
export function chosenStage(stages: readonly StageRow[], named: string | null, now: string): StageRow | undefined {
  return (
    stages.find(({ id }) => id === named) ??
    stages.find((stage) => phaseOf(stage, now) === 'current') ??
    stages.findLast((stage) => phaseOf(stage, now) === 'past') ??
    stages[0]
  )
}

export function StageTabs({ stages, chosen }: { stages: readonly StageRow[]; chosen: StageRow }) {
  const { link } = useAddress()
  if (stages.length < 2) return null
  return (
    <nav className="tabs" aria-label="Tahap">
      {stages.map(({ id, name }) => (
        <a key={id} href={link({ tahap: id })} aria-current={id === chosen.id ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}
