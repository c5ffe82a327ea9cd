export const proposalStates = [
  'draft',
  'with_agency',
  'returned',
  'submitted',
  'eligible',
  'needs_repair',
  'ineligible',
] as const
export type ProposalState = (typeof proposalStates)[number]

/** What still stands between a proposal and its handing over. */
export type ProposalProblem =
  | { code: 'title_missing' }
  | { code: 'start_missing' }
  | { code: 'section_missing'; sectionId: string }
  | { code: 'section_too_long'; sectionId: string; words: number; maxWords: number }
  | { code: 'attachment_missing'; ruleId: string }
