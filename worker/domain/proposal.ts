import type { Actor } from './access.ts'
import { requireOpen, type StageNotOpen, type StageWindow } from './edition.ts'
import { askedForm, type Answers, type Choice, type FormRules } from './form.ts'
import { accept, refuse, type Result } from './result.ts'
import { countWords } from './word-count.ts'

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

/** From here on its text is the frozen one, and the secretariat may read it. */
export const forwardedStates = ['submitted', 'eligible', 'needs_repair', 'ineligible'] as const

/** What still stands between a proposal and its handing over. */
export type ProposalProblem =
  | { code: 'title_missing' }
  | { code: 'start_missing' }
  | { code: 'replication_missing' }
  | { code: 'theme_missing'; min: number }
  | { code: 'goal_missing'; min: number }
  | { code: 'question_unanswered'; questionId: string }
  | { code: 'section_missing'; sectionId: string }
  | { code: 'section_too_long'; sectionId: string; words: number; maxWords: number }
  | { code: 'attachment_missing'; ruleId: string }

/** What the unit has written so far. */
export type Draft = {
  title: string
  groupId: string
  startedOn: string | null
  replicationOf: string | null
  themeIds: readonly string[]
  goals: readonly number[]
  answers: Answers
  sections: readonly { id: string; text: string }[]
  attachments: readonly { ruleId: string }[]
}

/** Every gap at once, in the order of the form. Age is no gap: the secretariat judges it. */
export function proposalProblems(draft: Draft, rules: FormRules): ProposalProblem[] {
  const form = askedForm(rules, draft)
  const problems: ProposalProblem[] = []
  if (draft.title.trim() === '') problems.push({ code: 'title_missing' })
  if (draft.startedOn === null) problems.push({ code: 'start_missing' })
  if (form.isReplication && !draft.replicationOf?.trim()) problems.push({ code: 'replication_missing' })
  const { min: themes } = rules.themes ?? { min: 0 }
  if (draft.themeIds.length < themes) problems.push({ code: 'theme_missing', min: themes })
  const { min: goals } = rules.goals ?? { min: 0 }
  if (draft.goals.length < goals) problems.push({ code: 'goal_missing', min: goals })
  for (const { id } of form.questions) {
    if (draft.answers[id] === undefined) problems.push({ code: 'question_unanswered', questionId: id })
  }
  for (const { id, maxWords } of form.sections) {
    const words = countWords(draft.sections.find((section) => section.id === id)?.text ?? '')
    if (words === 0) problems.push({ code: 'section_missing', sectionId: id })
    if (words > maxWords) problems.push({ code: 'section_too_long', sectionId: id, words, maxWords })
  }
  for (const { id, required } of form.attachments) {
    const isThere = draft.attachments.some(({ ruleId }) => ruleId === id)
    if (required && !isThere) problems.push({ code: 'attachment_missing', ruleId: id })
  }
  return problems
}

export type Writer = 'author' | 'agency_admin'

/** As whom an actor may write here; empty means that for this actor the proposal does not exist. One person may be both. */
export function writersAmong(
  actor: Actor,
  proposal: { editionId: string; unitId: string; agencyId: string },
): readonly Writer[] {
  const at = { author: proposal.unitId, agency_admin: proposal.agencyId } as const
  return (['author', 'agency_admin'] as const).filter((writer) =>
    actor.grants.some(
      ({ role, agencyId, editionId }) =>
        role === writer && agencyId === at[writer] && (editionId === null || editionId === proposal.editionId),
    ),
  )
}

/** The two windows in which a proposal changes; an edition without a screening stage has no repair. */
export type Windows = { registration: StageWindow; screening: StageWindow | null }

/** Where a proposal stands for one person. */
export type Standing = { state: ProposalState; writers: readonly Writer[]; windows: Windows }

const editors = {
  draft: ['author', 'agency_admin'],
  returned: ['author', 'agency_admin'],
  with_agency: ['agency_admin'],
  needs_repair: ['author', 'agency_admin'],
  submitted: [],
  eligible: [],
  ineligible: [],
} as const satisfies Record<ProposalState, readonly Writer[]>

