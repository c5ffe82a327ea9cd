import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { FieldVisitStageRules } from '#domain/edition.ts'
import type { VisitFindings, WrittenVisit } from '#domain/field-visit.ts'
import type { Db } from './client.ts'
import { inConflict, jurorsOf } from './conflicts.ts'
import { candidates } from './rankings.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import {
  agencies,
  editions,
  editionVersions,
  fieldVisitors,
  fieldVisits,
  proposals,
  stages,
  submissions,
  visitPhotos,
  visitSheetDrafts,
  visitSheets,
} from './schema.ts'

type StageKey = { editionId: string; stageId: string }

const listOf =
  <Row>() =>
  (json: string): Row[] =>
    JSON.parse(json)

/** Every proposal that may be visited, with those who may not go there for a conflict of interest. */
export const listVisitable = (
  db: Db,
  {
    editionId,
    plenaryStageId,
    jurorRole,
    now,
  }: { editionId: string; plenaryStageId: string | undefined; jurorRole: string; now: Date },
) =>
  db
    .select({
      proposalId: renamed(proposals.id, 'proposal_id'),
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      agency: renamed(agencies.name, 'agency'),
      province: agencies.province,
      barredIds: sql<string[]>`(
        SELECT json_group_array(juror.user_id) FROM (SELECT DISTINCT user_id FROM roles WHERE user_id IN ${jurorsOf(editionId, jurorRole, now)}) juror
        WHERE ${inConflict(sql`juror.user_id`, sql`proposals.id`, now)})`
        .mapWith(listOf<string>())
        .as('barred_ids'),
    })
    .from(proposals)
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(candidates(editionId, plenaryStageId))
    .orderBy(submissions.referenceNumber)

export type Visitor = {
  id: string
  name: string
  email: string
  state: 'going' | 'conflict'
  /** ISO 8601, UTC; null while the sheet is open. */
  handedInAt: string | null
  photos: number
}

