import { count } from '#site/text/format.ts'
import { screeningStates } from '#site/text/labels.ts'
import { chosenStage, EditionDesk, phaseOf, type Desk } from './EditionDesk.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { FunnelBar } from './FunnelBar.tsx'
import { ScreeningCase } from './ScreeningCase.tsx'
import { ScreeningList } from './ScreeningList.tsx'
import { SimulateButton } from './SimulateButton.tsx'
import { listScreenings, loadFunnel } from './staff-api.ts'
import type { Funnel } from './staff-answers.ts'
import { AddressLink } from './AddressLink.tsx'
import { useAddress } from './useAddress.ts'
import { SearchField } from './SearchField.tsx'
import { useLast } from './useLast.ts'
import { useLoaded } from './useLoaded.ts'
import { dateAndClock } from '#site/text/format.ts'
import { daysLeft } from '#site/text/wib.ts'

export const ScreeningDesk = () => <EditionDesk>{(desk) => <Screening {...desk} />}</EditionDesk>

const screeningStage = ({ edition }: Desk) =>
  chosenStage(
    edition.stages.filter(({ kind }) => kind === 'screening'),
    null,
    edition.now,
  )

function Screening(entered: Desk) {
  const { edition } = entered
  const stage = screeningStage(entered)
  const isRunning = stage !== undefined && phaseOf(stage, edition.now) === 'current'
  const desk = { ...entered, mayAct: entered.mayAct && isRunning }
  const { get } = useAddress()
  const funnel = useLoaded(`funnel ${edition.slug}`, () => loadFunnel(edition.slug))
  const counts = funnel.answer?.ok ? funnel.answer.value.counts : undefined
  // Those that wait, while they can be decided and there are any; then everything.
  const isOver = stage !== undefined && phaseOf(stage, edition.now) === 'past'
  const first = isOver || counts?.submitted === 0 ? 'all' : 'submitted'
  const filter = {
    state: filters.find((state) => state === get('saring')) ?? first,
    q: get('cari'),
    after: get('sesudah'),
    isSimilar: get('mirip') !== null,
  }
  const listed = useLoaded(JSON.stringify([edition.slug, filter]), () => listScreenings(edition.slug, filter))
  const list = useLast(listed.answer)
  const reload = () => {
    listed.reload()
    funnel.reload()
  }
  const openCase = get('berkas')
  if (openCase) return <ScreeningCase {...desk} submissionId={openCase} onRecorded={reload} />
  const waiting = counts?.submitted ?? 0
  return (
    <div className="work-page stack">
      <div className="cluster cluster-between">
        <header>
          <h1>{heading(counts, isOver)}</h1>
          <p className="lead">{windowWords(desk)}</p>
        </header>
        {desk.me.isDemo && desk.mayAct && waiting > 0 && (
          <SimulateButton edition={edition.slug} kind="screening" onDone={reload} />
        )}
      </div>
      {counts && <FunnelBar counts={counts} />}
      <div className="cluster cluster-between filters">
        <div className="cluster filters">
          <SearchField label="Cari nomor, judul, atau instansi" />
          {counts && <StateTabs chosen={filter.state} counts={counts} />}
          <AddressLink className="action" to={{ mirip: filter.isSimilar ? null : '1', sesudah: null, pilih: null }}>
            {filter.isSimilar ? 'Tampilkan juga yang tidak mirip' : 'Hanya yang mirip teks lain'}
          </AddressLink>
        </div>
        <p className="hint">Urut: paling lama menunggu</p>
      </div>
      {!list && (
        <p className="hint" role="status">
          Memuat daftar
        </p>
      )}
      {list && !list.ok && <Refusal problem={list.problem} />}
      {list?.ok && <ScreeningList {...desk} list={list.value} onRecorded={reload} />}
    </div>
  )
}

function heading(counts: Funnel['counts'] | undefined, isOver: boolean): string {
  if (!counts) return 'Seleksi administrasi'
  if (counts.submitted > 0) return `${count(counts.submitted)} usulan ${isOver ? 'belum' : 'menunggu'} diperiksa`
  const forwarded = counts.eligible + counts.needs_repair + counts.ineligible
  return forwarded === 0 ? 'Belum ada usulan yang diteruskan' : 'Semua usulan sudah diperiksa'
}

function windowWords(desk: Desk): string {
  const { edition } = desk
  const stage = screeningStage(desk)
  if (!stage) return 'Edisi ini tidak mempunyai tahap seleksi administrasi.'
  const closes = dateAndClock(new Date(stage.closesAt))
  const words = {
    past: `${stage.name} ditutup ${closes}. Keputusan dapat dibaca, tidak dapat diubah.`,
    current: `Ditutup ${closes}. Sisa ${count(daysLeft(stage.closesAt, edition.now))} hari.`,
    future: `${stage.name} dibuka ${dateAndClock(new Date(stage.opensAt))}. Sebelum itu keputusan belum dapat dicatat.`,
  }
  return words[phaseOf(stage, edition.now)]
}

const states = ['submitted', 'needs_repair', 'ineligible', 'eligible'] as const
const filters = ['all', ...states] as const

function StateTabs({ chosen, counts }: { chosen: string; counts: Funnel['counts'] }) {
  const all = states.reduce((sum, state) => sum + counts[state], 0)
  const tabs = [
    { id: 'all', name: 'Semua', value: all },
    ...states.map((state) => ({ id: state, name: screeningStates[state].name, value: counts[state] })),
  ]
  return (
    <nav className="tabs" aria-label="Saring menurut keputusan">
      {tabs.map(({ id, name, value }) => (
        <AddressLink
          key={id}
          to={{ saring: id, sesudah: null, pilih: null }}
          aria-current={id === chosen ? 'page' : undefined}
        >
          {name} {count(value)}
        </AddressLink>
      ))}
    </nav>
  )
}
