import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types'
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { app } from '#worker/app.ts'
import type { Person } from './portal.ts'

/** What a request asked of the database: each round trip with the statements in it, without their values. */
export type Trips = { kind: string; statements: string[] }[]

/** The database, with a note of every round trip and of what was asked in it. */
function watched(database: D1Database): { DB: D1Database; trips: Trips } {
  const trips: Trips = []
  const texts = new WeakMap<object, { real: D1PreparedStatement; text: string }>()
  const statement = (real: D1PreparedStatement, text: string): D1PreparedStatement => {
    const proxy = new Proxy(real, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target)
        if (typeof member !== 'function') return member
        if (key === 'bind') return (...values: unknown[]) => statement(target.bind(...values), text)
        return (...given: unknown[]) => {
          trips.push({ kind: String(key), statements: [text] })
          return member.apply(target, given)
        }
      },
    })
    texts.set(proxy, { real, text })
    return proxy
  }
  const DB = new Proxy(database, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function') return member
      if (key === 'prepare') return (text: string) => statement(target.prepare(text), text)
      if (key !== 'batch') return member.bind(target)
      return (statements: readonly D1PreparedStatement[]) => {
        const known = statements.map((one) => texts.get(one) ?? { real: one, text: '' })
        trips.push({ kind: 'batch', statements: known.map(({ text }) => text) })
        return target.batch(known.map(({ real }) => real))
      }
    },
  })
  return { DB, trips }
}

export type Watched = { status: number; headers: [string, string][]; body: string; trips: Trips }

/** Everything of an answer that somebody could look at, and what it cost. */
export async function ask(person: Person, method: string, path: string, body?: unknown): Promise<Watched> {
  const { DB, trips } = watched(env.DB)
  const headers = { cookie: person.cookie, origin: 'http://localhost', 'content-type': 'application/json' }
  const request = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const context = createExecutionContext()
  const response = await app.request(`/api${path}`, request, { ...env, DB }, context)
  return { status: response.status, headers: [...response.headers].toSorted(), body: await response.text(), trips }
}
