import { and, asc, desc, eq, isNull, sql, type SQLWrapper } from 'drizzle-orm'
import type { ScoringStageRules } from '#domain/edition.ts'
import { barredProposals } from './barred-proposals.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { isSigned, pactInForce } from './integrity-pacts.ts'
import { among } from './json-list.ts'
import { prepared, type Brought } from './prepared.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import {
  agencies,
  assignments,
  editions,
  editionVersions,
  proposals,
  readingMarks,
  scoreSheetDrafts,
  scoreSheets,
  stages,
  submissions,
} from './schema.ts'

/** SQL of the rules in force of the assignment's edition. */
const rulesInForce = sql`edition_versions.edition_id = assignments.edition_id AND edition_versions.version = (
  SELECT max(version) FROM edition_versions WHERE edition_id = assignments.edition_id)`

const jsonOf = <Value>(json: string): Value => JSON.parse(json)

/** Only the rules of the assignment's own stage: on the hot paths the rest of the edition would be parsed for nothing. */
const stageRules = sql<ScoringStageRules>`(
  SELECT value FROM json_each(edition_versions.rules, '$.stages') WHERE value ->> 'id' = assignments.stage_id)`
  .mapWith(jsonOf<ScoringStageRules>)
  .as('stage_rules')

/** Whether a pact stands in the rules that the juror has not signed; the text itself is not fetched. */
const needsPact = sql<boolean>`(${pactInForce} IS NOT NULL
  AND NOT ${isSigned(sql`assignments.edition_id`, sql`assignments.juror_id`)})`
  .mapWith(Boolean)
  .as('needs_pact')

/** Whose reading it is and whether it may be open: what `canRead` asks. Every name is its own, for use in a batch. */
const relation = (now: Date | SQLWrapper) => ({
  id: renamed(assignments.id, 'assignment_id'),
  jurorId: assignments.jurorId,
  proposalId: assignments.proposalId,
  editionId: renamed(assignments.editionId, 'edition_id'),
  stageId: renamed(assignments.stageId, 'stage_id'),
  position: renamed(assignments.position, 'reading_position'),
  endedAt: assignments.endedAt,
  rereadsId: assignments.rereadsId,
  inConflict: inConflict(sql`assignments.juror_id`, sql`assignments.proposal_id`, now).as('in_conflict'),
  needsPact,
  opensAt: stages.opensAt,
  closesAt: stages.closesAt,
  stageRules,
  referenceNumber: sql<string>`(
    SELECT reference_number FROM submissions WHERE proposal_id = assignments.proposal_id AND revision = 1)`.as(
    'reference_number',
  ),
  draftVersion: renamedOrNull(scoreSheetDrafts.version, 'draft_version'),
  draftPins: renamedOrNull(scoreSheetDrafts.pins, 'draft_pins'),
  handedInAt: renamedOrNull(scoreSheets.handedInAt, 'handed_in_at'),
})

const readingOf = prepared((db, { assignmentId, now }: Brought<{ assignmentId: string; now: Date }>) =>
  db
    .select(relation(now))
    .from(assignments)
    .innerJoin(stages, and(eq(stages.editionId, assignments.editionId), eq(stages.id, assignments.stageId)))
    .innerJoin(editionVersions, rulesInForce)
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(eq(assignments.id, assignmentId)),
)

/** One reading with its stage's window and rules, in one statement: the guard of every request of a juror. */
export const selectReading = (db: Db, assignmentId: string, now: Date) => readingOf(db, { assignmentId, now })

/** The newest revision that was found eligible: a repaired text is read only after it was screened. */
const screenedSubmission = sql`submissions.id = (
  SELECT frozen.id FROM submissions frozen WHERE frozen.proposal_id = assignments.proposal_id
    AND EXISTS (SELECT 1 FROM screenings WHERE submission_id = frozen.id AND outcome = 'eligible')
  ORDER BY frozen.revision DESC LIMIT 1)`

/** The text a juror reads, for the pins on it. */
export const selectReadContent = (db: Db, assignmentId: string) =>
  db
    .select({ content: submissions.content })
    .from(assignments)
    .innerJoin(submissions, screenedSubmission)
    .where(eq(assignments.id, assignmentId))

