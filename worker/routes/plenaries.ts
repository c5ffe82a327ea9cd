import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { insertDecision } from '#db/decisions.ts'
import { insertMails } from '#db/mails.ts'
import { insertMove } from '#db/plenaries.ts'
import { findResults } from '#db/publications.ts'
import { selectRecipients } from '#db/recipients.ts'
import { requireOpen } from '#domain/edition.ts'
import { checkMove, decide, type DecidedPlace } from '#domain/plenary.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { placesDecided } from '../letters/decision.ts'
import { announceMails, mailRow } from '../mail.ts'
import { describePlenary, loadPlenary, type Plenary } from '../plenary.ts'
import { problem } from '../problem.ts'
import { loadHeldStage, type HeldStage } from '../stage-access.ts'

const move = z.object({
  proposalId: z.string(),
  direction: z.enum(['in', 'out', 'restored']),
  reason: z.string().max(2000),
})
const decree = z.object({ decreeNumber: z.string().max(200), decreeDate: z.string().max(20) })

/** One letter to each admin of an agency that received places, telling of all of them. */
async function lettersOfDecision(
  db: Db,
  { edition, stage }: HeldStage,
  { ranked }: Plenary,
  { decreeNumber, places }: { decreeNumber: string; places: readonly DecidedPlace[] },
  now: Date,
) {
  const recipients = await selectRecipients(
    db,
    places.map(({ proposalId }) => proposalId),
    now,
  )
  const told = new Map(recipients.filter(({ role }) => role === 'agency_admin').map((admin) => [admin.id, admin]))
  return [...told.values()].map((to) => {
    const own = new Set(recipients.filter(({ id }) => id === to.id).map(({ proposalId }) => proposalId))
    const proposals = places
      .filter(({ proposalId }) => own.has(proposalId))
      .map(({ proposalId, awardId }) => ({
        title: ranked.find((one) => one.proposalId === proposalId)?.title ?? '',
        referenceNumber: ranked.find((one) => one.proposalId === proposalId)?.referenceNumber ?? '',
        award: edition.rules.awards.find(({ id }) => id === awardId)?.name ?? awardId,
      }))
    return mailRow(
      now,
      placesDecided(to, { editionName: edition.name, stageName: stage.name, decreeNumber, proposals }),
    )
  })
}

type Deciding = { held: HeldStage; plenary: Plenary; by: string; now: Date }

/** Decision, places, trail and letters in one batch. Answers the letters. */
async function saveDecision(
  db: Db,
  { held, plenary, by, now }: Deciding,
  decided: { decreeNumber: string; decreeDate: string; places: readonly DecidedPlace[] },
) {
  const { edition, stage } = held
  const { decreeNumber, decreeDate, places } = decided
  const mails = await lettersOfDecision(db, held, plenary, decided, now)
  const decision = { editionId: edition.id, stageId: stage.id, decreeNumber, decreeDate, at: now, by }
  await db.batch([
    ...insertDecision(db, decision, places, plenary.moves.length),
    insertMails(db, mails),
    insertAuditEvent(db, {
      at: now,
      actorId: by,
      action: 'decision.made',
      editionId: edition.id,
      subjectId: stage.id,
      detail: { decreeNumber, decreeDate, places: places.length, moves: plenary.moves.length },
    }),
  ])
  return mails
}

/** Scores inform, the plenary decides: the list by rule, every departure with its reason, then the decision. */
export const plenaries = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/plenary', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldStage(db, c.var.actor, ['secretariat', 'auditor'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const plenary = await loadPlenary(c.env, db, held.value, c.var.now)
    if (!plenary.ok) return problem(c, plenary.refusal)
    const results = await findResults(db, held.value.edition.id, held.value.stage.id)
    return c.json({ ...describePlenary(held.value, plenary.value), publicationHash: results?.hash ?? null })
  })
  .post('/:edition/stages/:stage/plenary/moves', allow('secretariat'), body(move), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldStage(db, c.var.actor, ['secretariat'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const plenary = await loadPlenary(c.env, db, held.value, c.var.now)
    if (!plenary.ok) return problem(c, plenary.refusal)
    if (plenary.value.decision) return problem(c, { code: 'already_decided' })
    const { edition, stage } = held.value
    const open = requireOpen(stage, c.var.now)
    if (!open.ok) return problem(c, open.refusal)
    const checked = checkMove(c.req.valid('json'), plenary.value.ranked, plenary.value.rules.cuts)
    if (!checked.ok) return problem(c, checked.refusal)
    const id = crypto.randomUUID()
    const { proposalId, direction, reason } = checked.value
    const row = { ...checked.value, id, editionId: edition.id, stageId: stage.id, at: c.var.now, by: c.var.actor.id }
    const event = {
      at: c.var.now,
      actorId: c.var.actor.id,
      action: 'plenary.moved',
      editionId: edition.id,
      subjectId: id,
      detail: { stageId: stage.id, proposalId, direction, reason },
    }
    try {
      await db.batch([insertMove(db, row), insertAuditEvent(db, event)])
    } catch (error) {
      if (isRefusedByTrigger(error, 'NOT NULL')) return problem(c, { code: 'already_decided' })
      throw error
    }
    return c.json({ id }, 201)
  })
  .post('/:edition/stages/:stage/decision', allow('secretariat'), body(decree), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldStage(db, c.var.actor, ['secretariat'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const open = requireOpen(held.value.stage, c.var.now)
    for (let tries = 1; ; tries++) {
      const plenary = await loadPlenary(c.env, db, held.value, c.var.now)
      if (!plenary.ok) return problem(c, plenary.refusal)
      if (plenary.value.decision) return problem(c, { code: 'already_decided' })
      if (!open.ok) return problem(c, open.refusal)
      const decided = decide(c.req.valid('json'), plenary.value.table.list)
      if (!decided.ok) return problem(c, decided.refusal)
      const deciding = { held: held.value, plenary: plenary.value, by: c.var.actor.id, now: c.var.now }
      try {
        await announceMails(c.env, await saveDecision(db, deciding, decided.value))
        return c.json({ places: decided.value.places.length }, 201)
      } catch (error) {
        if (isUniqueViolation(error)) return problem(c, { code: 'already_decided' })
        // A move was made since the list was read: decide from the list with it.
        if (!isRefusedByTrigger(error, 'FOREIGN KEY') || tries === 5) throw error
      }
    }
  })
