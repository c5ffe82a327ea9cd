import { Hono } from 'hono'
import * as z from 'zod'
import { selectPlanById } from '#db/assignment-plans.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { staffRoles } from '#domain/access.ts'
import { allow } from '../access.ts'
import { plannedStage } from '../assignment-demand.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { loadReadStage } from '../plannable-stage.ts'
import { loadPlanTables, planParts } from '../plan-table.ts'
import { problem } from '../problem.ts'
import { tableFile, tableFormats } from '../table-file.ts'

const asked = query(
  z.object({ format: z.enum(tableFormats).default('csv'), part: z.enum(planParts).default('readings') }),
)

/** The whole of a plan as a file: a CSV has one part of it, a workbook all. Mounted at /api/editions. */
export const planTables = new Hono<AppEnv>().get(
  '/:edition/stages/:stage/assignment-plans/:plan/table',
  allow(...staffRoles),
  asked,
  async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadReadStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage, now } = held.value
    const at = plannedStage(held.value)
    const [plan] = await selectPlanById(db, at, c.req.param('plan'), now)
    if (!plan) return problem(c, { code: 'not_found' })
    const { format, part } = c.req.valid('query')
    // What a plan would have given that was put away is gone; its report stays.
    const isGone = plan.discardedAt !== null && (part === 'readings' || part === 'ended')
    if (isGone && format === 'csv') return problem(c, { code: 'plan_ended' })
    const tables = await loadPlanTables(db, at, plan)
    await insertAuditEvent(db, {
      at: now,
      actorId: c.var.actor.id,
      action: 'assignment_plan.exported',
      editionId: edition.id,
      subjectId: plan.id,
      detail: { stageId: stage.id, format, part: format === 'csv' ? part : 'all' },
    })
    const name = `rancangan-${edition.slug}-${stage.id}`
    if (format === 'csv') return tableFile(c, `${name}-${part}`, format, [tables[part]])
    const { readings, ended, loads, unmet } = tables
    return tableFile(c, name, format, plan.discardedAt === null ? [readings, ended, loads, unmet] : [loads, unmet])
  },
)
