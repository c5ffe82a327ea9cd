import { Hono } from 'hono'
import type { Context } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { insertMails } from '#db/mails.ts'
import { deleteAllSessions, deleteSessionsBut } from '#db/sessions.ts'
import { clearSecondFactor, loadPerson } from '#db/users.ts'
import { allowEverywhere, allowSignedIn } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line } from '../fields.ts'
import { secondFactorChanged } from '../letters/account.ts'
import { announceMails, mailRow } from '../mail.ts'
import { askAuth, freshSession, passCookies, refusalOf, secondFactorPath } from '../own-auth.ts'
import { problem } from '../problem.ts'
import { isWithin } from '../rate-limit.ts'

const typedCode = body(z.object({ code: z.string().min(6).max(40) }))

/** Codes a signed-in person may try: better-auth counts only those of a sign-in. */
const tries = { most: 10, windowMs: 15 * 60 * 1000 }

const enrolment = z.object({ totpURI: z.url() })
const renewed = z.object({ backupCodes: z.array(z.string()) })

/** Whether the code is right just now; a recovery code is used up by it. */
async function checkCode(c: Context<AppEnv>, typed: string) {
  if (!(await isWithin(c, `second_factor ${c.var.actor.id}`, tries.most, tries.windowMs))) {
    return { ok: false as const, refusal: { code: 'second_factor_locked' as const } }
  }
  const { path, code } = secondFactorPath(typed)
  const response = await askAuth(c, path, { code })
  if (!response.ok) return { ok: false as const, refusal: await refusalOf(response) }
  return { ok: true as const, response }
}

const event = (c: Context<AppEnv>, action: string, subjectId: string, detail: Record<string, string> = {}) => ({
  at: c.var.now,
  actorId: c.var.actor.id,
  action,
  editionId: null,
  subjectId,
  detail,
})

async function renewRecoveryCodes(c: Context<AppEnv>, cookie: string): Promise<string[]> {
  const response = await askAuth(c, '/two-factor/generate-backup-codes', {}, cookie)
  if (!response.ok) throw new Error(`recovery codes: ${response.status}`)
  return renewed.parse(await response.json()).backupCodes
}

/** An app that shows a new code every thirty seconds, beside the code from the mail. */
export const secondFactor = new Hono<AppEnv>()
  /** What the app is to be told. Asking again makes a new secret until one is confirmed. */
  .post('/enrolment', allowSignedIn, async (c) => {
    const response = await askAuth(c, '/two-factor/enable', { method: 'totp' })
    if (!response.ok) return problem(c, await refusalOf(response))
    const { totpURI: uri } = enrolment.parse(await response.json())
    return c.json({ uri, secret: new URL(uri).searchParams.get('secret') ?? '' }, 201)
  })
  /** The app's first code proves that it works. Every session that was opened without it ends. */
  .post('/', allowSignedIn, typedCode, async (c) => {
    const { actor, now } = c.var
    if (actor.hasSecondFactor) return problem(c, { code: 'second_factor_on' })
    const { code } = c.req.valid('json')
    if (!/^\d{6}$/.test(code.trim())) return problem(c, { code: 'second_factor_wrong' })
    const checked = await checkCode(c, code)
    if (!checked.ok) return problem(c, checked.refusal)
    const db = openDb(c.env.DB)
    const fresh = freshSession(checked.response)
    const recoveryCodes = await renewRecoveryCodes(c, fresh.cookie)
    const mail = mailRow(now, { to: actor, ...secondFactorChanged(actor.name, true, null) })
    await db.batch([
      deleteSessionsBut(db, actor.id, fresh.token),
      insertMails(db, [mail]),
      insertAuditEvent(db, event(c, 'second_factor.set_up', actor.id)),
    ])
    await announceMails(c.env, [mail])
    passCookies(c, checked.response)
    return c.json({ recoveryCodes }, 201)
  })
  /** The ones before are worth nothing then. */
  .post('/recovery-codes', allowSignedIn, typedCode, async (c) => {
    const { actor } = c.var
    if (!actor.hasSecondFactor) return problem(c, { code: 'second_factor_off' })
    const checked = await checkCode(c, c.req.valid('json').code)
    if (!checked.ok) return problem(c, checked.refusal)
    const recoveryCodes = await renewRecoveryCodes(c, c.req.header('cookie') ?? '')
    await insertAuditEvent(openDb(c.env.DB), event(c, 'second_factor.recovery_codes_renewed', actor.id))
    return c.json({ recoveryCodes }, 201)
  })
  /** To set up another app: with a code of the old one, or a recovery code. */
  .post('/removal', allowSignedIn, typedCode, async (c) => {
    const { actor, now } = c.var
    if (!actor.hasSecondFactor) return problem(c, { code: 'second_factor_off' })
    const checked = await checkCode(c, c.req.valid('json').code)
    if (!checked.ok) return problem(c, checked.refusal)
    const response = await askAuth(c, '/two-factor/disable', {})
    if (!response.ok) return problem(c, await refusalOf(response))
    const db = openDb(c.env.DB)
    const mail = mailRow(now, { to: actor, ...secondFactorChanged(actor.name, false, null) })
    await db.batch([insertMails(db, [mail]), insertAuditEvent(db, event(c, 'second_factor.removed', actor.id))])
    await announceMails(c.env, [mail])
    passCookies(c, response)
    return c.json({}, 201)
  })

/** For somebody who has lost phone and recovery codes: another of the secretariat takes the factor away, seen by all. */
export const secondFactorReset = new Hono<AppEnv>().post(
  '/:id/second-factor-reset',
  allowEverywhere('secretariat'),
  body(z.object({ reason: line(1000) })),
  async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const person = await loadPerson(db, c.req.param('id'))
    if (!person || person.id === actor.id) return problem(c, { code: 'not_found' })
    if (!person.hasSecondFactor) return problem(c, { code: 'second_factor_off' })
    const { reason } = c.req.valid('json')
    const mail = mailRow(now, { to: person, ...secondFactorChanged(person.name, false, actor.name) })
    await db.batch([
      ...clearSecondFactor(db, person.id, now),
      deleteAllSessions(db, person.id),
      insertMails(db, [mail]),
      insertAuditEvent(db, event(c, 'second_factor.removed', person.id, { reason })),
    ])
    await announceMails(c.env, [mail])
    return c.json({}, 201)
  },
)
