import type { StageKind } from '#domain/edition.ts'
import { count, date, dateAndClock } from '#site/text/format.ts'
import { daysLeft } from '#site/text/wib.ts'
import { deskLink, EditionDesk, phaseOf, Stop, type Desk } from './EditionDesk.tsx'
import { FunnelBar } from './FunnelBar.tsx'
import { Kawung } from './marks.tsx'
import { loadFunnel } from './staff-api.ts'
import type { EditionRow, EditionView, Funnel, StageRow } from './staff-answers.ts'
import { useLoaded } from './useLoaded.ts'
import { TableScroll } from './TableScroll.tsx'

export const EditionOverview = () => <EditionDesk>{(desk) => <Overview {...desk} />}</EditionDesk>

function Overview({ edition, editions }: Desk) {
  const { answer } = useLoaded(`funnel ${edition.slug}`, () => loadFunnel(edition.slug))
  if (answer && !answer.ok) return <Stop problem={answer.problem} />
  const counts = answer?.value.counts
  const task = taskOf(edition, counts)
  return (
    <div className="work-page stack">
      <header className="stack stack-tight">
        <p className="hint">{edition.name}</p>
        <h1>{task.heading}</h1>
        <p className="lead">{task.words}</p>
        <p>
          <a className="button" href={task.href}>
            {task.act}
          </a>
        </p>
      </header>
      {counts && edition.version > 0 && <FunnelBar counts={counts} />}
      <section className="stack" aria-labelledby="tahap">
        <h2 id="tahap">Tahap</h2>
        <StageLine edition={edition} />
      </section>
      <EditionList editions={editions} present={edition.slug} />
    </div>
  )
}

type Task = { heading: string; words: string; act: string; href: string }

/** The one thing that comes next, by the stage that runs now. */
function taskOf(edition: EditionView, counts: Funnel['counts'] | undefined): Task {
  const { slug } = edition
  if (edition.version === 0) {
    return {
      heading: 'Edisi ini masih draf',
      words: 'Periksa aturan dan jadwalnya. Sesudah edisi dibuka, aturan terkunci sebagai versi 1.',
      act: 'Periksa aturan dan jadwal',
      href: deskLink('/sekretariat/edisi/', slug),
    }
  }
  const stage = edition.stages.find(({ id }) => id === edition.currentStageId)
  if (!stage) {
    return {
      heading: 'Semua tahap sudah selesai',
      words: 'Hasil dan alasannya tetap dapat dibaca dan dicetak.',
      act: 'Buka hasil pleno',
      href: deskLink('/sekretariat/pleno/', slug),
    }
  }
  return { ...taskOfStage(stage, slug, counts), words: windowWords(stage, edition.now, counts) }
}

const desksByKind = {
  registration: { path: '/sekretariat/corong/', act: 'Lihat usulan yang belum keluar instansi' },
  screening: { path: '/sekretariat/seleksi/', act: 'Lanjutkan seleksi' },
  scoring: { path: '/sekretariat/penugasan/', act: 'Buka penugasan dan kemajuan' },
  interview: { path: '/sekretariat/penugasan/', act: 'Buka penugasan dan kemajuan' },
  plenary: { path: '/sekretariat/pleno/', act: 'Buka sidang pleno' },
  objection: { path: '/sekretariat/peringkat/', act: 'Lihat peringkat' },
  field_visit: { path: '/sekretariat/edisi/', act: 'Lihat jadwal' },
  announcement: { path: '/sekretariat/pleno/', act: 'Buka hasil pleno' },
} as const satisfies Record<StageKind, { path: Parameters<typeof deskLink>[0]; act: string }>

function taskOfStage(stage: StageRow, slug: string, counts: Funnel['counts'] | undefined) {
  const { path, act } = desksByKind[stage.kind]
  const waiting = counts?.submitted ?? 0
  const heading = stage.kind === 'screening' && waiting > 0 ? `${count(waiting)} usulan menunggu diperiksa` : stage.name
  return { heading, act, href: deskLink(path, slug) }
}

function windowWords(stage: StageRow, now: string, counts: Funnel['counts'] | undefined): string {
  const closes = dateAndClock(new Date(stage.closesAt))
  if (phaseOf(stage, now) === 'future') return `Dibuka ${dateAndClock(new Date(stage.opensAt))}, ditutup ${closes}.`
  const left = `${stage.name} ditutup ${closes}. Sisa ${count(daysLeft(stage.closesAt, now))} hari.`
  if (stage.kind !== 'registration' || !counts) return left
  const units = counts.draft + counts.returned
  return `${left} Di instansi masih ada ${count(units + counts.with_agency)} draf: ${count(units)} di unit, ${count(counts.with_agency)} di admin.`
}

const phaseWords = { past: 'selesai', current: 'berjalan', future: 'belum dibuka' } as const
const phasePetals = { past: 4, current: 2, future: 0 } as const

function StageLine({ edition }: { edition: EditionView }) {
  return (
    <ol className="timeline">
      {edition.stages.map((stage) => {
        const phase = phaseOf(stage, edition.now)
        return (
          <li key={stage.id} data-state={phase} aria-current={phase === 'current' ? 'step' : undefined}>
            <Kawung filled={phasePetals[phase]} />
            <span className="timeline-name">
              {stage.name}
              <span className="visually-hidden">, {phaseWords[phase]}</span>
            </span>
            <span className="timeline-date">
              {date(new Date(stage.opensAt), 'short')} – {date(new Date(stage.closesAt), 'short')}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function stateWords({ isOpened, stages, currentStageId }: EditionRow): string {
  if (!isOpened) return 'Draf, belum dibuka'
  return stages.find(({ id }) => id === currentStageId)?.name ?? 'Selesai'
}

function EditionList({ editions, present }: { editions: readonly EditionRow[]; present: string }) {
  return (
    <section className="stack" aria-labelledby="edisi">
      <div className="cluster cluster-between">
        <h2 id="edisi">Edisi</h2>
        <a className="action" href="/sekretariat/edisi/?baru=ya">
          Buat edisi baru
        </a>
      </div>
      <TableScroll>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Nama</th>
              <th scope="col">Keadaan</th>
              <th scope="col">Pendaftaran dibuka</th>
            </tr>
          </thead>
          <tbody>
            {editions.map((row) => (
              <tr key={row.slug} className={row.slug === present ? 'is-selected' : undefined}>
                <th scope="row">
                  <a
                    href={deskLink('/sekretariat/', row.slug)}
                    aria-current={row.slug === present ? 'true' : undefined}
                  >
                    {row.name}
                  </a>
                </th>
                <td>{stateWords(row)}</td>
                <td>{row.stages[0] ? date(new Date(row.stages[0].opensAt), 'plain') : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}