/** What a juror reads and has written. */
const desk = {
  content: submissions.content,
  draftPoints: renamedOrNull(scoreSheetDrafts.points, 'draft_points'),
  draftComments: renamedOrNull(scoreSheetDrafts.comments, 'draft_comments'),
  draftComment: renamedOrNull(scoreSheetDrafts.comment, 'draft_comment'),
  draftNotes: renamedOrNull(scoreSheetDrafts.notes, 'draft_notes'),
  draftSavedAt: renamedOrNull(scoreSheetDrafts.savedAt, 'draft_saved_at'),
  revisionCount: sql<number>`(
    SELECT count(*) FROM score_sheet_revisions WHERE assignment_id = assignments.id)`.as('revision_count'),
  laterAt: renamedOrNull(readingMarks.laterAt, 'later_at'),
  totalHundredths: renamedOrNull(scoreSheets.totalHundredths, 'total_hundredths'),
  sheetComment: renamedOrNull(scoreSheets.comment, 'sheet_comment'),
  sheetPins: renamedOrNull(scoreSheets.pins, 'sheet_pins'),
  sheetSha256: renamedOrNull(scoreSheets.sha256, 'sheet_sha256'),
  points: sql<Record<string, number>>`(
    SELECT json_group_object(criterion_id, points) FROM scores WHERE assignment_id = assignments.id)`
    .mapWith(jsonOf<Record<string, number>>)
    .as('points'),
  comments: sql<Record<string, string>>`(
    SELECT json_group_object(criterion_id, comment) FROM scores WHERE assignment_id = assignments.id)`
    .mapWith(jsonOf<Record<string, string>>)
    .as('comments'),
}

/** One reading with everything a juror reads and has written. */
export const selectReadingDesk = (db: Db, assignmentId: string, now: Date) =>
  db
    .select({
      ...relation(now),
      ...desk,
      editionSlug: editions.slug,
      editionName: renamed(editions.name, 'edition_name'),
      isSimulation: editions.isSimulation,
      stageName: renamed(stages.name, 'stage_name'),
      rules: editionVersions.rules,
    })
    .from(assignments)
    .innerJoin(stages, and(eq(stages.editionId, assignments.editionId), eq(stages.id, assignments.stageId)))
    .innerJoin(editions, eq(editions.id, assignments.editionId))
    .innerJoin(editionVersions, rulesInForce)
    .innerJoin(submissions, screenedSubmission)
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .leftJoin(readingMarks, eq(readingMarks.assignmentId, assignments.id))
    .where(eq(assignments.id, assignmentId))

/** The same of several readings of one stage, whose rules and window the caller has. */
export const listReadingDesks = (db: Db, assignmentIds: readonly string[]) =>
  db
    .select({
      id: renamed(assignments.id, 'assignment_id'),
      position: renamed(assignments.position, 'reading_position'),
      draftVersion: renamedOrNull(scoreSheetDrafts.version, 'draft_version'),
      draftPins: renamedOrNull(scoreSheetDrafts.pins, 'draft_pins'),
      handedInAt: renamedOrNull(scoreSheets.handedInAt, 'handed_in_at'),
      ...desk,
    })
    .from(assignments)
    .innerJoin(submissions, screenedSubmission)
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .leftJoin(readingMarks, eq(readingMarks.assignmentId, assignments.id))
    .where(sql`assignments.id IN ${among(assignmentIds)}`)

/**
 * SQL of which live readings of a juror stand in lists, beside `score_sheets` joined: each proposal once. While a blind second
 * reading is open it stands there in place of the first one; once it is handed in, the first one does again.
 */
export const isListed = sql`(assignments.ended_at IS NULL AND CASE
  WHEN assignments.rereads_id IS NOT NULL THEN score_sheets.assignment_id IS NULL
  WHEN score_sheets.assignment_id IS NULL THEN true
  ELSE NOT EXISTS (SELECT 1 FROM assignments again WHERE again.rereads_id = assignments.id AND again.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = again.id)) END)`

const isNotBarred = (jurorId: string, now: Date) => sql`assignments.proposal_id NOT IN ${barredProposals(jurorId, now)}`

