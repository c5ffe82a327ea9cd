import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { mails, users } from './schema.ts'

export const insertMail = (db: Db, mail: typeof mails.$inferInsert) => db.insert(mails).values(mail)

export const loadMail = (db: Db, id: string) => db.select().from(mails).where(eq(mails.id, id)).get()

export const markMailSent = (db: Db, id: string, sentAt: Date) =>
  db
    .update(mails)
    .set({ sentAt, attempts: sql`${mails.attempts} + 1`, lastError: null })
    .where(eq(mails.id, id))

export const markMailFailed = (db: Db, id: string, lastError: string) =>
  db
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1`, lastError })
    .where(eq(mails.id, id))

export async function listUnsentMailIds(db: Db, createdBefore: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: mails.id })
    .from(mails)
    .where(and(isNull(mails.sentAt), lt(mails.createdAt, createdBefore), lt(mails.attempts, 10)))
    .limit(limit)
  return rows.map(({ id }) => id)
}

const columns = {
  id: mails.id,
  kind: mails.kind,
  toName: users.name,
  toAddress: mails.toAddress,
  subject: mails.subject,
  body: mails.body,
  createdAt: mails.createdAt,
  sentAt: mails.sentAt,
  lastError: mails.lastError,
}

/** A person's own mail, newest first. */
export const listMailsOf = (db: Db, userId: string, limit: number) =>
  db
    .select(columns)
    .from(mails)
    .innerJoin(users, eq(users.id, mails.toUserId))
    .where(eq(mails.toUserId, userId))
    .orderBy(desc(mails.createdAt))
    .limit(limit)

/** Everybody's mail, newest first: for the demonstration only. */
export const listAllMails = (db: Db, limit: number) =>
  db
    .select(columns)
    .from(mails)
    .leftJoin(users, eq(users.id, mails.toUserId))
    .orderBy(desc(mails.createdAt))
    .limit(limit)

/** Many letters in one statement, for the batch of the fact they tell of. */
export const insertMails = (db: Db, letters: readonly (typeof mails.$inferInsert & { createdAt: Date })[]) =>
  db.insert(mails).select(sql`
    SELECT value ->> 'id', value ->> 'kind', value ->> 'toUserId', value ->> 'toAddress', value ->> 'onceKey', value ->> 'subject',
      value ->> 'body', value ->> 'createdAt', NULL, 0, NULL
    FROM json_each(${JSON.stringify(letters.map((letter) => ({ ...letter, createdAt: letter.createdAt.getTime() })))})`)
