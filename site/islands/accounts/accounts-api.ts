/** Requests about accounts, roles and sign-in, each read by `receive`. */
import { hc } from 'hono/client'
import type { accountRequests } from '#worker/routes/account-requests.ts'
import type { agencies } from '#worker/routes/agencies.ts'
import type { invitations } from '#worker/routes/invitations.ts'
import type { roleHandovers } from '#worker/routes/role-handovers.ts'
import type { roles } from '#worker/routes/roles.ts'
import type { secondFactor, secondFactorReset } from '#worker/routes/second-factor.ts'
import { receive, type Body } from '../answer.ts'
import { meApi, sessionsApi } from '../api.ts'

const agenciesApi = hc<typeof agencies>('/api/agencies')
const requestsApi = hc<typeof accountRequests>('/api/account-requests')
const invitationsApi = hc<typeof invitations>('/api/invitations')
const rolesApi = hc<typeof roles>('/api/roles')
const handoversApi = hc<typeof roleHandovers>('/api/roles')
const secondFactorApi = hc<typeof secondFactor>('/api/me/second-factor')
const peopleApi = hc<typeof secondFactorReset>('/api/people')

export type FoundAgency = Body<typeof agenciesApi.index.$get>['agencies'][number]
export type AccountRequest = Body<typeof requestsApi.index.$get>['requests'][number]
export type RequestStatus = Body<(typeof requestsApi)[':reference']['$get']>
export type Invitation = Body<typeof invitationsApi.index.$get>['invitations'][number]
export type InvitationView = Body<typeof invitationsApi.views.$post>
export type HeldRole = Body<typeof rolesApi.index.$get>['roles'][number]
export type AccountEvent = Body<typeof rolesApi.index.$get>['events'][number]
export type OwnRole = Body<typeof meApi.roles.$get>['roles'][number]
export type Unit = Body<(typeof agenciesApi)[':id']['units']['$get']>['units'][number]

export const findAgencies = (q: string, level: 'top' | 'all') =>
  receive(agenciesApi.index.$get({ query: { q, level } }))
export const listUnits = (id: string) => receive(agenciesApi[':id'].units.$get({ param: { id } }))
export const createUnit = (id: string, unitName: string) =>
  receive(agenciesApi[':id'].units.$post({ param: { id }, json: { unitName } }))

export type Asking = { agencyId: string; name: string; email: string; post: string; letter: File }
export const askForAccount = (form: Asking) => receive(requestsApi.index.$post({ form }))
export const loadRequestStatus = (reference: string) =>
  receive(requestsApi[':reference'].$get({ param: { reference } }))
export const listRequests = (state: 'open' | 'decided', before: string | null) =>
  receive(requestsApi.index.$get({ query: { state, ...(before && { before }) } }))
export const requestLetter = (id: string) => `/api/account-requests/${encodeURIComponent(id)}/letter`
export const decideRequest = (id: string, json: { outcome: 'granted' } | { outcome: 'refused'; reason: string }) =>
  receive(requestsApi[':id'].decision.$post({ param: { id }, json }))

export type Offer = {
  role: 'author' | 'agency_admin' | 'secretariat' | 'auditor'
  agencyId: string | null
  name: string
  email: string
}
export const listInvitations = (agency: string | null) =>
  receive(invitationsApi.index.$get({ query: agency === null ? {} : { agency } }))
export const invite = (json: Offer) => receive(invitationsApi.index.$post({ json }))
export const renewInvitation = (id: string) => receive(invitationsApi[':id'].renewal.$post({ param: { id } }))
export const revokeInvitation = (id: string) => receive(invitationsApi[':id'].revocation.$post({ param: { id } }))
export const viewInvitation = (token: string) => receive(invitationsApi.views.$post({ json: { token } }))
export const answerInvitation = (
  json: { token: string; outcome: 'accepted'; name: string } | { token: string; outcome: 'declined' },
) => receive(invitationsApi.answers.$post({ json }))

export const listRoles = (agency: string | null) =>
  receive(rolesApi.index.$get({ query: agency === null ? {} : { agency } }))
export const endRole = (id: string, reason: string) =>
  receive(rolesApi[':id'].end.$post({ param: { id }, json: { reason } }))
export const handOver = (id: string, json: { successorId: string; at: string | null }) =>
  receive(handoversApi[':id'].handover.$post({ param: { id }, json }))
/** Before it begins. */
export const withdrawHandover = (id: string, reason: string) =>
  receive(handoversApi[':id'].handover.withdrawal.$post({ param: { id }, json: { reason } }))
export const listOwnRoles = () => receive(meApi.roles.$get())

export const startEnrolment = () => receive(secondFactorApi.enrolment.$post())
export const confirmEnrolment = (code: string) => receive(secondFactorApi.index.$post({ json: { code } }))
export const renewRecoveryCodes = (code: string) => receive(secondFactorApi['recovery-codes'].$post({ json: { code } }))
export const removeSecondFactor = (code: string) => receive(secondFactorApi.removal.$post({ json: { code } }))
export const resetSecondFactor = (id: string, reason: string) =>
  receive(peopleApi[':id']['second-factor-reset'].$post({ param: { id }, json: { reason } }))

export const listSessions = () => receive(sessionsApi.index.$get())
export const endSession = (id: string) => receive(sessionsApi[':id'].$delete({ param: { id } }))
export const endOtherSessions = () => receive(sessionsApi.others.$delete())
