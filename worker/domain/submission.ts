import type { ClusterId } from './edition.ts'
import { askedForm, type Answers, type FormRules } from './form.ts'
import { proposalProblems, type ProposalProblem } from './proposal.ts'
import { accept, refuse, type Result } from './result.ts'

/** What a submission freezes; its canonical JSON is what the SHA-256 on the receipt is taken of. */
export type SubmittedProposal = {
  edition: string
  referenceNumber: string
  revision: number
  title: string
  groupId: string
  clusterId: ClusterId
  agency: string
  unit: string
  startedOn: string
  /** These five are absent from what was frozen before forms could ask for them. */
  registryId?: string | null
  replicationOf?: string | null
  themeIds?: readonly string[]
  goals?: readonly number[]
  /** Only to questions that were asked. */
  answers?: Answers
  sections: { id: string; text: string }[]
  attachments: { ruleId: string; fileName: string; sizeBytes: number; sha256: string; objectKey: string }[]
}

/** What is frozen, before it has its number. */
export type Unnumbered = Omit<
  SubmittedProposal,
  'referenceNumber' | 'revision' | 'startedOn' | 'registryId' | 'replicationOf' | 'themeIds' | 'goals' | 'answers'
> &
  Required<Pick<SubmittedProposal, 'registryId' | 'replicationOf' | 'themeIds' | 'goals' | 'answers'>> & {
    startedOn: string | null
  }

/** The proposal as it will be kept: what its form asks, in its order. What a closed branch holds stays with the draft. */
export function freeze(
  proposal: Unnumbered,
  number: { referenceNumber: string; revision: number },
  rules: FormRules,
): Result<SubmittedProposal, { code: 'proposal_incomplete'; problems: ProposalProblem[] }> {
  const problems = proposalProblems(proposal, rules)
  if (proposal.startedOn === null || problems.length > 0) return refuse({ code: 'proposal_incomplete', problems })
  const form = askedForm(rules, proposal)
  const sections = form.sections.map(({ id }) => ({
    id,
    text: proposal.sections.find((section) => section.id === id)?.text ?? '',
  }))
  const attachments = proposal.attachments.filter(({ ruleId }) => form.attachments.some(({ id }) => id === ruleId))
  const answers = Object.fromEntries(form.questions.map(({ id }) => [id, proposal.answers[id] ?? false]))
  const replicationOf = form.isReplication ? proposal.replicationOf : null
  return accept({
    ...proposal,
    ...number,
    startedOn: proposal.startedOn,
    replicationOf,
    answers,
    sections,
    attachments,
  })
}

/** Titles that differ in case, accents, punctuation or spacing only are the same title. */
export const normalisedTitle = (title: string): string => wordsOf(title).join(' ')

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Sorts before letters and digits and is in no word. */
export const titleMark = '='

/** What the secretariat can look for: words of title, agency, unit and number, and the whole title behind a mark. */
export const searchWords = ({ title, agency, unit, referenceNumber }: SubmittedProposal): string[] => [
  ...new Set([
    ...[title, agency, unit, referenceNumber].flatMap(wordsOf),
    referenceNumber.toLowerCase(),
    titleMark + normalisedTitle(title),
  ]),
]

/** The words somebody typed, each to be found as a beginning; at most six. */
export const searchPrefixes = (typed: string): string[] => wordsOf(typed).slice(0, 6)
