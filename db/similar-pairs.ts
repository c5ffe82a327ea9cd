import { and, asc, isNotNull, isNull, lt, sql, type SQL } from 'drizzle-orm'
import { forwardedStates } from '#domain/proposal.ts'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { similaritySketches } from './schema.ts'

/** `isShared`: the other is a proposal, whose own list names this one too. */
export type SimilarPair = { otherId: string; percent: number; isShared: boolean }

/** What a sketch has in common with others, in place of what was found before. An older sketch that comes late changes nothing. */
export const replaceSimilarPairs = (db: Db, subjectId: string, pairs: readonly SimilarPair[], at: Date) => {
  const isOurs = sql`(SELECT at FROM similarity_sketches WHERE subject_id = ${subjectId}) = ${at.getTime()}`
  const both = pairs.flatMap(({ otherId, percent, isShared }) => [
    { one: subjectId, other: otherId, percent },
    ...(isShared ? [{ one: otherId, other: subjectId, percent }] : []),
  ])
  return [
    db.run(sql`DELETE FROM similar_pairs WHERE subject_id = ${subjectId} AND ${isOurs}`),
    db.run(sql`DELETE FROM similar_pairs WHERE other_id = ${subjectId} AND ${isOurs}`),
    db.run(sql`INSERT INTO similar_pairs (subject_id, other_id, percent)
      SELECT value ->> 'one', value ->> 'other', value ->> 'percent' FROM json_each(${JSON.stringify(both)}) WHERE ${isOurs}`),
    db.run(
      sql`UPDATE similarity_sketches SET compared_at = ${at.getTime()} WHERE subject_id = ${subjectId} AND ${isOurs}`,
    ),
  ] as const
}

/** Proposals whose text was sketched before an instant and never compared. */
export async function listUncompared(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: similaritySketches.subjectId })
    .from(similaritySketches)
    .where(
      and(
        isNull(similaritySketches.comparedAt),
        isNotNull(similaritySketches.proposalId),
        lt(similaritySketches.at, before),
      ),
    )
    .orderBy(asc(similaritySketches.at))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Which likeness counts, and in which editions who asks may read what was forwarded; null is all of them. */
export type SimilarSight = { notablePercent: number; editionIds: readonly string[] | null }

/** Pairs of one proposal that are looked at, the most alike first; what is hidden among them is passed over. */
const mostLooked = 20

/** The texts like a proposal's that who asks may read: the archive, and what was forwarded, once it was sketched as it was forwarded. */
const readable = (proposalId: SQL, { notablePercent, editionIds }: SimilarSight): SQL => sql`
  FROM (SELECT pair.other_id, pair.percent FROM similar_pairs pair INDEXED BY similar_pairs_by_percent
    WHERE pair.subject_id = ${proposalId} AND pair.percent >= ${notablePercent}
    ORDER BY pair.percent DESC LIMIT ${mostLooked}) near
  JOIN similarity_sketches other ON other.subject_id = near.other_id
  LEFT JOIN proposals held ON held.id = other.proposal_id
  WHERE other.proposal_id IS NULL OR (held.state IN ${among(forwardedStates)}
    ${editionIds ? sql`AND held.edition_id IN ${among(editionIds)}` : sql``}
    AND other.at >= (SELECT max(frozen.submitted_at) FROM submissions frozen WHERE frozen.proposal_id = held.id))`

export const hasSimilar = (proposalId: SQL, sight: SimilarSight): SQL =>
  sql`EXISTS (SELECT 1 ${readable(proposalId, sight)})`

export type Nearest = { percent: number; title: string }

/** The most alike of them; null where there is none. */
export const nearest = (proposalId: SQL, sight: SimilarSight) =>
  sql<Nearest | null>`(SELECT json_object('percent', near.percent, 'title', other.title) ${readable(proposalId, sight)}
    ORDER BY near.percent DESC LIMIT 1)`.mapWith((text: string | null): Nearest | null =>
    text === null ? null : JSON.parse(text),
  )
