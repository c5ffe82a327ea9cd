import type { ClientResponse } from 'hono/client'
import type { SuccessStatusCode } from 'hono/utils/http-status'
import { readProblem, type ClientProblem } from '#site/text/problems.ts'

/** What a request came to: the value, or why not. Nothing here throws because a server or a network failed. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: ClientProblem }

/** The body of those responses of a route that are not refusals. */
export type Accepted<R> =
  R extends ClientResponse<infer Body, infer Status, infer _>
    ? [Status & SuccessStatusCode] extends [never]
      ? never
      : Body
    : never

/** The same for a client's method: `Body<typeof proposalsApi.index.$get>`. */
export type Body<Method> = Method extends (...args: never[]) => Promise<infer R> ? Accepted<R> : never

type Received = { ok: boolean; status: number; json: () => Promise<unknown> }

/** Waits for a response; a refusal, a dead network and an unreadable answer all come back as a problem. */
export function receive<R extends Received>(request: Promise<R>): Promise<Answer<Accepted<R>>>
export async function receive(request: Promise<Received>): Promise<Answer<unknown>> {
  let response: Received
  try {
    response = await request
  } catch {
    return { ok: false, problem: { code: 'network' } }
  }
  try {
    const body = response.status === 204 ? undefined : await response.json()
    if (response.ok) return { ok: true, value: body }
    const problem = await readProblem(body)
    if (problem) return { ok: false, problem }
  } catch {
    // not JSON, or cut off on the way: told below
  }
  return { ok: false, problem: { code: 'unreadable_answer', status: response.status } }
}
