import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { auditEvents, publications } from '#db/schema.ts'
import type { Rules } from '#domain/edition.ts'
import { day } from '../factories.ts'
import { aPerson, answer, anEdition, call, db, type Person } from './portal.ts'

let secretariat: Person
beforeAll(async () => {
  secretariat = await aPerson({ role: 'secretariat' })
})

const opensAt = '2027-03-01T00:00:00.000Z'
let made = 0

async function aDraft(): Promise<string> {
  const slug = `edisi-uji-${++made}`
  const created = await answer(
    call(secretariat, 'POST', '/editions', {
      templateId: 'kipp-2023',
      slug,
      name: 'Edisi Uji',
      registrationOpensAt: opensAt,
    }),
  )
  expect(created).toEqual([201, { slug }])
  return slug
}

type Detail = { version: number; rules: Rules; stages: { id: string; opensAt: string; closesAt: string }[] }

async function detail(slug: string): Promise<Detail> {
  const [status, body] = await answer(call(secretariat, 'GET', `/editions/${slug}/draft`))
  expect(status).toBe(200)
  return JSON.parse(JSON.stringify(body))
}

test('an edition begins with the figures of its template, one stage after another', async () => {
  const slug = await aDraft()
  const { version, rules, stages } = await detail(slug)
  expect(version).toBe(0)
  expect(rules.sections.map(({ id, maxWords }) => [id, maxWords])).toEqual([
    ['ringkasan', 200],
    ['latar-belakang', 300],
    ['kebaruan', 600],
    ['implementasi', 200],
    ['signifikansi', 600],
    ['adaptabilitas', 300],
    ['sumber-daya', 200],
    ['keberlanjutan', 500],
    ['spbe', 200],
  ])
  const scoring = rules.stages.find(({ kind }) => kind === 'scoring')
  expect(scoring?.kind === 'scoring' && scoring.rubric.map(({ weightPercent }) => weightPercent)).toEqual([
    10, 15, 5, 30, 20, 5, 15,
  ])
  expect(stages[0]?.opensAt).toBe(opensAt)
  for (const [i, stage] of stages.entries()) expect(stages[i + 1]?.opensAt ?? stage.closesAt).toBe(stage.closesAt)
})

test('a draft is unknown to the public until it opens', async () => {
  const slug = await aDraft()
  expect(await answer(call(null, 'GET', `/editions/${slug}`))).toEqual([404, { code: 'not_found' }])
  expect(await answer(call(secretariat, 'POST', `/editions/${slug}/opening`))).toEqual([201, { version: 1 }])
  const [status] = await answer(call(null, 'GET', `/editions/${slug}`))
  expect(status).toBe(200)
})

test('opening freezes the rules, in the API and in the database', async () => {
  const slug = await aDraft()
  const { rules } = await detail(slug)
  const changed = { ...rules, groups: rules.groups.map((group) => ({ ...group, capPerAgency: 3 })) }
  expect(await answer(call(secretariat, 'PUT', `/editions/${slug}/rules`, { rules: changed }))).toEqual([200, {}])
  expect((await detail(slug)).rules).toEqual(changed)
  await call(secretariat, 'POST', `/editions/${slug}/opening`)
  expect(await answer(call(secretariat, 'PUT', `/editions/${slug}/rules`, { rules }))).toEqual([
    409,
    { code: 'edition_frozen' },
  ])
  await expect(
    env.DB.prepare("UPDATE editions SET draft_rules = '{}' WHERE slug = ?").bind(slug).run(),
  ).rejects.toThrow('edition_frozen')
  expect(await answer(call(secretariat, 'POST', `/editions/${slug}/opening`))).toEqual([
    409,
    { code: 'edition_frozen' },
  ])
})

test('weights that do not sum to 100 are refused', async () => {
  const slug = await aDraft()
  const { rules } = await detail(slug)
  const broken = {
    ...rules,
    stages: rules.stages.map((stage) =>
      stage.kind === 'scoring' ? { ...stage, rubric: stage.rubric.slice(0, -1) } : stage,
    ),
  }
  const [status, body] = await answer(call(secretariat, 'PUT', `/editions/${slug}/rules`, { rules: broken }))
  expect([status, body]).toEqual([422, { code: 'invalid_input', fields: ['rules.stages.2.rubric'] }])
})

test('an address is taken once', async () => {
  const slug = await aDraft()
  const again = { templateId: 'kipp-2023', slug, name: 'Edisi Lain', registrationOpensAt: opensAt }
  expect(await answer(call(secretariat, 'POST', '/editions', again))).toEqual([409, { code: 'slug_taken' }])
})

test('an edition cannot take the address of the drafts', async () => {
  const order = { templateId: 'kipp-2023', slug: 'drafts', name: 'Edisi Drafts', registrationOpensAt: opensAt }
  expect(await answer(call(secretariat, 'POST', '/editions', order))).toEqual([
    422,
    { code: 'invalid_input', fields: ['slug'] },
  ])
})

