/** What the API answers in the laboratory: the types are the routes' own. */
import type { Answer } from '../answer.ts'
import type * as api from './laboratory-api.ts'

type Accepted<Ask> = Ask extends (...args: never[]) => Promise<Answer<infer Value>> ? Value : never

export type RunSummary = Accepted<typeof api.listRuns>['runs'][number]
export type Ranking = NonNullable<Accepted<typeof api.loadRun>['ranking']>
export type RankedContest = Ranking['contests'][number]
export type RankedProposal = Ranking['proposals'][number]
export type Zone = NonNullable<RankedProposal['zone']>
export type ReviewItem = Accepted<typeof api.listReviewItems>['items'][number]
