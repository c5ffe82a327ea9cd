import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { assignJurors } from '#domain/assignment.ts'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { freePort, migrate, openLocalDatabase } from '#worker/cli/local.ts'
import { writeSeed } from '#worker/cli/seed/seed.ts'
import { simulatedPoints } from '#worker/simulation.ts'
import { anAssignmentDemand } from '../factories.ts'
import { expectStatus } from './client.ts'
import {
  edition,
  loadDemand,
  openStage,
  plenary,
  scoring,
  screenAll,
  signIn,
  writePlan,
  type Assignment,
} from './competition.ts'
import { watchHeap } from './heap.ts'
import { buildWorker, servePortal } from './portal.ts'

/**
 * One ranking run of a whole round through the portal: scores from D1, steps in R2, the queue between them, in workerd with a
 * heap of 90 MB. Prints how long it took, what the heap held at most, and what the result weighs as a file.
 * Options: --proposals N (20 000), --jurors N (500).
 */
const { values: options } = parseArgs({
  options: { proposals: { type: 'string', default: '20000' }, jurors: { type: 'string', default: '500' } },
})
const [proposals, jurors] = [Number(options.proposals), Number(options.jurors)]
const readersPerProposal = 3

const say = (name: string, value: number | string) => console.log(`${name.padEnd(28)} ${value}`)

function writeSheets(db: DatabaseSync, assignments: readonly Assignment[], now: Date): void {
  const insertSheet = db.prepare(
    `INSERT INTO score_sheets (assignment_id, edition_id, stage_id, proposal_id, total_hundredths, comment, handed_in_at)
      VALUES (?, ?, ?, ?, ?, '', ?)`,
  )
  const insertScore = db.prepare(
    `INSERT INTO scores (assignment_id, criterion_id, points, comment) VALUES (?, ?, ?, '')`,
  )
  db.exec('BEGIN')
  for (const { id, proposalId, jurorId } of assignments) {
    const points = simulatedPoints(scoring.rubric, proposalId, jurorId)
    const total = weightedTotalHundredths(scoring.rubric, points)
    if (!total.ok) throw new Error(total.refusal.code)
    insertSheet.run(id, edition.id, scoring.id, proposalId, total.value, now.getTime())
    for (const [criterionId, given] of Object.entries(points)) insertScore.run(id, criterionId, given)
  }
  db.exec('COMMIT')
}

/** A round that has been read and has closed; answers the secretariat's cookie. */
async function writeRound(state: string): Promise<string> {
  const db = openLocalDatabase(state)
  const now = new Date()
  writeSeed(db, { now, proposals: Math.ceil(proposals / 0.8), jurors })
  openStage(db, 'seleksi', now)
  screenAll(db, now)
  openStage(db, scoring.id, now)
  const demand = loadDemand(db, now)
  const planned = assignJurors(anAssignmentDemand({ ...demand, readersPerProposal, seed: 20 }))
  if (!planned.ok) throw new Error(planned.refusal.code)
  writeSheets(db, writePlan(db, planned.value.readings, now), now)
  openStage(db, plenary.id, now)
  const cookie = await signIn(db, 'sim-secretariat', now)
  say('proposals', demand.proposals.length)
  say('sheets', planned.value.readings.length)
  db.close()
  return cookie
}

const asked = z.object({ id: z.string() })
const shown = z.object({
  run: z.object({
    state: z.string(),
    steps: z.object({ done: z.number(), total: z.number().nullable() }),
    result: z.object({ status: z.string(), reason: z.string().nullable() }).nullable(),
  }),
})

const data = mkdtempSync(join(tmpdir(), 'gelanggang-run-'))
const state = `${data}/state`
await migrate(state)
const cookie = await writeRound(state)
// An isolate holds 128 MB, buffers included; workerd on its own would let the heap grow and collect later.
process.env.MINIFLARE_WORKERD_V8_FLAGS ??= '--max-old-space-size=90'
const inspectorPort = await freePort()
const portal = await servePortal(await buildWorker(data), state, inspectorPort)
try {
  const runs = `/api/editions/${edition.slug}/stages/${scoring.id}/ranking-runs`
  await expectStatus(portal.client, 200, { method: 'GET', path: runs, cookie })
  const heap = await watchHeap(inspectorPort, 'portal')
  const began = performance.now()
  const made = await expectStatus(portal.client, 201, { method: 'POST', path: runs, cookie, body: {} })
  const { id } = asked.parse(JSON.parse(made.text))
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    const listed = await expectStatus(portal.client, 200, { method: 'GET', path: runs, cookie })
    const run = z.object({ runs: z.array(shown.shape.run) }).parse(JSON.parse(listed.text)).runs[0]
    if (run?.state !== 'finished') continue
    say('steps', run.steps.total ?? 0)
    say('result', `${run.result?.status} ${run.result?.reason ?? ''}`)
    if (run.result?.status !== 'RANKED') process.exitCode = 1
    break
  }
  say('run_ms', Math.round(performance.now() - began))
  say('peak_heap_run_mb', await heap.peak())
  for (const rest of ['', '/download?format=csv', '/download?format=xlsx', '/download?format=json', '/bundle']) {
    const { ms, headers, text } = await expectStatus(portal.client, 200, {
      method: 'GET',
      path: `${runs}/${id}${rest}`,
      cookie,
    })
    const bytes = Number(headers['content-length'] ?? Buffer.byteLength(text))
    say(`GET run${rest}`, `${Math.round(ms)} ms, ${(bytes / 1e6).toFixed(1)} MB, heap ${await heap.peak()} MB`)
  }
  heap.close()
} finally {
  await portal.close()
  rmSync(data, { recursive: true, force: true })
}
