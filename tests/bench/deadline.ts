/**
 * `npm run bench:deadline`: the last hour before closing, pressed into a minute. 1,000 agencies, 3,500 proposals, 60 clients that save
 * and forward, ever faster, on loopback; in the middle the portal is killed with -9 and comes back. At the end everything that
 * was acknowledged is read back from the database. `-- --json FILE` writes the figures.
 *
 * The shape: of 2021's at least 1,619 arrivals no fewer than 1,231 came in the last 34 hours (press of that year), so the pace
 * rises towards the end.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, migrate, openLocalDatabase } from '#worker/cli/local.ts'
import { openStage, rules, writeCompetition } from './competition.ts'
import { openClient, type Answer, type Call, type Client } from './client.ts'
import { writeField, type Entry, type Field } from './deadline-field.ts'
import { percentile, printTable, progress, writeJson, type Target } from './measurement.ts'
import { buildWorker } from './portal.ts'

const runMs = 75_000
const killedAfterMs = 35_000
const awayMs = 3_000
const giveUpMs = 60_000
const writers = 52
const forwarders = 8
/** At the beginning a writer pauses this long between two saves, at the end not at all. */
const pauseMs = 80

const targets: Record<string, Target> = {
  deadline_saves_per_s: { atLeast: 150 },
  deadline_errors: { atMost: 0 },
  deadline_lost_writes: { atMost: 0 },
}

const folder = mkdtempSync(join(tmpdir(), 'gelanggang-deadline-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const state = join(folder, 'state')
const script = join(folder, 'app.js')
const now = new Date()

progress('building the Worker and writing 1,000 agencies with 3,500 proposals')
writeFileSync(script, await buildWorker(folder))
await migrate(state)
async function writeAll(): Promise<Field> {
  const db = openLocalDatabase(state)
  writeCompetition(db, 96, now)
  openStage(db, 'pendaftaran', now)
  const field = await writeField(db, now)
  db.close()
  return field
}
const field = await writeAll()

const port = await freePort()
let server: ChildProcess | undefined
process.on('exit', () => server?.kill('SIGKILL'))

function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['tests/bench/deadline-portal.ts', script, state, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  server = child
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`the portal ended with ${code}`)))
  })
}

/** The runtime and what started it, at once and without a word of warning. */
function killNow(child: ChildProcess): void {
  const workers = execFileSync('pgrep', ['-P', String(child.pid), 'workerd'], { encoding: 'utf8' })
    .trim()
    .split('\n')
  for (const pid of workers) process.kill(Number(pid), 'SIGKILL')
  child.kill('SIGKILL')
}

/** From the kill until the portal says that it answers again. */
const outage = { from: Infinity, to: -Infinity }
const isOutage = (at: number) => at >= outage.from && at <= outage.to + 1000

let client: Client = openClient(port).client
const times: number[] = []
const problems: string[] = []
let retries = 0

/** Tries until it is answered, as the page does; what is not answered within a minute of tries is an error. */
async function untilAnswered(call: Call, expected: readonly number[]): Promise<Answer | undefined> {
  const began = performance.now()
  while (performance.now() - began < giveUpMs) {
    const sentAt = performance.now()
    const answer = await client(call).catch(() => undefined)
    if (answer && expected.includes(answer.status)) {
      times.push(performance.now() - began)
      return answer
    }
    if (answer && !isOutage(sentAt)) problems.push(`${answer.status} ${call.path} ${answer.text.slice(0, 200)}`)
    if (answer && answer.status < 500) return undefined
    retries += 1
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  problems.push(`not acknowledged within a minute: ${call.path}`)
  return undefined
}

type Confirmed = { version: number; text: string }
const confirmed = new Map<string, Confirmed>()
const receipts = new Map<string, string>()
const sectionIds = rules.sections.filter(({ when }) => when === undefined).map(({ id }) => id)
const paragraph = 'Warga yang tinggal jauh dari kantor pelayanan menunggu lebih lama daripada yang dekat. '

let ends = 0
const progressOf = () => Math.min(1, 1 - (ends - performance.now()) / runMs)

async function write(entries: readonly Entry[], versions: Map<string, number>): Promise<void> {
  for (let n = 0; performance.now() < ends; n++) {
    const { proposalId, cookie } = entries[n % entries.length]!
    const sectionId = sectionIds[Math.floor(n / entries.length) % sectionIds.length]!
    const key = `${proposalId} ${sectionId}`
    const text = `${n} (simulasi). ${paragraph.repeat(20)}`
    const path = `/api/proposals/${proposalId}/sections/${sectionId}`
    const answer = await untilAnswered(
      { method: 'PUT', path, cookie, body: { text, version: versions.get(key) ?? 0 } },
      [200],
    )
    if (answer) {
      const { version }: { version: number } = JSON.parse(answer.text)
      versions.set(key, version)
      confirmed.set(key, { version, text })
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs * (1 - progressOf())))
  }
}

