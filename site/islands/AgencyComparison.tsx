import type { ReactNode } from 'react'
import { countWords } from '#domain/word-count.ts'
import { count, date } from '#site/text/format.ts'
import { proposalProblemText, spokenMonths } from '#site/text/proposal-problems.ts'
import { receive } from './answer.ts'
import { proposalsApi, type ProposalView } from './api.ts'
import { askedRules } from './asked-rules.ts'
import { PageRefusal } from './PageRefusal.tsx'
import { Kawung, StateMark } from './marks.tsx'
import { TableScroll } from './TableScroll.tsx'
import { useLoaded } from './useLoaded.ts'
import { SimulationBadge, Workspace } from './Workspace.tsx'
import { WrittenText } from './WrittenText.tsx'

/** Proposals beside each other, two to four: `/instansi/banding/?id=…&id=…`. */
const mostCompared = 4

export function AgencyComparison() {
  return <Workspace roles={['agency_admin']}>{() => <Loaded />}</Workspace>
}

async function loadAll(ids: readonly string[]) {
  const answers = await Promise.all(ids.map((id) => receive(proposalsApi[':id'].$get({ param: { id } }))))
  const refused = answers.find((answer) => !answer.ok)
  if (refused && !refused.ok) return refused
  return { ok: true as const, value: answers.flatMap((answer) => (answer.ok ? [answer.value] : [])) }
}

const back = { href: '/instansi/', text: 'Kembali ke daftar usulan instansi' }

function Loaded() {
  const ids = [...new Set(new URLSearchParams(window.location.search).getAll('id'))].slice(0, mostCompared)
  const { answer } = useLoaded(ids.join(' '), () => loadAll(ids))
  if (!answer) return <p className="work-page hint">Memuat usulan</p>
  if (!answer.ok) return <PageRefusal problem={answer.problem} back={back} />
  const views = answer.value
  return (
    <div className="work-page stack">
      {views.some(({ edition }) => edition.isSimulation) && <SimulationBadge />}
      <p className="no-print">
        <a className="action" href={back.href}>
          {back.text}
        </a>
      </p>
      <h1>Perbandingan usulan</h1>
      {views.length < 2 ? (
        <p className="empty">Pilih dua sampai empat usulan pada daftar, lalu pilih Bandingkan.</p>
      ) : (
        <Comparison views={views} />
      )}
    </div>
  )
}

type Line = { name: string; cell: (view: ProposalView) => ReactNode }

const facts: readonly Line[] = [
  { name: 'Unit', cell: ({ unit }) => unit },
  {
    name: 'Kelompok',
    cell: ({ rules, groupId }) => rules.groups.find(({ id }) => id === groupId)?.name ?? groupId,
  },
  { name: 'Keadaan', cell: ({ state }) => <StateMark state={state} /> },
  { name: 'Berdiri di sini sejak', cell: ({ stateSince }) => date(new Date(stateSince), 'plain') },
  { name: 'Umur pada penutupan', cell: (view) => <Age view={view} /> },
  { name: 'Penghargaan terdahulu', cell: ({ registryId }) => registryId ?? 'Tidak disebut' },
  { name: 'Kelengkapan', cell: (view) => <Gaps view={view} /> },
  { name: 'Lampiran', cell: (view) => <Files view={view} /> },
]

/** Sections that any of them is asked, in the order of the form. */
function sectionsOf(views: readonly ProposalView[]) {
  const asked = views.map((view) => new Set(askedRules(view).sections.map(({ id }) => id)))
  const [first] = views
  return first ? first.rules.sections.filter(({ id }) => asked.some((ids) => ids.has(id))) : []
}

function Comparison({ views }: { views: readonly ProposalView[] }) {
  return (
    <TableScroll>
      <table className="table table-compare">
        <caption>Isi dan kata menurut aturan yang sama dengan pemeriksaan sebelum diteruskan</caption>
        <thead>
          <tr>
            <th scope="col">Hal</th>
            {views.map(({ id, title }) => (
              <th scope="col" key={id}>
                <a href={`/instansi/usulan/?id=${id}`}>{title || 'Tanpa judul'}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facts.map(({ name, cell }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {views.map((view) => (
                <td key={view.id}>{cell(view)}</td>
              ))}
            </tr>
          ))}
          {sectionsOf(views).map(({ id, title, maxWords }) => (
            <tr key={id}>
              <th scope="row">{title}</th>
              {views.map((view) => (
                <td key={view.id}>
                  <Section view={view} id={id} maxWords={maxWords} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Age({ view: { age } }: { view: ProposalView }) {
  if (!age) return <span className="attention">Tanggal mulai belum diisi</span>
  const isYoung = age.months < age.required
  return (
    <span className={isYoung ? 'attention' : undefined}>
      {spokenMonths(age.months)}
      {isYoung && `, syarat ${spokenMonths(age.required)}`}
    </span>
  )
}

function Gaps({ view: { problems, rules } }: { view: ProposalView }) {
  if (problems.length === 0)
    return (
      <span className="state">
        <Kawung filled={4} />
        Lengkap
      </span>
    )
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

function Files({ view }: { view: ProposalView }) {
  if (view.attachments.length === 0) return 'Tidak ada'
  return (
    <ul className="stack stack-tight">
      {view.attachments.map(({ id, ruleId, fileName }) => (
        <li key={id}>
          {view.rules.attachments.find((rule) => rule.id === ruleId)?.title ?? ruleId}
          <span className="hint line">{fileName}</span>
        </li>
      ))}
    </ul>
  )
}

function Section({ view, id, maxWords }: { view: ProposalView; id: string; maxWords: number }) {
  const isAsked = askedRules(view).sections.some((section) => section.id === id)
  if (!isAsked) return <span className="hint">Tidak ditanyakan</span>
  const text = view.sections.find((section) => section.id === id)?.text ?? ''
  const words = countWords(text)
  if (words === 0) return <span className="attention">Belum diisi</span>
  return (
    <details>
      <summary className={words > maxWords ? 'meter-text is-over' : undefined}>
        {count(words)} dari {count(maxWords)} kata
        {words > maxWords && `, lebih ${count(words - maxWords)}`}
      </summary>
      <WrittenText text={text} />
    </details>
  )
}
