import { hc } from 'hono/client'
import type { availabilities } from '#worker/routes/availabilities.ts'
import type { interviewMaterials } from '#worker/routes/interview-materials.ts'
import type { interviewPlans } from '#worker/routes/interview-plans.ts'
import type { interviews } from '#worker/routes/interviews.ts'
import { receive, type Answer, type Body } from '../answer.ts'

const plansApi = hc<typeof interviewPlans>('/api/editions')[':edition'].stages[':stage']
const availabilitiesApi = hc<typeof availabilities>('/api/editions')[':edition'].stages[':stage'].availabilities
const interviewsApi = hc<typeof interviews>('/api/interviews')
const ownApi = hc<typeof interviewMaterials>('/api/proposals')[':id'].interviews

/** Which interviews are meant. */
export type Place = { edition: string; stage: string }

export type Board = Body<typeof plansApi.interviews.$get>
export type Slot = Board['slots'][number]
export type Panelist = Board['panelists'][number]
export type Plan = Body<(typeof plansApi)['interview-plans']['$post']>
type PlanInput = Parameters<(typeof plansApi)['interview-plans']['$post']>[0]['json']

export const loadBoard = (param: Place) => receive(plansApi.interviews.$get({ param }))
export const askPlan = (param: Place, json: PlanInput) => receive(plansApi['interview-plans'].$post({ param, json }))
export const setSlot = (param: Place, json: { proposalId: string; beginsAt: string; room: string; reason: string }) =>
  receive(plansApi.interviews.$post({ param, json }))
export const cancelSlot = (place: Place, slot: string, reason: string) =>
  receive(plansApi.interviews[':slot'].cancellation.$post({ param: { ...place, slot }, json: { reason } }))

export type Stretch = { beginsAt: string; endsAt: string }
export type Availability = Stretch & { id: string }
export const loadAvailabilities = (param: Place) => receive(availabilitiesApi.$get({ param }))
export const saveAvailabilities = (
  param: Place,
  json: { jurorId: string | null; add: Stretch[]; remove: string[] },
): Promise<Answer<{ availabilities: Availability[] }>> => receive(availabilitiesApi.$post({ param, json }))

export type OwnInterviews = Body<typeof interviewsApi.index.$get>
export type OwnInterview = OwnInterviews['interviews'][number]
export type InterviewView = Body<(typeof interviewsApi)[':slot']['$get']>
export type Clock = Body<(typeof interviewsApi)[':slot']['clock']['$get']>
export type Phase = NonNullable<Clock['timing']>['phase']
export const listOwnInterviews = () => receive(interviewsApi.index.$get())
export const loadInterview = (slot: string) => receive(interviewsApi[':slot'].$get({ param: { slot } }))
export const loadClock = (slot: string) => receive(interviewsApi[':slot'].clock.$get({ param: { slot } }))
export const pressClock = (slot: string, json: { phase: Phase; sequence: number }) =>
  receive(interviewsApi[':slot'].clock.$post({ param: { slot }, json }))

export type AgencyInterviews = Body<typeof ownApi.$get>
export type AgencyInterview = AgencyInterviews['interviews'][number]
export const loadAgencyInterviews = (id: string) => receive(ownApi.$get({ param: { id } }))
export const removeMaterial = (id: string, slot: string, material: string) =>
  receive(ownApi[':slot'].materials[':material'].$delete({ param: { id, slot, material } }))
export const sendVideo = (id: string, slot: string, json: { title: string; address: string }) =>
  receive(ownApi[':slot'].videos.$post({ param: { id, slot }, json }))
/** The body is the file, which the typed client cannot say. */
export const sendMaterial = (
  id: string,
  slot: string,
  { file, kind, title }: { file: File; kind: 'slides' | 'summary'; title: string },
): Promise<Answer<unknown>> => {
  const asked = new URLSearchParams({ kind, title, name: file.name })
  const address = `/api/proposals/${encodeURIComponent(id)}/interviews/${encodeURIComponent(slot)}/materials?${asked.toString()}`
  return receive(fetch(address, { method: 'POST', body: file }))
}
