import type { D1Database } from '@cloudflare/workers-types'
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Env } from '#worker/env.ts'
import { app } from '#worker/app.ts'
import type { Person } from './portal.ts'

/** The database; before the batch of this number, which writes what the ones before allowed, something else happens. */
function interrupted(database: D1Database, number: number, between: () => Promise<unknown>): D1Database {
  let batches = 0
  return new Proxy(database, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function') return member
      if (key !== 'batch') return member.bind(target)
      return async (...given: unknown[]) => {
        batches += 1
        if (batches === number) await between()
        return member.apply(target, given)
      }
    },
  })
}

const requestOf = (person: Person, method: string, body: unknown) => ({
  method,
  headers: { cookie: person.cookie, origin: 'http://localhost', 'content-type': 'application/json' },
  ...(body !== undefined && { body: JSON.stringify(body) }),
})

/** A request between whose guard and writing something else happens. */
export async function callInterrupted(
  person: Person,
  [method, path, body]: [string, string, unknown],
  between: () => Promise<unknown>,
  writingBatch = 2,
): Promise<[number, unknown]> {
  const DB = interrupted(env.DB, writingBatch, between)
  const response = await app.request(
    `/api${path}`,
    requestOf(person, method, body),
    { ...env, DB },
    createExecutionContext(),
  )
  return [response.status, await response.json()]
}

/** A request with a note of the jobs that it sends. */
export const callNoting = (person: Person, method: string, path: string, given: unknown) =>
  noting(path, requestOf(person, method, given))

/** The same with a file. */
export const callNotingRaw = (person: Person, method: string, path: string, body: string) =>
  noting(path, { method, headers: { cookie: person.cookie, origin: 'http://localhost' }, body })

async function noting(path: string, request: RequestInit) {
  const jobs: unknown[] = []
  const send = async (job: unknown) => void jobs.push(job)
  const sendBatch = async (batch: Iterable<{ body: unknown }>) => void jobs.push(...[...batch].map(({ body }) => body))
  const JOBS: Env['JOBS'] = Object.assign(Object.create(env.JOBS), { send, sendBatch })
  const response = await app.request(`/api${path}`, request, { ...env, JOBS }, createExecutionContext())
  return { status: response.status, body: await response.json(), jobs }
}
