import { and, desc, eq, max, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { editions, publications } from './schema.ts'

/** A snapshot already published under the same hash is the same snapshot: nothing to write. */
export const insertPublication = (db: Db, publication: typeof publications.$inferInsert) =>
  db.insert(publications).values(publication).onConflictDoNothing()

/** SQL of whether nothing was published under the hash so far. */
export const isUnpublished = (hash: string) => sql`NOT EXISTS (SELECT 1 FROM publications WHERE hash = ${hash})`

export const loadPublication = (db: Db, hash: string) =>
  db.select().from(publications).where(eq(publications.hash, hash)).get()

/** The newest results of one plenary. */
export const findResults = (db: Db, editionId: string, stageId: string) =>
  db
    .select({ hash: publications.hash, publishedAt: publications.publishedAt })
    .from(publications)
    .where(
      and(eq(publications.editionId, editionId), eq(publications.stageId, stageId), eq(publications.kind, 'results')),
    )
    .orderBy(desc(publications.publishedAt))
    .limit(1)
    .get()

/** Newest first. */
export const listPublications = (db: Db, limit: number) =>
  db
    .select({
      hash: publications.hash,
      kind: publications.kind,
      editionSlug: editions.slug,
      stageId: publications.stageId,
      publishedAt: publications.publishedAt,
    })
    .from(publications)
    .innerJoin(editions, eq(editions.id, publications.editionId))
    .orderBy(desc(publications.publishedAt))
    .limit(limit)

/** When each edition was last made public, by edition id. */
export async function lastEditionPublications(db: Db): Promise<Map<string, Date>> {
  const rows = await db
    .select({ editionId: publications.editionId, at: max(publications.publishedAt) })
    .from(publications)
    .where(eq(publications.kind, 'edition'))
    .groupBy(publications.editionId)
  return new Map(rows.flatMap(({ editionId, at }) => (at ? [[editionId, at]] : [])))
}
