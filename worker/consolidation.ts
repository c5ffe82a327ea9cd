import { listRecordedSheets, isDivergence, loadOwnRound } from '#db/consolidations.ts'
import { selectReading } from '#db/assignments.ts'
import type { Db } from '#db/client.ts'
import { selectDraft } from '#db/score-sheets.ts'
import type { Actor } from '#domain/access.ts'
import { jurorLabel, spreadByCriterion } from '#domain/divergence.ts'
import { isOpen } from '#domain/edition.ts'
import { sha256Hex } from './bytes.ts'
import { ownReading } from './own-reading.ts'

type Sheet = Awaited<ReturnType<typeof listRecordedSheets>>[number]

/**
 * The jurors in an order that tells nothing of them, and stays the same when somebody answers: by a hash of round and juror.
 */
async function shuffled(divergenceId: string, sheets: readonly Sheet[]): Promise<Sheet[]> {
  const keyOf = (jurorId: string) => sha256Hex(new TextEncoder().encode(`${divergenceId} ${jurorId}`))
  const keyed = await Promise.all(sheets.map(async (sheet) => ({ sheet, key: await keyOf(sheet.jurorId) })))
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ sheet }) => sheet)
}

type StoredDraft = Awaited<ReturnType<typeof selectDraft>>[number]

/**
 * The draft that stands, with what was written in the round; one of before the round says nothing of it, and only its version
 * matters.
 */
function draftOf(stored: StoredDraft | undefined) {
  if (!stored) return null
  const { version, savedAt, points, comments, comment, notes, pins, roundAnswer } = stored
  if (version === null || !savedAt || !points || !comments || comment === null) return null
  const written = roundAnswer ? { ...roundAnswer, points, comments, comment } : null
  return { version, savedAt, notes: notes ?? '', pins: pins ?? [], written }
}

export type Round = NonNullable<Awaited<ReturnType<typeof loadRound>>>

/** A round as its juror may know it: opened, and with a sheet of the juror's own. For anybody else there is none. */
export async function loadRound(db: Db, actor: Actor, divergenceId: string, now: Date) {
  const own = await loadOwnRound(db, divergenceId, actor.id, now)
  if (!own) return undefined
  const [readings, [draft], recorded] = await Promise.all([
    selectReading(db, own.assignmentId, now),
    selectDraft(db, own.assignmentId),
    listRecordedSheets(db, isDivergence(divergenceId), 1),
  ])
  const reading = ownReading(actor, readings)
  const sheet = recorded.find(({ jurorId }) => jurorId === actor.id)
  if (!reading || !sheet) return undefined
  const isOver = own.closedAt !== null || !isOpen(reading, now)
  return { ...own, reading, sheet, sheets: await shuffled(divergenceId, recorded), draft: draftOf(draft), isOver }
}

/**
 * What the page shows: everybody's sheets as they stood when the round opened, without names. What the others answered is told
 * when it is over, so that nobody waits for anybody.
 */
export function roundView(round: Round) {
  const { id, title, isSimulation, limitHundredths, openedAt, closedAt, reading, sheet, sheets, isOver } = round
  const { rubric } = reading.stageRules
  const written = sheet.answer ? null : (round.draft?.written ?? null)
  return {
    id,
    assignmentId: round.assignmentId,
    title,
    isSimulation,
    referenceNumber: reading.referenceNumber,
    limitHundredths,
    openedAt,
    closedAt,
    closesAt: reading.closesAt,
    isOver,
    /** What the juror has written and not sent; `version` counts from before the round. */
    draft: {
      version: round.draft?.version ?? 0,
      savedAt: written ? (round.draft?.savedAt ?? null) : null,
      written,
    },
    criteria: rubric,
    spread: spreadByCriterion(
      rubric.map((criterion) => criterion.id),
      sheets,
    ),
    sheets: sheets.map(({ totalHundredths, points, comments, comment, pins, answer, jurorId }, index) => ({
      label: jurorLabel(index),
      isOwn: jurorId === sheet.jurorId,
      totalHundredths,
      points,
      comments,
      comment,
      pins,
      answer: isOver || jurorId === sheet.jurorId ? answer : null,
    })),
  }
}
