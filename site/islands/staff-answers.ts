/** What the API answers to secretariat, jury and auditor. Instants are ISO 8601 in UTC, scores hundredths of a point. */
import type { RoleName } from '#domain/access.ts'
import type { ClusterId, Rubric, Rules, StageKind } from '#domain/edition.ts'
import type { ProposalState } from '#domain/proposal.ts'
import type { SubmittedProposal } from '#domain/submission.ts'

export type Me = {
  user: { id: string; name: string; email: string }
  roles: { role: RoleName; agencyId: string | null; agency: string | null; edition: string | null }[]
  isDemo: boolean
}
export type StageRow = {
  id: string
  position: number
  kind: StageKind
  name: string
  opensAt: string
  closesAt: string
}
export type EditionRow = {
  slug: string
  name: string
  isSimulation: boolean
  isOpened: boolean
  stages: StageRow[]
  currentStageId: string | null
}
export type EditionView = {
  id: string
  slug: string
  name: string
  isSimulation: boolean
  version: number
  rules: Rules
  stages: StageRow[]
  currentStageId: string | null
  now: string
}
export type Funnel = { counts: Record<ProposalState, number> }

export type ScreeningOutcome = 'eligible' | 'needs_repair' | 'ineligible'
export type Hint = { code: string; text: string }
export type ScreeningRow = {
  submissionId: string
  proposalId: string
  referenceNumber: string
  title: string
  agency: string
  unit: string
  clusterId: ClusterId
  groupId: string
  state: ProposalState
  stateSince: string
  ageMonths: number | null
  requiredMonths: number
  problems: Hint[]
  screening: { sequence: number; outcome: ScreeningOutcome; reasons: { code: string; name: string }[] } | null
}
export type ScreeningList = { rows: ScreeningRow[]; next: string | null; counts: Record<ProposalState, number> }
export type SubmissionView = {
  submission: SubmittedProposal
  sha256: string
  submittedAt: string
  sections: { id: string; title: string; text: string; words: number; maxWords: number }[]
  attachments: { ruleId: string; title: string; fileName: string; sizeBytes: number; sha256: string }[]
  hints: Hint[]
  screenings: {
    sequence: number
    outcome: ScreeningOutcome
    note: string
    reasons: { code: string; name: string }[]
    at: string
    by: string
  }[]
  nextSubmissionId: string | null
}

export type JurorRole = 'evaluator' | 'panelist'
export type Juror = {
  id: string
  name: string
  role: JurorRole
  affiliations: { agency: string; post: string; endsAt: string | null }[]
  assigned: number
  handedIn: number
}
export type Plan = {
  planId: string | null
  seed: number
  readersPerProposal: number
  proposals: number
  loads: { jurorId: string; name: string; count: number }[]
  conflictsAvoided: number
  unmet: { proposalId: string; title: string; missing: number; cause: string }[]
}
export type Progress = {
  plan: { id: string; seed: number; readersPerProposal: number; at: string } | null
  proposals: number
  assignments: number
  handedIn: number
  jurors: { id: string; name: string; assigned: number; handedIn: number }[]
}

export type Reading = {
  id: string
  position: number
  referenceNumber: string
  title: string
  clusterId: ClusterId
  groupId: string
  state: 'new' | 'draft' | 'handed_in'
  totalHundredths: number | null
}
export type ReadingStage = {
  edition: string
  editionName: string
  isSimulation: boolean
  stageId: string
  stageName: string
  opensAt: string
  closesAt: string
  isOpen: boolean
  assignments: Reading[]
}
export type AssignmentView = {
  id: string
  position: number
  of: number
  edition: { slug: string; name: string; isSimulation: boolean }
  stage: { id: string; name: string; opensAt: string; closesAt: string }
  proposal: {
    referenceNumber: string
    title: string
    groupId: string
    clusterId: ClusterId
    sections: { id: string; title: string; question: string; text: string; words: number; maxWords: number }[]
    attachments: { ruleId: string; title: string; fileName: string; sizeBytes: number; sha256: string }[]
  }
  rubric: Rubric
  draft: (SheetContent & { version: number; savedAt: string }) | null
  sheet: (SheetContent & { totalHundredths: number; handedInAt: string }) | null
  previousId: string | null
  nextId: string | null
  nextOpenId: string | null
}
export type SheetContent = { points: Record<string, number>; comments: Record<string, string>; comment: string }

export type RankedRow = {
  proposalId: string
  referenceNumber: string
  title: string
  agency: string
  groupId: string
  clusterId: ClusterId
  rank: number
  tied: boolean
  sumHundredths: number
  sheetCount: number
}
export type UnrankedRow = {
  proposalId: string
  referenceNumber: string
  title: string
  agency: string
  groupId: string
  clusterId: ClusterId
  sheetCount: number
  requiredSheets: number
}
export type RankingView = { ranked: (RankedRow & { sheets: number[] })[]; unranked: UnrankedRow[] }

export type MoveDirection = 'in' | 'out' | 'restored'
export type PlenaryRow = RankedRow & {
  byScore: string | null
  move: { direction: MoveDirection; reason: string; at: string; by: string } | null
  proposed: string | null
}
export type PlenaryView = {
  stage: StageRow
  rankedStage: { id: string; name: string }
  cuts: {
    awardId: string
    award: string
    groupId: string
    group: string
    places: number
    shares: { clusterId: ClusterId; places: number }[]
  }[]
  list: PlenaryRow[]
  unranked: UnrankedRow[]
  counts: { awardId: string; groupId: string; places: number; proposed: number }[]
  decision: { decreeNumber: string; decreeDate: string; at: string; by: string } | null
  publicationHash: string | null
}

export type AuditDetail = Record<string, string | number | boolean | null>
export type AuditEvent = {
  id: number
  at: string
  actor: string | null
  action: string
  subjectId: string
  detail: AuditDetail
}
