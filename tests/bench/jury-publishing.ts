import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { migrate, openLocalDatabase } from '#worker/cli/local.ts'
import { writeSeed } from '#worker/cli/seed/seed.ts'
import { edition, openStage, scoring, screenAll, signIn } from './competition.ts'
import { expectStatus } from './client.ts'
import type { Measurement } from './measurement.ts'
import { buildWorker, servePortal } from './portal.ts'

const jurors = 60
const readers = 3

/** An edition whose stage of scoring is open, with nothing assigned. Answers the secretariat's cookie. */
async function writeStage(state: string, proposals: number): Promise<string> {
  await migrate(state)
  const db = openLocalDatabase(state)
  const now = new Date()
  writeSeed(db, { now, proposals: Math.ceil(proposals / 0.8), jurors })
  const frozen = db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'edition_versions'`)
    .all()
  for (const { name } of frozen) db.exec(`DROP TRIGGER "${String(name)}"`)
  db.prepare(
    `UPDATE edition_versions SET rules = (
      SELECT json_set(rules, '$.stages[' || key || '].readersPerProposal', ?)
      FROM json_each(rules, '$.stages') WHERE value ->> 'id' = ?) WHERE edition_id = ?`,
  ).run(readers, scoring.id, edition.id)
  openStage(db, 'seleksi', now)
  screenAll(db, now)
  openStage(db, scoring.id, now)
  const cookie = await signIn(db, 'sim-secretariat', now)
  db.close()
  return cookie
}

const made = z.object({
  id: z.string(),
  added: z.number(),
  ended: z.number(),
  report: z.object({ loads: z.array(z.object({ jurorId: z.string(), count: z.number() })), covered: z.number() }),
})

/** What it takes to store, publish and mend a plan of a whole edition, the answer to the secretariat included. */
export async function publishing(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  const folder = mkdtempSync(join(tmpdir(), 'gelanggang-publishing-'))
  const script = await buildWorker(folder)
  try {
    for (const proposals of [3500, 35_000]) {
      const name = `${proposals}x${readers}`
      const state = join(folder, `state-${proposals}`)
      const cookie = await writeStage(state, proposals)
      const portal = await servePortal(script, state)
      const record = (what: string, value: number) =>
        measurements.push({ name: `${what}_${name}_ms`, value: Math.round(value), unit: 'ms' })
      const here = `/api/editions/${edition.slug}/stages/${scoring.id}`
      const order = (kind: string) => ({
        kind,
        seed: 7,
        anchors: null,
        mostReadings: null,
        usesThemes: true,
        reason: '',
      })
      const post = (path: string, body: unknown = {}) =>
        expectStatus(portal.client, 201, { method: 'POST', path: `${here}${path}`, cookie, body })
      try {
        const first = await post('/assignment-plans', order('first'))
        const plan = made.parse(JSON.parse(first.text))
        if (plan.added < proposals * readers) throw new Error(`only ${plan.added} readings were planned`)
        record('plan_make', first.ms)
        record('plan_publish', (await post(`/assignment-plans/${plan.id}/publication`)).ms)
        const [juror] = plan.report.loads
        record('juror_stop', (await post(`/jurors/${juror?.jurorId}/stop`, { reason: 'Berhalangan.' })).ms)
        const second = await post('/assignment-plans', order('replan'))
        const replan = made.parse(JSON.parse(second.text))
        if (replan.added !== juror?.count || replan.ended !== 0)
          throw new Error(`${replan.added} moved, ${replan.ended} ended`)
        record('replan_make', second.ms)
        record('replan_publish', (await post(`/assignment-plans/${replan.id}/publication`)).ms)
      } finally {
        await portal.close()
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return measurements
}
