/** Requests about how jurors get on, each read by `receive`. */
import { hc } from 'hono/client'
import type { divergences } from '#worker/routes/divergences.ts'
import type { jurorProgress, ownPace } from '#worker/routes/juror-progress.ts'
import type { jurorReminders } from '#worker/routes/juror-reminders.ts'
import { receive, type Body } from '../answer.ts'

const progressApi = hc<typeof jurorProgress>('/api/editions')[':edition'].stages[':stage']['juror-progress']
const remindersApi = hc<typeof jurorReminders>('/api/editions')[':edition'].stages[':stage']['juror-reminders']
const divergencesApi = hc<typeof divergences>('/api/editions')[':edition'].stages[':stage'].divergences
const paceApi = hc<typeof ownPace>('/api/assignments').pace

/** The stage that everything here is about. */
export type Place = { edition: string; stage: string }

export type Progress = Body<typeof progressApi.$get>
export type JurorProgress = Progress['jurors'][number]
export type Reminders = Body<typeof remindersApi.$post>
export type Divergences = Body<typeof divergencesApi.$get>
export type DivergenceRow = Divergences['rows'][number]
export type OwnPace = Body<typeof paceApi.$get>
export type DivergenceRecord = Body<(typeof divergencesApi)[':divergence']['$get']>

export const loadProgress = (param: Place) => receive(progressApi.$get({ param }))
export const progressFile = ({ edition, stage }: Place) => `/api/editions/${edition}/stages/${stage}/juror-progress/csv`
export const remindJurors = (
  param: Place,
  json: { jurorIds: string[]; note: string; again: boolean; preview: boolean },
) => receive(remindersApi.$post({ param, json }))

export const listDivergences = (param: Place, after: string | null) =>
  receive(divergencesApi.$get({ param, query: after === null ? {} : { after } }))
export const loadDivergence = (param: Place, divergence: string) =>
  receive(divergencesApi[':divergence'].$get({ param: { ...param, divergence } }))
export const closeDivergence = (param: Place, divergence: string, reason: string) =>
  receive(divergencesApi[':divergence'].closing.$post({ param: { ...param, divergence }, json: { reason } }))
export const divergencesFile = ({ edition, stage }: Place) => `/api/editions/${edition}/stages/${stage}/divergences/csv`

export const loadOwnPace = (query: Place) => receive(paceApi.$get({ query }))
