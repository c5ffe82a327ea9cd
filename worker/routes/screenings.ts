import { Hono } from 'hono'
import * as z from 'zod'
import { selectAnnouncedClosing } from '#db/announced-closing.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb } from '#db/client.ts'
import { listProposalCounts, loadEdition } from '#db/editions.ts'
import { insertMails } from '#db/mails.ts'
import { registryOf, selectRegistry } from '#db/prior-awards.ts'
import { selectRecipients } from '#db/recipients.ts'
import {
  insertFindings,
  insertScreening,
  insertScreenings,
  isLookedFor,
  listScreenings,
  loadStretchEnd,
  mostFollowed,
  rankWords,
  selectScreeningReasons,
  selectScreenings,
  selectWaiting,
} from '#db/screenings.ts'
import { selectSubmission } from '#db/submissions.ts'
import { holdsIn } from '#domain/access.ts'
import { requireOpen } from '#domain/edition.ts'
import { ageMonths, awardFindings } from '#domain/eligibility.ts'
import { forwardedStates, proposalStates } from '#domain/proposal.ts'
import { hintsFor, requiredMonths, screen, screeningOutcomes } from '#domain/screening.ts'
import { searchPrefixes } from '#domain/submission.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { AppEnv, SignedIn } from '../env.ts'
import { hintText, screeningLetter } from '../letters/screening.ts'
import { announceMails } from '../mail.ts'
import { lettersTo } from '../post.ts'
import { problem } from '../problem.ts'
import { similarityRules } from '../sketch.ts'

/** Rows on one page. */
const pageSize = 50

const listing = z.object({
  state: z.enum([...forwardedStates, 'all']).default('submitted'),
  q: z.string().max(100).optional(),
  after: z.string().max(100).optional(),
  /** Only those that are like another text. */
  similar: z.literal('1').optional(),
})

/** Where the actor may read what was forwarded; null is everywhere. */
function readableEditions({ grants }: SignedIn): string[] | null {
  const readers = grants.filter(({ role }) => role === 'secretariat' || role === 'auditor')
  return readers.some(({ editionId }) => editionId === null)
    ? null
    : readers.flatMap(({ editionId }) => editionId ?? [])
}

const verdict = z.object({
  outcome: z.enum(screeningOutcomes),
  reasonCodes: z.array(z.string().max(40)).max(20),
  note: z.string().trim().max(2000),
  sequence: z.int().min(1),
})

const verdictOnMany = z.object({
  submissionIds: z.array(z.string().max(64)).min(1).max(50),
  outcome: z.literal('eligible'),
})

/** Somebody else recorded a verdict between our reading and our writing. */
const isOvertaken = (error: unknown): boolean =>
  isUniqueViolation(error) || isRefusedByTrigger(error, 'move_not_possible')

