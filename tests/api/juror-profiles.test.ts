import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { aJuror, anEligible, assigned } from './jury-factories.ts'
import { aPerson, anEdition, answer, call, db } from './portal.ts'
import { auditActions, lettersOf, type Edition } from './proposals-factories.ts'

const themed = () =>
  anEdition('penilaian', (rules) => ({
    ...rules,
    themes: {
      items: [
        { id: 'kesehatan', name: 'Kesehatan' },
        { id: 'pendidikan', name: 'Pendidikan' },
      ],
      min: 1,
      max: 1,
    },
  }))

const save = (edition: Edition, profiles: unknown[], by = edition.secretariat) =>
  answer(call(by, 'PUT', `/editions/${edition.slug}/juror-profiles`, { profiles }))

const listed = z.object({
  jurors: z.array(
    z.object({
      id: z.string(),
      themeIds: z.array(z.string()),
      mostReadings: z.number().nullable(),
      assigned: z.number(),
    }),
  ),
})
const jurorsOf = async (edition: Edition) =>
  listed.parse((await answer(call(edition.secretariat, 'GET', `/editions/${edition.slug}/jurors?stage=penilaian`)))[1])
    .jurors

test('themes and caps are saved for many at once, with one event for each juror who changed', async () => {
  const edition = await themed()
  const [one, two] = [await aJuror(edition), await aJuror(edition)]
  const profiles = [
    { jurorId: one.id, themeIds: ['kesehatan'], mostReadings: 20 },
    { jurorId: two.id, themeIds: [], mostReadings: null },
  ]
  expect(await save(edition, profiles)).toEqual([200, { saved: 2 }])
  await save(edition, profiles)
  await save(edition, [{ ...profiles[0], mostReadings: 0 }, profiles[1]])
  expect((await jurorsOf(edition)).map(({ id, themeIds, mostReadings }) => [id, themeIds, mostReadings])).toEqual([
    [one.id, ['kesehatan'], 0],
    [two.id, [], null],
  ])
  expect([await auditActions(one.id), await auditActions(two.id)]).toEqual([
    ['juror_profile.saved', 'juror_profile.saved'],
    ['juror_profile.saved'],
  ])
})

test('a theme that the edition does not know, and a person who is no juror of it, are refused', async () => {
  const edition = await themed()
  const juror = await aJuror(edition)
  expect(await save(edition, [{ jurorId: juror.id, themeIds: ['sihir'], mostReadings: null }])).toEqual([
    422,
    { code: 'invalid_input', fields: ['themeIds'] },
  ])
  const stranger = await aJuror(await anEdition('penilaian'))
  expect(await save(edition, [{ jurorId: stranger.id, themeIds: [], mostReadings: null }])).toEqual([
    404,
    { code: 'not_found' },
  ])
  const auditor = await aPerson({ role: 'auditor' })
  expect((await save(edition, [{ jurorId: juror.id, themeIds: [], mostReadings: 1 }], auditor))[0]).toBe(403)
})

const pairs = z.object({ pairs: z.array(z.object({ id: z.string(), first: z.string(), second: z.string() })) })

test('two jurors are kept apart once, whoever is named first, until that ends', async () => {
  const edition = await anEdition('penilaian')
  const [one, two, three] = [await aJuror(edition), await aJuror(edition), await aJuror(edition)]
  const path = `/editions/${edition.slug}/jurors-apart`
  const add = (jurorIds: string[], reason = 'Suami istri.') =>
    answer(call(edition.secretariat, 'POST', path, { jurorIds, reason }))
  const both = await Promise.all([add([one.id, two.id]), add([two.id, one.id])])
  expect(both.map(([status]) => status).toSorted()).toEqual([201, 409])
  expect(await add([one.id, three.id], ' ')).toEqual([422, { code: 'reason_needed' }])
  expect((await add([one.id, one.id]))[0]).toBe(422)
  const list = async () => pairs.parse((await answer(call(edition.secretariat, 'GET', path)))[1]).pairs
  const [pair] = await list()
  expect([pair?.first, pair?.second].toSorted()).toEqual([one.name, two.name].toSorted())
  // Two proposals for three jurors of whom two are apart: each is read by the third and one of the two.
  await anEligible(edition)
  await anEligible(edition)
  const order = { kind: 'first', seed: 1, anchors: null, mostReadings: null, usesThemes: true, reason: '' }
  const stage = `/editions/${edition.slug}/stages/penilaian`
  const [, plan] = await answer(call(edition.secretariat, 'POST', `${stage}/assignment-plans`, order))
  expect(plan).toMatchObject({ report: { covered: 2, mostLoad: 2, leastLoad: 1 } })
  const end = () => answer(call(edition.secretariat, 'POST', `${path}/${pair?.id}/end`))
  expect([await end(), await end(), await list()]).toEqual([
    [201, { endedAt: expect.any(String) }],
    [404, { code: 'not_found' }],
    [],
  ])
  expect(await auditActions(pair?.id ?? '')).toEqual(['jurors_apart.added', 'jurors_apart.ended'])
  expect((await add([two.id, one.id]))[0]).toBe(201)
})

test('a juror who stops keeps what is handed in, loses the rest with the reason, and gets nothing more', async () => {
  const edition = await anEdition('penilaian')
  const [juror, ...others] = [await aJuror(edition), await aJuror(edition), await aJuror(edition)]
  const proposals = [await anEligible(edition), await anEligible(edition), await anEligible(edition)]
  const [first = '', ...rest] = await assigned(edition, juror, proposals)
  await db.insert(tables.scoreSheets).values({
    assignmentId: first,
    editionId: edition.id,
    stageId: 'penilaian',
    proposalId: proposals[0]!.id,
    totalHundredths: 7000,
    comment: '',
    handedInAt: new Date(),
  })
  const path = `/editions/${edition.slug}/stages/penilaian/jurors/${juror.id}/stop`
  const stop = (reason: string) => answer(call(edition.secretariat, 'POST', path, { reason }))
  expect(await stop('')).toEqual([422, { code: 'reason_needed' }])
  expect(await stop('Cuti sakit.')).toEqual([201, { ended: 2 }])
  const rows = await db
    .select({ id: tables.assignments.id, reason: tables.assignments.endReason })
    .from(tables.assignments)
    .where(eq(tables.assignments.jurorId, juror.id))
  expect(
    rows
      .filter(({ reason }) => reason === 'Cuti sakit.')
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(rest.toSorted())
  expect((await jurorsOf(edition)).find(({ id }) => id === juror.id)).toMatchObject({ assigned: 1, mostReadings: 1 })
  expect((await lettersOf(juror)).map(({ kind }) => kind)).toEqual(['readings_ended'])
  const order = { kind: 'replan', seed: 1, anchors: null, mostReadings: null, usesThemes: true, reason: '' }
  const stage = `/editions/${edition.slug}/stages/penilaian`
  const [, plan] = await answer(call(edition.secretariat, 'POST', `${stage}/assignment-plans`, order))
  const loads = z.object({ report: z.object({ loads: z.array(z.object({ jurorId: z.string(), added: z.number() })) }) })
  const added = new Map(loads.parse(plan).report.loads.map((load) => [load.jurorId, load.added]))
  expect([added.get(juror.id), ...others.map(({ id }) => added.get(id) ?? 0).toSorted()]).toEqual([0, 2, 3])
  const stranger = `/editions/${edition.slug}/stages/penilaian/jurors/${edition.secretariat.id}/stop`
  expect(await answer(call(edition.secretariat, 'POST', stranger, { reason: 'Salah.' }))).toEqual([
    404,
    { code: 'not_found' },
  ])
})
