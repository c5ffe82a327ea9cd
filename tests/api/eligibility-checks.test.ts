import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import type { Rules } from '#domain/edition.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import {
  aDraft,
  aPassed,
  aSubmitted,
  auditActions,
  capped,
  submissionOf,
  type Agency,
  type Edition,
} from './proposals-factories.ts'

let counter = 0

/** An entry of the registry with these awards. */
async function anEntry(
  given: { name?: string; agencyName?: string; editionId?: string },
  ...awards: [number, string, boolean?][]
) {
  const n = ++counter
  const registryId = `terdaftar-${n}`
  await db.batch([
    db.insert(tables.priorAwards).values(
      awards.map(([year, level, isTop = false]) => ({
        id: `${registryId}:${year}:${level}`,
        registryId,
        name: given.name ?? `Terdaftar ${n}`,
        agencyName: given.agencyName ?? 'Instansi Lama',
        agencyId: null,
        year,
        level,
        isTop,
        source: 'https://contoh.go.id/',
        editionId: given.editionId ?? null,
        recordedAt: new Date(0),
      })),
    ),
  ])
  return registryId
}

type Asked = { groupId?: string; title?: string; startedOn?: string | null; registryId?: string | null }

const check = (person: Person, edition: Edition, agency: Agency, asked: Asked = {}) =>
  answer(
    call(person, 'POST', '/eligibility-checks', {
      edition: edition.slug,
      unitId: agency.unit.id,
      groupId: 'umum',
      title: 'Sesuatu yang sama sekali baru',
      startedOn: '2020-01-01',
      registryId: null,
      replicationOf: null,
      ...asked,
    }),
  )

const verdicts = ([, view]: [number, unknown]): [string, string][] => {
  const { findings = [] }: { findings?: { rule: string; verdict: string }[] } = Object(view)
  return findings.map(({ rule, verdict }) => [rule, verdict])
}

const replicating = (rules: Rules): Rules => ({
  ...rules,
  groups: rules.groups.map((group) => (group.id === 'khusus' ? { ...group, isReplication: true } : group)),
})

test('before a line is written, every rule answers with its figures and what to do', async () => {
  const edition = await anEdition('pendaftaran', capped(3))
  const agency = await anAgencyWithPeople()
  await aSubmitted(edition, agency)
  const [status, view] = await check(agency.author, edition, agency)
  expect([status, view]).toEqual([
    200,
    {
      verdict: 'ok',
      findings: [
        {
          rule: 'age',
          verdict: 'ok',
          text: expect.stringMatching(
            /^Umur \d+ tahun( \d+ bulan)?\. Syarat umur: sudah berjalan 2 tahun pada penutupan/,
          ),
          advice: null,
          lookAlikes: [],
        },
        {
          rule: 'award',
          verdict: 'ok',
          text: 'Kelompok Umum tertutup bagi yang pernah meraih Top Terpuji (pemenang tertinggi satu edisi); tidak ada yang tercatat.',
          advice: null,
          lookAlikes: [],
        },
        {
          rule: 'award',
          verdict: 'ok',
          text: 'Kelompok Umum tertutup bagi yang 2 kali meraih TOP 99; tidak ada yang tercatat.',
          advice: null,
          lookAlikes: [],
        },
        {
          rule: 'cap',
          verdict: 'ok',
          text: 'Jatah instansi di kelompok Umum: 1 dari 3 tempat terpakai.',
          advice: null,
          lookAlikes: [],
        },
      ],
    },
  ])
})

