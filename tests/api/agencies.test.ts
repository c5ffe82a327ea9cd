import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { agencySearchWords, findAgencies } from '#db/agencies.ts'
import * as tables from '#db/schema.ts'
import { aPerson, anAgency, anAgencyWithPeople, answer, call, db } from './portal.ts'

type Given = Partial<typeof tables.agencies.$inferInsert> & { id: string; name: string }

const write = (...rows: Given[]) =>
  db.batch([
    db.insert(tables.agencies).values({
      clusterId: 'kabupaten',
      validFrom: new Date(0),
      ...(rows[0] ?? { id: '', name: '' }),
    }),
    ...rows
      .slice(1)
      .map((row) => db.insert(tables.agencies).values({ clusterId: 'kabupaten', validFrom: new Date(0), ...row })),
  ])

const found = async (q: string, level = 'all') => {
  const [status, body] = await answer(call(null, 'GET', `/agencies?q=${encodeURIComponent(q)}&level=${level}`))
  return [status, body]
}

test('an agency is found by any word of its name, by the beginning of a word, and not when it is no more', async () => {
  await write(
    { id: 'hss', name: 'Pemerintah Kabupaten Hulu Sungai Selatan', province: 'Kalimantan Selatan' },
    { id: 'hst', name: 'Pemerintah Kabupaten Hulu Sungai Tengah', province: 'Kalimantan Selatan' },
    { id: 'lama', name: 'Kementerian Sungai Lama', clusterId: 'kementerian', validTo: new Date(1) },
  )
  const selatan = {
    id: 'hss',
    name: 'Pemerintah Kabupaten Hulu Sungai Selatan',
    clusterId: 'kabupaten',
    province: 'Kalimantan Selatan',
    parent: null,
  }
  const tengah = { ...selatan, id: 'hst', name: 'Pemerintah Kabupaten Hulu Sungai Tengah' }
  expect([
    await found('sungai'),
    await found('SUNG selat'),
    await found('kabupaten hulu tengah'),
    await found('sungai lama'),
    await found('%_'),
  ]).toEqual([
    [200, { agencies: [selatan, tengah] }],
    [200, { agencies: [selatan] }],
    [200, { agencies: [tengah] }],
    [200, { agencies: [] }],
    [200, { agencies: [] }],
  ])
})

test('units come after those above them, name the one above, and are left out where an admin is looked for', async () => {
  await write({ id: 'puri', name: 'Pemerintah Kota Puri' }, { id: 'dinkes-puri', name: 'Arsip Puri', parentId: 'puri' })
  const city = { id: 'puri', name: 'Pemerintah Kota Puri', clusterId: 'kabupaten', province: null, parent: null }
  const unit = { ...city, id: 'dinkes-puri', name: 'Arsip Puri', parent: 'Pemerintah Kota Puri' }
  expect([await found('puri'), await found('puri', 'top')]).toEqual([
    [200, { agencies: [city, unit] }],
    [200, { agencies: [city] }],
  ])
})

test('a corrected name is found by its new words only', async () => {
  await write({ id: 'salah', name: 'Pemerintah Kota Salahtulis' })
  await env.DB.prepare("UPDATE agencies SET name = 'Pemerintah Kota Benartulis' WHERE id = 'salah'").run()
  const [, before] = await found('salahtulis')
  const [, after] = await found('benartulis')
  expect([before, after]).toEqual([{ agencies: [] }, { agencies: [expect.objectContaining({ id: 'salah' })] }])
})

test('names with quotes, backslashes and control characters are split like any other', async () => {
  await write({ id: 'aneh', name: 'Balai "Kutip\\Miring"\tTab (BKM)/Satu' })
  const [, body] = await found('bkm satu')
  expect(body).toEqual({ agencies: [expect.objectContaining({ id: 'aneh' })] })
})

test('a search reads no more of the index than it may, with ten times as many names too', async () => {
  const read = async () => {
    const query = findAgencies(
      db,
      agencySearchWords('dinas kesehatan'),
      { now: new Date(), topOnly: false },
      20,
    ).toSQL()
    const { meta } = await env.DB.prepare(query.sql)
      .bind(...query.params)
      .all()
    return meta.rows_read
  }
  const parent = await anAgency()
  const grow = (from: number, to: number) =>
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO agencies (id, name, cluster_id, parent_id, valid_from)
       SELECT 'dinkes-' || i, 'Dinas Kesehatan ' || i, 'kabupaten', ?3, 0 FROM n`,
    )
      .bind(from, to, parent.id)
      .run()
  await grow(1, 500)
  const few = await read()
  await grow(501, 5000)
  expect([few < 2500, (await read()) - few]).toEqual([true, 0])
})

test('an admin adds a unit once; names are made plain; others do not see the agency', async () => {
  const { agency, admin, author } = await anAgencyWithPeople()
  const stranger = await anAgencyWithPeople()
  const add = (unitName: string, by = admin) => answer(call(by, 'POST', `/agencies/${agency.id}/units`, { unitName }))
  expect([
    await add('  Dinas\u202e Sosial\u0007  '),
    await add('dinas sosial'),
    await add('x'.repeat(201)),
    await add('\u200b\u0000'),
    await add('Dinas Lain', author),
    await add('Dinas Lain', stranger.admin),
    await answer(call(stranger.admin, 'GET', `/agencies/${agency.id}/units`)),
  ]).toEqual([
    [201, { id: expect.any(String), name: 'Dinas Sosial' }],
    [409, { code: 'unit_exists' }],
    [422, { code: 'invalid_input', fields: ['unitName'] }],
    [422, { code: 'invalid_input', fields: ['unitName'] }],
    [403, { code: 'not_allowed' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
  ])
  const [, units] = await answer(call(admin, 'GET', `/agencies/${agency.id}/units`))
  expect(units).toEqual({
    units: [
      { id: expect.any(String), name: 'Dinas Sosial', validTo: null },
      { id: expect.any(String), name: expect.stringMatching(/^Instansi/), validTo: null },
    ],
  })
})

test('two admins who add the same unit at the same moment make one', async () => {
  const { agency, admin } = await anAgencyWithPeople()
  const other = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  const both = await Promise.all(
    [admin, other].map((by) => answer(call(by, 'POST', `/agencies/${agency.id}/units`, { unitName: 'Balai Baru' }))),
  )
  expect(both.map(([status]) => status).toSorted()).toEqual([201, 409])
})
