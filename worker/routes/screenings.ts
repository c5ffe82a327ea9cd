import { Hono } from 'hono'
import * as z from 'zod'
import { selectAnnouncedClosing } from '#db/announced-closing.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
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
  type ScreeningFilter,
} from '#db/screenings.ts'
import { selectSubmission } from '#db/submissions.ts'
import { holdsIn } from '#domain/access.ts'
import { requireOpen } from '#domain/edition.ts'
import { forwardedStates, proposalStates } from '#domain/proposal.ts'
import { screen, screeningOutcomes } from '#domain/screening.ts'
import { searchPrefixes } from '#domain/submission.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { AppEnv, SignedIn } from '../env.ts'
import { screeningLetter } from '../letters/screening.ts'
import { announceMails } from '../mail.ts'
import { lettersTo } from '../post.ts'
import { problem } from '../problem.ts'
import { screeningRow } from '../screening-row.ts'
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
  reasonCodes: z
    .array(z.string().max(40))
    .max(20)
    .transform((codes) => [...new Set(codes)]),
  note: z.string().trim().max(2000),
  sequence: z.int().min(1),
})

const verdictOnMany = z.object({
  submissionIds: z.array(z.string().max(64)).min(1).max(50),
  outcome: z.literal('eligible'),
})

/** Writes verdicts; false when somebody else recorded one between our reading and our writing. */
async function isFirst(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (isUniqueViolation(error) || isRefusedByTrigger(error, 'move_not_possible')) return false
    throw error
  }
}

/** What the list is asked for, with the typed words in the order in which they are looked up. */
async function filterOf(
  db: Db,
  here: Pick<ScreeningFilter, 'editionId' | 'sight'>,
  { state, q, after, similar }: z.infer<typeof listing>,
): Promise<ScreeningFilter> {
  const words = await rankWords(db, here.editionId, searchPrefixes(q ?? ''))
  return {
    ...here,
    states: state === 'all' ? forwardedStates : [state],
    prefixes: words.map(({ prefix }) => prefix),
    isCommon: (words[0]?.entries ?? 0) >= mostFollowed,
    isSimilar: similar === '1',
    after: readCursor(after),
  }
}

type Place = { stateSince: Date; id: string }

/** After the last row of a full page, else from where looking along the list stopped. */
const nextCursor = (last: { stateSince: Date; proposalId: string } | undefined, lookedTo: Place | undefined) =>
  last ? cursorOf({ stateSince: last.stateSince, id: last.proposalId }) : lookedTo ? cursorOf(lookedTo) : null

type Screened = { proposalId: string; title: string; referenceNumber: string }
type Written = Parameters<typeof screeningLetter>[1] & { repairUntil: Date }

/** To everybody of each proposal. */
async function lettersOn(db: Db, screened: readonly Screened[], { repairUntil, ...verdict }: Written, now: Date) {
  const ids = screened.map(({ proposalId }) => proposalId)
  const recipients = await selectRecipients(db, ids, now)
  return screened.flatMap((one) =>
    lettersTo(
      now,
      recipients.filter(({ proposalId }) => proposalId === one.proposalId),
      screeningLetter({ ...one, repairUntil }, verdict),
    ),
  )
}

/** The secretariat's check after submission. Mounted at /api. */
export const screenings = new Hono<AppEnv>()
  .get('/editions/:edition/screenings', allow('secretariat', 'auditor'), query(listing), async (c) => {
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition || !holdsIn(c.var.actor, edition.id, 'secretariat', 'auditor'))
      return problem(c, { code: 'not_found' })
    const { notablePercent } = similarityRules(edition.rules)
    const sight = { notablePercent, editionIds: readableEditions(c.var.actor) }
    const filter = await filterOf(db, { editionId: edition.id, sight }, c.req.valid('query'))
    const lookedTo = isLookedFor(filter) ? await loadStretchEnd(db, filter) : undefined
    const [found, counts, [closing], awards] = await db.batch([
      listScreenings(db, filter, pageSize + 1),
      listProposalCounts(db, edition.id),
      selectAnnouncedClosing(db, edition.id),
      selectRegistry(db, edition.isSimulation),
    ])
    const shown = found.slice(0, pageSize)
    const context = { rules: edition.rules, closesAt: closing?.at ?? null, registry: registryOf(awards) }
    return c.json({
      rows: shown.map((listed) => screeningRow(listed, context)),
      next: nextCursor(found.length > pageSize ? shown.at(-1) : undefined, lookedTo),
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
    const written = { outcome, reasons: [], note: '', repairUntil: stage.closesAt }
    const mails = await lettersOn(db, waiting, written, now)
    const verdicts = waiting.map(({ id, sequence }) => ({ submissionId: id, sequence: sequence + 1, outcome }))
    const isWritten = await isFirst(() =>
      db.batch([
        ...insertScreenings(db, verdicts, { editionId: edition.id, at: now, by: actor.id }),
        insertMails(db, mails),
      ]),
    )
    if (!isWritten) return problem(c, { code: 'already_screened' })
    await announceMails(c.env, mails)
    return c.json({ done: waiting.length, skipped: asked.size - waiting.length })
  })
  .post('/submissions/:id/screenings', allow('secretariat'), body(verdict), async (c) => {
    const { sequence, ...given } = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [[found], before, knownReasons] = await db.batch([
      selectSubmission(db, id),
      selectScreenings(db, id),
      selectScreeningReasons(db),
    ])
    if (!found || !holdsIn(actor, found.editionId, 'secretariat')) return problem(c, { code: 'not_found' })
    const { screeningOpensAt: opensAt, screeningClosesAt: closesAt } = found
    if (!opensAt || !closesAt) return problem(c, { code: 'not_found' })
    const open = requireOpen({ opensAt, closesAt }, now)
    if (!open.ok) return problem(c, open.refusal)
    const reasons = knownReasons.filter(({ code }) => given.reasonCodes.includes(code))
    if (reasons.length < given.reasonCodes.length || (given.outcome === 'eligible' && reasons.length > 0))
      return problem(c, { code: 'invalid_input', fields: ['reasonCodes'] })
    const standing = { state: found.state, isNewest: found.isNewest === 1, sequence: before.at(-1)?.sequence ?? 0 }
    const next = screen(standing, given, sequence)
    if (!next.ok) return problem(c, next.refusal)

    const { outcome, note, reasonCodes } = given
    const subject = { ...found.content, proposalId: found.proposalId }
    const mails = await lettersOn(db, [subject], { outcome, note, reasons, repairUntil: closesAt }, now)
    const isWritten = await isFirst(() =>
      db.batch([
        insertScreening(db, { submissionId: id, sequence, outcome, note, at: now, by: actor.id }),
        insertFindings(db, id, sequence, reasonCodes),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'screening.recorded',
          editionId: found.editionId,
          subjectId: id,
          detail: { outcome, sequence, reasons: reasonCodes.join(' ') },
        }),
        insertMails(db, mails),
      ]),
    )
    if (!isWritten) return problem(c, { code: 'already_screened' })
    await announceMails(c.env, mails)
    return c.json({ sequence }, 201)
  })
