import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { announcedClosing } from './announced-closing.ts'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { registrations, rulesInForce, screeningStages, stageOf } from './proposals.ts'
import { renamedOrNull } from './renamed.ts'
import {
  agencyPlaces,
  editions,
  editionVersions,
  proposals,
  submissions,
  submissionWithdrawals,
  users,
} from './schema.ts'

/** What was read when the content was frozen. If it has changed since, the insert fails and nothing of its batch is kept. */
export type FrozenFrom = {
  proposalVersion: number
  /** Sum of the versions of all its sections. */
  sectionVersions: number
  attachmentIds: readonly string[]
}

type NewSubmission = Omit<typeof submissions.$inferInsert, 'slot' | 'content'> & {
  /** Canonical JSON: the very text the hash was taken of. */
  content: string
}

const unchanged = (proposalId: string, from: FrozenFrom) => sql`
  (SELECT version FROM proposals WHERE id = ${proposalId}) = ${from.proposalVersion}
  AND (SELECT coalesce(sum(version), 0) FROM proposal_sections WHERE proposal_id = ${proposalId}) = ${from.sectionVersions}
  AND (SELECT count(*) FROM attachments WHERE proposal_id = ${proposalId} AND removed_at IS NULL) = ${from.attachmentIds.length}
  AND (SELECT count(*) FROM attachments WHERE proposal_id = ${proposalId} AND removed_at IS NULL
    AND id IN ${among(from.attachmentIds)}) = ${from.attachmentIds.length}`

/** Far more than any cap: places of a group without one. */
const placesWithoutCap = 10_000

/**
 * The place the proposal holds already, else the lowest that nobody of the agency holds in the group. Where the cap leaves none it
 * is NULL, which the column refuses: the batch fails whole.
 */
const placeFor = ({ proposalId, editionId, agencyId, groupId }: NewSubmission, cap: number | null) => sql`
  coalesce((SELECT slot FROM agency_places WHERE proposal_id = ${proposalId} AND released_at IS NULL), (
    SELECT min(free.slot) FROM (
      SELECT 1 AS slot UNION ALL
      SELECT slot + 1 FROM agency_places
      WHERE edition_id = ${editionId} AND agency_id = ${agencyId} AND group_id = ${groupId} AND released_at IS NULL
    ) free
    WHERE free.slot <= ${cap ?? placesWithoutCap} AND NOT EXISTS (
      SELECT 1 FROM agency_places held WHERE held.edition_id = ${editionId} AND held.agency_id = ${agencyId}
      AND held.group_id = ${groupId} AND held.slot = free.slot AND held.released_at IS NULL)))`

export const insertSubmission = (db: Db, submission: NewSubmission, cap: number | null, from: FrozenFrom) =>
  db.insert(submissions).values({
    ...submission,
    slot: sql`CASE WHEN ${unchanged(submission.proposalId, from)} THEN ${placeFor(submission, cap)} END`,
    content: sql`${submission.content}`,
  })

/** The words the secretariat finds a proposal by; those of an earlier revision go. */
export const replaceProposalWords = (db: Db, editionId: string, proposalId: string, words: readonly string[]) =>
  [
    db.run(sql`DELETE FROM proposal_words WHERE proposal_id = ${proposalId}`),
    db.run(sql`INSERT INTO proposal_words (edition_id, word, proposal_id)
      SELECT ${editionId}, value, ${proposalId} FROM json_each(${JSON.stringify(words)})`),
  ] as const

/** Receipts of a proposal, newest revision first. */
export const selectReceipts = (db: Db, proposalId: string) =>
  db
    .select({
      id: submissions.id,
      referenceNumber: submissions.referenceNumber,
      revision: submissions.revision,
      sha256: submissions.sha256,
      submittedAt: submissions.submittedAt,
      submittedBy: users.name,
      withdrawnAt: renamedOrNull(submissionWithdrawals.at, 'withdrawn_at'),
    })
    .from(submissions)
    .innerJoin(users, eq(users.id, submissions.submittedBy))
    .leftJoin(submissionWithdrawals, eq(submissionWithdrawals.submissionId, submissions.id))
    .where(eq(submissions.proposalId, proposalId))
    .orderBy(desc(submissions.revision))

