import { desc, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamedOrNull } from './renamed.ts'
import { agencies, editions, proposals, similaritySketches, submissions } from './schema.ts'

/** Texts of one band that are looked at; more of them are copies of each other. */
const mostInBand = 40

/** Texts that are compared word by word: those that share most bands. */
const mostCompared = 20

/** The last sketch of a text, to see whether it is still the same. */
export const selectSketch = (db: Db, subjectId: string) =>
  db
    .select({ sketchedText: similaritySketches.text, sketchedAt: similaritySketches.at })
    .from(similaritySketches)
    .where(eq(similaritySketches.subjectId, subjectId))
    .limit(1)

type NewSketch = typeof similaritySketches.$inferInsert & { bands: readonly string[] }

/** A sketch with its bands, in place of the one before. An older one that comes late changes nothing. */
export const replaceSketch = (db: Db, { bands, ...sketch }: NewSketch) => {
  const isOurs = sql`(SELECT at FROM similarity_sketches WHERE subject_id = ${sketch.subjectId}) = ${sketch.at.getTime()}`
  const { title, agencyName, text, signature, at } = sketch
  return [
    db
      .insert(similaritySketches)
      .values(sketch)
      .onConflictDoUpdate({
        target: similaritySketches.subjectId,
        set: { title, agencyName, text, signature, at, comparedAt: null },
        setWhere: sql`${similaritySketches.at} < ${at.getTime()}`,
      }),
    db.run(sql`DELETE FROM similarity_bands WHERE subject_id = ${sketch.subjectId} AND ${isOurs}`),
    db.run(sql`INSERT OR IGNORE INTO similarity_bands (band, hash, subject_id)
      SELECT key, value, ${sketch.subjectId} FROM json_each(${JSON.stringify(bands)}) WHERE ${isOurs}`),
  ] as const
}

/** Each band gives its first texts; what shares most bands comes first. The rows read do not grow with the number of sketches. */
const candidates = (bands: readonly string[], subjectId: string) => sql`(
  SELECT c.value AS candidate_id, count(*) AS bands_shared
  FROM json_each(${JSON.stringify(bands)}) b, json_each((
    SELECT json_group_array(subject_id) FROM (
      SELECT subject_id FROM similarity_bands WHERE band = b.key AND hash = b.value LIMIT ${mostInBand}))) c
  WHERE c.value <> ${subjectId}
  GROUP BY c.value ORDER BY bands_shared DESC, c.value LIMIT ${mostCompared}) found`

/** Sketches that may be like this one, with what decides who may see what of them. */
export const listCandidates = (db: Db, bands: readonly string[], subjectId: string) =>
  db
    .select({
      subjectId: similaritySketches.subjectId,
      title: sql<string>`${similaritySketches.title}`.as('sketched_title'),
      agencyName: similaritySketches.agencyName,
      text: similaritySketches.text,
      at: similaritySketches.at,
      proposalId: similaritySketches.proposalId,
      state: proposals.state,
      unitId: proposals.unitId,
      agencyId: proposals.agencyId,
      editionId: renamedOrNull(proposals.editionId, 'of_edition'),
      edition: editions.name,
      submissionId: renamedOrNull(submissions.id, 'submission_id'),
      referenceNumber: submissions.referenceNumber,
      submittedAt: submissions.submittedAt,
      isPublished: sql<boolean>`EXISTS (
        SELECT 1 FROM places d JOIN publications u ON u.edition_id = d.edition_id AND u.stage_id = d.stage_id AND u.kind = 'results'
        WHERE d.proposal_id = ${similaritySketches.proposalId})`
        .mapWith(Boolean)
        .as('is_published'),
    })
    .from(similaritySketches)
    .innerJoin(candidates(bands, subjectId), sql`found.candidate_id = ${similaritySketches.subjectId}`)
    .leftJoin(proposals, eq(proposals.id, similaritySketches.proposalId))
    .leftJoin(editions, eq(editions.id, proposals.editionId))
    .leftJoin(
      submissions,
      sql`${submissions.proposalId} = ${proposals.id} AND ${submissions.revision} = (
        SELECT max(n.revision) FROM submissions n WHERE n.proposal_id = ${proposals.id})`,
    )
    .orderBy(desc(sql`found.bands_shared`), similaritySketches.subjectId)

/** What was frozen last of a proposal. */
export const selectNewestContent = (db: Db, proposalId: string) =>
  db
    .select({ content: submissions.content, agency: agencies.name })
    .from(submissions)
    .innerJoin(agencies, eq(agencies.id, submissions.agencyId))
    .where(eq(submissions.proposalId, proposalId))
    .orderBy(desc(submissions.revision))
    .limit(1)
