import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

export type MailEventKind = 'delivered' | 'bounced' | 'complained'

/** What the mail service tells of a letter of ours. `id` is its own, so that the same report twice is one event. */
export type MailReport = { id: string; mailId: string; kind: MailEventKind; detail: string; at: Date }

/** Reports of letters that are not ours, and those known already, are passed over; answers the ids that are kept now. */
export const insertMailEvents = (db: Db, reports: readonly MailReport[]) =>
  db.all<{ id: string }>(sql`
    INSERT OR IGNORE INTO mail_events (id, mail_id, kind, address, detail, at)
    SELECT report.value ->> 'id', mails.id, report.value ->> 'kind', mails.to_address, report.value ->> 'detail',
      report.value ->> 'at'
    FROM json_each(${JSON.stringify(reports.map((report) => ({ ...report, at: report.at.getTime() })))}) report
    JOIN mails ON mails.id = report.value ->> 'mailId'
    RETURNING id`)

/** SQL of the newest event of an address if that says it cannot be reached. */
export const lastFailure = (address: string) =>
  sql.raw(`(SELECT CASE newest.kind WHEN 'delivered' THEN NULL ELSE newest.at END FROM (
    SELECT kind, at FROM mail_events WHERE address = ${address} ORDER BY at DESC LIMIT 1) newest)`)

export type Unreachable = { name: string; email: string; role: string; since: number }

/** People of an agency and its units whose last letter came back. */
export const selectUnreachable = (db: Db, agencyId: string, now: Date, limit: number) =>
  db.all<Unreachable>(sql`
    SELECT DISTINCT users.name AS name, users.email AS email, roles.role AS role, ${lastFailure('users.email')} AS since
    FROM roles JOIN users ON users.id = roles.user_id
    WHERE roles.agency_id IN (SELECT ${agencyId} UNION ALL SELECT id FROM agencies WHERE parent_id = ${agencyId})
      AND roles.begins_at <= ${now.getTime()} AND (roles.ends_at IS NULL OR roles.ends_at > ${now.getTime()})
      AND ${lastFailure('users.email')} IS NOT NULL
    LIMIT ${limit}`)