type OwnStage = { jurorId: string; editionId: string; stageId: string }

/** SQL of what stands in a juror's lists of one stage, beside `score_sheets` joined. */
export const isListedIn = ({ jurorId, editionId, stageId }: OwnStage, now: Date) =>
  and(
    eq(assignments.jurorId, jurorId),
    eq(assignments.editionId, editionId),
    eq(assignments.stageId, stageId),
    isListed,
    isNotBarred(jurorId, now),
  )

/** More than one juror reads in one stage; the real load is about 365. */
export const mostReadings = 2000

/** The juror's own readings in one stage, in reading order, without those in conflict. */
export const listReadingOrder = (db: Db, reading: OwnStage, now: Date) =>
  db
    .select({ id: assignments.id, position: assignments.position, handedInAt: scoreSheets.handedInAt })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(isListedIn(reading, now))
    .orderBy(asc(assignments.position), asc(assignments.id))
    .limit(mostReadings)

/** Everything a juror has to read, in reading order, without what is in conflict. */
export const listReadingsOf = (db: Db, jurorId: string, now: Date, limit: number) =>
  db
    .select({
      id: assignments.id,
      editionId: assignments.editionId,
      stageId: assignments.stageId,
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      groupId: proposals.groupId,
      clusterId: agencies.clusterId,
      laterAt: readingMarks.laterAt,
      draftPoints: scoreSheetDrafts.points,
      totalHundredths: scoreSheets.totalHundredths,
    })
    .from(assignments)
    .innerJoin(proposals, eq(proposals.id, assignments.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .leftJoin(readingMarks, eq(readingMarks.assignmentId, assignments.id))
    .where(and(eq(assignments.jurorId, jurorId), isListed, isNotBarred(jurorId, now)))
    .orderBy(assignments.editionId, assignments.stageId, asc(assignments.position), asc(assignments.id))
    .limit(limit)

/** What a list of readings says of each stage, with the pact and when this juror signed it. */
export const listReadStages = (db: Db, jurorId: string, pairs: readonly (readonly [string, string])[]) =>
  db
    .select({
      editionId: stages.editionId,
      edition: editions.slug,
      editionName: editions.name,
      isSimulation: editions.isSimulation,
      stageId: stages.id,
      stageName: stages.name,
      opensAt: stages.opensAt,
      closesAt: stages.closesAt,
      stageRules: sql<ScoringStageRules>`(
        SELECT value FROM json_each(edition_versions.rules, '$.stages') WHERE value ->> 'id' = stages.id)`.mapWith(
        jsonOf<ScoringStageRules>,
      ),
      pact: sql<string | null>`${pactInForce}`,
      signedAt: sql<Date | null>`(
        SELECT signed_at FROM integrity_pacts WHERE edition_id = stages.edition_id AND juror_id = ${jurorId}
          AND text = ${pactInForce})`.mapWith((at: number) => new Date(at)),
    })
    .from(sql`json_each(${JSON.stringify(pairs)}) pair`)
    .innerJoin(stages, sql`stages.edition_id = pair.value ->> 0 AND stages.id = pair.value ->> 1`)
    .innerJoin(editions, eq(editions.id, stages.editionId))
    .innerJoin(
      editionVersions,
      sql`edition_versions.edition_id = stages.edition_id AND edition_versions.version = (
        SELECT max(version) FROM edition_versions WHERE edition_id = stages.edition_id)`,
    )
    .orderBy(desc(stages.opensAt), stages.editionId, stages.position)

/** Some jurors read one proposal of a stage no more. A trigger refuses it whole when one of them has handed in. */
export const endReadingsOf = (
  db: Db,
  of: { editionId: string; stageId: string; proposalId: string; jurorIds: readonly string[] },
  { at, reason }: { at: Date; reason: string },
) =>
  db
    .update(assignments)
    .set({ endedAt: at, endReason: reason })
    .where(
      and(
        eq(assignments.editionId, of.editionId),
        eq(assignments.stageId, of.stageId),
        eq(assignments.proposalId, of.proposalId),
        isNull(assignments.endedAt),
        sql`juror_id IN ${among(of.jurorIds)}`,
      ),
    )
