import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { findScoringStage } from '#domain/edition.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { anEdition, answer, call, db, type Person } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
const hash = expect.stringMatching(/^[0-9a-f]{64}$/)
const notFound = [404, { code: 'not_found' }]

const own = (juror: Person, edition: Edition, path: string, stage = 'penilaian') =>
  answer(call(juror, 'GET', `/assignments/${path}?edition=${edition.slug}&stage=${stage}`))

const handIn = (juror: Person, id: string, points: object) =>
  answer(call(juror, 'POST', `/assignments/${id}/score-sheet`, { points, comments: {}, comment: '' }))

/** Three readings: one handed in, one begun, one new; and another juror with a sheet for the same proposals. */
async function aWeek() {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposals = [await anEligible(edition), await anEligible(edition), await anEligible(edition)]
  const ids = await assigned(edition, juror, proposals)
  const [first = '', second = ''] = ids
  await handIn(juror, first, { ...allPoints(edition, 80), kebaruan: 90 })
  const draft = { points: { kebaruan: 70 }, comments: {}, comment: '', version: 0 }
  await call(juror, 'PUT', `/assignments/${second}/draft`, draft)
  const other = await aJuror(edition)
  const [theirs = ''] = await assigned(edition, other, proposals)
  await handIn(other, theirs, allPoints(edition, 37))
  return { edition, juror, proposals, ids, other }
}

test('the own scores stand side by side, drafts and sheets, and nobody else’s', async () => {
  const { edition, juror, proposals, ids } = await aWeek()
  const row = (index: number, rest: object) => ({
    id: ids[index],
    position: index + 1,
    referenceNumber: proposals[index]?.referenceNumber,
    title: proposals[index]?.title,
    groupId: 'umum',
    clusterId: 'kabupaten',
    state: 'new',
    points: {},
    totalHundredths: null,
    handedInAt: null,
    version: 0,
    ...rest,
  })
  const sheet = { points: { ...allPoints(edition, 80), kebaruan: 90 }, totalHundredths: 8150, handedInAt: iso }
  const rubric = findScoringStage(edition.rules, 'penilaian')?.rubric ?? []
  const [status, table] = await own(juror, edition, 'sheets')
  expect([status, table]).toEqual([
    200,
    {
      criteria: rubric.map(({ id, title, weightPercent }) => ({ id, title, weightPercent })),
      rows: [
        row(0, { state: 'handed_in', ...sheet }),
        row(1, { state: 'draft', points: { kebaruan: 70 }, version: 1 }),
        row(2, {}),
      ],
    },
  ])
})

test('receipts tell what was handed in, when, and under which hash', async () => {
  const { edition, juror, proposals, ids } = await aWeek()
  expect(await own(juror, edition, 'receipts')).toEqual([
    200,
    {
      edition: { slug: edition.slug, name: expect.any(String) },
      stage: { id: 'penilaian', name: 'Penilaian proposal' },
      juror: juror.name,
      sheets: [
        {
          id: ids[0],
          referenceNumber: proposals[0]?.referenceNumber,
          title: proposals[0]?.title,
          totalHundredths: 8150,
          handedInAt: iso,
          sha256: hash,
          isRereading: false,
          withdrawn: null,
        },
      ],
    },
  ])
})

test('the own scores leave as a table, which the trail tells', async () => {
  const { edition, juror } = await aWeek()
  const response = await call(juror, 'GET', `/assignments/export?edition=${edition.slug}&stage=penilaian`)
  const [head = '', first = '', second = '', third = '', ...rest] = (await response.text()).split('\r\n')
  expect([response.status, response.headers.get('content-disposition'), rest]).toEqual([
    200,
    `attachment; filename="nilai-saya-${edition.slug}-penilaian.csv"`,
    [''],
  ])
  expect(head.split(';').slice(6)).toEqual([
    'Latar belakang dan tujuan',
    'Kebaruan atau nilai tambah',
    'Implementasi inovasi',
    'Signifikansi',
    'Adaptabilitas',
    'Sumber daya',
    'Strategi keberlanjutan',
    'Nilai total',
    'Diserahkan (UTC)',
  ])
  expect([first, second, third].map((line) => line.split(';').slice(5, 14))).toEqual([
    ['diserahkan', '80', '90', '80', '80', '80', '80', '80', '81,5'],
    ['konsep', '', '70', '', '', '', '', '', ''],
    ['belum dibaca', '', '', '', '', '', '', '', ''],
  ])
  const trail = await db.select().from(tables.auditEvents).where(eq(tables.auditEvents.subjectId, juror.id))
  expect(trail.map(({ action, detail }) => [action, detail])).toEqual([
    ['own_scores.exported', { stageId: 'penilaian' }],
  ])
})

