import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { editions, stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'

/** The outbox: written in the same batch as the fact it tells of; the queue delivers it. */
export const mails = sqliteTable(
  'mails',
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    /** Null for an address that belongs to no account. */
    toUserId: person('to_user_id'),
    toAddress: text('to_address').notNull(),
    /** What must not be written twice, such as a reminder to one person for one date. */
    onceKey: text('once_key').unique(),
    subject: text().notNull(),
    body: text().notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    attempts: integer().notNull().default(0),
    lastError: text('last_error'),
    /** When it is tried next; null once it is sent or given up. */
    dueAt: instant('due_at'),
  },
  (t) => [
    index('mails_by_user').on(t.toUserId, t.createdAt),
    index('mails_by_time').on(t.createdAt, t.id),
    index('mails_due')
      .on(t.dueAt)
      .where(sql`due_at is not null`),
    index('mails_waiting')
      .on(t.createdAt, t.id)
      .where(sql`due_at is not null`),
    index('mails_given_up')
      .on(t.createdAt, t.id)
      .where(sql`sent_at is null and due_at is null`),
    index('mails_failed')
      .on(t.createdAt, t.id)
      .where(sql`sent_at is null and last_error is not null`),
  ],
)

/** What the receiving side said of a letter after it was sent. */
export const mailEvents = sqliteTable(
  'mail_events',
  {
    id: text().primaryKey(),
    mailId: text('mail_id')
      .notNull()
      .references(() => mails.id),
    kind: text({ enum: ['delivered', 'bounced', 'complained'] }).notNull(),
    /** Where that mail went: the newest event of an address says whether it can be reached. */
    address: text().notNull().default(''),
    detail: text().notNull().default(''),
    at: instant('at').notNull(),
  },
  (t) => [
    index('mail_events_by_mail').on(t.mailId, t.at),
    index('mail_events_by_address').on(t.address, t.at),
    index('mail_events_by_kind').on(t.kind, t.at, t.id),
  ],
)

/** Reminders of a closing that were sent; once for each distance. */
export const reminders = sqliteTable(
  'reminders',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    hoursBefore: integer('hours_before').notNull(),
    /** The closing it reminded of: a later one is another reminder. */
    closesAt: instant('closes_at').notNull(),
    letters: integer().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.hoursBefore, t.closesAt] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** Who did what, when. Written in the same batch as the change; never altered. */
export const auditEvents = sqliteTable(
  'audit_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: instant('at').notNull(),
    /** Null when the clock acted. */
    actorId: person('actor_id'),
    action: text().notNull(),
    editionId: text('edition_id').references(() => editions.id),
    subjectId: text('subject_id').notNull(),
    detail: text({ mode: 'json' }).$type<Record<string, string | number | boolean | null>>().notNull(),
  },
  (t) => [
    index('audit_events_by_edition').on(t.editionId, t.id),
    index('audit_events_by_subject').on(t.subjectId, t.id),
  ],
)