/** How many places of its cap the proposal's agency has used in its group, and whether the proposal holds one of them. */
export const selectUsedPlaces = (db: Db, proposalId: string) =>
  db
    .select({
      used: sql<number>`count(${agencyPlaces.proposalId})`.as('used'),
      isHeld: sql<number>`coalesce(max(${agencyPlaces.proposalId} = ${proposals.id}), 0)`.as('is_held'),
    })
    .from(proposals)
    .leftJoin(
      agencyPlaces,
      and(
        eq(agencyPlaces.editionId, proposals.editionId),
        eq(agencyPlaces.agencyId, proposals.agencyId),
        eq(agencyPlaces.groupId, proposals.groupId),
        isNull(agencyPlaces.releasedAt),
      ),
    )
    .where(eq(proposals.id, proposalId))

/** SQL of another submitted proposal's number with the same title in the edition. 61 is `=`, the mark of whole titles. */
export const twinReference = sql<string | null>`(
  SELECT other.reference_number FROM proposal_words own
  JOIN proposal_words same ON same.edition_id = own.edition_id AND same.word = own.word AND same.proposal_id <> own.proposal_id
  JOIN submissions other ON other.proposal_id = same.proposal_id AND other.revision = 1
  WHERE own.proposal_id = ${proposals.id} AND own.word >= '=' AND own.word < '>' LIMIT 1)`.as('twin')

/** One frozen revision with what the secretariat needs to judge it. */
export const selectSubmission = (db: Db, id: string) =>
  db
    .select({
      id: submissions.id,
      proposalId: submissions.proposalId,
      editionId: submissions.editionId,
      edition: editions.slug,
      isSimulation: editions.isSimulation,
      agencyId: proposals.agencyId,
      content: submissions.content,
      sha256: submissions.sha256,
      submittedAt: submissions.submittedAt,
      state: proposals.state,
      stateSince: proposals.stateSince,
      isNewest: sql<number>`NOT EXISTS (
        SELECT 1 FROM submissions newest WHERE newest.proposal_id = ${submissions.proposalId}
        AND newest.revision > ${submissions.revision})`.as('is_newest'),
      rules: editionVersions.rules,
      announcedClosesAt: announcedClosing(registrations),
      screeningOpensAt: renamedOrNull(screeningStages.opensAt, 'screening_opens_at'),
      screeningClosesAt: renamedOrNull(screeningStages.closesAt, 'screening_closes_at'),
      twin: twinReference,
    })
    .from(submissions)
    .innerJoin(proposals, eq(proposals.id, submissions.proposalId))
    .innerJoin(editions, eq(editions.id, submissions.editionId))
    .innerJoin(editionVersions, rulesInForce)
    .innerJoin(registrations, stageOf(registrations, 'registration'))
    .leftJoin(screeningStages, stageOf(screeningStages, 'screening'))
    .where(eq(submissions.id, id))
    .limit(1)

const waiting = (beyond: SQL) => sql`(
  SELECT (SELECT id FROM submissions WHERE proposal_id = p.id ORDER BY revision DESC LIMIT 1) FROM proposals p
  WHERE p.edition_id = ${proposals.editionId} AND p.state = 'submitted' AND p.id <> ${proposals.id} ${beyond}
  ORDER BY p.state_since, p.id LIMIT 1)`

/** The submission to look at after this one: the next that waits, else the one that has waited longest. */
export const selectNextWaiting = (db: Db, submissionId: string) => {
  const later = waiting(sql`AND (p.state_since, p.id) > (${proposals.stateSince}, ${proposals.id})`)
  return db
    .select({ id: sql<string | null>`coalesce(${later}, ${waiting(sql``)})`.as('next_id') })
    .from(submissions)
    .innerJoin(proposals, eq(proposals.id, submissions.proposalId))
    .where(eq(submissions.id, submissionId))
}
