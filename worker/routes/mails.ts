import { Hono } from 'hono'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import {
  countMailLog,
  listAllMails,
  listMailLog,
  listMailsOf,
  mailLogFilters,
  mostCounted,
  retryMails,
  type MailEvent,
} from '#db/mails.ts'
import { allowEverywhere, allowSignedIn } from '../access.ts'
import { body, query } from '../body.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { announceMails } from '../mail.ts'

const shown = 100
/** Rows on one page of the log. */
const pageSize = 50

const listing = z.object({ filter: z.enum(mailLogFilters).default('all'), after: z.string().max(100).optional() })
const again = z.object({ mailIds: z.array(recordId).min(1).max(pageSize) })

const told = (event: MailEvent | null) => event && { ...event, at: new Date(event.at).toISOString() }

export const mails = new Hono<AppEnv>()
  /** One's own letters; in the demonstration everybody's, since nothing leaves the machine there. */
  .get('/', allowSignedIn, async (c) => {
    const db = openDb(c.env.DB)
    const everybody = c.env.DEMO === '1'
    const found = everybody ? await listAllMails(db, shown) : await listMailsOf(db, c.var.actor.id, shown)
    return c.json({ mails: found.map((mail) => ({ ...mail, event: told(mail.event) })), everybody })
  })
  /** Everybody's letters without their words, for those who answer for them. */
  .get('/log', allowEverywhere('secretariat', 'auditor'), query(listing), async (c) => {
    const { filter, after } = c.req.valid('query')
    const cursor = readCursor(after)
    const db = openDb(c.env.DB)
    const [rows, [counts]] = await Promise.all([
      listMailLog(db, filter, cursor && { at: cursor.stateSince, id: cursor.id }, pageSize + 1),
      countMailLog(db),
    ])
    const page = rows.slice(0, pageSize)
    const last = page.at(-1)
    return c.json({
      mails: page.map(({ at: _, event, createdAt, sentAt, dueAt, ...mail }) => ({
        ...mail,
        createdAt: createdAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
        dueAt: dueAt?.toISOString() ?? null,
        isGivenUp: sentAt === null && dueAt === null,
        event: told(event),
      })),
      next: rows.length > pageSize && last ? cursorOf({ stateSince: new Date(last.at), id: last.id }) : null,
      counts: {
        waiting: counts?.waiting ?? 0,
        failed: counts?.failed ?? 0,
        given_up: counts?.given_up ?? 0,
        bounced: counts?.bounced ?? 0,
      },
      mostCounted,
    })
  })
  /** Begins the tries of unsent letters anew. */
  .post('/attempts', allowEverywhere('secretariat'), body(again), async (c) => {
    const { mailIds } = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const [, begun] = await db.batch(retryMails(db, mailIds, { at: now, actorId: actor.id }))
    await announceMails(c.env, begun)
    return c.json({ begun: begun.length }, 201)
  })