/** The visits of a stage that stand. What was found is not here. */
export const listVisits = (db: Db, { editionId, stageId }: StageKey, now: Date) =>
  db
    .select({
      id: renamed(fieldVisits.id, 'visit_id'),
      proposalId: renamed(fieldVisits.proposalId, 'visited_id'),
      visitsOn: fieldVisits.visitsOn,
      place: fieldVisits.place,
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      agency: renamed(agencies.name, 'agency'),
      visitors: sql<Visitor[]>`(
        SELECT json_group_array(json_object('id', juror.id, 'name', juror.name, 'email', juror.email,
          'state', CASE WHEN ${inConflict(sql`going.juror_id`, sql`field_visits.proposal_id`, now)} THEN 'conflict' ELSE 'going' END,
          'handedInAt', (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', sheet.handed_in_at / 1000.0, 'unixepoch') FROM visit_sheets sheet
            WHERE sheet.visit_id = going.visit_id AND sheet.juror_id = going.juror_id),
          'photos', (SELECT count(*) FROM visit_photos photo WHERE photo.visit_id = going.visit_id
            AND photo.juror_id = going.juror_id AND photo.removed_at IS NULL)))
        FROM field_visitors going JOIN users juror ON juror.id = going.juror_id
        WHERE going.visit_id = field_visits.id AND going.ended_at IS NULL)`
        .mapWith(listOf<Visitor>())
        .as('visitors'),
    })
    .from(fieldVisits)
    .innerJoin(proposals, eq(proposals.id, fieldVisits.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(and(eq(fieldVisits.editionId, editionId), eq(fieldVisits.stageId, stageId), isNull(fieldVisits.cancelledAt)))
    .orderBy(asc(fieldVisits.visitsOn), asc(fieldVisits.id))

export type NewVisit = {
  id: string
  proposalId: string
  visitsOn: string
  place: string
  visitorIds: readonly string[]
}

/** Visits with their visitors, for one batch. The unique index refuses a second visit; a trigger refuses who is in conflict. */
export function insertVisits(
  db: Db,
  { editionId, stageId, at, by }: StageKey & { at: Date; by: string },
  visits: readonly NewVisit[],
) {
  const rows = JSON.stringify(visits)
  return [
    db.insert(fieldVisits).select(sql`
      SELECT value ->> 'id', ${editionId}, ${stageId}, value ->> 'proposalId', value ->> 'visitsOn', value ->> 'place',
        ${at.getTime()}, ${by}, NULL, NULL, NULL FROM json_each(${rows})
      WHERE (SELECT state FROM proposals WHERE id = value ->> 'proposalId') = 'eligible'`),
    db.insert(fieldVisitors).select(sql`
      SELECT visit.value ->> 'id', visitor.value, ${at.getTime()}, NULL
      FROM json_each(${rows}) visit, json_each(visit.value, '$.visitorIds') visitor`),
  ] as const
}

/** SQL of whether the visit stands and nobody has handed in what was found there. */
export const isCancellable = (visitId: string) => sql`(
  EXISTS (SELECT 1 FROM field_visits WHERE id = ${visitId} AND cancelled_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM visit_sheets WHERE visit_id = ${visitId}))`

/** The visit and its open visitors; nobody goes where nothing is visited. The last answers a row when it was cancelled. */
export const cancelVisit = (db: Db, visitId: string, { at, by, reason }: { at: Date; by: string; reason: string }) =>
  [
    db
      .update(fieldVisitors)
      .set({ endedAt: at })
      .where(and(eq(fieldVisitors.visitId, visitId), isNull(fieldVisitors.endedAt), isCancellable(visitId))),
    db
      .update(fieldVisits)
      .set({ cancelledAt: at, cancelledBy: by, cancelReason: reason })
      .where(and(eq(fieldVisits.id, visitId), isCancellable(visitId)))
      .returning({ id: fieldVisits.id }),
  ] as const

/** Whoever goes again takes the old row. */
export const insertVisitor = (db: Db, visitId: string, jurorId: string, at: Date) =>
  db
    .insert(fieldVisitors)
    .values({ visitId, jurorId, at })
    .onConflictDoUpdate({ target: [fieldVisitors.visitId, fieldVisitors.jurorId], set: { endedAt: null } })

/** SQL of whether this person goes and has not handed in. */
export const isEndable = (visitId: string, jurorId: string) => sql`(
  EXISTS (SELECT 1 FROM field_visitors WHERE visit_id = ${visitId} AND juror_id = ${jurorId} AND ended_at IS NULL)
  AND ${isOpenSheet(visitId, jurorId)})`

export const endVisitor = (db: Db, visitId: string, jurorId: string, at: Date) =>
  db
    .update(fieldVisitors)
    .set({ endedAt: at })
    .where(
      and(
        eq(fieldVisitors.visitId, visitId),
        eq(fieldVisitors.jurorId, jurorId),
        isNull(fieldVisitors.endedAt),
        isOpenSheet(visitId, jurorId),
      ),
    )
    .returning({ jurorId: fieldVisitors.jurorId })

const rulesOfStage = sql<FieldVisitStageRules>`(
  SELECT value FROM json_each(edition_versions.rules, '$.stages') WHERE value ->> 'id' = stages.id)`
  .mapWith((json: string): FieldVisitStageRules => JSON.parse(json))
  .as('stage_rules')

const versionInForce = sql`edition_versions.edition_id = editions.id AND edition_versions.version = (
  SELECT max(version) FROM edition_versions WHERE edition_id = editions.id)`

/** SQL of whether this juror's visit stands: not ended, not cancelled, not in conflict. */
const standsFor = (jurorId: string, now: Date): SQL => sql`field_visitors.juror_id = ${jurorId}
  AND field_visitors.ended_at IS NULL AND field_visits.cancelled_at IS NULL
  AND NOT ${inConflict(sql`field_visitors.juror_id`, sql`field_visits.proposal_id`, now)}`

const ownColumns = {
  id: renamed(fieldVisits.id, 'visit_id'),
  editionId: renamed(fieldVisits.editionId, 'edition_id'),
  stageId: renamed(fieldVisits.stageId, 'stage_id'),
  proposalId: renamed(fieldVisits.proposalId, 'proposal_id'),
  visitsOn: fieldVisits.visitsOn,
  place: fieldVisits.place,
  edition: renamed(editions.slug, 'edition_slug'),
  editionName: renamed(editions.name, 'edition_name'),
  isSimulation: editions.isSimulation,
  stageName: renamed(stages.name, 'stage_name'),
  opensAt: stages.opensAt,
  closesAt: stages.closesAt,
  stageRules: rulesOfStage,
  draftVersion: renamedOrNull(visitSheetDrafts.version, 'draft_version'),
  handedInAt: renamedOrNull(visitSheets.handedInAt, 'handed_in_at'),
}

const own = (db: Db, condition: SQL | undefined) =>
  db
    .select({
      ...ownColumns,
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      agency: renamed(agencies.name, 'agency'),
      draftFindings: renamedOrNull(visitSheetDrafts.findings, 'draft_findings'),
      draftComment: renamedOrNull(visitSheetDrafts.comment, 'draft_comment'),
      draftSavedAt: renamedOrNull(visitSheetDrafts.savedAt, 'draft_saved_at'),
      sheetFindings: renamedOrNull(visitSheets.findings, 'sheet_findings'),
      sheetComment: renamedOrNull(visitSheets.comment, 'sheet_comment'),
      sha256: renamedOrNull(visitSheets.sha256, 'sheet_sha256'),
    })
    .from(fieldVisitors)
    .innerJoin(fieldVisits, eq(fieldVisits.id, fieldVisitors.visitId))
    .innerJoin(editions, eq(editions.id, fieldVisits.editionId))
    .innerJoin(stages, and(eq(stages.editionId, fieldVisits.editionId), eq(stages.id, fieldVisits.stageId)))
    .innerJoin(editionVersions, versionInForce)
    .innerJoin(proposals, eq(proposals.id, fieldVisits.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .leftJoin(
      visitSheetDrafts,
      and(eq(visitSheetDrafts.visitId, fieldVisits.id), eq(visitSheetDrafts.jurorId, fieldVisitors.jurorId)),
    )
    .leftJoin(visitSheets, and(eq(visitSheets.visitId, fieldVisits.id), eq(visitSheets.jurorId, fieldVisitors.jurorId)))
    .where(condition)

/** One visit of this juror with what was written: the guard of its page and of all that is written there. */
export const selectOwnVisit = (db: Db, visitId: string, jurorId: string, now: Date) =>
  own(db, and(eq(fieldVisitors.visitId, visitId), standsFor(jurorId, now)))

/** The visits of a juror, the nearest first. */
export const listVisitsOf = (db: Db, jurorId: string, now: Date, limit: number) =>
  own(db, standsFor(jurorId, now)).orderBy(desc(stages.opensAt), asc(fieldVisits.visitsOn)).limit(limit)

type Draft = { visitId: string; jurorId: string; version: number; savedAt: Date } & WrittenVisit

/** Writes over exactly that version; answers the new one, or no row when somebody was faster or the sheet is handed in. */
export const saveVisitDraft = (db: Db, { visitId, jurorId, findings, comment, version, savedAt }: Draft) =>
  db
    .insert(visitSheetDrafts)
    .select(
      sql`SELECT ${visitId}, ${jurorId}, ${JSON.stringify(findings)}, ${comment}, ${version + 1}, ${savedAt.getTime()}
      WHERE ${isOpenSheet(visitId, jurorId)} AND (${version} = 0 OR EXISTS (SELECT 1 FROM visit_sheet_drafts
        WHERE visit_id = ${visitId} AND juror_id = ${jurorId} AND version = ${version}))`,
    )
    .onConflictDoUpdate({
      target: [visitSheetDrafts.visitId, visitSheetDrafts.jurorId],
      set: {
        findings: sql`excluded.findings`,
        comment: sql`excluded.comment`,
        version: sql`excluded.version`,
        savedAt: sql`excluded.saved_at`,
      },
      setWhere: eq(visitSheetDrafts.version, version),
    })
    .returning({ version: visitSheetDrafts.version })

/** SQL of whether the sheet may still be written. */
export const isOpenSheet = (visitId: string, jurorId: string) =>
  sql`NOT EXISTS (SELECT 1 FROM visit_sheets sheet WHERE sheet.visit_id = ${visitId} AND sheet.juror_id = ${jurorId})`

/**
 * Only while the visit stands, its visitor is free of conflict, and the photographs are those of the receipt; the primary key
 * refuses a second sheet.
 */
export const insertVisitSheet = (db: Db, sheet: typeof visitSheets.$inferInsert, photoIds: readonly string[]) =>
  db
    .insert(visitSheets)
    .select(
      sql`SELECT ${sheet.visitId}, ${sheet.jurorId}, ${JSON.stringify(sheet.findings)}, ${sheet.comment}, ${sheet.sha256},
        ${sheet.handedInAt.getTime()}
      FROM field_visitors JOIN field_visits ON field_visits.id = field_visitors.visit_id
      WHERE field_visitors.visit_id = ${sheet.visitId} AND ${standsFor(sheet.jurorId, sheet.handedInAt)}
        AND (SELECT json_group_array(id) FROM (SELECT photo.id AS id FROM visit_photos photo
          WHERE photo.visit_id = ${sheet.visitId} AND photo.juror_id = ${sheet.jurorId} AND photo.removed_at IS NULL
          ORDER BY photo.at, photo.id)) = ${JSON.stringify(photoIds)}`,
    )
    .returning({ sha256: visitSheets.sha256 })

/** SQL of whether this very sheet is there. */
export const isHandedIn = ({ visitId, jurorId, sha256 }: { visitId: string; jurorId: string; sha256: string }) =>
  sql`EXISTS (SELECT 1 FROM visit_sheets WHERE visit_id = ${visitId} AND juror_id = ${jurorId} AND sha256 = ${sha256})`

/** Every sheet of a stage with its visit: for those who may read them, once the stage is over. */
export const listVisitSheets = (db: Db, { editionId, stageId }: StageKey, visitId?: string) =>
  db
    .select({
      visitId: renamed(fieldVisits.id, 'visit_id'),
      proposalId: fieldVisits.proposalId,
      jurorId: visitSheets.jurorId,
      visitor: sql<string>`(SELECT name FROM users WHERE id = ${visitSheets.jurorId})`.as('visitor'),
      findings: visitSheets.findings,
      comment: visitSheets.comment,
      sha256: visitSheets.sha256,
      handedInAt: visitSheets.handedInAt,
    })
    .from(fieldVisits)
    .innerJoin(visitSheets, eq(visitSheets.visitId, fieldVisits.id))
    .where(
      and(
        eq(fieldVisits.editionId, editionId),
        eq(fieldVisits.stageId, stageId),
        isNull(fieldVisits.cancelledAt),
        visitId === undefined ? undefined : eq(fieldVisits.id, visitId),
      ),
    )
    .orderBy(asc(fieldVisits.id), asc(visitSheets.handedInAt))

export type { VisitFindings }

/** Photographs of one visitor. */
export const mostPhotos = 20

export const listPhotos = (db: Db, visitId: string, jurorId?: string) =>
  db
    .select({
      id: visitPhotos.id,
      jurorId: visitPhotos.jurorId,
      objectKey: visitPhotos.objectKey,
      sha256: visitPhotos.sha256,
      sizeBytes: visitPhotos.sizeBytes,
      mediaType: visitPhotos.mediaType,
      caption: visitPhotos.caption,
      at: visitPhotos.at,
    })
    .from(visitPhotos)
    .where(
      and(
        eq(visitPhotos.visitId, visitId),
        isNull(visitPhotos.removedAt),
        jurorId === undefined ? undefined : eq(visitPhotos.jurorId, jurorId),
      ),
    )
    .orderBy(asc(visitPhotos.at), asc(visitPhotos.id))
    .limit(200)

type NewPhoto = typeof visitPhotos.$inferInsert

/** While the sheet is open, no more than there may be, and the same picture once. */
export const insertPhotoIf = (db: Db, photo: NewPhoto) =>
  db
    .insert(visitPhotos)
    .select(
      sql`SELECT ${photo.id}, ${photo.visitId}, ${photo.jurorId}, ${photo.objectKey}, ${photo.sha256}, ${photo.sizeBytes},
        ${photo.mediaType}, ${photo.caption}, ${photo.at.getTime()}, NULL
      WHERE ${isOpenSheet(photo.visitId, photo.jurorId)}
        AND NOT EXISTS (SELECT 1 FROM visit_photos same WHERE same.visit_id = ${photo.visitId} AND same.juror_id = ${photo.jurorId}
          AND same.sha256 = ${photo.sha256} AND same.removed_at IS NULL)
        AND (SELECT count(*) FROM visit_photos there WHERE there.visit_id = ${photo.visitId}
          AND there.juror_id = ${photo.jurorId} AND there.removed_at IS NULL) < ${mostPhotos}`,
    )
    .returning({ id: visitPhotos.id })

export const photoIsThere = (id: string) =>
  sql`EXISTS (SELECT 1 FROM visit_photos WHERE id = ${id} AND removed_at IS NULL)`

export const isPhotoRemovable = (visitId: string, jurorId: string, id: string) =>
  sql`${photoIsThere(id)} AND ${isOpenSheet(visitId, jurorId)}`

export const removePhoto = (
  db: Db,
  { visitId, jurorId, id }: { visitId: string; jurorId: string; id: string },
  at: Date,
) =>
  db
    .update(visitPhotos)
    .set({ removedAt: at })
    .where(
      and(
        eq(visitPhotos.id, id),
        eq(visitPhotos.visitId, visitId),
        eq(visitPhotos.jurorId, jurorId),
        isNull(visitPhotos.removedAt),
        isOpenSheet(visitId, jurorId),
      ),
    )
    .returning({ id: visitPhotos.id })

/** Other words below a picture, while the sheet is open. */
export const captionPhoto = (
  db: Db,
  { visitId, jurorId, id }: { visitId: string; jurorId: string; id: string },
  caption: string,
) =>
  db
    .update(visitPhotos)
    .set({ caption })
    .where(
      and(
        eq(visitPhotos.id, id),
        eq(visitPhotos.visitId, visitId),
        eq(visitPhotos.jurorId, jurorId),
        isNull(visitPhotos.removedAt),
        isOpenSheet(visitId, jurorId),
      ),
    )
    .returning({ id: visitPhotos.id })
