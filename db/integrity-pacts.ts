import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.ts'
import { integrityPacts } from './schema.ts'

/** SQL of the pact in the rules in force, beside `edition_versions` joined; null when they have none. */
export const pactInForce = sql`json_extract(edition_versions.rules, '$.integrityPact')`

/** SQL of whether the juror has signed the pact in force: a changed text is signed anew. */
export const isSigned = (editionId: SQL, jurorId: SQL) => sql`EXISTS (
  SELECT 1 FROM integrity_pacts signed WHERE signed.edition_id = ${editionId} AND signed.juror_id = ${jurorId}
    AND signed.text = ${pactInForce})`

export const selectSignature = (db: Db, editionId: string, jurorId: string, sha256: string) =>
  db
    .select({ signedAt: integrityPacts.signedAt })
    .from(integrityPacts)
    .where(
      and(
        eq(integrityPacts.editionId, editionId),
        eq(integrityPacts.jurorId, jurorId),
        eq(integrityPacts.sha256, sha256),
      ),
    )

/** The primary key refuses a second signature under the same text. */
export const insertSignature = (db: Db, signature: typeof integrityPacts.$inferInsert) =>
  db.insert(integrityPacts).values(signature)
