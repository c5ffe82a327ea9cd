/** What one juror has written in one stage: drafts and sheets side by side, blind second sheets, receipts. */
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import { alias, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import { barredProposals } from './barred-proposals.ts'
import { isListedIn, mostReadings } from './assignments.ts'
import type { Db } from './client.ts'
import { renamed } from './renamed.ts'
import {
  agencies,
  assignments,
  proposals,
  scoreSheetDrafts,
  scoreSheets,
  sheetWithdrawals,
  submissions,
} from './schema.ts'

type OwnStage = { jurorId: string; editionId: string; stageId: string }

/** SQL of the points of a sheet, by criterion. */
const pointsOf = (assignmentId: AnySQLiteColumn) =>
  sql<Record<string, number>>`(
    SELECT json_group_object(criterion_id, points) FROM scores WHERE assignment_id = ${assignmentId})`.mapWith(
    (json: string): Record<string, number> => JSON.parse(json),
  )

/** Drafts and sheets, in reading order. */
export const listOwnSheets = (db: Db, own: OwnStage, now: Date) =>
  db
    .select({
      id: assignments.id,
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      groupId: proposals.groupId,
      clusterId: agencies.clusterId,
      draftPoints: scoreSheetDrafts.points,
      version: scoreSheetDrafts.version,
      points: pointsOf(scoreSheets.assignmentId),
      totalHundredths: scoreSheets.totalHundredths,
      handedInAt: scoreSheets.handedInAt,
    })
    .from(assignments)
    .innerJoin(proposals, eq(proposals.id, assignments.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(isListedIn(own, now))
    .orderBy(asc(assignments.position), asc(assignments.id))
    .limit(mostReadings)

/** SQL of what is the juror's in the stage, ended or not, and not in conflict. */
const isOwn = ({ jurorId, editionId, stageId }: OwnStage, now: Date) =>
  and(
    eq(assignments.jurorId, jurorId),
    eq(assignments.editionId, editionId),
    eq(assignments.stageId, stageId),
    sql`assignments.proposal_id NOT IN ${barredProposals(jurorId, now)}`,
  )

const first = alias(scoreSheets, 'first_sheet')

/** The first and the blind second sheet of what was read twice, both handed in and neither withdrawn. */
export const listConsistency = (db: Db, own: OwnStage, now: Date) =>
  db
    .select({
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      firstPoints: pointsOf(first.assignmentId).as('first_points'),
      firstTotal: renamed(first.totalHundredths, 'first_total'),
      firstAt: renamed(first.handedInAt, 'first_at'),
      secondPoints: pointsOf(scoreSheets.assignmentId).as('second_points'),
      secondTotal: renamed(scoreSheets.totalHundredths, 'second_total'),
      secondAt: renamed(scoreSheets.handedInAt, 'second_at'),
    })
    .from(assignments)
    .innerJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .innerJoin(first, eq(first.assignmentId, assignments.rereadsId))
    .innerJoin(proposals, eq(proposals.id, assignments.proposalId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(
      and(
        isOwn(own, now),
        isNotNull(assignments.rereadsId),
        sql`NOT EXISTS (SELECT 1 FROM sheet_withdrawals gone WHERE gone.assignment_id IN (assignments.id, assignments.rereads_id))`,
      ),
    )
    .orderBy(asc(scoreSheets.handedInAt), asc(assignments.id))

/** How many blind second readings are still open. */
export const countOpenRereadings = (db: Db, own: OwnStage, now: Date) =>
  db
    .select({ open: sql<number>`count(*)` })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(
      and(
        isOwn(own, now),
        sql`assignments.rereads_id IS NOT NULL AND assignments.ended_at IS NULL AND score_sheets.assignment_id IS NULL`,
      ),
    )

/** Every sheet that was ever handed in, in that order. */
export const listReceipts = (db: Db, own: OwnStage, now: Date) =>
  db
    .select({
      id: assignments.id,
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      totalHundredths: scoreSheets.totalHundredths,
      handedInAt: scoreSheets.handedInAt,
      sha256: scoreSheets.sha256,
      isRereading: scoreSheets.isRereading,
      withdrawnAt: sheetWithdrawals.at,
      withdrawnReason: sheetWithdrawals.reason,
    })
    .from(assignments)
    .innerJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .innerJoin(proposals, eq(proposals.id, assignments.proposalId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .leftJoin(sheetWithdrawals, eq(sheetWithdrawals.assignmentId, assignments.id))
    .where(isOwn(own, now))
    .orderBy(asc(scoreSheets.handedInAt), asc(assignments.id))
    .limit(mostReadings)