test('what is in conflict is in none of them, and no gap in the positions tells of it', async () => {
  const { edition, juror, proposals, ids } = await aWeek()
  await anAffiliation(juror, proposals[0]!.agency.unit.id)
  expect((await own(juror, edition, 'sheets'))[1]).toMatchObject({
    rows: [
      { id: ids[1], position: 1 },
      { id: ids[2], position: 2 },
    ],
  })
  expect((await own(juror, edition, 'receipts'))[1]).toMatchObject({ sheets: [] })
  const [, offline] = await own(juror, edition, 'offline')
  expect(offline).toMatchObject({
    readings: [
      { id: ids[1], position: 1, of: 2, previousId: null },
      { id: ids[2], position: 2, of: 2, nextId: null },
    ],
    next: null,
  })
  const text = await (await call(juror, 'GET', `/assignments/export?edition=${edition.slug}&stage=penilaian`)).text()
  expect(text).not.toContain(proposals[0]?.referenceNumber)
})

test.each(['sheets', 'receipts', 'consistency', 'export', 'offline'])(
  '%s of another role, edition or stage does not exist',
  async (path) => {
    const { edition, juror } = await aWeek()
    expect(await own(await aJuror(edition, 'panelist'), edition, path)).toEqual(notFound)
    expect(await own(await aJuror(await anEdition('penilaian')), edition, path)).toEqual(notFound)
    expect(await own(juror, edition, path, 'pleno-finalis')).toEqual(notFound)
    expect(await own(juror, edition, path, 'wawancara')).toEqual(notFound)
    expect((await own(edition.secretariat, edition, path))[0]).toBe(403)
    expect((await answer(call(juror, 'GET', `/assignments/${path}`)))[0]).toBe(422)
  },
)

test('offline pages are the same views as one by one, in reading order', async () => {
  const { edition, juror, ids } = await aWeek()
  const page = (after: number, limit: number) =>
    answer(
      call(juror, 'GET', `/assignments/offline?edition=${edition.slug}&stage=penilaian&after=${after}&limit=${limit}`),
    )
  const views = await Promise.all(ids.map(async (id) => (await answer(call(juror, 'GET', `/assignments/${id}`)))[1]))
  expect(await page(0, 2)).toEqual([200, { readings: views.slice(0, 2), next: 2 }])
  expect(await page(2, 2)).toEqual([200, { readings: views.slice(2), next: null }])
  expect(await page(3, 2)).toEqual([200, { readings: [], next: null }])
  expect((await page(0, 41))[0]).toBe(422)
})

test('before the stage opens a juror knows the name of a proposal and nothing of its contents', async () => {
  const { edition, juror, proposals, ids } = await aWeek()
  await nowIn(edition, 'seleksi')
  const closed = { code: 'stage_not_open', opensAt: iso, closesAt: iso }
  const proposal = {
    referenceNumber: proposals[2]?.referenceNumber,
    title: proposals[2]?.title,
    agency: proposals[2]?.agency.agency.name,
  }
  expect(await answer(call(juror, 'GET', `/assignments/${ids[2]}`))).toEqual([409, { ...closed, proposal }])
  expect(await answer(call(juror, 'GET', `/assignments/${ids[2]}/attachments/${'b'.repeat(64)}`))).toEqual([
    409,
    { ...closed, proposal },
  ])
  expect(await own(juror, edition, 'offline')).toEqual([409, closed])
  expect((await answer(call(juror, 'GET', '/assignments')))[0]).toBe(200)
})
