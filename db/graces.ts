import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { EditionHistory } from '#domain/publication.ts'
import type { Db } from './client.ts'
import { graces, lateSubmissions } from './schema.ts'

export type GraceRow = typeof graces.$inferSelect

/** Of one edition, in the order of the closings. */
export const selectGraces = (db: Db, editionId: string) =>
  db.select().from(graces).where(eq(graces.editionId, editionId)).orderBy(asc(graces.closesAt)).limit(100)

/** The grace of one closing of an edition's registration; no other stage has one. */
export const selectGrace = (db: Db, editionId: string, closesAt: Date) =>
  db
    .select()
    .from(graces)
    .where(and(eq(graces.editionId, editionId), eq(graces.closesAt, closesAt)))
    .limit(1)

/** The first to declare it writes it; whoever follows a failure that lasts moves its end, never back. */
export const declareGrace = (db: Db, grace: GraceRow) =>
  db
    .insert(graces)
    .values(grace)
    .onConflictDoUpdate({
      target: [graces.editionId, graces.stageId, graces.closesAt],
      set: { failedUntil: grace.failedUntil, endsAt: grace.endsAt, evidence: grace.evidence },
      setWhere: sql`${graces.endsAt} <= ${grace.endsAt.getTime()}`,
    })

/** What everybody may know of it. */
export const publicGrace = ({
  stageId,
  closesAt,
  failedFrom,
  failedUntil,
  endsAt,
}: GraceRow): EditionHistory['graces'][number] => ({
  stageId,
  closesAt: closesAt.toISOString(),
  failedFrom: failedFrom.toISOString(),
  failedUntil: failedUntil?.toISOString() ?? null,
  endsAt: endsAt.toISOString(),
})

/** Kept beside the submission that came late and counts. */
export const insertLateSubmission = (db: Db, late: typeof lateSubmissions.$inferInsert) =>
  db.insert(lateSubmissions).values(late)

/** Those that have not ended, of all editions. */
export const selectCurrentGraces = (db: Db, now: Date) =>
  db.select().from(graces).where(gt(graces.endsAt, now)).orderBy(asc(graces.endsAt)).limit(100)
