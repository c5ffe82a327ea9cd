import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { correctionAnswers, corrections, users } from './schema.ts'

type Allowed = { since: Date; bySender: number; byEveryone: number }

/** Sent by this condition, at most `most`, since then; reads no more rows than that. */
const isBelow = (most: number, condition: ReturnType<typeof sql>) =>
  sql`(SELECT count(*) FROM (SELECT 1 FROM corrections WHERE ${condition} LIMIT ${most})) < ${most}`

/** Writes the report unless the sender, or everyone together, has sent too many since; answers its id when it was written. */
export const insertCorrection = (
  db: Db,
  row: typeof corrections.$inferInsert,
  { since, bySender, byEveryone }: Allowed,
) =>
  db
    .insert(corrections)
    .select(
      sql`SELECT ${row.id}, ${row.reference}, ${row.slug}, ${row.language}, ${row.statement}, ${row.proposed},
        ${row.sourceUrl ?? null}, ${row.email ?? null}, ${row.senderHash}, ${row.at.getTime()}
      WHERE ${isBelow(bySender, sql`sender_hash = ${row.senderHash} AND at > ${since.getTime()}`)}
        AND ${isBelow(byEveryone, sql`at > ${since.getTime()}`)}`,
    )
    .returning({ id: corrections.id })

export const findCorrection = (db: Db, reference: string) =>
  db.select().from(corrections).where(eq(corrections.reference, reference)).get()

export const loadCorrection = (db: Db, id: string) => db.select().from(corrections).where(eq(corrections.id, id)).get()

/** First to last. */
export const listCorrectionAnswers = (db: Db, correctionId: string) =>
  db
    .select({
      sequence: correctionAnswers.sequence,
      outcome: correctionAnswers.outcome,
      text: correctionAnswers.text,
      at: correctionAnswers.at,
    })
    .from(correctionAnswers)
    .where(eq(correctionAnswers.correctionId, correctionId))
    .orderBy(asc(correctionAnswers.sequence))

const newestOutcome = sql<'accepted' | 'rejected' | 'noted' | null>`(
  SELECT a.outcome FROM correction_answers a WHERE a.correction_id = ${corrections.id} ORDER BY a.sequence DESC LIMIT 1)`

export type CorrectionPlace = { at: Date; id: string }

/** One stretch of the list, newest first, with what each report came to; whoever filters it asks for the next stretch. */
export const listCorrectionStretch = (db: Db, after: CorrectionPlace | undefined, limit: number) =>
  db
    .select({ id: corrections.id, at: corrections.at, outcome: newestOutcome })
    .from(corrections)
    .where(after && sql`(${corrections.at}, ${corrections.id}) < (${after.at.getTime()}, ${after.id})`)
    .orderBy(desc(corrections.at), desc(corrections.id))
    .limit(limit)

/** These reports, newest first. */
export const selectCorrections = (db: Db, ids: readonly string[]) =>
  db
    .select({
      id: corrections.id,
      reference: corrections.reference,
      slug: corrections.slug,
      language: corrections.language,
      statement: corrections.statement,
      proposed: corrections.proposed,
      sourceUrl: corrections.sourceUrl,
      hasEmail: sql<number>`${corrections.email} IS NOT NULL`.as('has_email'),
      at: corrections.at,
    })
    .from(corrections)
    .where(sql`${corrections.id} IN ${among(ids)}`)
    .orderBy(desc(corrections.at), desc(corrections.id))

/** Every answer to these reports, first to last, with who gave it. */
export const selectCorrectionAnswers = (db: Db, ids: readonly string[]) =>
  db
    .select({
      correctionId: correctionAnswers.correctionId,
      sequence: correctionAnswers.sequence,
      outcome: correctionAnswers.outcome,
      text: correctionAnswers.text,
      answeredAt: correctionAnswers.at,
      by: users.name,
    })
    .from(correctionAnswers)
    .innerJoin(users, eq(users.id, correctionAnswers.by))
    .where(sql`${correctionAnswers.correctionId} IN ${among(ids)}`)
    .orderBy(asc(correctionAnswers.correctionId), asc(correctionAnswers.sequence))

export const insertCorrectionAnswer = (db: Db, answer: typeof correctionAnswers.$inferInsert) =>
  db.insert(correctionAnswers).values(answer)
