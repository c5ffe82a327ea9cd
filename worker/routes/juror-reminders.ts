import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { insertJurorReminders, listChosenJurors, noneRemindedSince } from '#db/juror-reminders.ts'
import { insertMails } from '#db/mails.ts'
import { findScoringStage, requireOpen } from '#domain/edition.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { countOpenSheets } from '../juror-reminders.ts'
import { jurorNudged } from '../letters/juror-reminder.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { loadHeldStage } from '../stage-access.ts'

/** A juror is not reminded by hand twice within this time, unless the secretariat says so. */
const quietMs = 12 * 3_600_000

const reminding = z.object({
  /** A statement each, and D1's batches are bounded. */
  jurorIds: z.array(recordId).min(1).max(60),
  note: z.string().trim().max(1000),
  /** Also those who were reminded a short while ago. */
  again: z.boolean(),
  preview: z.boolean(),
})

/** The secretariat writes to jurors who are behind: read first, then sent. Mounted at /api/editions. */
export const jurorReminders = new Hono<AppEnv>().post(
  '/:edition/stages/:stage/juror-reminders',
  allow('secretariat'),
  body(reminding),
  async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const held = await loadHeldStage(db, actor, ['secretariat'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const rules = findScoringStage(edition.rules, stage.id)
    if (!rules) return problem(c, { code: 'not_found' })
    const open = requireOpen(stage, now)
    if (!open.ok) return problem(c, open.refusal)
    const { jurorIds, note, again, preview } = c.req.valid('json')
    const place = { editionId: edition.id, stageId: stage.id }
    const since = again ? now : new Date(now.getTime() - quietMs)
    const chosen = await listChosenJurors(db, { ...place, jurorRole: rules.jurorRole, now }, jurorIds)
    const jurors = (await countOpenSheets(db, place, chosen, now)).map((juror) => ({
      ...juror,
      why: whyNot(juror, since),
    }))
    const reached = jurors.filter(({ why }) => why === null)
    const skipped = jurors.flatMap(({ id, name, why, remindedAt }) => (why ? [{ id, name, why, remindedAt }] : []))
    const leftMs = stage.closesAt.getTime() - now.getTime()
    const closing = { stageName: stage.name, editionName: edition.name, closesAt: stage.closesAt, leftMs }
    const letters = reached.map((juror) => {
      const { subject, body: words, ...letter } = jurorNudged(juror, juror.left, closing, note)
      return { juror, letter: { ...letter, subject, body: words } }
    })
    const shown = letters.map(({ juror: { id, name, email, left }, letter }) => ({
      juror: { id, name, email },
      left,
      subject: letter.subject,
      body: letter.body,
    }))
    if (preview || letters.length === 0) return c.json({ sent: 0, letters: shown, skipped }, 200)
    const mails = letters.map(({ letter }) => mailRow(now, letter))
    const reminded = reached.map(({ id, left }) => ({ jurorId: id, left }))
    const isNew = noneRemindedSince(
      place,
      reminded.map(({ jurorId }) => jurorId),
      since,
    )
    const [, , written] = await db.batch([
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: actor.id,
          action: 'juror_reminder.sent',
          editionId: edition.id,
          subjectId: stage.id,
          detail: { stageId: stage.id, jurors: reminded.length, again },
        },
        isNew,
      ),
      insertMails(db, mails, isNew),
      insertJurorReminders(db, place, reminded, { at: now, by: actor.id, since }),
    ])
    if (written.length === 0) {
      // Somebody else has just written to one of them: what is left to send is looked at anew.
      const overtaken = reached.map(({ id, name }) => ({
        id,
        name,
        why: 'reminded_recently' as const,
        remindedAt: now,
      }))
      return c.json({ sent: 0, letters: [], skipped: [...skipped, ...overtaken] }, 200)
    }
    await announceMails(c.env, mails)
    return c.json({ sent: letters.length, letters: shown, skipped }, 200)
  },
)

const whyNot = ({ left, remindedAt }: { left: number; remindedAt: Date | null }, since: Date) => {
  if (left === 0) return 'nothing_open' as const
  return remindedAt !== null && remindedAt > since ? ('reminded_recently' as const) : null
}
