/** Requests of the agency's gate, the national funnel and the mail log, each read by `receive`. */
import { hc } from 'hono/client'
import type { ProposalState } from '#domain/proposal.ts'
import type { agencyProposals } from '#worker/routes/agency-proposals.ts'
import type { funnels } from '#worker/routes/funnels.ts'
import type { mails } from '#worker/routes/mails.ts'
import type { withdrawals } from '#worker/routes/withdrawals.ts'
import { receive, type Body } from './answer.ts'

const gateApi = hc<typeof agencyProposals>('/api/agency-proposals')
const withdrawalsApi = hc<typeof withdrawals>('/api/proposals')
const funnelsApi = hc<typeof funnels>('/api/editions')
const mailsApi = hc<typeof mails>('/api/mails')

export type Gate = Body<typeof gateApi.index.$get>
export type GateRow = Gate['rows'][number]
export type FunnelDay = Body<(typeof funnelsApi)[':edition']['funnel']['days']['$get']>['days'][number]
export type FunnelAgency = Body<(typeof funnelsApi)[':edition']['funnel']['agencies']['$get']>['rows'][number]
export type Reminders = Body<(typeof funnelsApi)[':edition']['agency-reminders']['$post']>
export type LoggedMail = Body<typeof mailsApi.log.$get>['mails'][number]

export type StateFilter = ProposalState | 'all'
type GateQuery = { state: StateFilter } & Record<'edition' | 'agency' | 'unit' | 'group' | 'q' | 'after', string | null>

/** Without what is not asked. */
const given = (query: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])))

export const loadGate = ({ state, ...query }: GateQuery) =>
  receive(gateApi.index.$get({ query: { ...given(query), state } }))
export const gateCsv = (edition: string, agency: string) =>
  `/api/agency-proposals/csv?${new URLSearchParams({ edition, agency }).toString()}`
export const withdraw = (id: string, note: string) =>
  receive(withdrawalsApi[':id'].withdrawals.$post({ param: { id }, json: { note } }))

export const loadFunnelDays = (edition: string) =>
  receive(funnelsApi[':edition'].funnel.days.$get({ param: { edition } }))
export const listFunnelAgencies = (
  edition: string,
  { state, q, after }: { state: StateFilter; q: string | null; after: string | null },
) =>
  receive(funnelsApi[':edition'].funnel.agencies.$get({ param: { edition }, query: { ...given({ q, after }), state } }))
export const funnelCsv = (edition: string) => `/api/editions/${edition}/funnel/csv`
export const remindAgencies = (edition: string, json: { agencyIds: string[]; note: string; preview: boolean }) =>
  receive(funnelsApi[':edition']['agency-reminders'].$post({ param: { edition }, json }))

export const mailFilters = ['all', 'waiting', 'failed', 'given_up', 'bounced'] as const
export type MailFilter = (typeof mailFilters)[number]
export const loadMailLog = (filter: MailFilter, after: string | null) =>
  receive(mailsApi.log.$get({ query: { ...given({ after }), filter } }))
export const retryMails = (mailIds: string[]) => receive(mailsApi.attempts.$post({ json: { mailIds } }))
