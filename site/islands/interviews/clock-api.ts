import { hc } from 'hono/client'
import type { interviewClocks } from '#worker/routes/interview-clocks.ts'
import { asPerson } from '../acting.ts'
import { receive, type Body } from '../answer.ts'

const clocksApi = hc<typeof interviewClocks>('/api/interviews', { headers: asPerson })

export type Clock = Body<(typeof clocksApi)[':slot']['clock']['$get']>
export type Phase = NonNullable<Clock['timing']>['phase']
export const loadClock = (slot: string) => receive(clocksApi[':slot'].clock.$get({ param: { slot } }))
export const pressClock = (slot: string, json: { phase: Phase; sequence: number }) =>
  receive(clocksApi[':slot'].clock.$post({ param: { slot }, json }))

export type Running = Body<typeof clocksApi.running.$get>
export type OwnClock = NonNullable<Running['present']>
export const loadRunning = (reading: string) => receive(clocksApi.running.$get({ query: { reading } }))
