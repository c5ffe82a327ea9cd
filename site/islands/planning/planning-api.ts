/** Requests of the secretariat's planning, each read by `receive`. */
import { hc } from 'hono/client'
import type { assignmentPlans } from '#worker/routes/assignment-plans.ts'
import type { assignmentProgress } from '#worker/routes/assignment-progress.ts'
import type { assignmentTables } from '#worker/routes/assignment-tables.ts'
import type { jurorProfiles } from '#worker/routes/juror-profiles.ts'
import type { jurors } from '#worker/routes/jurors.ts'
import type { planOverlaps } from '#worker/routes/plan-overlaps.ts'
import type { sheetWithdrawals } from '#worker/routes/sheet-withdrawals.ts'
import { receive, type Body } from '../answer.ts'

const stageOf = hc<typeof assignmentPlans>('/api/editions')[':edition'].stages[':stage']
const plansApi = stageOf['assignment-plans']
const overlapApi = hc<typeof planOverlaps>('/api/editions')[':edition'].stages[':stage']['assignment-plans'][':plan']
const progressApi = hc<typeof assignmentProgress>('/api/editions')[':edition'].stages[':stage'].progress
const tableApi = hc<typeof assignmentTables>('/api/editions')[':edition'].stages[':stage']['assignment-table']
const profilesApi = hc<typeof jurorProfiles>('/api/editions')[':edition']
const jurorsApi = hc<typeof jurors>('/api/editions')[':edition'].jurors
const sheetsApi = hc<typeof sheetWithdrawals>('/api/editions')[':edition'].stages[':stage'].sheets

export type Juror = Body<typeof jurorsApi.$get>['jurors'][number]
export type Progress = Body<typeof progressApi.$get>
export type PlanRow = Body<typeof plansApi.$get>['plans'][number]
export type PlanView = Body<(typeof plansApi)[':plan']['$get']>
export type PlanReport = NonNullable<PlanView['report']>
export type PlanOrder = Parameters<typeof plansApi.$post>[0]['json']
export type PlanComparison = Body<typeof plansApi.compare.$get>
export type PlanOverlap = Body<typeof overlapApi.overlap.$get>
export type CheckedTable = Body<typeof tableApi.$post>
export type JurorProfile = Parameters<(typeof profilesApi)['juror-profiles']['$put']>[0]['json']['profiles'][number]
export type SheetRow = Body<typeof sheetsApi.$get>['rows'][number]

/** The stage that everything here is about. */
export type Place = { edition: string; stage: string }

export const listJurors = ({ edition, stage }: Place) =>
  receive(jurorsApi.$get({ param: { edition }, query: { stage } }))
export const addJuror = (
  edition: string,
  json: { name: string; email: string; role: 'evaluator' | 'panelist'; agencyId: string | null; post: string },
) => receive(jurorsApi.$post({ param: { edition }, json }))
export const loadProgress = (param: Place) => receive(progressApi.$get({ param }))

export const listPlans = (param: Place) => receive(plansApi.$get({ param }))
export const loadPlan = (param: Place, plan: string) => receive(plansApi[':plan'].$get({ param: { ...param, plan } }))
export const makePlan = (param: Place, json: PlanOrder) => receive(plansApi.$post({ param, json }))
export const publishPlan = (param: Place, plan: string) =>
  receive(plansApi[':plan'].publication.$post({ param: { ...param, plan } }))
export const discardPlan = (param: Place, plan: string) =>
  receive(plansApi[':plan'].discard.$post({ param: { ...param, plan } }))
export const comparePlans = (param: Place, a: string, b: string) =>
  receive(plansApi.compare.$get({ param, query: { a, b } }))

/** `group`: null for the proposals of all groups. */
export const loadOverlap = (param: Place, plan: string, group: string | null) =>
  receive(overlapApi.overlap.$get({ param: { ...param, plan }, query: group === null ? {} : { group } }))
export const overlapFile = ({ edition, stage }: Place, plan: string, group: string | null) =>
  `/api/editions/${edition}/stages/${stage}/assignment-plans/${plan}/overlap/csv${group === null ? '' : `?group=${encodeURIComponent(group)}`}`

/** A plan whole: a CSV has one part, a workbook all. */
export const planFile = (
  { edition, stage }: Place,
  plan: string,
  query: { format: 'csv'; part: 'readings' | 'ended' | 'loads' | 'unmet' } | { format: 'xlsx' },
) => `/api/editions/${edition}/stages/${stage}/assignment-plans/${plan}/table?${new URLSearchParams(query).toString()}`

const tablePath = ({ edition, stage }: Place) => `/api/editions/${edition}/stages/${stage}/assignment-table`
export const tableFile = (place: Place, format: 'csv' | 'xlsx') => `${tablePath(place)}?format=${format}`
/** The file goes as it is. */
export const bringTable = (param: Place, file: File, isWhole: boolean) =>
  receive(tableApi.$post({ param, query: { whole: isWhole ? 'yes' : 'no' } }, { init: { body: file } }))

export const saveProfiles = (edition: string, profiles: JurorProfile[]) =>
  receive(profilesApi['juror-profiles'].$put({ param: { edition }, json: { profiles } }))
export const listApart = (edition: string) => receive(profilesApi['jurors-apart'].$get({ param: { edition } }))
export const addApart = (edition: string, jurorIds: [string, string], reason: string) =>
  receive(profilesApi['jurors-apart'].$post({ param: { edition }, json: { jurorIds, reason } }))
export const endApart = (edition: string, pair: string) =>
  receive(profilesApi['jurors-apart'][':pair'].end.$post({ param: { edition, pair } }))
export const stopJuror = (param: Place, juror: string, reason: string) =>
  receive(profilesApi.stages[':stage'].jurors[':juror'].stop.$post({ param: { ...param, juror }, json: { reason } }))

export const listSheets = (param: Place, juror: string, cursor: string | null) =>
  receive(sheetsApi.$get({ param, query: { juror, ...(cursor && { cursor }) } }))
export const withdrawSheet = (param: Place, assignment: string, json: { reason: string; reopen: boolean }) =>
  receive(sheetsApi[':assignment'].withdrawal.$post({ param: { ...param, assignment }, json }))
