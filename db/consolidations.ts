/** Consolidation rounds: what their jurors may see of each other's sheets, and what they say. */
import { sql, type SQL } from 'drizzle-orm'
import type { JurorRole } from '#domain/access.ts'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import type { Score } from '#domain/score-sheet.ts'
import type { AuditEvent } from './audit-events.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { assignments, consolidationAnswers, scoreSheetDrafts, sheetWithdrawals } from './schema.ts'
import { insertScoreSheet, isNewestDraft } from './score-sheets.ts'

const parsed = <Value>(json: string): Value => JSON.parse(json)
const at = (milliseconds: number | null): Date | null => (milliseconds === null ? null : new Date(milliseconds))

/** SQL of whether `mine` is about what `found`, a divergence, is about. */
const isAbout = sql`mine.edition_id = found.edition_id AND mine.stage_id = found.stage_id AND mine.proposal_id = found.proposal_id`

/** SQL of whether `mine` is the juror's live reading with a sheet that counts, and not in conflict. */
const isOwnSheet = (jurorId: string, now: Date) => sql`mine.juror_id = ${jurorId} AND mine.ended_at IS NULL
  AND mine.rereads_id IS NULL AND EXISTS (SELECT 1 FROM counted_sheets WHERE assignment_id = mine.id)
  AND NOT ${inConflict(sql`mine.juror_id`, sql`mine.proposal_id`, now)}`

/** A round that has been opened, for a juror who has a sheet in it; for anybody else there is none. */
export async function loadOwnRound(db: Db, divergenceId: string, jurorId: string, now: Date) {
  const [row] = await db.all<{
    assignment_id: string
    title: string
    limit_hundredths: number
    opened_at: number
    closed_at: number | null
    is_simulation: number
  }>(sql`
    SELECT mine.id AS assignment_id, proposals.title AS title, found.limit_hundredths AS limit_hundredths,
      found.opened_at AS opened_at, found.closed_at AS closed_at, editions.is_simulation AS is_simulation
    FROM divergences found JOIN assignments mine ON ${isAbout}
    JOIN editions ON editions.id = found.edition_id
    JOIN proposals ON proposals.id = found.proposal_id
    WHERE found.id = ${divergenceId} AND found.opened_at IS NOT NULL AND ${isOwnSheet(jurorId, now)}`)
  if (!row) return undefined
  const { assignment_id: assignmentId, title, limit_hundredths: limitHundredths } = row
  const [openedAt, closedAt] = [new Date(row.opened_at), at(row.closed_at)]
  const isSimulation = row.is_simulation === 1
  return { id: divergenceId, assignmentId, title, isSimulation, limitHundredths, openedAt, closedAt }
}

/** More rounds than a juror is in. */
const mostRounds = 500

/** A juror's rounds in all editions, the newest first. */
export async function listOwnRounds(db: Db, jurorId: string, now: Date) {
  const rows = await db.all<{
    id: string
    edition_id: string
    edition: string
    is_simulation: number
    stage_id: string
    stage_name: string
    juror_role: JurorRole
    reference_number: string
    title: string
    opened_at: number
    closed_at: number | null
    closes_at: number
    answer: 'confirmed' | 'revised' | null
  }>(sql`
    SELECT found.id AS id, found.edition_id AS edition_id, editions.slug AS edition,
      editions.is_simulation AS is_simulation, found.stage_id AS stage_id, stages.name AS stage_name, (
        SELECT value ->> 'jurorRole' FROM edition_versions version, json_each(version.rules, '$.stages')
        WHERE version.edition_id = found.edition_id AND value ->> 'id' = found.stage_id
        ORDER BY version.version DESC LIMIT 1) AS juror_role,
      submissions.reference_number AS reference_number, proposals.title AS title, found.opened_at AS opened_at,
      found.closed_at AS closed_at, stages.closes_at AS closes_at, said.answer AS answer
    FROM assignments mine CROSS JOIN divergences found ON ${isAbout}
    JOIN editions ON editions.id = found.edition_id
    JOIN stages ON stages.edition_id = found.edition_id AND stages.id = found.stage_id
    JOIN proposals ON proposals.id = found.proposal_id
    JOIN submissions ON submissions.proposal_id = found.proposal_id AND submissions.revision = 1
    LEFT JOIN consolidation_answers said ON said.divergence_id = found.id AND said.juror_id = ${jurorId}
    WHERE found.opened_at IS NOT NULL AND ${isOwnSheet(jurorId, now)}
    ORDER BY found.opened_at DESC, found.id LIMIT ${mostRounds}`)
  return rows.map(({ opened_at, closed_at, closes_at, is_simulation, ...row }) => ({
    ...row,
    isSimulation: is_simulation === 1,
    openedAt: new Date(opened_at),
    closedAt: at(closed_at),
    closesAt: new Date(closes_at),
  }))
}

