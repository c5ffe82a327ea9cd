import type { RoundAnswer, RoundDraft } from '#domain/score-sheet.ts'
import type { ClientProblem } from '#site/text/problems.ts'
import {
  coversSheet,
  mergeSheets,
  parseSheet,
  pointsOf,
  sameSheet,
  sendable,
  type WrittenSheet,
} from '../desk/written-sheet.ts'
import { parseCopy } from '../local-first/copy.ts'
import { forgetCopies } from '../local-first/device.ts'
import type { Stored, Theirs } from '../local-first/document-saver.ts'
import { findLeftCopies, openDocument, type DocumentKind } from '../local-first/open-document.ts'
import { sealedDevice } from '../local-first/sealed-device.ts'
import { openVault } from '../offline/vault.ts'
import { saveAnswerDraft, type Round, type RoundSheet } from './consolidation-api.ts'
import { revisionOf } from './revision.ts'

/** An answer as it stands in the fields. */
export type WrittenAnswer = { kind: 'confirmed' | 'revised' | null; revision: WrittenSheet; reason: string }

/** Before anything was typed. */
export const blankAnswer = (own: Pick<RoundSheet, 'points' | 'comments' | 'comment'>): WrittenAnswer => ({
  kind: null,
  revision: revisionOf(own),
  reason: '',
})

/** An answer as it may come from the device or another tab; undefined where it is none. */
export function parseAnswer(value: unknown): WrittenAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('kind' in value && 'revision' in value && 'reason' in value)) return undefined
  const { kind, reason } = value
  if (kind !== 'confirmed' && kind !== 'revised' && kind !== null) return undefined
  // An older version of this page kept no notes and no passages.
  const revision =
    typeof value.revision === 'object' ? parseSheet({ notes: '', pins: [], ...value.revision }) : undefined
  return revision && typeof reason === 'string' ? { kind, revision, reason } : undefined
}

export const sameAnswer = (a: WrittenAnswer, b: WrittenAnswer): boolean =>
  a.kind === b.kind && a.reason === b.reason && sameSheet(a.revision, b.revision)

/** Whether nothing of `part` is missing in `whole`. */
export const coversAnswer = (whole: WrittenAnswer, part: WrittenAnswer): boolean =>
  (part.kind === null || whole.kind === part.kind) &&
  whole.reason.includes(part.reason.trim()) &&
  coversSheet(whole.revision, part.revision)

/** What only one side changed; undefined where both changed the same differently. */
function mergeOne<Value>(base: Value, mine: Value, theirs: Value): { value: Value } | undefined {
  if (mine === base || mine === theirs) return { value: theirs }
  return theirs === base ? { value: mine } : undefined
}

export function mergeAnswers(base: WrittenAnswer, mine: WrittenAnswer, theirs: WrittenAnswer) {
  const kind = mergeOne(base.kind, mine.kind, theirs.kind)
  const reason = mergeOne(base.reason, mine.reason, theirs.reason)
  const { sheet, clashes } = mergeSheets(base.revision, mine.revision, theirs.revision)
  if (!kind || !reason || clashes.length > 0) return undefined
  return { kind: kind.value, reason: reason.value, revision: sheet }
}

/** An answer in words, to copy from. */
export function wordsOf({ criteria }: Pick<Round, 'criteria'>, { kind, revision, reason }: WrittenAnswer): string {
  const ofCriteria = criteria.map(
    ({ id, title }) => `${title}: ${[revision.points[id], revision.comments[id]].filter(Boolean).join(', ')}`,
  )
  const whole = revision.comment ? [`Catatan untuk seluruh usulan: ${revision.comment}`] : []
  return [...(kind === 'revised' ? [...ofCriteria, ...whole] : []), `Alasan: ${reason}`].join('\n')
}

/** As the portal has it. */
export const writtenAnswer = ({ answer, reason, ...sheet }: RoundDraft): WrittenAnswer => ({
  kind: answer,
  reason,
  revision: revisionOf(sheet),
})

/** An earlier draft of the sheet in the place of what stands in the fields; one of before the round says neither choice nor reason. */
export const takenUp = (
  { reason }: WrittenAnswer,
  { points, comments, comment }: WrittenSheet,
  said: RoundAnswer | null,
): WrittenAnswer => ({
  kind: said ? said.answer : 'revised',
  reason: said?.reason ?? reason,
  revision: { points, comments, comment, notes: '', pins: [] },
})

const sentAnswer = ({ kind, reason, revision }: WrittenAnswer): RoundDraft => ({
  answer: kind,
  reason,
  points: pointsOf(revision),
  comments: { ...revision.comments },
  comment: revision.comment,
})

/** What was saved in another tab or on another device since. */
type NewerAnswer = Extract<ClientProblem, { code: 'answer_draft_conflict' }>

export const newerAnswer = ({ draft, version }: NewerAnswer): Theirs<WrittenAnswer> => ({
  content: writtenAnswer(draft),
  version,
  savedAt: draft.savedAt,
  savedBy: '',
})

const storedAnswer = ({ draft }: Round, own: RoundSheet): Stored<WrittenAnswer> => ({
  content: draft.written ? writtenAnswer(draft.written) : blankAnswer(own),
  version: draft.version,
  savedAt: draft.savedAt,
})

const nameOf = (roundId: string) => `konsolidasi:${roundId}`

const answerKind = (roundId: string): Omit<DocumentKind<WrittenAnswer>, 'device'> => ({
  parse: parseAnswer,
  isSame: sameAnswer,
  covers: coversAnswer,
  sendable: (answer) => ({ ...answer, revision: sendable(answer.revision) }),
  merge: mergeAnswers,
  send: (answer, version, isLeaving) => saveAnswerDraft(roundId, { ...sentAnswer(answer), version }, isLeaving),
  theirsIn: (problem) => (problem.code === 'answer_draft_conflict' ? newerAnswer(problem) : undefined),
})

/** What one juror writes in a round: sealed on this device first, on the portal as soon as there is a way. */
export async function openAnswer(personId: string, round: Round, own: RoundSheet, onChange: () => void) {
  const device = await deviceOf(personId)
  const name = nameOf(round.id)
  const left = (await findLeftCopies(name, device)) ?? []
  const kind = { ...answerKind(round.id), device }
  const saver = openDocument<WrittenAnswer>(name, storedAnswer(round, own), kind, left, onChange)
  return {
    saver,
    /** It was sent, or given up. */
    forget: async () => {
      saver.hold(true)
      saver.stop()
      await forgetCopies(device, name)
    },
  }
}

export type OpenAnswer = Awaited<ReturnType<typeof openAnswer>>

const deviceOf = async (personId: string) => sealedDevice(await openVault(personId))

/** What is left of an answer that was not sent. */
export async function listLeft(personId: string, round: Round, own: RoundSheet): Promise<WrittenAnswer[]> {
  const found = (await (await deviceOf(personId)).list(nameOf(round.id))) ?? []
  const blank = blankAnswer(own)
  return found.flatMap(({ document, value }) => {
    const copy = document === nameOf(round.id) ? parseCopy(value, parseAnswer) : undefined
    return copy && !sameAnswer(copy.content, blank) ? [copy.content] : []
  })
}

export const forgetLeft = async (personId: string, roundId: string): Promise<void> =>
  forgetCopies(await deviceOf(personId), nameOf(roundId))
