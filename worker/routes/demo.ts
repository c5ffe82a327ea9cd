import { Hono } from 'hono'
import { setSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { validator } from 'hono/validator'
import * as z from 'zod'
import { selectAnnouncedClosing } from '#db/announced-closing.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { insertForSilent } from '#db/availabilities.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { loadEdition, type LoadedEdition } from '#db/editions.ts'
import { insertFindings, insertScreenings } from '#db/screenings.ts'
import { insertSimulatedSheets, listUnread, listUnscreened } from '#db/simulation.ts'
import { findUserByEmail } from '#db/users.ts'
import { findScoringStage, isOpen } from '#domain/edition.ts'
import { ageMonths } from '#domain/eligibility.ts'
import { fillSheet } from '#domain/score-sheet.ts'
import { requiredMonths } from '#domain/screening.ts'
import { allow, allowAnyone } from '../access.ts'
import { auth, isSecure, sessionCookie } from '../auth.ts'
import { body } from '../body.ts'
import { demoPeople, demoRoles } from '../demo.ts'
import type { AppEnv } from '../env.ts'
import { pactOf } from '../integrity-pact.ts'
import { problem } from '../problem.ts'
import { simulatedComment, simulatedPoints } from '../simulation.ts'

/** Outside a demonstration these addresses do not exist. */
const onlyInDemo = createMiddleware<AppEnv>(async (c, next) => {
  if (c.env.DEMO !== '1') return problem(c, { code: 'not_found' })
  return next()
})

const chosen = z.object({ role: z.enum(demoRoles) })
const simulation = z.object({ edition: z.string().max(60), kind: z.enum(['screening', 'scoring', 'availability']) })

/** Rows written in one batch. */
const chunk = 200

type Simulating = { db: Db; edition: LoadedEdition; now: Date; by: string }

/** How many rows were written: none when a person, or another simulation, was faster with one of them. */
const unlessOvertaken = (written: Promise<number>): Promise<number> =>
  written.catch((error: unknown) => {
    const words = ['move_not_possible', 'assignment_ended']
    if (isUniqueViolation(error) || words.some((word) => isRefusedByTrigger(error, word))) return 0
    throw error
  })

/** Passes every waiting submission that is old enough, and refuses the others with that reason. */
async function simulateScreening({ db, edition, now, by }: Simulating): Promise<number> {
  const closing = await selectAnnouncedClosing(db, edition.id).get()
  const waiting = await listUnscreened(db, edition.id, chunk)
  if (!closing || waiting.length === 0) return 0
  const verdicts = waiting.map(({ submissionId, groupId, startedOn }) => {
    const months = ageMonths(startedOn, closing.at) ?? 0
    const isOld = months >= requiredMonths(edition.rules.groups, groupId)
    return { submissionId, sequence: 1, outcome: isOld ? ('eligible' as const) : ('ineligible' as const) }
  })
  const refused = verdicts.filter(({ outcome }) => outcome === 'ineligible')
  const batch = db.batch([
    ...insertScreenings(db, verdicts, { editionId: edition.id, at: now, by }),
    ...refused.map(({ submissionId }) => insertFindings(db, submissionId, 1, ['too_young'])),
  ])
  const done = await unlessOvertaken(batch.then(() => verdicts.length))
  return done + (await simulateScreening({ db, edition, now, by }))
}

/** Hands in every sheet that is still open in this stage. */
async function simulateScoring({ db, edition, now, by }: Simulating, stageId: string): Promise<number> {
  const rubric = findScoringStage(edition.rules, stageId)?.rubric
  const unread = await listUnread(db, edition.id, stageId, now, chunk)
  if (!rubric || unread.length === 0) return 0
  const sheets = unread.map((reading) => {
    const filled = fillSheet(rubric, simulatedPoints(rubric, reading.proposalId, reading.jurorId), {})
    if (!filled.ok) throw new Error(`a simulated sheet was refused: ${filled.refusal.code}`)
    return { ...reading, ...filled.value, comment: simulatedComment(reading.proposalId, reading.jurorId) }
  })
  const text = edition.rules.integrityPact
  const pact = text === undefined ? null : await pactOf(text)
  const batch = db.batch([...insertSimulatedSheets(db, sheets, { editionId: edition.id, stageId, at: now, pact })])
  const done = await unlessOvertaken(batch.then(() => sheets.length))
  return done + (await simulateScoring({ db, edition, now, by }, stageId))
}

/** Hours of a working day in which simulated panelists have time, from midnight in WIB; longer than any day of interviews. */
const simulatedHours = { from: 8, to: 17 }

/** Everybody who could sit in interviews and has said nothing has time on the working days of the stage that are left. */
async function simulateAvailability({ db, edition, now, by }: Simulating): Promise<number> {
  const stage = edition.stages.find(({ kind, closesAt }) => kind === 'interview' && now < closesAt)
  const rules = stage && findScoringStage(edition.rules, stage.id)
  if (!stage || !rules) return 0
  const hourMs = 3_600_000
  const [wib, day] = [7 * hourMs, 24 * hourMs]
  const first = Math.floor((Math.max(now.getTime(), stage.opensAt.getTime()) + wib) / day) * day - wib
  const days = Math.min(60, Math.ceil((stage.closesAt.getTime() - first) / day))
  const stretches = Array.from({ length: days }, (_, n) => first + n * day)
    .filter((midnight) => ![0, 6].includes(new Date(midnight + wib).getUTCDay()))
    .map((midnight) => ({ from: midnight + simulatedHours.from * hourMs, to: midnight + simulatedHours.to * hourMs }))
  const event = { at: now, actorId: by, action: 'availability.simulated', editionId: edition.id, subjectId: stage.id }
  const key = { editionId: edition.id, stageId: stage.id, jurorRole: rules.jurorRole, now, by }
  const [written] = await db.batch([insertForSilent(db, key, stretches), insertAuditEvent(db, event)])
  return written.length
}

export const demo = new Hono<AppEnv>()
  .use(onlyInDemo)
  /** The role switch: a real session, without the letter and the second factor in between. */
  .post(
    '/sign-in',
    allowAnyone,
    validator('form', (value, c) => {
      const parsed = chosen.safeParse(value)
      return parsed.success ? parsed.data : problem(c, { code: 'invalid_input', fields: ['role'] })
    }),
    async (c) => {
      const { email, workspace } = demoPeople[c.req.valid('form').role]
      const user = await findUserByEmail(openDb(c.env.DB), email)
      if (!user) throw new Error(`nobody has ${email}: is the demonstration seeded?`)
      const { internalAdapter, authCookies } = await auth.$context
      const device = { userAgent: c.req.header('user-agent') ?? null }
      const { token } = await internalAdapter.createSession(user.id, false, device)
      await insertAuditEvent(openDb(c.env.DB), {
        at: c.var.now,
        actorId: user.id,
        action: 'session.opened',
        editionId: null,
        subjectId: user.id,
        detail: { by: 'role_switch' },
      })
      const { attributes } = authCookies.sessionToken
      await setSignedCookie(c, sessionCookie, token, c.env.AUTH_SECRET, {
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        secure: isSecure,
        ...(attributes.maxAge !== undefined && { maxAge: attributes.maxAge }),
      })
      return c.redirect(workspace, 303)
    },
  )
  /** Lets the other simulated people do their work, so that one person can play a competition to its end. */
  .post('/simulations', allow('secretariat'), body(simulation), async (c) => {
    const { edition: slug, kind } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, slug)
    if (!edition?.isSimulation) return problem(c, { code: 'not_found' })
    const { now, actor } = c.var
    const simulating = { db, edition, now, by: actor.id }
    if (kind === 'availability') return c.json({ done: await simulateAvailability(simulating) })
    const kinds: string[] = kind === 'screening' ? ['screening'] : ['scoring', 'interview']
    const stage = edition.stages.find((one) => kinds.includes(one.kind) && isOpen(one, now))
    if (!stage) {
      const first = edition.stages.find((one) => kinds.includes(one.kind) && now < one.closesAt) ?? edition.stages[0]
      if (!first) return problem(c, { code: 'not_found' })
      const { opensAt, closesAt } = first
      return problem(c, {
        code: 'stage_not_open',
        opensAt: opensAt.toISOString(),
        closesAt: closesAt.toISOString(),
      })
    }
    const done =
      kind === 'screening' ? await simulateScreening(simulating) : await simulateScoring(simulating, stage.id)
    return c.json({ done })
  })
