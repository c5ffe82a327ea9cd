import type { listReadingDesks, listReadingOrder } from '#db/assignments.ts'
import type { Rules, ScoringStageRules } from '#domain/edition.ts'
import { countWords } from '#domain/word-count.ts'
import { placeIn } from './reading-order.ts'

type Desk = Awaited<ReturnType<typeof listReadingDesks>>[number]

/** What the juror reads: the frozen text under the questions of the edition, and the files beside it. */
function readProposal({ content }: Desk, rules: Rules) {
  const texts = new Map(content.sections.map(({ id, text }) => [id, text]))
  const asked = new Map(rules.attachments.map((rule) => [rule.id, rule]))
  return {
    referenceNumber: content.referenceNumber,
    title: content.title,
    groupId: content.groupId,
    clusterId: content.clusterId,
    // Parts of the form that this proposal was not asked are not in what was frozen.
    sections: rules.sections.flatMap(({ id, title, question, maxWords }) => {
      const text = texts.get(id)
      return text === undefined ? [] : [{ id, title, question, text, words: countWords(text), maxWords }]
    }),
    attachments: content.attachments.map(({ ruleId, fileName, sizeBytes, sha256 }) => {
      const { title = fileName, required = false } = asked.get(ruleId) ?? {}
      return { ruleId, title, required, fileName, sizeBytes, sha256 }
    }),
  }
}

/** What the juror has written: a draft until the sheet is handed in, then the sheet beside the own notes. */
function writtenBy(desk: Desk) {
  const { draftVersion, draftPoints, draftComments, draftComment, draftNotes, draftPins, draftSavedAt } = desk
  const { handedInAt, totalHundredths, sheetComment, sheetPins, points, comments } = desk
  if (handedInAt && totalHundredths !== null && sheetComment !== null) {
    const sheet = { points, comments, comment: sheetComment, pins: sheetPins ?? [], notes: draftNotes ?? '' }
    return { draft: null, sheet: { ...sheet, totalHundredths, handedInAt, sha256: desk.sheetSha256 ?? '' } }
  }
  const hasDraft = draftVersion !== null && draftPoints && draftComments && draftComment !== null && draftSavedAt
  if (!hasDraft) return { draft: null, sheet: null }
  const draft = { points: draftPoints, comments: draftComments, comment: draftComment }
  const own = { notes: draftNotes ?? '', pins: draftPins ?? [] }
  return { draft: { ...draft, ...own, version: draftVersion, savedAt: draftSavedAt }, sheet: null }
}

/** What all readings of a stage have in common. */
export type ReadStage = {
  edition: { slug: string; name: string; isSimulation: boolean }
  stage: { id: string; name: string; opensAt: Date; closesAt: Date }
  rules: Rules
  stageRules: ScoringStageRules
}

/** One reading as its juror works on it. */
export const readingView = (
  desk: Desk,
  { edition, stage, rules, stageRules }: ReadStage,
  order: Awaited<ReturnType<typeof listReadingOrder>>,
) => ({
  id: desk.id,
  edition,
  stage: { ...stage, kind: stageRules.kind },
  proposal: readProposal(desk, rules),
  rubric: stageRules.rubric,
  ...writtenBy(desk),
  revisionCount: desk.revisionCount,
  laterAt: desk.laterAt,
  ...placeIn(order, desk),
})
