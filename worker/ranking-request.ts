import { insertAuditEvent } from '#db/audit-events.ts'
import type { Db } from '#db/client.ts'
import { insertRankingRun } from '#db/ranking-runs.ts'
import type { RunConfig } from '#domain/stage-plan.ts'
import type { Env } from './env.ts'

type Request = {
  editionId: string
  stageId: string
  config: RunConfig
  now: Date
  actorId: string
  /** Where only one may be asked for; the primary key refuses a second. */
  id?: string
}

/** Asks for a run: its row and its trail, then a message to the queue. A message that is lost is sent again by the clock. */
export async function requestRun(env: Env, db: Db, request: Request): Promise<string> {
  const { editionId, stageId, config, now, actorId, id = crypto.randomUUID() } = request
  await db.batch([
    insertRankingRun(db, { id, editionId, stageId, config, requestedAt: now, requestedBy: actorId }),
    insertAuditEvent(db, {
      at: now,
      actorId,
      action: 'ranking.requested',
      editionId,
      subjectId: id,
      detail: { stageId, ...config },
    }),
  ])
  await env.JOBS.send({ kind: 'ranking', runId: id, step: 0 })
  return id
}