test('too young, twice TOP 99, a top winner and a full cap are refused with the reason', async () => {
  const edition = await anEdition('pendaftaran', capped(1))
  const agency = await anAgencyWithPeople()
  await aSubmitted(edition, agency)
  const twice = await anEntry({}, [2019, 'top99'], [2021, 'top99'])
  const once = await anEntry({}, [2019, 'top99'])
  const winner = await anEntry({}, [2018, 'top40', true])
  const soon = new Date().toISOString().slice(0, 10)
  const [, young] = await check(agency.author, edition, agency, { startedOn: soon })
  expect([
    young,
    verdicts(await check(agency.author, edition, agency, { registryId: twice })).slice(1, 3),
    verdicts(await check(agency.author, edition, agency, { registryId: once })).slice(1, 3),
    verdicts(await check(agency.author, edition, agency, { registryId: winner })).slice(1, 3),
    verdicts(await check(agency.author, edition, agency, { registryId: 'tidak-ada' })).slice(1, 2),
    verdicts(await check(agency.author, edition, agency, { groupId: 'khusus', registryId: winner })).slice(1, 4),
  ]).toEqual([
    expect.objectContaining({ verdict: 'refuse' }),
    [
      ['award', 'ok'],
      ['award', 'refuse'],
    ],
    [
      ['award', 'ok'],
      ['award', 'ok'],
    ],
    [
      ['award', 'refuse'],
      ['award', 'ok'],
    ],
    [['unknown_award', 'refuse']],
    [
      ['award', 'ok'],
      ['award', 'ok'],
      ['award', 'ok'],
    ],
  ])
  expect(verdicts(await check(agency.author, edition, agency)).at(-1)).toEqual(['cap', 'refuse'])
})

test('closing registration early lowers nobody’s age, and an extension counts', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const ages = async () => {
    const [, view] = await check(agency.author, edition, agency)
    const { findings }: { findings: { text: string }[] } = Object(view)
    return findings[0]?.text
  }
  const announced = await ages()
  const { closesAt = new Date(), opensAt = new Date() } = edition.stages[0] ?? {}
  const path = `/editions/${edition.slug}/stages/pendaftaran`
  const later = new Date(closesAt.getTime() + 400 * 24 * 3600 * 1000)
  expect((await call(edition.secretariat, 'POST', `${path}/early-close`, { reason: 'Semua sudah masuk' })).status).toBe(
    200,
  )
  const closedEarly = await ages()
  const window = { opensAt: opensAt.toISOString(), closesAt: later.toISOString(), reason: 'Diperpanjang' }
  expect((await call(edition.secretariat, 'PUT', path, window)).status).toBe(200)
  const extended = await ages()
  expect([closedEarly === announced, extended === announced]).toEqual([true, false])
})

test('what is not eligible cannot be forwarded, and leaves no trace', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const winner = await anEntry({ name: 'Juara Lama' }, [2018, 'top40', true])
  const young = await aPassed(edition, agency, { startedOn: new Date().toISOString().slice(0, 10) })
  const id = await aPassed(edition, agency)
  const [, view] = await answer(call(agency.admin, 'GET', `/proposals/${id}`))
  const { version }: { version: number } = Object(view)
  const claimed = await call(agency.admin, 'PUT', `/proposals/${id}`, { registryId: winner, version })
  const [status, refusal] = await answer(call(agency.admin, 'POST', `/proposals/${id}/submissions`, {}))
  expect([claimed.status, status, refusal, await auditActions(id)]).toEqual([
    200,
    422,
    {
      code: 'not_eligible',
      findings: [
        {
          rule: 'award',
          text: 'Kelompok Umum tertutup bagi yang pernah meraih Top Terpuji (pemenang tertinggi satu edisi), dan inovasi ini tercatat: TOP 40 tahun 2018.',
          advice:
            'Pilih kelompok lain yang sesuai. Bila catatan itu bukan inovasi ini, perbaiki isian riwayat penghargaan.',
        },
      ],
    },
    [],
  ])
  expect((await answer(call(agency.admin, 'POST', `/proposals/${young}/submissions`, {})))[0]).toBe(422)
})

test('an entry that does not exist cannot be claimed', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const invented = await answer(call(agency.author, 'PUT', `/proposals/${id}`, { registryId: 'karangan', version: 1 }))
  const begun = await answer(
    call(agency.author, 'POST', '/proposals', {
      edition: edition.slug,
      unitId: agency.unit.id,
      groupId: 'umum',
      title: 'Baru',
      registryId: 'karangan',
    }),
  )
  expect([invented, begun]).toEqual([
    [422, { code: 'invalid_input', fields: ['registryId'] }],
    [422, { code: 'invalid_input', fields: ['registryId'] }],
  ])
})

