import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { aPerson, anAgency, anEdition, answer, call, db } from './portal.ts'
import { auditActions, lettersOf } from './proposals-factories.ts'

const idOf = (body: unknown): string => {
  if (typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string') return body.id
  throw new Error(`no id in ${JSON.stringify(body)}`)
}

test('the jury is listed with posts, readings and sheets, never with scores', async () => {
  const edition = await anEdition('penilaian')
  const agency = await anAgency()
  const [first, second, panelist] = [await aJuror(edition), await aJuror(edition), await aJuror(edition, 'panelist')]
  await aJuror(await anEdition('penilaian'))
  await anAffiliation(first, agency.id, new Date('2020-01-01T00:00:00Z'))
  const [id = ''] = await assigned(edition, first, [await anEligible(edition), await anEligible(edition)])
  await call(first, 'POST', `/assignments/${id}/score-sheet`, {
    points: allPoints(edition, 80),
    comments: {},
    comment: '',
  })
  const line = (person: typeof first, role: string, rest: object = {}) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    role,
    affiliations: [],
    assigned: 0,
    handedIn: 0,
    themeIds: [],
    mostReadings: null,
    ...rest,
  })
  const affiliations = [{ agency: agency.name, post: 'Analis', endsAt: '2020-01-01T00:00:00.000Z' }]
  const jury = [line(first, 'evaluator', { affiliations, assigned: 2, handedIn: 1 }), line(second, 'evaluator')]
  const path = `/editions/${edition.slug}/jurors`
  expect(await answer(call(edition.secretariat, 'GET', path))).toEqual([
    200,
    { jurors: [...jury, line(panelist, 'panelist')] },
  ])
  expect(await answer(call(edition.secretariat, 'GET', `${path}?stage=penilaian`))).toEqual([200, { jurors: jury }])
  expect(await answer(call(edition.secretariat, 'GET', `${path}?stage=pendaftaran`))).toEqual([
    404,
    { code: 'not_found' },
  ])
})

test('a new juror is written with role, post, trail and letter, and can be assigned', async () => {
  const edition = await anEdition('penilaian')
  const agency = await anAgency()
  const given = {
    name: 'Sri Wahyuni',
    email: ' Sri.Wahyuni@Contoh.go.id ',
    role: 'evaluator',
    agencyId: agency.id,
    post: 'Guru besar',
  }
  const [status, body] = await answer(call(edition.secretariat, 'POST', `/editions/${edition.slug}/jurors`, given))
  const id = idOf(body)
  expect(status).toBe(201)
  const [user] = await db.select().from(tables.users).where(eq(tables.users.id, id))
  expect([user?.name, user?.email]).toEqual(['Sri Wahyuni', 'sri.wahyuni@contoh.go.id'])
  const [, list] = await answer(call(edition.secretariat, 'GET', `/editions/${edition.slug}/jurors`))
  expect(list).toEqual({
    jurors: [
      {
        id,
        name: 'Sri Wahyuni',
        email: expect.any(String),
        role: 'evaluator',
        affiliations: [{ agency: agency.name, post: 'Guru besar', endsAt: null }],
        assigned: 0,
        handedIn: 0,
        themeIds: [],
        mostReadings: null,
      },
    ],
  })
  expect(await auditActions(id)).toEqual(['role.granted'])
  const letters = await lettersOf({ id, name: '', email: '', cookie: '' })
  expect(letters.map(({ kind }) => kind)).toEqual(['juror_appointed'])
})

test('a known person gets the role once, under the known name', async () => {
  const edition = await anEdition('penilaian')
  const known = await aPerson({ role: 'author' })
  const given = { name: 'Nama lain', email: known.email, role: 'panelist', agencyId: null, post: '' }
  const path = `/editions/${edition.slug}/jurors`
  expect(await answer(call(edition.secretariat, 'POST', path, given))).toEqual([201, { id: known.id }])
  expect(await answer(call(edition.secretariat, 'POST', path, given))).toEqual([201, { id: known.id }])
  const held = await db
    .select({ role: tables.roles.role })
    .from(tables.roles)
    .where(and(eq(tables.roles.userId, known.id), eq(tables.roles.role, 'panelist')))
  expect(held).toEqual([{ role: 'panelist' }])
  const [, list] = await answer(call(edition.secretariat, 'GET', path))
  expect(list).toMatchObject({ jurors: [{ id: known.id, name: known.name }] })
})

test('the same new person written twice at the same moment is one person', async () => {
  const edition = await anEdition('penilaian')
  const given = { name: 'Budi', email: 'budi.bersamaan@contoh.go.id', role: 'evaluator', agencyId: null, post: '' }
  const path = `/editions/${edition.slug}/jurors`
  const answers = await Promise.all([1, 2, 3].map(() => answer(call(edition.secretariat, 'POST', path, given))))
  expect(answers.map(([status]) => status)).toEqual([201, 201, 201])
  expect(new Set(answers.map(([, body]) => idOf(body))).size).toBe(1)
})

test('an agency that does not exist and an address that is none are named', async () => {
  const edition = await anEdition('penilaian')
  const given = { name: 'Budi', email: 'bukan alamat', role: 'evaluator', agencyId: 'tidak-ada', post: '' }
  const path = `/editions/${edition.slug}/jurors`
  expect(await answer(call(edition.secretariat, 'POST', path, given))).toEqual([
    422,
    { code: 'invalid_input', fields: ['email'] },
  ])
  expect(await answer(call(edition.secretariat, 'POST', path, { ...given, email: 'budi@contoh.go.id' }))).toEqual([
    422,
    { code: 'invalid_input', fields: ['agencyId'] },
  ])
})

test('an unknown edition is not found, and another edition’s secretariat is not allowed', async () => {
  const edition = await anEdition('penilaian')
  const other = await anEdition('penilaian')
  const elsewhere = await aPerson({ role: 'secretariat', editionId: other.id })
  expect(await answer(call(edition.secretariat, 'GET', '/editions/tidak-ada/jurors'))).toEqual([
    404,
    { code: 'not_found' },
  ])
  expect(await answer(call(elsewhere, 'GET', `/editions/${edition.slug}/jurors`))).toEqual([
    403,
    { code: 'not_allowed' },
  ])
})

test('agencies are found by words of their name, twenty at most, without those that are no more', async () => {
  const agencies = Array.from({ length: 25 }, (_, i) => {
    return { id: `zona-${i}`, name: `Zona Uji ${String(i).padStart(2, '0')}`, clusterId: 'kota' as const }
  })
  for (const agency of agencies) {
    const validTo = agency.id === 'zona-3' ? new Date(1) : null
    await db.insert(tables.agencies).values({ ...agency, validFrom: new Date(0), validTo })
  }
  const found = agencies
    .filter(({ id }) => id !== 'zona-3')
    .map((agency) => ({ ...agency, province: null, parent: null }))
  expect(await answer(call(null, 'GET', '/agencies?q=Zona%20Uji'))).toEqual([200, { agencies: found.slice(0, 20) }])
  expect(await answer(call(null, 'GET', '/agencies?q=Zona%20Uji%200'))).toEqual([200, { agencies: found.slice(0, 9) }])
  expect(await answer(call(null, 'GET', '/agencies?q=Tidak%20ada'))).toEqual([200, { agencies: [] }])
})