/** The secretariat's check after submission. Mounted at /api. */
export const screenings = new Hono<AppEnv>()
  .get('/editions/:edition/screenings', allow('secretariat', 'auditor'), query(listing), async (c) => {
    const { state, q, after, similar } = c.req.valid('query')
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition || !holdsIn(c.var.actor, edition.id, 'secretariat', 'auditor'))
      return problem(c, { code: 'not_found' })
    const states = state === 'all' ? forwardedStates : [state]
    const words = await rankWords(db, edition.id, searchPrefixes(q ?? ''))
    const isCommon = (words[0]?.entries ?? 0) >= mostFollowed
    const prefixes = words.map(({ prefix }) => prefix)
    const { notablePercent } = similarityRules(edition.rules)
    const sight = { notablePercent, editionIds: readableEditions(c.var.actor) }
    const isSimilar = similar === '1'
    const filter = { editionId: edition.id, states, prefixes, isCommon, isSimilar, sight, after: readCursor(after) }
    const lookedTo = isLookedFor(filter) ? await loadStretchEnd(db, filter) : undefined
    const [found, counts, [closing], awards] = await db.batch([
      listScreenings(db, filter, pageSize + 1),
      listProposalCounts(db, edition.id),
      selectAnnouncedClosing(db, edition.id),
      selectRegistry(db, edition.isSimulation),
    ])
    const registry = registryOf(awards)
    const shown = found.slice(0, pageSize)
    const last = shown.at(-1)
    const isMore = found.length > pageSize
    return c.json({
      rows: shown.map((listed) => {
        const {
          startedOn,
          attachedRuleIds,
          twin,
          similar: like,
          comparedAt,
          outcome,
          note,
          at,
          sequence,
          reasons,
          ...rest
        } = listed
        const { registryId: _, replicationOf: __, agencyId: ___, ...row } = rest
        const months = closing ? ageMonths(startedOn, closing.at) : null
        const eligibility = awardFindings({ ...listed, agencyName: row.agency }, edition.rules.eligibility, registry)
        const hints = hintsFor(
          { groupId: row.groupId, ageMonths: months, attachedRuleIds, twin, eligibility },
          edition.rules,
        )
        const group = edition.rules.groups.find(({ id }) => id === row.groupId)?.name ?? row.groupId
        return {
          ...row,
          stateSince: row.stateSince.toISOString(),
          ageMonths: months,
          requiredMonths: requiredMonths(edition.rules.groups, row.groupId),
          problems: hints.map((hint) => ({ code: hint.code, text: hintText(hint, group) })),
          similar: comparedAt === null ? null : like,
          isCompared: comparedAt !== null,
          screening: outcome && { sequence, outcome, note: note ?? '', reasons, at: at?.toISOString() ?? null },
        }
      }),
      next:
        isMore && last
          ? cursorOf({ stateSince: last.stateSince, id: last.proposalId })
          : lookedTo
            ? cursorOf(lookedTo)
            : null,
      notablePercent,
      counts: Object.fromEntries(
        proposalStates.map((one) => [one, counts.find(({ state }) => state === one)?.count ?? 0]),
      ),
    })
  })
  .post('/editions/:edition/screenings', allow('secretariat'), body(verdictOnMany), async (c) => {
    const { submissionIds, outcome } = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition || !holdsIn(actor, edition.id, 'secretariat')) return problem(c, { code: 'not_found' })
    const stage = edition.stages.find(({ kind }) => kind === 'screening')
    if (!stage) return problem(c, { code: 'not_found' })
    const open = requireOpen(stage, now)
    if (!open.ok) return problem(c, open.refusal)

    const asked = new Set(submissionIds)
    const waiting = await selectWaiting(db, edition.id, [...asked])
    if (waiting.length === 0) return c.json({ done: 0, skipped: asked.size })
    const proposalIds = waiting.map(({ proposalId }) => proposalId)
    const recipients = await selectRecipients(db, proposalIds, now)
    const mails = waiting.flatMap((one) =>
      lettersTo(
        now,
        recipients.filter(({ proposalId }) => proposalId === one.proposalId),
        screeningLetter({ ...one, repairUntil: stage.closesAt }, { outcome, reasons: [], note: '' }),
      ),
    )
    const verdicts = waiting.map(({ id, sequence }) => ({ submissionId: id, sequence: sequence + 1, outcome }))
    try {
      await db.batch([
        ...insertScreenings(db, verdicts, { editionId: edition.id, at: now, by: actor.id }),
        insertMails(db, mails),
      ])
    } catch (error) {
      if (isOvertaken(error)) return problem(c, { code: 'already_screened' })
      throw error
    }
    await announceMails(c.env, mails)
    return c.json({ done: waiting.length, skipped: asked.size - waiting.length })
  })
  .post('/submissions/:id/screenings', allow('secretariat'), body(verdict), async (c) => {
    const { reasonCodes: givenCodes, sequence, ...given } = c.req.valid('json')
    const { now, actor } = c.var
    const reasonCodes = [...new Set(givenCodes)]
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [[found], before, knownReasons] = await db.batch([
      selectSubmission(db, id),
      selectScreenings(db, id),
      selectScreeningReasons(db),
    ])
    if (!found || !holdsIn(actor, found.editionId, 'secretariat')) return problem(c, { code: 'not_found' })
    if (!found.screeningOpensAt || !found.screeningClosesAt) return problem(c, { code: 'not_found' })
    const stage = { opensAt: found.screeningOpensAt, closesAt: found.screeningClosesAt }
    const open = requireOpen(stage, now)
    if (!open.ok) return problem(c, open.refusal)
    const reasons = knownReasons.filter(({ code }) => reasonCodes.includes(code))
    if (reasons.length < reasonCodes.length || (given.outcome === 'eligible' && reasonCodes.length > 0)) {
      return problem(c, { code: 'invalid_input', fields: ['reasonCodes'] })
    }
    const standing = { state: found.state, isNewest: found.isNewest === 1, sequence: before.at(-1)?.sequence ?? 0 }
    const next = screen(standing, { ...given, reasonCodes }, sequence)
    if (!next.ok) return problem(c, next.refusal)

    const { title, referenceNumber } = found.content
    const letter = screeningLetter({ title, referenceNumber, repairUntil: stage.closesAt }, { ...given, reasons })
    const mails = lettersTo(now, await selectRecipients(db, [found.proposalId], now), letter)
    try {
      await db.batch([
        insertScreening(db, { submissionId: id, sequence, ...given, at: now, by: actor.id }),
        insertFindings(db, id, sequence, reasonCodes),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'screening.recorded',
          editionId: found.editionId,
          subjectId: id,
          detail: { outcome: given.outcome, sequence, reasons: reasonCodes.join(' ') },
        }),
        insertMails(db, mails),
      ])
    } catch (error) {
      if (isOvertaken(error)) return problem(c, { code: 'already_screened' })
      throw error
    }
    await announceMails(c.env, mails)
    return c.json({ sequence }, 201)
  })
