import { Hono } from 'hono'
import * as z from 'zod'
import { selectJurorNames, selectPlanById } from '#db/assignment-plans.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { pairsOf, selectGroups, selectPlanPairs } from '#db/plan-readings.ts'
import { staffRoles } from '#domain/access.ts'
import { mainGroups, pairIndex, sharedReadings, summarizeOverlap } from '#domain/assignment.ts'
import type { CsvCell } from '#domain/csv.ts'
import { accept, refuse } from '#domain/result.ts'
import { allow } from '../access.ts'
import { countByJuror, plannedStage, type Planning } from '../assignment-demand.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { loadReadStage } from '../plannable-stage.ts'
import { problem } from '../problem.ts'
import { csvFile } from '../table-file.ts'

/** Left out: the proposals of all groups. */
const narrowing = query(z.object({ group: z.string().max(64).optional() }))

/** What each two of the jurors who read anything share when the plan holds; computed from its readings, by name of juror. */
async function loadOverlap(db: Db, planning: Planning, planId: string, group: string | undefined) {
  const { edition, stage, now } = planning
  const at = plannedStage(planning)
  const [[plan], rows, groups] = await db.batch([
    selectPlanById(db, at, planId, now),
    selectPlanPairs(db, edition.id, stage.id, planId),
    selectGroups(db, at),
  ])
  if (!plan) return refuse({ code: 'not_found' as const })
  // What a discarded plan would have given is gone.
  if (plan.discardedAt) return refuse({ code: 'plan_ended' as const })
  const groupOf = new Map(groups.map(({ id, group_id: groupId }) => [id, groupId]))
  const pairs = pairsOf(rows).filter(({ proposalId }) => group === undefined || groupOf.get(proposalId) === group)
  const [loads, main] = [countByJuror(pairs), mainGroups(pairs, groupOf)]
  const people = await selectJurorNames(db, [...loads.keys()])
  const jurors = people
    .map(({ id, name }) => ({ id, name, load: loads.get(id) ?? 0, groupId: main.get(id) ?? '' }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id') || (a.id < b.id ? -1 : 1))
  const shared = sharedReadings(
    pairs,
    jurors.map(({ id }) => id),
  )
  return accept({ jurors, shared: [...shared], ...summarizeOverlap(shared) })
}

type PlanOverlap = Extract<Awaited<ReturnType<typeof loadOverlap>>, { ok: true }>['value']

const tableOf = ({ jurors, shared }: PlanOverlap): CsvCell[][] => [
  ['Juri', 'Usulan', ...jurors.map(({ name }) => name)],
  ...jurors.map(({ name, load }, at) => [
    name,
    load,
    ...jurors.map((_, other) => (other === at ? null : (shared[pairIndex(jurors.length, at, other)] ?? 0))),
  ]),
]

/** How many proposals each two jurors share in a plan: of what their scores can be compared by. Mounted at /api/editions. */
export const planOverlaps = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/assignment-plans/:plan/overlap', allow(...staffRoles), narrowing, async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadReadStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const found = await loadOverlap(db, held.value, c.req.param('plan'), c.req.valid('query').group)
    return found.ok ? c.json(found.value) : problem(c, found.refusal)
  })
  .get('/:edition/stages/:stage/assignment-plans/:plan/overlap/csv', allow(...staffRoles), narrowing, async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadReadStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage, now } = held.value
    const { group } = c.req.valid('query')
    const planId = c.req.param('plan')
    const found = await loadOverlap(db, held.value, planId, group)
    if (!found.ok) return problem(c, found.refusal)
    await insertAuditEvent(db, {
      at: now,
      actorId: c.var.actor.id,
      action: 'juror_overlap.exported',
      editionId: edition.id,
      subjectId: planId,
      detail: { stageId: stage.id, group: group ?? null, jurors: found.value.jurors.length },
    })
    return csvFile(c, `usulan-bersama-${edition.slug}-${stage.id}`, tableOf(found.value))
  })