const includesOne = (allowed: readonly Writer[], writers: readonly Writer[]) =>
  writers.some((writer) => allowed.includes(writer))

/** Writing is bound to registration, a repair to the screening that asked for it. */
const stageKindOf = (state: ProposalState): keyof Windows => (state === 'needs_repair' ? 'screening' : 'registration')

const windowOf = (state: ProposalState, windows: Windows): StageWindow =>
  windows[stageKindOf(state)] ?? windows.registration

/** `requireEditable` as rows, for the statement that saves: who may write in which state, while a stage of which kind is open. */
export const editableStates: readonly { state: ProposalState; writer: Writer; stageKind: keyof Windows }[] =
  proposalStates.flatMap((state) => editors[state].map((writer) => ({ state, writer, stageKind: stageKindOf(state) })))

export type NotEditable = { code: 'not_editable'; state: ProposalState }

/** Whether text, details and attachments may change now. */
export function requireEditable(
  { state, writers, windows }: Standing,
  now: Date,
): Result<true, NotEditable | StageNotOpen> {
  if (!includesOne(editors[state], writers)) return refuse({ code: 'not_editable', state })
  return requireOpen(windowOf(state, windows), now)
}

export const moves = ['passed', 'returned', 'recalled', 'forwarded', 'withdrawn'] as const
export type Move = (typeof moves)[number]
export const handoverKinds = ['passed', 'returned', 'recalled'] as const
export type HandoverKind = (typeof handoverKinds)[number]

const movesFrom = {
  passed: { by: 'author', from: ['draft', 'returned'], to: 'with_agency' },
  recalled: { by: 'author', from: ['with_agency'], to: 'draft' },
  returned: { by: 'agency_admin', from: ['with_agency'], to: 'returned' },
  forwarded: { by: 'agency_admin', from: ['with_agency', 'needs_repair'], to: 'submitted' },
  /** Undoes a forwarding as long as registration is open. */
  withdrawn: { by: 'agency_admin', from: ['submitted'], to: 'with_agency' },
} as const satisfies Record<Move, { by: Writer; from: readonly ProposalState[]; to: ProposalState }>

/** Parts of the form beside its sections; a note can stand at them too. */
export const otherParts = ['data', 'lampiran'] as const

/** What the admin says about one part of a proposal that goes back. */
export type PartNote = { sectionId: string; note: string }

/** Notes about parts that the form of this proposal does not have, or a second one about the same. */
export function strangeNotes(notes: readonly PartNote[], draft: Choice, rules: FormRules): readonly string[] {
  const parts: readonly string[] = [...otherParts, ...askedForm(rules, draft).sections.map(({ id }) => id)]
  const ids = notes.map(({ sectionId }) => sectionId)
  return ids.filter((id, position) => !parts.includes(id) || ids.indexOf(id) !== position)
}

export type MoveNotPossible = { code: 'move_not_possible'; state: ProposalState }

/** Where a move leads, if it makes sense from here, for this person, at this time. */
export function move(
  { state, writers, windows }: Standing,
  kind: Move,
  now: Date,
): Result<ProposalState, MoveNotPossible | StageNotOpen> {
  const { by, from, to } = movesFrom[kind]
  const starts: readonly ProposalState[] = from
  if (!writers.includes(by) || !starts.includes(state)) return refuse({ code: 'move_not_possible', state })
  const open = requireOpen(windowOf(state, windows), now)
  return open.ok ? accept(to) : open
}

/** What to offer on screen. */
export function possibilities(standing: Standing, now: Date) {
  return {
    edit: requireEditable(standing, now).ok,
    pass: move(standing, 'passed', now).ok,
    recall: move(standing, 'recalled', now).ok,
    return: move(standing, 'returned', now).ok,
    forward: move(standing, 'forwarded', now).ok,
    withdraw: move(standing, 'withdrawn', now).ok,
  }
}
