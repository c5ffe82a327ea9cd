import { and, asc, desc, eq, isNotNull, isNull, lte, sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import type { MailEventKind } from './mail-events.ts'
import { mails, users } from './schema.ts'

export const insertMail = (db: Db, mail: typeof mails.$inferInsert) => db.insert(mails).values(mail)

export const loadMail = (db: Db, id: string) => db.select().from(mails).where(eq(mails.id, id)).get()

/** Tries before a letter is given up; the secretariat can begin them anew. */
const mostTries = 10
const minuteMs = 60_000

/** When the outbox looks for a letter that no message of the queue has brought out. */
export const firstDueAt = (from: Date): Date => new Date(from.getTime() + minuteMs)

export const markMailSent = (db: Db, id: string, sentAt: Date) =>
  db
    .update(mails)
    .set({ sentAt, attempts: sql`${mails.attempts} + 1`, lastError: null, dueAt: null })
    .where(eq(mails.id, id))

/**
 * The next try comes 1, 2, 4, … 256 minutes after this one, beside the quick tries of the queue; after the last there is none. A
 * letter that another message has sent meanwhile stays sent.
 */
export const markMailFailed = (db: Db, id: string, lastError: string, now: Date) =>
  db
    .update(mails)
    .set({
      attempts: sql`${mails.attempts} + 1`,
      lastError,
      dueAt: sql`CASE WHEN ${mails.attempts} + 1 < ${mostTries} THEN ${now.getTime()} + ${minuteMs} * (1 << ${mails.attempts}) END`,
    })
    .where(and(eq(mails.id, id), isNull(mails.sentAt)))

/** Letters whose next try is due, those that have waited longest first, however long ago they were written. */
export const listDueMails = (db: Db, now: Date, limit: number) =>
  db
    .select({ id: mails.id })
    .from(mails)
    .where(and(isNotNull(mails.dueAt), lte(mails.dueAt, now)))
    .orderBy(asc(mails.dueAt))
    .limit(limit)

export type MailEvent = { kind: MailEventKind; detail: string; at: number }

/** The newest that the mail service said of a letter. */
const newestEvent = sql<MailEvent | null>`(
  SELECT json_object('kind', e.kind, 'detail', e.detail, 'at', e.at) FROM mail_events e
  WHERE e.mail_id = ${mails.id} ORDER BY e.at DESC LIMIT 1)`
  .mapWith((text: string | null): MailEvent | null => (text === null ? null : JSON.parse(text)))
  .as('event')

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
  event: newestEvent,
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

const inMilliseconds = <Letter extends { createdAt: Date; dueAt: Date }>(letter: Letter) => ({
  ...letter,
  createdAt: letter.createdAt.getTime(),
  dueAt: letter.dueAt.getTime(),
})

/** Many letters in one statement, for the batch of the fact they tell of. None is written unless `provided` holds. */
export const insertMails = (
  db: Db,
  letters: readonly (typeof mails.$inferInsert & { createdAt: Date; dueAt: Date })[],
  provided: SQL = sql`true`,
) =>
  db
    .insert(mails)
    .select(
      sql`
    SELECT value ->> 'id', value ->> 'kind', value ->> 'toUserId', value ->> 'toAddress', value ->> 'onceKey', value ->> 'subject',
      value ->> 'body', value ->> 'createdAt', NULL, 0, NULL, value ->> 'dueAt'
    FROM json_each(${JSON.stringify(letters.map(inMilliseconds))}) WHERE ${provided}`,
    )
    .onConflictDoNothing({ target: mails.onceKey })

export const mailLogFilters = ['all', 'waiting', 'failed', 'given_up', 'bounced'] as const
export type MailLogFilter = (typeof mailLogFilters)[number]
/** The last row seen: when it was written, or for `bounced` when it came back, and its id. */
type LogCursor = { at: Date; id: string } | undefined

/**
 * A letter without its words: they may hold a code or a link that is not the reader's. Nor with the title of what has not been
 * forwarded: drafts are their agencies' own.
 */
const logColumns = {
  id: mails.id,
  kind: mails.kind,
  toName: users.name,
  toAddress: mails.toAddress,
  subject: sql<string>`CASE ${mails.kind} WHEN 'sign_in_code' THEN 'Kode masuk'
    WHEN 'proposal_passed' THEN 'Proposal menunggu admin instansi' WHEN 'proposal_returned' THEN 'Proposal dikembalikan'
    ELSE ${mails.subject} END`.as('shown_subject'),
  createdAt: mails.createdAt,
  sentAt: mails.sentAt,
  attempts: mails.attempts,
  lastError: mails.lastError,
  dueAt: mails.dueAt,
  event: newestEvent,
}

const earlier = (at: string, id: string, after: LogCursor): SQL =>
  after ? sql`AND (${sql.raw(at)}, ${sql.raw(id)}) < (${after.at.getTime()}, ${after.id})` : sql``

/** Where a page of the log begins, each filter on its own index. */
const logged = {
  all: (after, limit) => sql`SELECT id, created_at AS at FROM mails WHERE true ${earlier('created_at', 'id', after)}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`,
  waiting: (
    after,
    limit,
  ) => sql`SELECT id, created_at AS at FROM mails INDEXED BY mails_waiting WHERE due_at IS NOT NULL ${earlier('created_at', 'id', after)}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`,
  failed: (
    after,
    limit,
  ) => sql`SELECT id, created_at AS at FROM mails INDEXED BY mails_failed WHERE sent_at IS NULL AND last_error IS NOT NULL
    ${earlier('created_at', 'id', after)} ORDER BY created_at DESC, id DESC LIMIT ${limit}`,
  given_up: (
    after,
    limit,
  ) => sql`SELECT id, created_at AS at FROM mails INDEXED BY mails_given_up WHERE sent_at IS NULL AND due_at IS NULL
    ${earlier('created_at', 'id', after)} ORDER BY created_at DESC, id DESC LIMIT ${limit}`,
  bounced: (after, limit) => sql`SELECT mail_id AS id, max(at) AS at FROM (
      SELECT * FROM (SELECT mail_id, at, id FROM mail_events WHERE kind = 'bounced' ${earlier('at', 'mail_id', after)}
        ORDER BY at DESC, id DESC LIMIT ${limit})
      UNION ALL
      SELECT * FROM (SELECT mail_id, at, id FROM mail_events WHERE kind = 'complained' ${earlier('at', 'mail_id', after)}
        ORDER BY at DESC, id DESC LIMIT ${limit})
    ) GROUP BY mail_id`,
} satisfies Record<MailLogFilter, (after: LogCursor, limit: number) => SQL>

/** Everybody's letters, newest first, without their words. */
export const listMailLog = (db: Db, filter: MailLogFilter, after: LogCursor, limit: number) =>
  db
    .select({ ...logColumns, at: sql<number>`page.at`.as('page_at') })
    .from(sql`(${logged[filter](after, limit)}) page`)
    .innerJoin(mails, sql`${mails.id} = page.id`)
    .leftJoin(users, eq(users.id, mails.toUserId))
    .orderBy(sql`page.at DESC, page.id DESC`)
    .limit(limit)

/** Counted no further than this; a screen then says so. */
export const mostCounted = 1000

export const countMailLog = (db: Db) =>
  db.all<Record<Exclude<MailLogFilter, 'all'>, number>>(sql`SELECT
    (SELECT count(*) FROM (SELECT 1 FROM mails INDEXED BY mails_waiting WHERE due_at IS NOT NULL LIMIT ${mostCounted})) AS waiting,
    (SELECT count(*) FROM (SELECT 1 FROM mails INDEXED BY mails_failed WHERE sent_at IS NULL AND last_error IS NOT NULL LIMIT ${mostCounted})) AS failed,
    (SELECT count(*) FROM (SELECT 1 FROM mails INDEXED BY mails_given_up WHERE sent_at IS NULL AND due_at IS NULL LIMIT ${mostCounted})) AS given_up,
    (SELECT count(*) FROM (SELECT 1 FROM mail_events WHERE kind IN ('bounced', 'complained') LIMIT ${mostCounted})) AS bounced`)

/** Unsent ones of these, but no codes: those are asked for anew. */
const retriable = (ids: readonly string[]) => sql`id IN ${among(ids)} AND sent_at IS NULL AND kind <> 'sign_in_code'`

/** Begins their tries anew and says so in the trail, one event a letter. Run as one batch; the second answers the ids. */
export const retryMails = (db: Db, ids: readonly string[], { at, actorId }: { at: Date; actorId: string }) =>
  [
    db.run(sql`INSERT INTO audit_events (at, actor_id, action, subject_id, detail)
      SELECT ${at.getTime()}, ${actorId}, 'mail.retried', id, json_object('kind', kind, 'to', to_address)
      FROM mails WHERE ${retriable(ids)}`),
    db
      .update(mails)
      .set({ attempts: 0, lastError: null, dueAt: firstDueAt(at) })
      .where(retriable(ids))
      .returning({ id: mails.id }),
  ] as const
