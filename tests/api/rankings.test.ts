import { expect, test } from 'vitest'
import type { Rules } from '#domain/edition.ts'
import { aSheet, anEligible, scored } from './jury-factories.ts'
import { aPerson, anEdition, answer, call, type Person } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'

const ranking = (person: Person, edition: Edition, stage = 'penilaian') =>
  answer(call(person, 'GET', `/editions/${edition.slug}/stages/${stage}/ranking`))

const rank = (place: number, tied: boolean, total: number) => ({
  rank: place,
  tied,
  sumHundredths: 2 * total,
  sheetCount: 2,
  passes: true,
  sheets: [total, total],
})

test('proposals are ranked by their mean within group and cluster, ties share a rank, too few sheets are shown apart', async () => {
  const edition = await anEdition('penilaian')
  const [tiedA, tiedB, third] = await scored(edition, [9000, 9000, 8000])
  const [city] = await scored(edition, [5000], { clusterId: 'kota' })
  const [special] = await scored(edition, [6000], { groupId: 'khusus' })
  const alone = await anEligible(edition)
  await aSheet(edition, alone, 10_000)
  const unread = await anEligible(edition)
  await nowIn(edition, 'pleno-finalis')
  const named = (one = alone, groupId = 'umum', clusterId = 'kabupaten') => ({
    proposalId: one.id,
    referenceNumber: one.referenceNumber,
    title: one.title,
    agency: one.agency.agency.name,
    groupId,
    clusterId,
  })
  expect(await ranking(edition.secretariat, edition)).toEqual([
    200,
    {
      ranked: [
        { ...named(special, 'khusus'), ...rank(1, false, 6000) },
        { ...named(tiedA), ...rank(1, true, 9000) },
        { ...named(tiedB), ...rank(1, true, 9000) },
        { ...named(third), ...rank(3, false, 8000) },
        { ...named(city, 'umum', 'kota'), ...rank(1, false, 5000) },
      ],
      unranked: [
        { ...named(alone), sheetCount: 1, requiredSheets: 2 },
        { ...named(unread), sheetCount: 0, requiredSheets: 2 },
      ],
    },
  ])
})

test('nobody sees a ranking while the stage is open, and a juror never', async () => {
  const edition = await anEdition('penilaian')
  await scored(edition, [9000])
  const refused = [409, { code: 'stage_still_open', closesAt: expect.any(String) }]
  expect(await ranking(edition.secretariat, edition)).toEqual(refused)
  expect(await ranking(await aPerson({ role: 'auditor' }), edition)).toEqual(refused)
  await nowIn(edition, 'pleno-finalis')
  const juror = await aPerson({ role: 'evaluator', editionId: edition.id })
  expect(await ranking(juror, edition)).toEqual([403, { code: 'not_allowed' }])
  expect((await ranking(await aPerson({ role: 'auditor' }), edition))[0]).toBe(200)
})

const withGrade = (rules: Rules): Rules => ({
  ...rules,
  stages: rules.stages.map((stage) => (stage.kind === 'scoring' ? { ...stage, passingHundredths: 8500 } : stage)),
})

test('a mean below the passing grade is ranked and marked', async () => {
  const edition = await anEdition('penilaian', withGrade)
  await scored(edition, [8500, 8499])
  await nowIn(edition, 'pleno-finalis')
  expect((await ranking(edition.secretariat, edition))[1]).toMatchObject({
    ranked: [
      { rank: 1, passes: true },
      { rank: 2, passes: false },
    ],
  })
})

test('an unknown edition, an unknown stage and one that is not scored are not found', async () => {
  const edition = await anEdition('pleno-finalis')
  const notFound = [404, { code: 'not_found' }]
  expect(await ranking(edition.secretariat, { ...edition, slug: 'tidak-ada' })).toEqual(notFound)
  expect(await ranking(edition.secretariat, edition, 'tidak-ada')).toEqual(notFound)
  expect(await ranking(edition.secretariat, edition, 'pendaftaran')).toEqual(notFound)
})
