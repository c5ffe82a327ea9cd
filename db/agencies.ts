import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed } from './renamed.ts'
import { agencies } from './schema.ts'

/** Words that hundreds of names share: they narrow a search but never begin it, unless nothing else is asked. */
const commonWords = new Set(
  'badan dan dinas di indonesia kabupaten kementerian kota lembaga nasional negara pemerintah pt provinsi republik unit'.split(
    ' ',
  ),
)

/** Entries of the index that one search reads at most, for units and for those above them. */
const candidates = 200

/** As the trigger of the schema splits a name. */
export const agencySearchWords = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s()/,.-]+/)
      .filter((word) => word !== ''),
  ),
]

const startsWith = (column: string, word: string) =>
  sql`${sql.raw(column)} >= ${word} AND ${sql.raw(column)} < ${`${word}\u{10FFFF}`}`

/** At most five words, the most telling first. */
const telling = (words: readonly string[]) =>
  words.toSorted((a, b) => Number(commonWords.has(a)) - Number(commonWords.has(b)) || b.length - a.length).slice(0, 5)

/**
 * Agencies that exist now and have every one of the words, or a word that begins so; those at the top first. The index of the
 * first word is read no further than `candidates` entries.
 */
export function findAgencies(
  db: Db,
  words: readonly string[],
  { now, topOnly }: { now: Date; topOnly: boolean },
  limit: number,
) {
  const [first, ...others] = telling(words)
  const levels = topOnly ? [0] : [0, 1]
  const found =
    first === undefined
      ? undefined
      : sql`${agencies.id} IN (${sql.join(
          levels.map(
            (level) => sql`SELECT agency_id FROM (
              SELECT agency_id FROM agency_words WHERE is_unit = ${level} AND ${startsWith('word', first)} LIMIT ${candidates})`,
          ),
          sql` UNION ALL `,
        )})`
  const narrowed = others.map(
    (word) => sql`EXISTS (
      SELECT 1 FROM agency_words other INDEXED BY agency_words_by_agency
      WHERE other.agency_id = agencies.id AND ${startsWith('other.word', word)})`,
  )
  return db
    .select({
      id: agencies.id,
      name: agencies.name,
      clusterId: agencies.clusterId,
      province: agencies.province,
      parent: sql<string | null>`(SELECT above.name FROM agencies above WHERE above.id = agencies.parent_id)`.as(
        'parent',
      ),
    })
    .from(agencies)
    .where(and(found, ...narrowed, topOnly ? isNull(agencies.parentId) : undefined, standsAt(now)))
    .orderBy(sql`agencies.parent_id IS NOT NULL`, asc(agencies.name))
    .limit(limit)
}

const standsAt = (now: Date) => or(isNull(agencies.validTo), gt(agencies.validTo, now))

/** The first of the alphabet, for a search that has not begun. */
export const listAgencies = (db: Db, now: Date, limit: number) =>
  db
    .select({
      id: agencies.id,
      name: agencies.name,
      clusterId: agencies.clusterId,
      province: agencies.province,
      parent: sql<string | null>`NULL`.as('parent'),
    })
    .from(agencies)
    .where(standsAt(now))
    .orderBy(asc(agencies.name))
    .limit(limit)

export const selectAgency = (db: Db, id: string) =>
  db
    .select({
      id: renamed(agencies.id, 'agency_id'),
      name: renamed(agencies.name, 'agency_name'),
      parentId: agencies.parentId,
      clusterId: agencies.clusterId,
      regionalGovernmentId: agencies.regionalGovernmentId,
      province: agencies.province,
      validTo: agencies.validTo,
    })
    .from(agencies)
    .where(eq(agencies.id, id))

export const selectUnits = (db: Db, agencyId: string, limit: number) =>
  db
    .select({ id: agencies.id, name: agencies.name, validTo: agencies.validTo })
    .from(agencies)
    .where(eq(agencies.parentId, agencyId))
    .orderBy(asc(agencies.name))
    .limit(limit)

/** A unit below an agency, in its cluster and region. Nothing is written when one of that name is there already. */
export const insertUnit = (db: Db, unit: { id: string; name: string; parentId: string; now: Date }) =>
  db
    .insert(agencies)
    .select(
      sql`
      SELECT ${unit.id}, ${unit.name}, above.cluster_id, above.id, above.regional_government_id,
        above.enterprise_group_id, above.province, NULL,
        ${unit.now.getTime()}, NULL
      FROM agencies above
      WHERE above.id = ${unit.parentId} AND above.parent_id IS NULL AND ${isNewUnit(unit)}`,
    )
    .returning({ id: agencies.id })

export const isNewUnit = ({ name, parentId }: { name: string; parentId: string }) => sql`NOT EXISTS (
  SELECT 1 FROM agencies beside WHERE beside.parent_id = ${parentId} AND lower(beside.name) = lower(${name}))`
