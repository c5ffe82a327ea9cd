import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { findEdition, listEditions, type LoadedEdition } from '#db/editions.ts'
import { declareGrace, selectGrace, type GraceRow } from '#db/graces.ts'
import type { Stage } from '#domain/edition.ts'
import { graceFor, watchedMinutes, type Grace } from '#domain/grace.ts'
import { minuteMs, minuteOf, startOf, type HealthMinute } from '#domain/service-health.ts'
import type { Env } from './env.ts'
import { publishEdition } from './publication.ts'
import { readMinutes, settleMs } from './service-health.ts'

const asRow = ({ minute, requests, failures, p95Ms, isAway }: HealthMinute): GraceRow['evidence'][number] => ({
  minute: startOf(minute).toISOString(),
  requests,
  failures,
  p95Ms: Number.isFinite(p95Ms) ? p95Ms : null,
  isAway,
})

/** Writes the grace, tells the trail, and lets everybody know; a grace that is known already and did not move is left alone. */
async function declare(
  env: Env,
  db: Db,
  edition: LoadedEdition,
  stage: Stage,
  { grace, now }: { grace: Grace; now: Date },
) {
  const { failedFrom, failedUntil, endsAt, evidence } = grace
  const [known] = await selectGrace(db, edition.id, stage.closesAt)
  const isNews =
    !known || known.endsAt < endsAt || (known.failedUntil?.getTime() ?? null) !== (failedUntil?.getTime() ?? null)
  if (!isNews) return
  const row = {
    id: known?.id ?? crypto.randomUUID(),
    editionId: edition.id,
    stageId: stage.id,
    closesAt: stage.closesAt,
    failedFrom,
    failedUntil,
    endsAt,
    evidence: evidence.map(asRow),
    at: now,
  }
  await db.batch([
    declareGrace(db, row),
    insertAuditEvent(db, {
      at: now,
      actorId: null,
      action: known ? 'grace.extended' : 'grace.declared',
      editionId: edition.id,
      subjectId: stage.id,
      detail: {
        closesAt: stage.closesAt.toISOString(),
        failedFrom: failedFrom.toISOString(),
        failedUntil: failedUntil?.toISOString() ?? null,
        endsAt: endsAt.toISOString(),
        failedMinutes: evidence.length,
      },
    }),
  ])
  await publishEdition(env, edition, now, null)
}

/** Looks at our own health near every closing of a registration, and grants by rule what a failure of ours took. */
export async function keepGraces(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  // The newest minute that every isolate has had the time to write.
  const settled = minuteOf(new Date(now.getTime() - settleMs)) - 1
  for (const { id, isOpened, stages } of await listEditions(db)) {
    const closing = stages.find(({ kind }) => kind === 'registration')?.closesAt
    // The day after is the longest a failure is followed; a day before is more than any rule looks back.
    const isNear = closing && Math.abs(closing.getTime() - now.getTime()) <= 24 * 60 * minuteMs + minuteMs
    if (!isOpened || !isNear) continue
    const edition = await findEdition(db, id)
    const stage = edition?.stages.find(({ kind }) => kind === 'registration')
    const rule = edition?.rules.grace
    if (!edition || !stage || !rule) continue
    const { from, to } = watchedMinutes(stage.closesAt, rule)
    const last = Math.min(to, settled)
    const verdict = `graces/${id}/${stage.closesAt.toISOString()}.json`
    if (last < from || (await env.FILES.head(verdict))) continue
    const grace = graceFor(stage.closesAt, await readMinutes(env, from, last), rule)
    if (grace) await declare(env, db, edition, stage, { grace, now })
    const isOver = last >= minuteOf(stage.closesAt) + rule.failingMinutes && (!grace || grace.failedUntil !== null)
    // Judged for good: the minutes need not be read again.
    if (isOver) await env.FILES.put(verdict, JSON.stringify({ judgedAt: now, grace: grace?.endsAt ?? null }))
  }
}