test('only the secretariat makes editions', async () => {
  const author = await aPerson({ role: 'author' })
  expect(await answer(call(author, 'POST', '/editions', {}))).toEqual([403, { code: 'not_allowed' }])
  expect(await answer(call(null, 'POST', '/editions', {}))).toEqual([401, { code: 'sign_in_needed' }])
})

test('the secretariat of one edition does not move the dates of another', async () => {
  const one = await anEdition()
  const other = await anEdition()
  const hers = await aPerson({ role: 'secretariat', editionId: one.id })
  const path = `/editions/${other.slug}/stages/pendaftaran/early-close`
  expect(await answer(call(hers, 'POST', path, { reason: 'salah alamat' }))).toEqual([403, { code: 'not_allowed' }])
})

test('an extension moves what would begin too early and leaves a trail for each stage', async () => {
  const { slug, id, stages } = await anEdition('pendaftaran')
  const [registration, screening] = stages
  if (!registration || !screening) throw new Error('no stages')
  const closesAt = new Date(registration.closesAt.getTime() + 3 * day)
  const change = {
    opensAt: registration.opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    reason: 'Layanan terganggu',
  }
  const path = `/editions/${slug}/stages/pendaftaran`
  const [status, body] = await answer(call(secretariat, 'PUT', path, change))
  expect([status, body]).toEqual([200, { changed: stages.map((stage) => stage.id) }])
  const after = await detail(slug)
  expect(after.stages[1]).toMatchObject({
    opensAt: closesAt.toISOString(),
    closesAt: new Date(screening.closesAt.getTime() + 3 * day).toISOString(),
  })
  const events = await db.select().from(auditEvents).where(eq(auditEvents.editionId, id))
  expect(events.filter(({ action }) => action === 'stage.changed').length).toBe(stages.length)
})

test('a change of date after the opening needs its reason', async () => {
  const { slug, stages } = await anEdition('pendaftaran')
  const change = { opensAt: stages[0]?.opensAt, closesAt: stages[0]?.closesAt, reason: ' ' }
  expect(await answer(call(secretariat, 'PUT', `/editions/${slug}/stages/pendaftaran`, change))).toEqual([
    422,
    { code: 'reason_needed' },
  ])
})

test('a stage cannot begin before the one before it has closed', async () => {
  const { slug, stages } = await anEdition('pendaftaran')
  const change = { opensAt: stages[0]?.opensAt, closesAt: stages[1]?.closesAt, reason: 'coba' }
  expect(await answer(call(secretariat, 'PUT', `/editions/${slug}/stages/seleksi`, change))).toEqual([
    422,
    { code: 'dates_out_of_order' },
  ])
})

test('a stage that runs can be closed early, and only that one', async () => {
  const { slug } = await anEdition('seleksi')
  const close = (stage: string) =>
    answer(
      call(secretariat, 'POST', `/editions/${slug}/stages/${stage}/early-close`, { reason: 'Selesai lebih cepat' }),
    )
  expect((await close('pendaftaran'))[0]).toBe(409)
  expect(await close('seleksi')).toEqual([200, { changed: ['seleksi', 'penilaian'] }])
  expect((await answer(call(null, 'GET', `/editions/${slug}`)))[1]).toMatchObject({ currentStageId: 'penilaian' })
})

test('an unknown edition and an unknown stage are not found', async () => {
  const { slug } = await anEdition()
  const notFound = [404, { code: 'not_found' }]
  expect(await answer(call(null, 'GET', '/editions/tidak-ada'))).toEqual(notFound)
  expect(await answer(call(secretariat, 'GET', '/editions/tidak-ada/funnel'))).toEqual(notFound)
  const path = `/editions/${slug}/stages/tidak-ada/early-close`
  expect(await answer(call(secretariat, 'POST', path, { reason: 'x' }))).toEqual(notFound)
})

test('a published snapshot answers under the hash of its own bytes', async () => {
  const slug = await aDraft()
  await call(secretariat, 'POST', `/editions/${slug}/opening`)
  const row = await db.select().from(publications).orderBy(publications.publishedAt).all()
  const hash = row.at(-1)?.hash ?? ''
  const response = await call(null, 'GET', `/publications/${hash}`)
  const bytes = await response.arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  expect(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(hash)
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ kind: 'edition', edition: { slug } })
})

test('the audit trail is read by its readers, page by page, and by subject', async () => {
  const { slug } = await anEdition('seleksi')
  await call(secretariat, 'POST', `/editions/${slug}/stages/seleksi/early-close`, { reason: 'Uji jejak' })
  const auditor = await aPerson({ role: 'auditor' })
  const [status, body] = await answer(call(auditor, 'GET', `/editions/${slug}/audit-events?subject=seleksi`))
  expect([status, body]).toMatchObject([
    200,
    { events: [{ action: 'stage.changed', subjectId: 'seleksi', actor: secretariat.name }], next: null },
  ])
  const author = await aPerson({ role: 'author' })
  expect(await answer(call(author, 'GET', `/editions/${slug}/audit-events`))).toEqual([403, { code: 'not_allowed' }])
})