/** SQL of the points and the comments of a sheet, by criterion. */
const byCriterion = (column: 'points' | 'comment', assignmentId: SQL) => sql`(
  SELECT json_group_object(criterion_id, ${sql.raw(column)}) FROM scores WHERE assignment_id = ${assignmentId})`

/** SQL of whether a sheet stands as its juror wrote it before the round: not made in it, and not withdrawn by the secretariat. */
const isFirstSheet = (divergenceId: SQL) => sql`first.is_rereading = 0
  AND NOT EXISTS (SELECT 1 FROM consolidation_answers made WHERE made.divergence_id = ${divergenceId}
    AND made.answer = 'revised' AND made.assignment_id = first.assignment_id)
  AND NOT EXISTS (SELECT 1 FROM sheet_withdrawals gone WHERE gone.assignment_id = first.assignment_id
    AND gone.cause = 'secretariat')`

type RecordedRow = {
  divergence_id: string
  juror_id: string
  juror: string
  total: number
  points: string
  comments: string
  comment: string
  pins: string
  answer: 'confirmed' | 'revised' | null
  reason: string | null
  answered_at: number | null
  total_after: number | null
  points_after: string | null
}

/** The sheets of rounds as they stood before, each with what its juror answered. `where` is about `found`, a divergence. */
export async function listRecordedSheets(db: Db, where: SQL, limit: number) {
  const rows = await db.all<RecordedRow>(sql`
    SELECT found.id AS divergence_id, reading.juror_id AS juror_id, users.name AS juror, first.total_hundredths AS total,
      ${byCriterion('points', sql`first.assignment_id`)} AS points,
      ${byCriterion('comment', sql`first.assignment_id`)} AS comments, first.comment AS comment, first.pins AS pins,
      said.answer AS answer, said.reason AS reason, said.at AS answered_at, follows.total_hundredths AS total_after,
      CASE WHEN said.assignment_id IS NULL THEN NULL ELSE ${byCriterion('points', sql`said.assignment_id`)} END AS points_after
    FROM (SELECT * FROM divergences found WHERE ${where} ORDER BY found.proposal_id LIMIT ${limit}) found
    CROSS JOIN score_sheets first ON first.edition_id = found.edition_id AND first.stage_id = found.stage_id
      AND first.proposal_id = found.proposal_id
    JOIN assignments reading ON reading.id = first.assignment_id
    JOIN users ON users.id = reading.juror_id
    LEFT JOIN consolidation_answers said ON said.divergence_id = found.id AND said.juror_id = reading.juror_id
    LEFT JOIN score_sheets follows ON follows.assignment_id = said.assignment_id
    WHERE ${isFirstSheet(sql`found.id`)}
    ORDER BY found.proposal_id, first.handed_in_at, first.assignment_id`)
  return rows.map((row) => ({
    divergenceId: row.divergence_id,
    jurorId: row.juror_id,
    juror: row.juror,
    totalHundredths: row.total,
    points: parsed<Record<string, number>>(row.points),
    comments: parsed<Record<string, string>>(row.comments),
    comment: row.comment,
    pins: parsed<PinnedPassage[]>(row.pins),
    answer: saidIn(row),
  }))
}

function saidIn({ answer, reason, answered_at, total_after, points_after }: RecordedRow) {
  if (answer === null || reason === null || answered_at === null || total_after === null || points_after === null) {
    return null
  }
  const points = parsed<Record<string, number>>(points_after)
  return { answer, reason, at: new Date(answered_at), totalHundredths: total_after, points }
}

export const isDivergence = (divergenceId: string) => sql`found.id = ${divergenceId}`
export const isOfStage = (editionId: string, stageId: string) =>
  sql`found.edition_id = ${editionId} AND found.stage_id = ${stageId}`

/** `seen`: the version of the draft that the juror saw; none may have been saved since. */
export type Answering = {
  divergenceId: string
  jurorId: string
  assignmentId: string
  at: Date
  seen: number | undefined
}

/** SQL of whether the juror can answer now, with this sheet, and has not. */
export const isAnswerable = ({ divergenceId, jurorId, assignmentId, at: now, seen }: Answering) => sql`EXISTS (
  SELECT 1 FROM divergences found JOIN assignments mine ON ${isAbout}
  JOIN stages ON stages.edition_id = found.edition_id AND stages.id = found.stage_id
  WHERE found.id = ${divergenceId} AND found.opened_at IS NOT NULL AND found.closed_at IS NULL
    AND stages.opens_at <= ${now.getTime()} AND stages.closes_at > ${now.getTime()} AND mine.id = ${assignmentId}
    AND ${isOwnSheet(jurorId, now)} AND ${seen === undefined ? sql`true` : isNewestDraft(assignmentId, seen)}
    AND NOT EXISTS (SELECT 1 FROM consolidation_answers WHERE divergence_id = found.id AND juror_id = ${jurorId}))`