test('an entry of the same name is pointed out to the author, then to the secretariat, until it is claimed', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const registryId = await anEntry({ name: 'Perpustakaan Gerobak Sapi' }, [2019, 'top99'])
  const title = 'Perpustakaan gerobak sapi masuk desa'
  const before = await check(agency.author, edition, agency, { title })
  const id = await aSubmitted(edition, agency, { title })
  const [, list] = await answer(call(edition.secretariat, 'GET', `/editions/${edition.slug}/screenings`))
  const { rows }: { rows: { problems: unknown[] }[] } = Object(list)
  const [, view] = await answer(call(edition.secretariat, 'GET', `/submissions/${(await submissionOf(id)).id}`))
  const hint = {
    code: 'possible_award',
    text: 'Daftar penghargaan memuat nama yang mirip: Perpustakaan Gerobak Sapi, Instansi Lama (TOP 99 tahun 2019).',
  }
  expect([verdicts(before), rows[0]?.problems, view]).toEqual([
    [
      ['age', 'ok'],
      ['award', 'ok'],
      ['award', 'ok'],
      ['unclaimed_award', 'warn'],
      ['cap', 'ok'],
    ],
    [hint],
    expect.objectContaining({ hints: [hint] }),
  ])
  expect(verdicts(await check(agency.author, edition, agency, { title, registryId }))).toEqual([
    ['age', 'ok'],
    ['award', 'ok'],
    ['award', 'ok'],
    ['cap', 'ok'],
  ])
})

test('a replica names its source, which the registry knows or a person looks up', async () => {
  const edition = await anEdition('pendaftaran', replicating)
  const agency = await anAgencyWithPeople()
  await anEntry({ name: 'Lumbung Air Hujan' }, [2017, 'top99'])
  const replication = async (replicationOf: string | null) =>
    verdicts(
      await answer(
        call(agency.author, 'POST', '/eligibility-checks', {
          edition: edition.slug,
          unitId: agency.unit.id,
          groupId: 'khusus',
          title: 'Tiruan',
          startedOn: '2020-01-01',
          registryId: null,
          replicationOf,
        }),
      ),
    ).filter(([rule]) => rule === 'replication')
  expect([await replication(null), await replication('Lumbung air hujan'), await replication('Entah apa ini')]).toEqual(
    [[['replication', 'warn']], [['replication', 'ok']], [['replication', 'warn']]],
  )
})

test('the registry is searched by any form of its words, is bounded, and only for those who work with it', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const registryId = await anEntry(
    { name: 'Melayani Nelayan Kecil', agencyName: 'Kabupaten Teluk' },
    [2016, 'top99'],
    [2020, 'top45', true],
  )
  for (let n = 0; n < 11; n++) await anEntry({ name: `Serba Serbi ${n}` }, [2015, 'top99'])
  const search = (q: string) =>
    answer(call(agency.author, 'GET', `/prior-awards?edition=${edition.slug}&q=${encodeURIComponent(q)}`))
  const [, many] = await search('serba serbi')
  const { entries, total }: { entries: unknown[]; total: number } = Object(many)
  expect([
    await search('pelayanan teluk'),
    [entries.length, total],
    await search(''),
    (await call(await aPerson({ role: 'evaluator' }), 'GET', `/prior-awards?edition=${edition.slug}&q=x`)).status,
  ]).toEqual([
    [
      200,
      {
        entries: [
          {
            registryId,
            name: 'Melayani Nelayan Kecil',
            agencyName: 'Kabupaten Teluk',
            awards: 'TOP 99 tahun 2016 dan TOP 45 tahun 2020',
          },
        ],
        total: 1,
      },
    ],
    [10, 11],
    [200, { entries: [], total: 0 }],
    403,
  ])
})

test('another agency’s unit, an edition that is not there and a group that is not there are refused', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const id = await aDraft(edition, other)
  expect([
    await check(agency.author, edition, other),
    await check(agency.author, { ...edition, slug: 'tidak-ada' }, agency),
    await check(agency.author, edition, agency, { groupId: 'tidak-ada' }),
    await answer(call(agency.author, 'GET', `/proposals/${id}/eligibility`)),
    (await answer(call(other.author, 'GET', `/proposals/${id}/eligibility`)))[0],
  ]).toEqual([
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [422, { code: 'invalid_input', fields: ['groupId'] }],
    [404, { code: 'not_found' }],
    200,
  ])
})
