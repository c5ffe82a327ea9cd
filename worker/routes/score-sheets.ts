import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { selectReading, selectReadContent } from '#db/assignments.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { insertScoreSheet, isNewestDraft, saveDraft, selectDraft, selectScoreSheet } from '#db/score-sheets.ts'
import { requireOpen } from '#domain/edition.ts'
import {
  areKept,
  checkPins,
  longestPin,
  mostPins,
  type PinInvalid,
  type PinnedPassage,
} from '#domain/pinned-passage.ts'
import { accept, refuse, type Result } from '#domain/result.ts'
import {
  fillSheet,
  isDraftOf,
  isSameDraft,
  isSameSheet,
  readDraft,
  sheetOf,
  sheetText,
  type DraftContent,
  type SheetContent,
} from '#domain/score-sheet.ts'
import { allowWith } from '../access.ts'
import { body } from '../body.ts'
import { sha256Hex } from '../bytes.ts'
import type { AppEnv } from '../env.ts'
import { pactNeeded } from '../integrity-pact.ts'
import { ownReading } from '../own-reading.ts'
import { problem } from '../problem.ts'

const pin = z.object({
  criterionId: z.string().max(64),
  sectionId: z.string().max(64),
  quote: z.string().min(1).max(longestPin),
  start: z.int().min(0),
})

/** What follows a hand-in does not stand in the way of the next proposal, which the juror opens at this moment. */
const followedAfterSeconds = 2

/** Any value may stand for points here: the domain says which criteria are wrong, by name. */
const sheet = z.object({
  points: z.record(z.string(), z.unknown()),
  comments: z.record(z.string(), z.string().max(5000)),
  comment: z.string().max(10_000),
  pins: z.array(pin).max(mostPins).default([]),
})
/** `overDraft`: the version of the draft that the juror saw; another one that was saved since is met first. */
const handIn = sheet.extend({ overDraft: z.int().min(0).optional() })
const draft = sheet.extend({ notes: z.string().max(20_000).default(''), version: z.int().min(0) })

const allowJuror = allowWith(['evaluator', 'panelist'], (db: Db, request, now) =>
  selectReading(db, request.param('id') ?? '', now),
)

type GuardedReading = Awaited<ReturnType<typeof selectReading>>[number]

/** The text is fetched for pins alone that the draft does not have yet, so that saving and handing in stay at two round trips. */
async function requirePins(
  db: Db,
  { id, stageRules, draftPins }: GuardedReading,
  pins: readonly PinnedPassage[],
): Promise<Result<true, PinInvalid>> {
  if (areKept(pins, draftPins ?? [])) return accept(true)
  const [read] = await selectReadContent(db, id)
  const texts = new Map(read?.content.sections.map((section) => [section.id, section.text]))
  return checkPins(pins, { criterionIds: stageRules.rubric.map((criterion) => criterion.id), texts })
}

type StoredDraft = Awaited<ReturnType<typeof selectDraft>>[number]

/** The draft that stands, or null: a left join says so of each column. */
function draftOf({ version, points, comments, comment, notes, pins, savedAt }: StoredDraft) {
  const isThere = version !== null && points && comments && comment !== null && notes !== null && pins && savedAt
  return isThere ? { version, content: { points, comments, comment, notes, pins }, savedAt } : null
}

/**
 * The answer to a draft that was typed on another version than stands there. The very same draft over the same version was saved
 * before and its answer lost: it is told again.
 */
function draftOvertaken(c: Context, sent: DraftContent & { version: number }, stored: StoredDraft | undefined) {
  if (stored?.isHandedIn) return problem(c, { code: 'already_handed_in' })
  const there = stored ? draftOf(stored) : null
  if (!there) return problem(c, { code: 'draft_conflict', version: 0, draft: null })
  const { version, content, savedAt } = there
  if (version === sent.version + 1 && isSameDraft(content, sent)) return c.json({ version, savedAt }, 200)
  return problem(c, newerDraft(there))
}

type NewerDraft = { code: 'draft_conflict'; version: number; draft: DraftContent & { savedAt: string } }

const newerDraft = ({ version, content, savedAt }: NonNullable<ReturnType<typeof draftOf>>): NewerDraft => ({
  code: 'draft_conflict',
  version,
  draft: { ...content, savedAt: savedAt.toISOString() },
})

/**
 * What was saved in another tab or on another device since the juror looked, and says otherwise, is not handed over unseen. Answers
 * the version of the draft that none may follow until the sheet is written.
 */
async function requireNewest(
  db: Db,
  { id, stageRules, draftVersion }: GuardedReading,
  sent: SheetContent,
  overDraft: number | undefined,
): Promise<Result<number | undefined, NewerDraft>> {
  if (overDraft === undefined || (draftVersion ?? 0) <= overDraft) return accept(overDraft)
  const there = await loadDraft(db, id)
  if (!there || isDraftOf(stageRules.rubric, there.content, sent)) return accept(there?.version)
  return refuse(newerDraft(there))
}

async function loadDraft(db: Db, assignmentId: string) {
  const [stored] = await selectDraft(db, assignmentId)
  return stored ? draftOf(stored) : null
}

