import { hc } from 'hono/client'
import type { WrittenVisit } from '#domain/field-visit.ts'
import type { fieldVisitors } from '#worker/routes/field-visitors.ts'
import type { fieldVisits } from '#worker/routes/field-visits.ts'
import type { visitFindings } from '#worker/routes/visit-findings.ts'
import type { visitMoves } from '#worker/routes/visit-moves.ts'
import type { visitPhotos } from '#worker/routes/visit-photos.ts'
import type { visitSheets } from '#worker/routes/visit-sheets.ts'
import { asPerson } from '../acting.ts'
import { receive, type Answer, type Body } from '../answer.ts'

const boardApi = hc<typeof fieldVisits>('/api/editions')[':edition'].stages[':stage'].visits
const visitorsApi = hc<typeof fieldVisitors>('/api/editions')[':edition'].stages[':stage'].visits
const movesApi = hc<typeof visitMoves>('/api/editions')[':edition'].stages[':stage'].visits
const findingsApi = hc<typeof visitFindings>('/api/editions')[':edition'].stages[':stage'].visits
const ownApi = hc<typeof visitSheets>('/api/visits', { headers: asPerson })
const photosApi = hc<typeof visitPhotos>('/api/visits', { headers: asPerson })

export type Place = { edition: string; stage: string }
export type VisitBoard = Body<typeof boardApi.$get>
export type PlannedVisit = VisitBoard['visits'][number]
export type ProposedVisits = Body<typeof boardApi.proposal.$get>
export type VisitSummaries = Body<typeof findingsApi.summary.$get>
type NewVisits = Parameters<typeof boardApi.$post>[0]['json']['visits']

export const loadVisitBoard = (param: Place) => receive(boardApi.$get({ param }))
export const proposeVisits = (param: Place, seed: number) =>
  receive(boardApi.proposal.$get({ param, query: { seed: String(seed) } }))
export const planVisits = (param: Place, visits: NewVisits) => receive(boardApi.$post({ param, json: { visits } }))
export const cancelVisit = (place: Place, visit: string, reason: string) =>
  receive(boardApi[':visit'].cancellation.$post({ param: { ...place, visit }, json: { reason } }))
export const addVisitor = (place: Place, visit: string, jurorId: string) =>
  receive(visitorsApi[':visit'].visitors.$post({ param: { ...place, visit }, json: { jurorId } }))
export const endVisitor = (place: Place, visit: string, juror: string, reason: string) =>
  receive(visitorsApi[':visit'].visitors[':juror'].end.$post({ param: { ...place, visit, juror }, json: { reason } }))
type VisitMove = Parameters<(typeof movesApi)[':visit']['moves']['$post']>[0]['json']
export const moveVisit = (place: Place, visit: string, json: VisitMove) =>
  receive(movesApi[':visit'].moves.$post({ param: { ...place, visit }, json }))
export const loadVisitMoves = (place: Place, visit: string) =>
  receive(movesApi[':visit'].moves.$get({ param: { ...place, visit } }))
export const loadSummaries = (param: Place) => receive(findingsApi.summary.$get({ param }))
export const loadVisitFile = (place: Place, visit: string) =>
  receive(findingsApi[':visit'].sheets.$get({ param: { ...place, visit } }))

export type OwnVisits = Body<typeof ownApi.index.$get>
export type VisitView = Body<(typeof ownApi)[':visit']['$get']>
export type Photo = VisitView['photos'][number]
export const listOwnVisits = () => receive(ownApi.index.$get())
export const loadVisit = (visit: string) => receive(ownApi[':visit'].$get({ param: { visit } }))

/** The client wants records it may change. */
const plain = ({ findings, comment }: WrittenVisit) => ({ findings: { ...findings }, comment })
/** A request that outlives its page may carry this much (bytes, by the Fetch standard); a longer one is sent as usual. */
const keepaliveBytes = 60_000

export const saveVisitDraft = (visit: string, written: WrittenVisit, version: number, isLeaving: boolean) => {
  const json = { ...plain(written), version }
  const keepalive = isLeaving && new TextEncoder().encode(JSON.stringify(json)).length < keepaliveBytes
  return receive(ownApi[':visit'].draft.$put({ param: { visit }, json }, { init: { keepalive } }))
}
export const handInVisit = (visit: string, written: WrittenVisit) =>
  receive(ownApi[':visit'].sheet.$post({ param: { visit }, json: plain(written) }))
export const captionPhoto = (visit: string, photo: string, caption: string) =>
  receive(photosApi[':visit'].photos[':photo'].$put({ param: { visit, photo }, json: { caption } }))
export const removePhoto = (visit: string, photo: string) =>
  receive(photosApi[':visit'].photos[':photo'].$delete({ param: { visit, photo } }))
/** The body is the picture, which the typed client cannot say. */
export const sendPhoto = (visit: string, picture: Blob): Promise<Answer<unknown>> =>
  receive(
    fetch(`/api/visits/${encodeURIComponent(visit)}/photos`, { method: 'POST', body: picture, headers: asPerson() }),
  )
