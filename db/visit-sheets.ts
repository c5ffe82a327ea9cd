import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { FieldVisitStageRules } from '#domain/edition.ts'
import type { WrittenVisit } from '#domain/field-visit.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
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
  visitSheetDrafts,
  visitSheets,
} from './schema.ts'
import { rulesOfStage, versionInForce } from './stage-rules.ts'

type StageKey = { editionId: string; stageId: string }

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
  stageRules: rulesOfStage<FieldVisitStageRules>(),
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
