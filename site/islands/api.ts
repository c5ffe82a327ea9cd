import { hc } from 'hono/client'
import type { clock } from '#worker/routes/clock.ts'
import type { editions } from '#worker/routes/editions.ts'
import type { eligibilityChecks } from '#worker/routes/eligibility-checks.ts'
import type { priorAwards } from '#worker/routes/prior-awards.ts'
import type { similarities } from '#worker/routes/similarities.ts'
import type { attachments } from '#worker/routes/attachments.ts'
import type { feedbackLetters } from '#worker/routes/feedback-letters.ts'
import type { handovers } from '#worker/routes/handovers.ts'
import type { mails } from '#worker/routes/mails.ts'
import type { proposalSections } from '#worker/routes/proposal-sections.ts'
import type { proposals } from '#worker/routes/proposals.ts'
import type { sectionRevisions } from '#worker/routes/section-revisions.ts'
import type { me, sessions, signInCodes } from '#worker/routes/sessions.ts'
import type { submissions } from '#worker/routes/submissions.ts'
import type { uploads } from '#worker/routes/uploads.ts'
import type { writingPresence } from '#worker/routes/writing-presence.ts'
import type { Body } from './answer.ts'

/** One typed client a router: the types are the routes' own, nothing of the Worker is bundled. Read answers with `receive`. */
export const signInCodesApi = hc<typeof signInCodes>('/api/sign-in-codes')
export const sessionsApi = hc<typeof sessions>('/api/sessions')
export const clockApi = hc<typeof clock>('/api/clock')
export const meApi = hc<typeof me>('/api/me')
export const mailsApi = hc<typeof mails>('/api/mails')
export const editionsApi = hc<typeof editions>('/api/editions')
export const proposalsApi = hc<typeof proposals>('/api/proposals')
export const proposalSectionsApi = hc<typeof proposalSections>('/api/proposals')
export const sectionRevisionsApi = hc<typeof sectionRevisions>('/api/proposals')
export const writingPresenceApi = hc<typeof writingPresence>('/api/proposals')
export const attachmentsApi = hc<typeof attachments>('/api/proposals')
/** Mounted at /api: of a proposal, and of one upload. */
export const uploadsApi = hc<typeof uploads>('/api')
export const feedbackLettersApi = hc<typeof feedbackLetters>('/api/proposals')
export const priorAwardsApi = hc<typeof priorAwards>('/api/prior-awards')
/** Mounted at /api, like the two below. */
export const eligibilityChecksApi = hc<typeof eligibilityChecks>('/api')
export const similaritiesApi = hc<typeof similarities>('/api')
export const handoversApi = hc<typeof handovers>('/api/proposals')
/** Mounted at /api: forwards proposals, and reads what was forwarded. */
export const submissionsApi = hc<typeof submissions>('/api')

export type Similarities = Body<(typeof similaritiesApi)['proposals'][':id']['similarities']['$get']>
export type SimilarText = Similarities['similar'][number]
export type ProposalView = Body<(typeof proposalsApi)[':id']['$get']>
export type Attachment = ProposalView['attachments'][number]
export type RemovedAttachment = Body<
  (typeof attachmentsApi)[':id']['attachments']['removed']['$get']
>['attachments'][number]
export type OpenUpload = Body<(typeof uploadsApi)['proposals'][':id']['uploads']['$get']>['uploads'][number]
export type ListedProposal = Body<typeof proposalsApi.index.$get>['proposals'][number]
export type AgencyCap = Body<typeof proposalsApi.index.$get>['caps'][number]
