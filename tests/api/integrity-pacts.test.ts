import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import type { Rules } from '#domain/edition.ts'
import { sha256Hex } from '#worker/bytes.ts'
import { aJuror, allPoints, anEligible, anUnsignedJuror, assigned } from './jury-factories.ts'
import { aPerson, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, type Edition } from './proposals-factories.ts'

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
const hashOf = (text: string) => sha256Hex(new TextEncoder().encode(text))
const withPact =
  (text: string | undefined) =>
  (rules: Rules): Rules => ({ ...rules, integrityPact: text })

const sign = (juror: Person, edition: Edition, sha256: string) =>
  answer(call(juror, 'POST', '/assignments/pacts', { edition: edition.slug, sha256 }))

const pactOf = async (juror: Person) => (await answer(call(juror, 'GET', '/assignments')))[1]

async function aFirstDay(text: string | undefined = 'Saya menilai dengan jujur.') {
  const edition = await anEdition('penilaian', withPact(text))
  const juror = await anUnsignedJuror(edition)
  const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
  return { edition, juror, id, sha256: await hashOf(text) }
}

test('until the pact is signed no text is opened, nothing is saved and nothing handed in; signing opens all of it', async () => {
  const { edition, juror, id, sha256 } = await aFirstDay()
  const pact = { text: 'Saya menilai dengan jujur.', sha256 }
  const needed = [403, { code: 'pact_needed', edition: edition.slug, pact }]
  const sheet = { points: allPoints(edition, 80), comments: {}, comment: '' }
  const asked = async () => [
    await answer(call(juror, 'GET', `/assignments/${id}`)),
    await answer(call(juror, 'GET', `/assignments/offline?edition=${edition.slug}&stage=penilaian`)),
    await answer(call(juror, 'GET', `/assignments/${id}/attachments/${'b'.repeat(64)}`)),
    await answer(call(juror, 'PUT', `/assignments/${id}/draft`, { ...sheet, version: 0 })),
    await answer(call(juror, 'POST', `/assignments/${id}/score-sheet`, sheet)),
  ]
  expect(await asked()).toEqual([needed, needed, needed, needed, needed])
  expect(await pactOf(juror)).toMatchObject({ stages: [{ pact: { ...pact, signedAt: null } }] })
  expect(await sign(juror, edition, sha256)).toEqual([201, { signedAt: iso }])
  expect((await asked()).map(([status]) => status)).toEqual([200, 200, 404, 200, 201])
  expect(await pactOf(juror)).toMatchObject({ stages: [{ pact: { ...pact, signedAt: iso } }] })
})

test('signed again, also at the same moment, the first instant stands and the trail tells once', async () => {
  const { edition, juror, sha256 } = await aFirstDay()
  const answers = await Promise.all([1, 2, 3].map(() => sign(juror, edition, sha256)))
  expect(answers.map(([status]) => status).toSorted()).toEqual([200, 200, 201])
  expect(new Set(answers.map(([, body]) => JSON.stringify(body))).size).toBe(1)
  expect(await auditActions(juror.id)).toEqual(['integrity_pact.signed'])
})

test('a text that was not read is not signed: another hash is shown the text in force', async () => {
  const { edition, juror, id, sha256 } = await aFirstDay()
  const pact = { text: 'Saya menilai dengan jujur.', sha256 }
  expect(await sign(juror, edition, await hashOf('Lain.'))).toEqual([
    409,
    { code: 'pact_changed', edition: edition.slug, pact },
  ])
  expect((await call(juror, 'GET', `/assignments/${id}`)).status).toBe(403)
})

test('a text that changed with the rules is signed anew', async () => {
  const { edition, juror, id, sha256 } = await aFirstDay()
  await sign(juror, edition, sha256)
  const text = 'Saya menilai dengan jujur dan menjaga rahasia.'
  await db.insert(tables.editionVersions).values({
    editionId: edition.id,
    version: 2,
    rules: withPact(text)(edition.rules),
    reason: 'Kerahasiaan ditambahkan.',
    frozenAt: new Date(),
    frozenBy: edition.secretariat.id,
  })
  const changed = { text, sha256: await hashOf(text) }
  expect(await answer(call(juror, 'GET', `/assignments/${id}`))).toEqual([
    403,
    { code: 'pact_needed', edition: edition.slug, pact: changed },
  ])
  expect((await sign(juror, edition, changed.sha256))[0]).toBe(201)
  expect((await call(juror, 'GET', `/assignments/${id}`)).status).toBe(200)
})

test('rules without a pact ask for none', async () => {
  const edition = await anEdition('penilaian', withPact(undefined))
  const juror = await anUnsignedJuror(edition)
  const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
  expect((await call(juror, 'GET', `/assignments/${id}`)).status).toBe(200)
  expect(await pactOf(juror)).toMatchObject({ stages: [{ pact: null }] })
  expect(await sign(juror, edition, await hashOf(''))).toEqual([404, { code: 'not_found' }])
})

test('only a juror of the edition signs', async () => {
  const { edition, sha256 } = await aFirstDay()
  const elsewhere = await aJuror(await anEdition('penilaian'))
  expect(await sign(elsewhere, edition, sha256)).toEqual([404, { code: 'not_found' }])
  expect(await sign(edition.secretariat, edition, sha256)).toEqual([403, { code: 'not_allowed' }])
  const signed = await db.select().from(tables.integrityPacts).where(eq(tables.integrityPacts.editionId, edition.id))
  expect(signed).toEqual([])
})

test("somebody else's reading is not found, whether the pact is signed or not", async () => {
  const { edition, id } = await aFirstDay()
  const unsigned = await anUnsignedJuror(edition)
  const other = await aPerson({ role: 'panelist', editionId: edition.id })
  for (const person of [unsigned, other]) {
    expect(await answer(call(person, 'GET', `/assignments/${id}`))).toEqual([404, { code: 'not_found' }])
  }
})
