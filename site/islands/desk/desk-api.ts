/** Requests of a juror about the own readings, each read by `receive`. */
import { hc } from 'hono/client'
import type { assignments } from '#worker/routes/assignments.ts'
import type { integrityPacts } from '#worker/routes/integrity-pacts.ts'
import type { offlineReadings } from '#worker/routes/offline-readings.ts'
import type { ownSheets } from '#worker/routes/own-sheets.ts'
import type { readingMarks } from '#worker/routes/reading-marks.ts'
import type { scoreSheetRevisions } from '#worker/routes/score-sheet-revisions.ts'
import type { scoreSheets } from '#worker/routes/score-sheets.ts'
import { asPerson } from '../acting.ts'
import { receive, type Body } from '../answer.ts'
import { toHandIn, type WrittenSheet } from './written-sheet.ts'

const path = '/api/assignments'
const assignmentsApi = hc<typeof assignments>(path, { headers: asPerson })
const offlineApi = hc<typeof offlineReadings>(path, { headers: asPerson })
const pactsApi = hc<typeof integrityPacts>(path, { headers: asPerson })
const ownSheetsApi = hc<typeof ownSheets>(path, { headers: asPerson })
const marksApi = hc<typeof readingMarks>(path, { headers: asPerson })
const revisionsApi = hc<typeof scoreSheetRevisions>(path, { headers: asPerson })
const scoreSheetsApi = hc<typeof scoreSheets>(path, { headers: asPerson })

/** A request that outlives its page may carry this much (bytes, by the Fetch standard); a longer one is sent as usual. */
const keepaliveBytes = 60_000

/** A line that does not answer for this long is taken for none, milliseconds; sending the same again does no harm. */
const patienceMs = 20_000
const inTime = () => AbortSignal.timeout(patienceMs)

/** How a draft is sent. */
export const draftInit = (json: unknown, isLeaving: boolean): RequestInit => ({
  keepalive: isLeaving && new TextEncoder().encode(JSON.stringify(json)).length < keepaliveBytes,
  signal: inTime(),
})

export const listReadings = () => receive(assignmentsApi.index.$get())
export const loadReading = (id: string) => receive(assignmentsApi[':id'].$get({ param: { id } }))
export const listWholeReadings = (edition: string, stage: string, after: number) =>
  receive(offlineApi.offline.$get({ query: { edition, stage, after: String(after), limit: '40' } }))
export const readingFile = (id: string, sha256: string) => `${path}/${id}/attachments/${sha256}`

export const signPact = (edition: string, sha256: string) =>
  receive(pactsApi.pacts.$post({ json: { edition, sha256 } }))
export const markLater = (id: string, later: boolean) =>
  receive(marksApi[':id'].mark.$put({ param: { id }, json: { later } }))

export function saveDraft(id: string, sheet: WrittenSheet, version: number, isLeaving: boolean) {
  const json = { ...toHandIn(sheet), notes: sheet.notes, version }
  return receive(scoreSheetsApi[':id'].draft.$put({ param: { id }, json }, { init: draftInit(json, isLeaving) }))
}
/** `overDraft`: the version of the draft that the juror saw. */
export const handIn = (id: string, sheet: ReturnType<typeof toHandIn>, overDraft: number) =>
  receive(
    scoreSheetsApi[':id']['score-sheet'].$post(
      { param: { id }, json: { ...sheet, overDraft } },
      { init: { signal: inTime() } },
    ),
  )

export const listRevisions = (id: string) => receive(revisionsApi[':id'].revisions.$get({ param: { id } }))
export const loadRevision = (id: string, version: number) =>
  receive(revisionsApi[':id'].revisions[':version'].$get({ param: { id, version: String(version) } }))

type OfStage = { edition: string; stage: string }
export const listOwnSheets = (query: OfStage) => receive(ownSheetsApi.sheets.$get({ query }))
export const loadConsistency = (query: OfStage) => receive(ownSheetsApi.consistency.$get({ query }))
export const listReceipts = (query: OfStage) => receive(ownSheetsApi.receipts.$get({ query }))
export const exportAddress = ({ edition, stage }: OfStage) =>
  `${path}/export?${new URLSearchParams({ edition, stage }).toString()}`

export type ReadingLists = Body<typeof assignmentsApi.index.$get>
export type ReadingStage = ReadingLists['stages'][number]
export type ListedReading = ReadingStage['assignments'][number]
export type ReadingView = Body<(typeof assignmentsApi)[':id']['$get']>
export type HandedIn = Body<(typeof scoreSheetsApi)[':id']['score-sheet']['$post']>
export type OwnSheets = Body<typeof ownSheetsApi.sheets.$get>
export type OwnSheetRow = OwnSheets['rows'][number]
export type Consistency = Body<typeof ownSheetsApi.consistency.$get>
export type Receipts = Body<typeof ownSheetsApi.receipts.$get>
