/** What the API answers to secretariat, jury and auditor: the types are the routes' own. */
import type { Answer } from './answer.ts'
import type * as api from './staff-api.ts'
import type { Me as SignedIn } from './Workspace.tsx'

type Accepted<Ask> = Ask extends (...args: never[]) => Promise<Answer<infer Value>> ? Value : never

export type Me = SignedIn
export type EditionView = Accepted<typeof api.loadEdition>
export type StageRow = EditionView['stages'][number]
export type EditionRow = Accepted<typeof api.listEditions>['editions'][number]
export type Funnel = Pick<Accepted<typeof api.loadFunnel>, 'counts'>

export type ScreeningList = Accepted<typeof api.listScreenings>
export type ScreeningRow = ScreeningList['rows'][number]
export type SubmissionView = Accepted<typeof api.loadSubmission>
export type ScreeningOutcome = Parameters<typeof api.recordScreening>[1]['outcome']

export type RankingView = Accepted<typeof api.loadRanking>
export type UnrankedRow = RankingView['unranked'][number]
export type PlenaryView = Accepted<typeof api.loadPlenary>
export type PlenaryRow = PlenaryView['list'][number]
export type MoveDirection = Parameters<typeof api.moveInPlenary>[2]['direction']

export type AuditEvent = Accepted<typeof api.listAuditEvents>['events'][number]

export type CorrectionRow = Accepted<typeof api.listCorrections>['rows'][number]
export type CorrectionOutcome = Parameters<typeof api.answerCorrection>[1]['outcome']
