import type { AttachmentRule, Condition, Group, Question, Rules, Section } from './edition.ts'

/** The part of an edition's rules from which a proposal's form is made. */
export type FormRules = Pick<Rules, 'questions' | 'themes' | 'goals' | 'sections' | 'attachments'> & {
  groups?: readonly Group[] | undefined
}

/** Question id -> the author's yes or no. */
export type Answers = Readonly<Record<string, boolean>>

/** What the author has chosen that decides which parts of the form are asked. */
export type Choice = { groupId: string; answers: Answers }

/** What one group is asked after these answers, in the order of the form. */
export type AskedForm = {
  questions: readonly Question[]
  sections: readonly Section[]
  attachments: readonly AttachmentRule[]
  isReplication: boolean
}

const holds = (when: Condition | undefined, { groupId, answers }: Choice): boolean =>
  (when?.groupIds?.includes(groupId) ?? true) &&
  (when?.answer === undefined || answers[when.answer.questionId] === when.answer.is)

/**
 * The form of one proposal. A branch opens with its answer, so what hangs on an open question is not asked yet; the answer
 * to a question that is not asked itself counts for nothing.
 */
export function askedForm(rules: FormRules, { groupId, answers }: Choice): AskedForm {
  const questions: Question[] = []
  const counted: Record<string, boolean> = {}
  for (const question of rules.questions ?? []) {
    if (!holds(question.when, { groupId, answers: counted })) continue
    questions.push(question)
    const answer = answers[question.id]
    if (answer !== undefined) counted[question.id] = answer
  }
  const choice = { groupId, answers: counted }
  return {
    questions,
    sections: rules.sections.filter(({ when }) => holds(when, choice)),
    attachments: rules.attachments.filter(({ when }) => holds(when, choice)),
    isReplication: rules.groups?.find(({ id }) => id === groupId)?.isReplication ?? false,
  }
}

/** The Sustainable Development Goals are numbered from 1 to this. */
export const lastGoal = 17
