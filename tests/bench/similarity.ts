/**
 * `npm run bench:similarity`: how long an author waits for what is like the own text, among 10,000 sketched proposals and the
 * archive, through the built Worker. `-- --json FILE` writes the figures.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openLocalDatabase } from '#worker/cli/local.ts'
import { registrySql, writeProposalSketches } from '#worker/cli/seed/registry.ts'
import { listDrafts, openStage, signIn, writeCompetition } from './competition.ts'
import { expectStatus } from './client.ts'
import { median, percentile, printTable, progress, writeJson, type Target } from './measurement.ts'
import { buildWorker, servePortal } from './portal.ts'

const proposals = 10_000
const questions = 200
const warmUp = 10
const targets: Record<string, Target> = { similarity_10000_p95_ms: { atMost: 100 } }

const folder = mkdtempSync(join(tmpdir(), 'gelanggang-similarity-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const now = new Date()
const state = join(folder, 'state')
progress('building the Worker')
const script = await buildWorker(folder)
progress(`writing and sketching ${proposals} proposals`)
await migrate(state)
const db = openLocalDatabase(state)
writeCompetition(db, proposals * 0.8, now)
openStage(db, 'pendaftaran', now)
db.exec(registrySql(now.getTime()))
const sketched = writeProposalSketches(db, now.getTime())
const drafts = listDrafts(db, 40)
const cookies = new Map<string, string>()
for (const { authorId } of drafts) cookies.set(authorId, await signIn(db, authorId, now))
db.close()

progress(`${sketched} sketches; asking ${questions} times`)
const portal = await servePortal(script, state)
const times: number[] = []
let found = 0
for (let n = 0; n < warmUp + questions; n++) {
  const draft = drafts[n % drafts.length]
  if (!draft) throw new Error('no proposal is being written')
  const path = `/api/proposals/${draft.proposalId}/similarities`
  const cookie = cookies.get(draft.authorId) ?? ''
  const answer = await expectStatus(portal.client, 200, { method: 'GET', path, cookie })
  const { similar }: { similar: unknown[] } = JSON.parse(answer.text)
  if (n < warmUp) continue
  times.push(answer.ms)
  found += similar.length
}
await portal.close()
const measured = [
  { name: 'similarity_10000_p50_ms', value: median(times), unit: 'ms' },
  { name: 'similarity_10000_p95_ms', value: percentile(times, 0.95), unit: 'ms' },
  { name: 'similarity_10000_found_per_question', value: found / questions, unit: 'texts' },
]
printTable(measured, targets)
writeJson(measured)
