import { Hono } from 'hono'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import { insertMailEvents } from '#db/mail-events.ts'
import { cleanText } from '#domain/plain-text.ts'
import { allowAnyone } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

const report = z.object({
  /** The service's own name of the event. */
  id: z.string().min(1).max(200),
  /** Our name of the letter, as it went out in the header `X-Gelanggang-Mail`. */
  mailId: z.string().min(1).max(64),
  kind: z.enum(['delivered', 'bounced', 'complained']),
  detail: z
    .string()
    .max(2000)
    .default('')
    .transform((text) => cleanText(text).text.trim().slice(0, 500)),
  at: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
})
const reports = z.object({ events: z.array(report).min(1).max(100) })

const digest = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))

/** Takes the same time whatever differs: digests of equal length are compared to their end. */
async function isSame(given: string, secret: string): Promise<boolean> {
  const [a, b] = await Promise.all([digest(given), digest(secret)])
  return a.reduce((difference, byte, position) => difference | (byte ^ (b[position] ?? 0)), 0) === 0
}

/** What the mail service tells of our letters. It has no session; it shows the secret that it shares with us. */
export const mailEvents = new Hono<AppEnv>().post(
  '/',
  allowAnyone,
  async (c, next) => {
    const secret = c.env.MAIL_EVENTS_SECRET ?? ''
    const given = c.req.header('X-Mail-Events-Secret') ?? ''
    if (secret === '' || !(await isSame(given, secret))) return problem(c, { code: 'not_allowed' })
    return next()
  },
  body(reports),
  async (c) => {
    const { events } = c.req.valid('json')
    // Nothing has happened later than now, whatever the clock of the service says.
    const told = events.map((event) => ({ ...event, at: event.at > c.var.now ? c.var.now : event.at }))
    const kept = await insertMailEvents(openDb(c.env.DB), told)
    return c.json({ received: events.length, kept: kept.length }, 201)
  },
)
