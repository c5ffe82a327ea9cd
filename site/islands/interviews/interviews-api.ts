import { hc } from 'hono/client'
import type { availabilities } from '#worker/routes/availabilities.ts'
import type { interviewHours } from '#worker/routes/interview-hours.ts'
import type { interviewMaterials } from '#worker/routes/interview-materials.ts'
import type { interviewPlans } from '#worker/routes/interview-plans.ts'
import type { interviewSlots } from '#worker/routes/interview-slots.ts'
import type { interviews } from '#worker/routes/interviews.ts'
import { receive, type Answer, type Body } from '../answer.ts'

const plansApi = hc<typeof interviewPlans>('/api/editions')[':edition'].stages[':stage']
const slotsApi = hc<typeof interviewSlots>('/api/editions')[':edition'].stages[':stage']
const hoursApi = hc<typeof interviewHours>('/api/editions')[':edition'].stages[':stage']['interview-hours']
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

export type KeptHours = NonNullable<Board['hours']>
type Hours = Parameters<typeof hoursApi.$put>[0]['json']
export const keepHours = (param: Place, json: Hours) => receive(hoursApi.$put({ param, json }))

export type SlotInput = Parameters<typeof slotsApi.interviews.$post>[0]['json']
export type HeldBack = Board['heldBack'][number]
export type Interviewee = Body<(typeof slotsApi.interviewees)[':proposal']['$get']>
export const loadInterviewee = (place: Place, proposal: string) =>
  receive(slotsApi.interviewees[':proposal'].$get({ param: { ...place, proposal } }))
export const setSlot = (param: Place, json: SlotInput) => receive(slotsApi.interviews.$post({ param, json }))
export const resumeSlot = (place: Place, slot: string) =>
  receive(slotsApi.interviews[':slot'].resumption.$post({ param: { ...place, slot } }))
export const cancelSlot = (place: Place, slot: string, reason: string) =>
  receive(slotsApi.interviews[':slot'].cancellation.$post({ param: { ...place, slot }, json: { reason } }))

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
export const listOwnInterviews = () => receive(interviewsApi.index.$get())
export const loadInterview = (slot: string) => receive(interviewsApi[':slot'].$get({ param: { slot } }))

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