/** An answer that is given. */
export type Answer = Answering & { reason: string }

/** The own sheet stands. Nothing comes back when that can no longer be said. */
export const insertConfirmation = (db: Db, answer: Answer) => {
  const { divergenceId, jurorId, assignmentId, reason, at: now } = answer
  return db
    .insert(consolidationAnswers)
    .select(
      sql`SELECT ${divergenceId}, ${jurorId}, 'confirmed', ${reason}, ${assignmentId}, ${now.getTime()}
        WHERE ${isAnswerable(answer)}`,
    )
    .returning({ at: consolidationAnswers.at })
}

type NextSheet = Parameters<typeof insertScoreSheet>[1]

/**
 * Another sheet follows the own one: its withdrawal, the end of its reading and of a blind second one, and the new reading with
 * its sheet. When that can no longer be said the withdrawal is not written, a trigger refuses the end, and nothing of the batch is
 * kept.
 */
export const insertRevision = (db: Db, answer: Answer, sheet: NextSheet, scores: readonly Score[]) => {
  const { divergenceId, jurorId, assignmentId, reason, at: now } = answer
  const ended = { endedAt: now, endReason: 'Diubah dalam konsolidasi' }
  const comments = Object.fromEntries(
    scores.flatMap((one) => (one.comment === '' ? [] : [[one.criterionId, one.comment]])),
  )
  return [
    db.insert(sheetWithdrawals).select(sql`
      SELECT ${assignmentId}, 'consolidation', ${reason}, ${now.getTime()}, ${jurorId} WHERE ${isAnswerable(answer)}`),
    db
      .update(assignments)
      .set(ended)
      .where(sql`id = ${assignmentId}`),
    db
      .update(assignments)
      .set(ended)
      .where(
        sql`rereads_id = ${assignmentId} AND ended_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id)`,
      ),
    db.insert(assignments).select(sql`
      SELECT ${sheet.assignmentId}, plan_id, edition_id, stage_id, proposal_id, juror_id, position, ${now.getTime()}, NULL, NULL, NULL
      FROM assignments WHERE id = ${assignmentId}`),
    // The own notes stay beside the sheet that stands.
    db.insert(scoreSheetDrafts).select(sql`
      SELECT ${sheet.assignmentId},
        (SELECT json_group_object(value ->> 'criterionId', value ->> 'points') FROM json_each(${JSON.stringify(scores)})),
        ${JSON.stringify(comments)}, ${sheet.comment}, 1, ${now.getTime()}, notes, pins, NULL
      FROM score_sheet_drafts WHERE assignment_id = ${assignmentId}`),
    ...insertScoreSheet(db, sheet, scores),
    db.insert(consolidationAnswers).values({
      divergenceId,
      jurorId,
      answer: 'revised',
      reason,
      assignmentId: sheet.assignmentId,
      at: now,
    }),
  ] as const
}

/** SQL of whether all who can answer have: a juror who still has to hand in is waited for, one in conflict is not. */
const isAnswered = (now: Date) => sql`found.opened_at IS NOT NULL AND found.closed_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM assignments live WHERE live.edition_id = found.edition_id AND live.stage_id = found.stage_id
    AND live.proposal_id = found.proposal_id AND live.ended_at IS NULL AND live.rereads_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM consolidation_answers WHERE divergence_id = found.id AND juror_id = live.juror_id)
    AND NOT ${inConflict(sql`live.juror_id`, sql`live.proposal_id`, now)})`

const closedAction: AuditEvent['action'] = 'consolidation.closed'

/** Closes the rounds among `where` (about `found`) in which everybody has answered, with the trail. For a batch, after the answer. */
export const closeAnswered = (db: Db, where: SQL, now: Date) =>
  [
    db.run(sql`INSERT INTO audit_events (at, actor_id, action, edition_id, subject_id, detail)
      SELECT ${now.getTime()}, NULL, ${closedAction}, found.edition_id, found.id,
        json_object('stageId', found.stage_id, 'proposalId', found.proposal_id, 'cause', 'answered')
      FROM divergences found WHERE ${where} AND ${isAnswered(now)}`),
    db.run(sql`UPDATE divergences AS found SET closed_at = ${now.getTime()} WHERE ${where} AND ${isAnswered(now)}`),
  ] as const
