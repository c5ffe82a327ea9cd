import { env, exports } from 'cloudflare:workers'
import { generateSignedCookie } from 'hono/cookie'
import { openDb } from '#db/client.ts'
import * as tables from '#db/schema.ts'
import { needsSecondFactor, type RoleName } from '#domain/access.ts'
import type { ClusterId, Rules } from '#domain/edition.ts'
import { day, kippRules, windowsAround } from '../factories.ts'

export const db = openDb(env.DB)

export type Person = { id: string; name: string; email: string; cookie: string }

let counter = 0
const next = () => ++counter

type RoleAt = { role: RoleName; agencyId?: string; editionId?: string }

/** A person who is signed in and holds these roles. */
export async function aPerson(...roles: RoleAt[]): Promise<Person> {
  const n = next()
  const now = new Date()
  const id = `user-${n}`
  const person = { id, name: `Orang ${n}`, email: `orang${n}@contoh.go.id` }
  const token = `token-${n}-${crypto.randomUUID()}`
  await db.batch([
    db.insert(tables.users).values({
      ...person,
      emailVerified: true,
      // As if signed in with it: what the secretariat may do counts only with a second factor.
      twoFactorEnabled: roles.some(({ role }) => needsSecondFactor(role)),
      createdAt: now,
      updatedAt: now,
    }),
    db.insert(tables.sessions).values({
      id: `session-${n}`,
      token,
      userId: id,
      expiresAt: new Date(now.getTime() + 365 * day),
      createdAt: now,
      updatedAt: now,
    }),
    ...roles.map((held, i) =>
      db.insert(tables.roles).values({
        id: `role-${n}-${i}`,
        userId: id,
        role: held.role,
        agencyId: held.agencyId ?? null,
        editionId: held.editionId ?? null,
        beginsAt: new Date(0),
      }),
    ),
  ])
  const cookie = await generateSignedCookie('gelanggang.session_token', token, env.AUTH_SECRET)
  return { ...person, cookie: cookie.split(';')[0] ?? '' }
}

/** An agency; a unit when it has a parent. */
export async function anAgency(
  given: { parentId?: string; clusterId?: ClusterId; regionalGovernmentId?: string } = {},
) {
  const n = next()
  const id = `agency-${n}`
  await db.insert(tables.agencies).values({
    id,
    name: `Instansi ${n}`,
    clusterId: given.clusterId ?? 'kabupaten',
    parentId: given.parentId ?? null,
    regionalGovernmentId: given.regionalGovernmentId ?? null,
    province: null,
    validFrom: new Date(0),
  })
  return { id, name: `Instansi ${n}` }
}

/** A regional government with one unit, an author in the unit and an admin. */
export async function anAgencyWithPeople(clusterId: ClusterId = 'kabupaten') {
  const agency = await anAgency({ clusterId })
  const unit = await anAgency({ clusterId, parentId: agency.id, regionalGovernmentId: agency.id })
  return {
    agency,
    unit,
    author: await aPerson({ role: 'author', agencyId: unit.id }),
    admin: await aPerson({ role: 'agency_admin', agencyId: agency.id }),
  }
}

/** An opened edition of which this stage is open now. `change` alters the rules of 2023 before they freeze. */
export async function anEdition(
  openStageId = 'pendaftaran',
  change: (rules: Rules) => Rules = (rules) => rules,
  now = new Date(),
) {
  const n = next()
  const id = `edition-${n}`
  const slug = `kipp-uji-${n}`
  const rules = change(kippRules())
  const secretariat = await aPerson({ role: 'secretariat' })
  const stages = windowsAround(rules, openStageId, now)
  await db.batch([
    db.insert(tables.editions).values({
      id,
      slug,
      name: `KIPP Uji ${n}`,
      isSimulation: true,
      draftRules: rules,
      createdAt: now,
      createdBy: secretariat.id,
    }),
    db.insert(tables.editionVersions).values({
      editionId: id,
      version: 1,
      rules,
      reason: 'Pembukaan',
      frozenAt: now,
      frozenBy: secretariat.id,
    }),
    ...stages.map((stage) => db.insert(tables.stages).values({ ...stage, editionId: id })),
  ])
  return { id, slug, rules, stages, secretariat }
}

const isRaw = (body: unknown): body is Uint8Array<ArrayBuffer> | string =>
  body instanceof Uint8Array || typeof body === 'string'

/** Calls the Worker as this person (or nobody). Bytes and text are sent as they are, any other value as JSON. */
export async function call(person: Person | null, method: string, path: string, body?: unknown): Promise<Response> {
  const headers = new Headers({ origin: 'http://localhost' })
  if (person) headers.set('cookie', person.cookie)
  if (body !== undefined && !isRaw(body)) headers.set('content-type', 'application/json')
  return exports.default.fetch(`http://localhost/api${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
  })
}

/** Status and body together, for one comparison. */
export async function answer(response: Promise<Response>): Promise<[number, unknown]> {
  const { status, ...rest } = await response.then(async (r) => ({ status: r.status, text: await r.text() }))
  return [status, rest.text === '' ? null : JSON.parse(rest.text)]
}

export const asObject = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? { ...body } : {}

export const listIn = (body: unknown, key: string): Record<string, unknown>[] => {
  const list = asObject(body)[key]
  return Array.isArray(list) ? list.map(asObject) : []
}
