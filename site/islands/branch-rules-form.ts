import type { Condition, Rules } from '#domain/edition.ts'
import type { Typed } from './rule-number.ts'

export type PartKind = 'question' | 'section' | 'attachment'
export type Part = { id: string; when?: Condition | undefined }

const idWords = { question: 'pertanyaan', section: 'bagian', attachment: 'lampiran' } as const

/** Of the groups in which a part is asked: their ids with commas. */
export const groupsId = (kind: PartKind, id: string) => `kelompok-${idWords[kind]}-${id}`
/** Of the answer after which a part is asked: `question:ya`, `question:tidak`, or empty. */
export const answerId = (kind: PartKind, id: string) => `sesudah-${idWords[kind]}-${id}`
/** Of the words of a question. */
export const questionId = (id: string) => `tanya-${id}`

export const listOf = (typed: string): string[] => typed.split(',').filter((id) => id !== '')

/** The list with one of its ids put in or taken out, in the order of `all`. */
export const toggled = (chosen: readonly string[], id: string, all: readonly { id: string }[]): string =>
  all.flatMap((one) => (chosen.includes(one.id) !== (one.id === id) ? [one.id] : [])).join(',')

export const askedGroups = ({ groups }: Rules, kind: PartKind, { id, when }: Part, typed: Typed): readonly string[] => {
  const chosen = typed[groupsId(kind, id)]
  return chosen === undefined ? (when?.groupIds ?? groups.map((group) => group.id)) : listOf(chosen)
}

export const askedAfter = (kind: PartKind, { id, when }: Part, typed: Typed): string =>
  typed[answerId(kind, id)] ?? (when?.answer ? `${when.answer.questionId}:${when.answer.is ? 'ya' : 'tidak'}` : '')

export const askedText = ({ id, text }: { id: string; text: string }, typed: Typed): string =>
  typed[questionId(id)] ?? text

/** Questions that come before a part, so that its branch can depend on them. */
export const questionsBefore = ({ questions = [] }: Rules, kind: PartKind, id: string) =>
  kind === 'question'
    ? questions.slice(
        0,
        questions.findIndex((question) => question.id === id),
      )
    : questions

const partsOf = ({ questions = [], sections, attachments }: Rules) => [
  ...questions.map((part) => ({ kind: 'question' as const, part, name: part.text })),
  ...sections.map((part) => ({ kind: 'section' as const, part, name: part.title })),
  ...attachments.map((part) => ({ kind: 'attachment' as const, part, name: part.title })),
]

export const branchMistakes = (rules: Rules, typed: Typed) => [
  ...(rules.questions ?? []).flatMap((question) =>
    askedText(question, typed).trim() === ''
      ? [{ id: questionId(question.id), text: `Pertanyaan “${question.text}” tidak boleh kosong.` }]
      : [],
  ),
  ...partsOf(rules).flatMap(({ kind, part, name }) =>
    askedGroups(rules, kind, part, typed).length === 0
      ? [{ id: groupsId(kind, part.id), text: `${name}: pilih sedikitnya satu kelompok yang ditanya.` }]
      : [],
  ),
]

/** The rules with what was typed of questions and branches; call it only when there are no mistakes. */
export function withBranches(rules: Rules, typed: Typed): Rules {
  const branched = <P extends Part>(kind: PartKind, part: P): P => {
    if (typed[groupsId(kind, part.id)] === undefined && typed[answerId(kind, part.id)] === undefined) return part
    return { ...part, when: conditionOf(rules, kind, part, typed) }
  }
  return {
    ...rules,
    ...(rules.questions && {
      questions: rules.questions.map((question) => ({
        ...branched('question', question),
        text: askedText(question, typed).trim(),
      })),
    }),
    sections: rules.sections.map((section) => branched('section', section)),
    attachments: rules.attachments.map((attachment) => branched('attachment', attachment)),
  }
}

function conditionOf(rules: Rules, kind: PartKind, part: Part, typed: Typed): Condition | undefined {
  const groupIds = askedGroups(rules, kind, part, typed)
  const [asked = '', is] = askedAfter(kind, part, typed).split(':')
  const isEverywhere = groupIds.length === rules.groups.length
  if (isEverywhere && asked === '') return undefined
  return {
    ...(!isEverywhere && { groupIds }),
    ...(asked !== '' && { answer: { questionId: asked, is: is === 'ya' } }),
  }
}
