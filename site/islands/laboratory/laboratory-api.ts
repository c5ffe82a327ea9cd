/** Requests of the ranking laboratory, each read by `receive`. */
import { hc } from 'hono/client'
import type { rankingRuns } from '#worker/routes/ranking-runs.ts'
import type { reviewItems } from '#worker/routes/review-items.ts'
import type { secondReadings } from '#worker/routes/second-readings.ts'
import { receive } from '../answer.ts'

const runsApi = hc<typeof rankingRuns>('/api/editions')[':edition'].stages[':stage']['ranking-runs']
const itemsApi = hc<typeof reviewItems>('/api/editions')[':edition'].stages[':stage']['review-items']
const readingsApi = hc<typeof secondReadings>('/api/editions')[':edition'].stages[':stage']['second-readings']

export const listRuns = (edition: string, stage: string) => receive(runsApi.$get({ param: { edition, stage } }))
export const startRun = (
  edition: string,
  stage: string,
  json: { spread: boolean; exclusions: 'none' | 'decided'; disconnected?: string | null },
) => receive(runsApi.$post({ param: { edition, stage }, json }))
export const loadRun = (edition: string, stage: string, run: string) =>
  receive(runsApi[':run'].$get({ param: { edition, stage, run } }))
export const compareRuns = (edition: string, stage: string, run: string, other: string) =>
  receive(runsApi[':run'].comparison.$get({ param: { edition, stage, run }, query: { with: other } }))

export const runFile = (edition: string, stage: string, run: string, format: 'csv' | 'xlsx' | 'json') =>
  `/api/editions/${edition}/stages/${stage}/ranking-runs/${run}/download?format=${format}`
export const runBundle = (edition: string, stage: string, run: string) =>
  `/api/editions/${edition}/stages/${stage}/ranking-runs/${run}/bundle`

export const listReviewItems = (edition: string, stage: string) => receive(itemsApi.$get({ param: { edition, stage } }))
export const decideReviewItem = (
  edition: string,
  stage: string,
  item: string,
  json: { verdict: 'excluded' | 'kept'; reason: string },
) => receive(itemsApi[':item'].decisions.$post({ param: { edition, stage, item }, json }))

export type SecondReadingOrder = {
  runId: string
  readers: 1 | 2
  closesAt: string
  reason: string
  preview: boolean
}
export const orderSecondReadings = (edition: string, stage: string, json: SecondReadingOrder) =>
  receive(readingsApi.$post({ param: { edition, stage }, json }))
