/**
 * `npm run bench:lists`: how many rows each list of the portal reads from the database, at 350 and at 35,000 proposals. A list may
 * read what it shows and a constant; what it reads is D1's own `rows_read`, added up over all statements of one request. Every GET
 * route of the portal is measured here or named as one that answers a single thing. `-- --json FILE` writes the figures.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openLocalDatabase } from '#worker/cli/local.ts'
import { openStage, plenary, signIn } from './competition.ts'
import { expectStatus, type Client } from './client.ts'
import { writeField } from './list-field.ts'
import { listCalls, unmeasuredRoutes, usual, type ListCall, type Reader } from './list-routes.ts'
import { progress, writeJson, type Measurement } from './measurement.ts'
import { buildWorker, servePortal } from './portal.ts'

const sizes = [350, 35_000] as const
/** Pages of one list that are asked for at most. */
const mostPages = 8
/** Rows of other tables that one row shown may bring along: names, counts, the newest verdict, sections, files. */
const rowsPerRow = 32
/** The same of a reading: its proposal, agency, draft, sheet with its lines, mark and whether it came back. */
const rowsPerReading = 24

type Page = { shown: number; read: number }
type Measured = ListCall & { pages: Page[] }

const listed = (value: unknown): value is unknown[] => Array.isArray(value)

/** Rows in an answer: those of its lists, and what stands in groups under them. */
function rowsShown(answer: object): number {
  const lists = Object.values(answer).filter(listed)
  const grouped = lists.flat().flatMap((row) => {
    const group: unknown = row !== null && typeof row === 'object' && 'assignments' in row ? row.assignments : []
    return listed(group) ? group : []
  })
  return lists.flat().length + grouped.length
}

/** Rows in a table or entries in a calendar; undefined for what is neither. */
function rowsInFile(type: string, text: string): number | undefined {
  if (type.startsWith('text/csv')) return text.trim().split('\n').length - 1
  if (type.startsWith('text/calendar')) return text.split('BEGIN:VEVENT').length - 1
  return undefined
}

async function measure(client: Client, call: ListCall, cookie: string): Promise<Measured> {
  const pages: Page[] = []
  for (let path = call.path; pages.length < mostPages;) {
    const answer = await expectStatus(client, 200, { method: 'GET', path, cookie })
    const read = Number(answer.headers['x-d1-rows-read'])
    const inFile = rowsInFile(String(answer.headers['content-type']), answer.text)
    if (inFile !== undefined) {
      pages.push({ shown: inFile, read })
      break
    }
    const parsed: { next?: string | number | null } = JSON.parse(answer.text)
    pages.push({ shown: rowsShown(parsed), read })
    if (!call.next || parsed.next === null || parsed.next === undefined) break
    path = `${call.path}${call.path.includes('?') ? '&' : '?'}${call.next}=${encodeURIComponent(parsed.next)}`
  }
  return { ...call, pages }
}

/** All lists of a portal of this size. */
async function measureSize(script: string, folder: string, proposals: number): Promise<Measured[]> {
  const state = join(folder, `state-${proposals}`)
  await migrate(state)
  const now = new Date()
  const db = openLocalDatabase(state)
  const field = writeField(db, proposals, now)
  // Past scoring, so that the lists of every stage are open.
  openStage(db, plenary.id, now)
  const people = { secretariat: 'sim-secretariat', admin: field.adminId, author: field.authorId, juror: field.jurorId }
  const cookies = new Map<string, string>()
  for (const [reader, id] of Object.entries(people)) cookies.set(reader, await signIn(db, id, now))
  db.close()
  const portal = await servePortal(script, state)
  const cookieOf = (reader: Reader) => cookies.get(reader) ?? ''
  const measured: Measured[] = []
  try {
    for (const call of listCalls(field)) measured.push(await measure(portal.counting, call, cookieOf(call.as)))
  } finally {
    await portal.close()
  }
  return measured
}

/** Whether a page reads no more than what it shows and the constant of its list. */
const isWithin = ({ shown, read }: Page, { as, constant = usual }: ListCall): boolean =>
  read <= (as === 'juror' ? rowsPerReading : rowsPerRow) * shown + constant

const folder = mkdtempSync(join(tmpdir(), 'gelanggang-lists-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

progress('building the Worker')
const script = await buildWorker(folder)
const results: Measured[][] = []
for (const size of sizes) {
  progress(`${size} proposals`)
  results.push(await measureSize(script, folder, size))
}
const [small = [], large = []] = results

const rows = large.map(({ pages, ...call }, i) => {
  const before = small[i]?.pages ?? []
  const isKept = [...before, ...pages].every((page) => isWithin(page, call))
  const within = `within ${call.constant ?? usual}`
  const verdict = call.kind === 'whole' ? 'whole by nature' : isKept ? within : 'GROWS'
  return { ...call, before, pages, verdict }
})
const worst = (pages: readonly Page[]) => pages.toSorted((a, b) => b.read - b.shown - (a.read - a.shown))[0]
const cell = (page: Page | undefined) => (page ? `${page.shown} / ${page.read}` : '-')
const table = [
  ['list', 'rows shown / read at 350', 'at 35,000', 'worst page at 35,000', 'pages', 'beyond what is shown'],
  ...rows.map(({ path, before, pages, verdict }) => [
    path,
    cell(before[0]),
    cell(pages[0]),
    cell(worst(pages)),
    String(pages.length),
    verdict,
  ]),
]
const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
for (const row of table) {
  process.stdout.write(
    `${row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()}\n`,
  )
}

const unknown = unmeasuredRoutes(large)
for (const route of unknown) process.stdout.write(`NOT MEASURED: ${route}\n`)
const growing = rows.filter(({ verdict }) => verdict === 'GROWS')
const measurements: Measurement[] = [
  { name: 'lists_measured', value: rows.filter(({ kind }) => kind === 'list').length, unit: 'addresses' },
  { name: 'lists_growing', value: growing.length, unit: 'addresses' },
  { name: 'lists_not_measured', value: unknown.length, unit: 'routes' },
  ...rows.flatMap(({ path, before, pages }) => [
    { name: `rows_read_350 ${path}`, value: Math.max(...before.map(({ read }) => read)), unit: 'rows' },
    { name: `rows_read_35000 ${path}`, value: Math.max(...pages.map(({ read }) => read)), unit: 'rows' },
  ]),
]
process.stdout.write(
  `\n${measurements[0]?.value} lists measured, ${growing.length} grow, ${unknown.length} not measured\n`,
)
writeJson(measurements)
process.exitCode = growing.length + unknown.length > 0 ? 1 : 0
