/** Requests of secretariat, jury and auditor, each read by `receive`. */
import { hc } from 'hono/client'
import type { Rules } from '#domain/edition.ts'
import type { corrections } from '#worker/routes/corrections.ts'
import type { demo } from '#worker/routes/demo.ts'
import type { editions } from '#worker/routes/editions.ts'
import type { plenaries } from '#worker/routes/plenaries.ts'
import type { rankings } from '#worker/routes/rankings.ts'
import type { results } from '#worker/routes/results.ts'
import type { screenings } from '#worker/routes/screenings.ts'
import type { similarities } from '#worker/routes/similarities.ts'
import type { stages } from '#worker/routes/stages.ts'
import type { submissions } from '#worker/routes/submissions.ts'
import type { templates } from '#worker/routes/templates.ts'
import { receive } from './answer.ts'

const editionsApi = hc<typeof editions>('/api/editions')
const templatesApi = hc<typeof templates>('/api/templates')
const stagesApi = hc<typeof stages>('/api/editions')
const demoApi = hc<typeof demo>('/api/demo')
const screeningsApi = hc<typeof screenings>('/api')
const submissionsApi = hc<typeof submissions>('/api')
const similaritiesApi = hc<typeof similarities>('/api')
const rankingsApi = hc<typeof rankings>('/api/editions')
const resultsApi = hc<typeof results>('/api/editions')
const plenariesApi = hc<typeof plenaries>('/api/editions')
const correctionsApi = hc<typeof corrections>('/api/corrections')

/* ---- editions ---- */

export const listEditions = () => receive(editionsApi.index.$get())
export const listDrafts = () => receive(editionsApi.drafts.$get())
/** As the staff sees it, also before it opens. */
export const loadEdition = (edition: string) => receive(editionsApi[':edition'].draft.$get({ param: { edition } }))
export const listTemplates = () => receive(templatesApi.index.$get())
export const createEdition = (json: { templateId: string; slug: string; name: string; registrationOpensAt: string }) =>
  receive(editionsApi.index.$post({ json }))

const rulesApi = editionsApi[':edition'].rules
type RulesBody = Parameters<typeof rulesApi.$put>[0]['json']['rules']
export const saveRules = (edition: string, rules: Rules) => {
  // A copy, because the client wants arrays it may change.
  const body: RulesBody = JSON.parse(JSON.stringify(rules))
  return receive(rulesApi.$put({ param: { edition }, json: { rules: body } }))
}
export const openEdition = (edition: string) => receive(editionsApi[':edition'].opening.$post({ param: { edition } }))
export const moveStage = (
  edition: string,
  stage: string,
  json: { opensAt: string; closesAt: string; reason: string },
) => receive(stagesApi[':edition'].stages[':stage'].$put({ param: { edition, stage }, json }))
export const closeStage = (edition: string, stage: string, reason: string) =>
  receive(stagesApi[':edition'].stages[':stage']['early-close'].$post({ param: { edition, stage }, json: { reason } }))
export const loadFunnel = (edition: string) => receive(editionsApi[':edition'].funnel.$get({ param: { edition } }))
export const simulate = (edition: string, kind: 'screening' | 'scoring' | 'availability') =>
  receive(demoApi.simulations.$post({ json: { edition, kind } }))
export const listAuditEvents = (
  edition: string,
  { before, subject }: { before: string | null; subject: string | null },
) =>
  receive(
    editionsApi[':edition']['audit-events'].$get({
      param: { edition },
      query: { ...(before && { before: Number(before) }), ...(subject && { subject }) },
    }),
  )

/* ---- screening ---- */

export type ScreeningFilter = {
  state: 'submitted' | 'eligible' | 'needs_repair' | 'ineligible' | 'all'
  q: string | null
  after: string | null
  /** Only those that are like another text. */
  isSimilar: boolean
}
export const listScreenings = (edition: string, { state, q, after, isSimilar }: ScreeningFilter) =>
  receive(
    screeningsApi.editions[':edition'].screenings.$get({
      param: { edition },
      query: { state, ...(q && { q }), ...(after && { after }), ...(isSimilar && { similar: '1' as const }) },
    }),
  )
export const loadSubmission = (id: string) => receive(submissionsApi.submissions[':id'].$get({ param: { id } }))
export const recordScreening = (
  id: string,
  json: { outcome: 'eligible' | 'needs_repair' | 'ineligible'; reasonCodes: string[]; note: string; sequence: number },
) => receive(screeningsApi.submissions[':id'].screenings.$post({ param: { id }, json }))
export const recordEligible = (edition: string, submissionIds: string[]) =>
  receive(
    screeningsApi.editions[':edition'].screenings.$post({
      param: { edition },
      json: { submissionIds, outcome: 'eligible' },
    }),
  )
export const loadSimilarities = (id: string) =>
  receive(similaritiesApi.submissions[':id'].similarities.$get({ param: { id } }))
export const submissionFile = (id: string, sha256: string) => `/api/submissions/${id}/attachments/${sha256}`

/* ---- the jury ---- */

/* ---- ranking, plenary, publication ---- */

export const loadRanking = (edition: string, stage: string) =>
  receive(rankingsApi[':edition'].stages[':stage'].ranking.$get({ param: { edition, stage } }))
export const loadPlenary = (edition: string, stage: string) =>
  receive(plenariesApi[':edition'].stages[':stage'].plenary.$get({ param: { edition, stage } }))
export const moveInPlenary = (
  edition: string,
  stage: string,
  json: { proposalId: string; direction: 'in' | 'out' | 'restored'; reason: string },
) => receive(plenariesApi[':edition'].stages[':stage'].plenary.moves.$post({ param: { edition, stage }, json }))
export const decide = (edition: string, stage: string, json: { decreeNumber: string; decreeDate: string }) =>
  receive(plenariesApi[':edition'].stages[':stage'].decision.$post({ param: { edition, stage }, json }))
export const publish = (edition: string, stage: string) =>
  receive(resultsApi[':edition'].stages[':stage'].publication.$post({ param: { edition, stage } }))

/* ---- corrections ---- */

export const listCorrections = (query: { state: 'open' | 'answered' | 'rejected' | 'all'; after?: string }) =>
  receive(correctionsApi.index.$get({ query }))
export const answerCorrection = (
  id: string,
  json: { outcome: 'accepted' | 'rejected' | 'noted'; text: string; sequence: number },
) => receive(correctionsApi[':id'].answers.$post({ param: { id }, json }))