async function forward(entries: readonly Entry[]): Promise<void> {
  for (const { proposalId, cookie } of entries) {
    if (performance.now() >= ends) return
    const call = { method: 'POST', path: `/api/proposals/${proposalId}/submissions`, cookie, body: {} }
    const answer = await untilAnswered(call, [200, 201])
    if (answer) {
      const { sha256 }: { sha256: string } = JSON.parse(answer.text)
      receipts.set(proposalId, sha256)
    }
    await new Promise((resolve) => setTimeout(resolve, 10 * pauseMs * (1 - progressOf())))
  }
}

const share = <T>(entries: readonly T[], of: number, n: number) => entries.filter((_, i) => i % of === n)

/** The versions there are before anybody writes. */
function versionsNow(): Map<string, number> {
  const db = openLocalDatabase(state)
  const rows = db.prepare('SELECT proposal_id, section_id, version FROM proposal_sections').all()
  db.close()
  return new Map(rows.map((row) => [`${String(row.proposal_id)} ${String(row.section_id)}`, Number(row.version)]))
}

const versions = versionsNow()
let portal = await start()
progress('60 clients save and forward for 75 seconds')
ends = performance.now() + runMs
const began = performance.now()

const kill = (async () => {
  await new Promise((resolve) => setTimeout(resolve, killedAfterMs))
  progress('killed with -9')
  outage.from = performance.now()
  outage.to = Infinity
  portal.removeAllListeners('exit')
  killNow(portal)
  await new Promise((resolve) => setTimeout(resolve, awayMs))
  client = openClient(port).client
  portal = await start()
  outage.to = performance.now()
  progress(`back after ${((outage.to - outage.from) / 1000).toFixed(1)} s`)
})()

await Promise.all([
  kill,
  ...Array.from({ length: writers }, (_, n) => write(share(field.written, writers, n), versions)),
  ...Array.from({ length: forwarders }, (_, n) => forward(share(field.waiting, forwarders, n))),
])
const seconds = (performance.now() - began) / 1000
portal.removeAllListeners('exit')
const ended = new Promise((resolve) => portal.once('exit', resolve))
portal.kill('SIGTERM')
await ended

/** Everything that was acknowledged, read back from the database itself. */
function lost(): number {
  const db = openLocalDatabase(state)
  const section = db.prepare('SELECT version, text FROM proposal_sections WHERE proposal_id = ? AND section_id = ?')
  const submission = db.prepare('SELECT sha256 FROM submissions WHERE proposal_id = ? ORDER BY revision DESC LIMIT 1')
  const isThere = [
    ...[...confirmed].map(([key, { version, text }]) => {
      const row = section.get(...key.split(' '))
      return row?.version === version && row.text === text
    }),
    ...[...receipts].map(([proposalId, sha256]) => submission.get(proposalId)?.sha256 === sha256),
  ]
  db.close()
  return isThere.filter((there) => !there).length
}

const saves = times.length - receipts.size
for (const line of problems.slice(0, 10)) progress(line)
const measurements = [
  { name: 'deadline_saves_per_s', value: saves / seconds, unit: '1/s' },
  { name: 'deadline_p50_ms', value: percentile(times, 0.5), unit: 'ms' },
  { name: 'deadline_p95_ms', value: percentile(times, 0.95), unit: 'ms' },
  { name: 'deadline_p99_ms', value: percentile(times, 0.99), unit: 'ms' },
  { name: 'deadline_forwards', value: receipts.size, unit: 'proposals' },
  { name: 'deadline_errors', value: problems.length, unit: 'calls' },
  { name: 'deadline_lost_writes', value: lost(), unit: 'writes' },
  { name: 'deadline_retries', value: retries, unit: 'calls' },
  { name: 'deadline_outage_s', value: (outage.to - outage.from) / 1000, unit: 's' },
]
printTable(measurements, targets)
writeJson(measurements)
process.exit(0)
