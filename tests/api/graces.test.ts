import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { graces, lateSubmissions, submissions } from '#db/schema.ts'
import { emptyCount, minuteMs, minuteOf, startOf } from '#domain/service-health.ts'
import type { Env } from '#worker/env.ts'
import { keepGraces } from '#worker/grace.ts'
import { signIntent } from '#worker/intent.ts'
import { beat, readMinutes } from '#worker/service-health.ts'
import { anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { aPassed, auditActions, type Agency, type Edition } from './proposals-factories.ts'

const forward = (person: Person, id: string, intent?: string) =>
  answer(call(person, 'POST', `/proposals/${id}/submissions`, intent === undefined ? {} : { intent }))

async function intentFor(person: Person, id: string): Promise<string> {
  const response = await call(person, 'GET', `/proposals/${id}/intent`)
  const body: { intent: string } = await response.json()
  return body.intent
}

const registrationOf = (edition: Edition) => {
  const stage = edition.stages.find(({ kind }) => kind === 'registration')
  if (!stage) throw new Error('no registration')
  return stage
}

/** Moves the closing of registration (and the opening of what follows) to this instant. */
async function closeAt(edition: Edition, closesAt: Date): Promise<void> {
  await env.DB.prepare(`UPDATE stages SET closes_at = ? WHERE edition_id = ? AND kind = 'registration'`)
    .bind(closesAt.getTime(), edition.id)
    .run()
}

const health = (minute: number, part: string, failures: number, requests = 100) =>
  env.FILES.put(
    `health/${startOf(minute).toISOString().slice(0, 16)}/${part}.json`,
    JSON.stringify({ requests, failures, latencies: emptyCount().latencies.with(0, requests) }),
  )

/** The database of an environment that is down: whatever is asked of it fails. */
const withoutDatabase: Env = {
  ...env,
  DB: new Proxy(env.DB, {
    get: () => () => {
      throw new Error('D1 is away')
    },
  }),
}

async function aClosedEdition(
  failed: boolean,
): Promise<{ edition: Edition; agency: Agency; id: string; intent: string; closesAt: Date }> {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const intent = await intentFor(agency.admin, id)
  // Registration closes now: what was saved and signed is from before.
  await new Promise((resolve) => setTimeout(resolve, 5))
  const closesAt = new Date()
  await closeAt(edition, closesAt)
  const closing = minuteOf(closesAt)
  for (let minute = closing - 40; minute <= closing + 20; minute += 1) {
    await health(minute, `teil-${edition.id}`, failed && minute >= closing - 6 && minute <= closing + 2 ? 5 : 0)
  }
  return { edition, agency, id, intent, closesAt }
}

/** Health is one for the whole service: each test begins with none on record. */
async function forgetHealth(): Promise<void> {
  for (;;) {
    const { objects } = await env.FILES.list({ prefix: 'health/' })
    if (objects.length === 0) return
    await env.FILES.delete(objects.map(({ key }) => key))
  }
}

test('a failure of ours over the closing is declared once, tells the trail and the public, and what was meant to be sent counts', async () => {
  await forgetHealth()
  const { edition, agency, id, intent, closesAt } = await aClosedEdition(true)
  const closing = minuteOf(closesAt)
  const later = new Date(closesAt.getTime() + 10 * minuteMs)
  await keepGraces(env, later)
  await keepGraces(env, later)
  const [grace, ...more] = await db.select().from(graces).where(eq(graces.editionId, edition.id))
  expect(more).toEqual([])
  expect(grace && { ...grace, evidence: grace.evidence.length, id: '' }).toEqual({
    id: '',
    editionId: edition.id,
    stageId: registrationOf(edition).id,
    closesAt,
    failedFrom: startOf(closing - 6),
    failedUntil: startOf(closing + 3),
    endsAt: new Date(startOf(closing + 3).getTime() + 30 * minuteMs),
    evidence: 9,
    at: later,
  })
  expect(
    (await auditActions(registrationOf(edition).id)).filter((action) => action === 'grace.declared').length,
  ).toBeGreaterThan(0)
  const published = await env.DB.prepare(
    'SELECT object_key FROM publications WHERE edition_id = ? ORDER BY published_at DESC',
  )
    .bind(edition.id)
    .first<{ object_key: string }>()
  const snapshot: { graces: unknown } = JSON.parse(
    (await (await env.FILES.get(published?.object_key ?? ''))?.text()) ?? '{}',
  )
  expect(snapshot.graces).toEqual([
    {
      stageId: registrationOf(edition).id,
      closesAt: closesAt.toISOString(),
      failedFrom: startOf(closing - 6).toISOString(),
      failedUntil: startOf(closing + 3).toISOString(),
      endsAt: new Date(startOf(closing + 3).getTime() + 30 * minuteMs).toISOString(),
    },
  ])

  expect((await forward(agency.admin, id))[1]).toMatchObject({ code: 'stage_not_open' })
  const [status, receipt] = await forward(agency.admin, id, intent)
  const again = await forward(agency.admin, id, intent)
  expect([status, again]).toEqual([201, [200, receipt]])
  const late = await db
    .select({ graceId: lateSubmissions.graceId })
    .from(lateSubmissions)
    .innerJoin(submissions, eq(submissions.id, lateSubmissions.submissionId))
    .where(eq(submissions.proposalId, id))
  expect(late).toEqual([{ graceId: grace?.id }])
})

test('without a failure of ours the closing holds, also for whoever had meant to send', async () => {
  await forgetHealth()
  const { edition, agency, id, intent, closesAt } = await aClosedEdition(false)
  await keepGraces(env, new Date(closesAt.getTime() + 10 * minuteMs))
  expect(await db.select().from(graces).where(eq(graces.editionId, edition.id))).toEqual([])
  expect(await forward(agency.admin, id, intent)).toEqual([409, { code: 'no_grace', closedAt: closesAt.toISOString() }])
})

/** Another letter in the signature, whatever stands there. */
const altered = (token: string) => token.replace(/\.(.)/, (_, letter) => `.${letter === 'A' ? 'B' : 'A'}`)

test('a token that is forged, of another proposal, altered, expired, or made after the closing counts for nothing', async () => {
  await forgetHealth()
  const { edition, agency, id, intent, closesAt } = await aClosedEdition(true)
  await keepGraces(env, new Date(closesAt.getTime() + 10 * minuteMs))
  const read: { proposalId: string; contentHash: string } = JSON.parse(
    atob((intent.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
  )
  const sign = (
    given: { proposalId?: string; contentHash?: string; issuedAt?: Date },
    expiresAt = new Date(Date.now() + 60_000),
  ) => signIntent(env, { ...read, issuedAt: new Date(closesAt.getTime() - 60_000), ...given }, expiresAt)
  const otherSecret: Env = { ...env, AUTH_SECRET: 'x'.repeat(40) }
  const codes: unknown[] = []
  for (const token of [
    'x.y',
    `${intent}.z`,
    altered(intent),
    await signIntent(otherSecret, { ...read, issuedAt: new Date(0) }, new Date(Date.now() + 60_000)),
    await sign({ proposalId: 'proposal-other' }),
    await sign({ issuedAt: closesAt }),
    await sign({}, new Date(Date.now() - 1)),
    await sign({ contentHash: '0'.repeat(64) }),
  ]) {
    const [status, refusal] = await forward(agency.admin, id, token)
    codes.push([status, refusal])
  }
  expect(codes).toEqual([
    ...Array.from({ length: 7 }, () => [422, { code: 'intent_invalid' }]),
    [409, { code: 'intent_outdated' }],
  ])
  expect((await db.select().from(graces).where(eq(graces.editionId, edition.id))).length).toBe(1)
})

test('when the grace is over, nothing counts any more', async () => {
  await forgetHealth()
  const { edition, agency, id, intent, closesAt } = await aClosedEdition(true)
  const endsAt = new Date(Date.now() - 1)
  await db.insert(graces).values({
    id: `grace-${edition.id}`,
    editionId: edition.id,
    stageId: registrationOf(edition).id,
    closesAt,
    failedFrom: closesAt,
    failedUntil: closesAt,
    endsAt,
    evidence: [],
    at: closesAt,
  })
  expect(await forward(agency.admin, id, intent)).toEqual([409, { code: 'grace_over', endedAt: endsAt.toISOString() }])
})

test('only the agency admin of the proposal gets its token, and only while it may be forwarded', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const asked = async (person: Person) => (await call(person, 'GET', `/proposals/${id}/intent`)).status
  expect([await asked(agency.admin), await asked(other.admin), await asked(agency.author)]).toEqual([200, 404, 403])
  await forward(agency.admin, id)
  expect(await asked(agency.admin)).toBe(409)
})

test('the clock leaves its sign of life although the database is away, and a gap between two of them is a failure', async () => {
  await forgetHealth()
  const start = 40_000_000
  await beat(withoutDatabase, startOf(start))
  await beat(withoutDatabase, startOf(start + 3))
  expect(await readMinutes(env, start - 5, start + 3)).toEqual([
    { minute: start, requests: 0, failures: 0, p95Ms: 0, isAway: false },
    { minute: start + 1, requests: 0, failures: 0, p95Ms: 0, isAway: true },
    { minute: start + 2, requests: 0, failures: 0, p95Ms: 0, isAway: true },
    { minute: start + 3, requests: 0, failures: 0, p95Ms: 0, isAway: false },
  ])
})