/** The answer where a sheet stands already: the same one was handed in before and its answer lost, or it is another one. */
async function sheetOvertaken(c: Context, db: Db, assignmentId: string, sent: SheetContent | undefined) {
  const [standing] = await selectScoreSheet(db, assignmentId)
  if (!standing) return problem(c, { code: 'not_found' })
  const { totalHundredths, handedInAt, sha256 } = standing
  if (sent && isSameSheet(standing, sent)) return c.json({ totalHundredths, handedInAt, sha256 }, 200)
  return problem(c, { code: 'already_handed_in', sheet: { ...standing, handedInAt: handedInAt.toISOString() } })
}

/** Drafts and sheets. Two round trips to the database: the guard with everything needed to decide, then one batch. */
export const scoreSheets = new Hono<AppEnv>()
  .put('/:id/draft', allowJuror, body(draft), async (c) => {
    const reading = ownReading(c.var.actor, c.var.guard)
    if (!reading) return problem(c, { code: 'not_found' })
    if (reading.needsPact) return pactNeeded(c, reading.editionId)
    if (reading.handedInAt) return problem(c, { code: 'already_handed_in' })
    const open = requireOpen(reading, c.var.now)
    if (!open.ok) return problem(c, open.refusal)
    const { points, comments, comment, notes, pins, version } = c.req.valid('json')
    const typed = readDraft(reading.stageRules.rubric, points, comments)
    if (!typed.ok) return problem(c, typed.refusal)
    const db = openDb(c.env.DB)
    const sent = { ...typed.value, comment, notes, pins, version }
    if (version !== (reading.draftVersion ?? 0)) {
      const [there] = await selectDraft(db, reading.id)
      return draftOvertaken(c, sent, there)
    }
    const pinned = await requirePins(db, reading, pins)
    if (!pinned.ok) return problem(c, pinned.refusal)
    const row = { ...sent, assignmentId: reading.id, version: version + 1, savedAt: c.var.now }
    const [saved, [there]] = await db.batch([saveDraft(db, row), selectDraft(db, reading.id)])
    if (saved.length > 0) return c.json({ version: row.version, savedAt: row.savedAt }, 200)
    return draftOvertaken(c, sent, there)
  })
  .post('/:id/score-sheet', allowJuror, body(handIn), async (c) => {
    const reading = ownReading(c.var.actor, c.var.guard)
    if (!reading) return problem(c, { code: 'not_found' })
    if (reading.needsPact) return pactNeeded(c, reading.editionId)
    const { points, comments, comment, pins, overDraft } = c.req.valid('json')
    const filled = fillSheet(reading.stageRules.rubric, points, comments)
    const sent = filled.ok ? sheetOf(filled.value.scores, comment, pins) : undefined
    const db = openDb(c.env.DB)
    if (reading.handedInAt) return sheetOvertaken(c, db, reading.id, sent)
    const open = requireOpen(reading, c.var.now)
    if (!open.ok) return problem(c, open.refusal)
    if (!filled.ok) return problem(c, filled.refusal)
    const pinned = await requirePins(db, reading, pins)
    if (!pinned.ok) return problem(c, pinned.refusal)
    const { totalHundredths, scores } = filled.value
    const seen = await requireNewest(db, reading, sheetOf(scores, comment, pins), overDraft)
    if (!seen.ok) return problem(c, seen.refusal)
    const { id: assignmentId, editionId, stageId, proposalId, referenceNumber } = reading
    const handedInAt = c.var.now
    const standing = { ...sheetOf(scores, comment, pins), totalHundredths, handedInAt: handedInAt.toISOString() }
    const text = sheetText({ assignmentId, referenceNumber }, standing)
    const sha256 = await sha256Hex(new TextEncoder().encode(text))
    const isRereading = reading.rereadsId !== null
    const row = { assignmentId, editionId, stageId, proposalId, totalHundredths, comment, pins, sha256, isRereading }
    const write = (over: number | undefined) =>
      db.batch([
        ...insertScoreSheet(
          db,
          { ...row, handedInAt },
          scores,
          over === undefined ? undefined : isNewestDraft(assignmentId, over),
        ),
        // Without the total: the secretariat reads the trail, and scores only when the stage has closed.
        insertAuditEvent(db, {
          at: handedInAt,
          actorId: c.var.actor.id,
          action: isRereading ? 'rereading.handed_in' : 'score_sheet.handed_in',
          editionId,
          subjectId: assignmentId,
          detail: { stageId, proposalId },
        }),
      ])
    for (let over = seen.value; ;) {
      try {
        await write(over)
        break
      } catch (error) {
        if (isUniqueViolation(error)) return sheetOvertaken(c, db, assignmentId, sent)
        const words = ['assignment_ended', 'conflict_of_interest']
        if (words.some((word) => isRefusedByTrigger(error, word))) return problem(c, { code: 'not_found' })
        const newer = isRefusedByTrigger(error, 'FOREIGN KEY') ? await loadDraft(db, assignmentId) : null
        if (!newer) throw error
        if (!isDraftOf(reading.stageRules.rubric, newer.content, standing)) return problem(c, newerDraft(newer))
        over = newer.version
      }
    }
    // What is lost here, the clock finds.
    const isFollowed =
      (reading.stageRules.rereadings ?? 0) > 0 || (reading.stageRules.divergenceHundredths ?? null) !== null
    if (isFollowed)
      c.executionCtx.waitUntil(
        c.env.JOBS.send({ kind: 'sheet_handed_in', assignmentId }, { delaySeconds: followedAfterSeconds }),
      )
    return c.json({ totalHundredths, handedInAt, sha256 }, 201)
  })
