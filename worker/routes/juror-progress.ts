import { Hono } from 'hono'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { listDailySheets, listJurorWork, listOwnDays, selectGivenAt, selectOwnWork } from '#db/juror-progress.ts'
import { jurorRoles, staffRoles } from '#domain/access.ts'
import { findScoringStage, type StageWindow } from '#domain/edition.ts'
import { paceOf } from '#domain/pace.ts'
import { allow } from '../access.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { loadOwnStage, ownStageQuery } from '../own-stage.ts'
import { problem } from '../problem.ts'
import { loadHeldStage, type HeldStage } from '../stage-access.ts'
import { csvFile } from '../table-file.ts'

type Day = { day: string; count: number }

/** How far everybody is, and all sheets by day. */
async function progressOf(db: Db, { edition, stage }: HeldStage, now: Date) {
  const [work, days, [given]] = await db.batch([
    listJurorWork(db, edition.id, stage.id),
    listDailySheets(db, edition.id, stage.id),
    selectGivenAt(db, edition.id, stage.id),
  ])
  const working = workingWindow(stage, given?.givenAt)
  const byJuror = new Map<string, Day[]>()
  const byDay = new Map<string, number>()
  for (const { jurorId, day, count } of days) {
    byJuror.set(jurorId, [...(byJuror.get(jurorId) ?? []), { day, count }])
    byDay.set(day, (byDay.get(day) ?? 0) + count)
  }
  const jurors = work.map((juror) => {
    const own = byJuror.get(juror.id) ?? []
    return { ...juror, lastDay: own.at(-1)?.day ?? null, ...paceOf({ ...juror, days: own }, working, now) }
  })
  return { jurors, days: [...byDay].map(([day, count]) => ({ day, count })) }
}

/** From when there was something to read. */
const workingWindow = ({ opensAt, closesAt }: StageWindow, givenAt: Date | null | undefined): StageWindow => ({
  opensAt: givenAt && givenAt > opensAt && givenAt < closesAt ? givenAt : opensAt,
  closesAt,
})

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10)

/** A stage that jurors read, for those who watch it. */
async function loadWatchedStage(
  db: Db,
  actor: AppEnv['Variables']['actor'],
  address: { edition: string; stage: string },
) {
  const held = await loadHeldStage(db, actor, staffRoles, address)
  if (!held.ok || findScoringStage(held.value.edition.rules, held.value.stage.id)) return held
  return { ok: false as const, refusal: { code: 'not_found' as const } }
}

/** How jurors get on: never what they gave. Mounted at /api/editions. */
export const jurorProgress = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/juror-progress', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadWatchedStage(db, c.var.actor, c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { opensAt, closesAt } = held.value.stage
    return c.json({ now: c.var.now, opensAt, closesAt, ...(await progressOf(db, held.value, c.var.now)) })
  })
  .get('/:edition/stages/:stage/juror-progress/csv', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const held = await loadWatchedStage(db, actor, c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const { jurors } = await progressOf(db, held.value, now)
    await insertAuditEvent(db, {
      at: now,
      actorId: actor.id,
      action: 'juror_progress.exported',
      editionId: edition.id,
      subjectId: stage.id,
      detail: { stageId: stage.id, jurors: jurors.length },
    })
    const head = [
      'Nama',
      'Surel',
      'Ditugaskan',
      'Diserahkan',
      'Draf',
      'Sisa',
      'Hari terakhir',
      'Laju sehari',
      'Laju perlu',
    ]
    return csvFile(c, `kemajuan-${edition.slug}-${stage.id}`, [
      [...head, 'Perkiraan selesai (UTC)', 'Tertinggal', 'Diingatkan (UTC)'],
      ...jurors.map((juror) => [
        juror.name,
        juror.email,
        juror.assigned,
        juror.handedIn,
        juror.drafts,
        juror.left,
        juror.lastDay,
        rounded(juror.perDay),
        rounded(juror.neededPerDay),
        juror.finishesAt?.toISOString() ?? null,
        juror.isBehind,
        juror.remindedAt?.toISOString() ?? null,
      ]),
    ])
  })

/** A juror's own pace, by the own list. Mounted at /api/assignments. */
export const ownPace = new Hono<AppEnv>().get('/pace', allow(...jurorRoles), query(ownStageQuery), async (c) => {
  const db = openDb(c.env.DB)
  const { actor, now } = c.var
  const own = await loadOwnStage(db, actor, c.req.valid('query'))
  if (!own) return problem(c, { code: 'not_found' })
  const key = { jurorId: actor.id, editionId: own.edition.id, stageId: own.stage.id }
  const [[work], days, [given]] = await db.batch([
    selectOwnWork(db, key, now),
    listOwnDays(db, key, now),
    selectGivenAt(db, key.editionId, key.stageId),
  ])
  const { assigned, handedIn } = work ?? { assigned: 0, handedIn: 0 }
  const { opensAt, closesAt } = own.stage
  const pace = paceOf({ assigned, handedIn, days }, workingWindow(own.stage, given?.givenAt), now)
  return c.json({ now, opensAt, closesAt, assigned, handedIn, days, ...pace })
})
