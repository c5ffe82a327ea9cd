/** Requests of a juror about rounds of consolidation, each read by `receive`. */
import { hc } from 'hono/client'
import type { consolidationDrafts } from '#worker/routes/consolidation-drafts.ts'
import type { consolidations } from '#worker/routes/consolidations.ts'
import { asPerson } from '../acting.ts'
import { receive, type Body } from '../answer.ts'
import { draftInit } from '../desk/desk-api.ts'

const path = '/api/consolidations'
const api = hc<typeof consolidations>(path, { headers: asPerson })
const draftsApi = hc<typeof consolidationDrafts>(path, { headers: asPerson })

export type ListedRound = Body<typeof api.index.$get>['rounds'][number]
export type Round = Body<(typeof api)[':id']['$get']>
export type RoundSheet = Round['sheets'][number]
export type GivenAnswer = Parameters<(typeof api)[':id']['answer']['$post']>[0]['json']
type SentDraft = Parameters<(typeof draftsApi)[':id']['draft']['$put']>[0]['json']

export const listRounds = () => receive(api.index.$get())
export const loadRound = (id: string) => receive(api[':id'].$get({ param: { id } }))
export const giveAnswer = (id: string, json: GivenAnswer) => receive(api[':id'].answer.$post({ param: { id }, json }))
export const saveAnswerDraft = (id: string, json: SentDraft, isLeaving: boolean) =>
  receive(draftsApi[':id'].draft.$put({ param: { id }, json }, { init: draftInit(json, isLeaving) }))
