import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { listAgencyProposals, type GateFilter } from '#db/agency-proposals.ts'
import * as tables from '#db/schema.ts'
import { gateOrder } from '#worker/agency-gate.ts'
import { anAgency, anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { aCompleteDraft, aDraft, aPassed, aSubmitted, capped, type Edition } from './proposals-factories.ts'

const list = async (person: Person, query = '') => {
  const [status, body] = await answer(call(person, 'GET', `/agency-proposals?${query}`))
  return { status, body: Object(body) }
}

test('the gate shows what needs action first, each with what is missing by the rule of the check', async () => {
  const edition = await anEdition('pendaftaran', capped(2))
  const agency = await anAgencyWithPeople()
  const submitted = await aSubmitted(edition, agency, { title: 'Sudah Diajukan' })
  const draft = await aDraft(edition, agency, { title: 'Draf Kosong', startedOn: null })
  const late = await aPassed(edition, agency, { title: 'Baru Datang', stateSince: new Date(2000) })
  const early = await aPassed(edition, agency, { title: 'Lama Menunggu', stateSince: new Date(1000) })
  await call(agency.admin, 'PUT', `/proposals/${early}/sections/ringkasan`, { text: 'kata '.repeat(210), version: 1 })
  const { status, body } = await list(agency.admin, `edition=${edition.slug}`)
  const [, checked] = await answer(call(agency.admin, 'GET', `/proposals/${draft}`))
  expect([
    status,
    body.rows.map((row: { id: string; state: string; problems: unknown }) => [row.id, row.state, row.problems]),
    body.counts,
    body.caps,
    body.next,
    body.rows.map((row: { may: { forward: boolean; withdraw: boolean } }) => [row.may.forward, row.may.withdraw]),
  ]).toEqual([
    200,
    [
      [early, 'with_agency', [{ code: 'section_too_long', sectionId: 'ringkasan', words: 210, maxWords: 200 }]],
      [late, 'with_agency', []],
      [draft, 'draft', Object(checked).problems],
      [submitted, 'submitted', []],
    ],
    { with_agency: 2, needs_repair: 0, returned: 0, draft: 1, submitted: 1, eligible: 0, ineligible: 0 },
    [
      { groupId: 'umum', group: 'Umum', cap: 2, used: 1 },
      { groupId: 'khusus', group: 'Khusus', cap: 2, used: 0 },
    ],
    null,
    [
      [true, false],
      [true, false],
      [false, false],
      [false, true],
    ],
  ])
})

test('the gate is narrowed by state, unit, group and words of the title, also words with signs of a pattern', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const unit = await anAgency({ parentId: agency.agency.id })
  const one = await aPassed(edition, agency, { title: 'Posyandu 100% Malam' })
  const two = await aPassed(edition, agency, { title: 'Posyandu Pagi', groupId: 'khusus' })
  const three = await aDraft(edition, { ...agency, unit }, { title: 'Kebun Gizi' })
  const ids = async (query: string) =>
    (await list(agency.admin, `edition=${edition.slug}&${query}`)).body.rows.map(({ id }: { id: string }) => id)
  expect([
    await ids('state=draft'),
    await ids(`unit=${unit.id}`),
    await ids('group=khusus'),
    await ids('q=posyandu'),
    await ids('q=malam%20posyandu'),
    await ids('q=0%25'),
    await ids('q=_'),
  ]).toEqual([[three], [three], [two], [one, two], [one], [one], []])
})

test('pages follow each other without a gap through the states', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const made: string[] = []
  for (let i = 0; i < 20; i += 1) made.push(await aPassed(edition, agency, { stateSince: new Date(1000 + (i % 3)) }))
  for (let i = 0; i < 40; i += 1) made.push(await aDraft(edition, agency, { stateSince: new Date(500 + (i % 7)) }))
  const seen: string[] = []
  const sizes: number[] = []
  for (let after = ''; ;) {
    const { body } = await list(agency.admin, `edition=${edition.slug}${after}`)
    sizes.push(body.rows.length)
    seen.push(...body.rows.map(({ id }: { id: string }) => id))
    if (body.next === null) break
    after = `&after=${encodeURIComponent(body.next)}`
  }
  expect([sizes, seen.length, new Set(seen)]).toEqual([[25, 25, 10], 60, new Set(made)])
})

test('another agency’s gate does not exist, and neither does it for an author', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const query = `edition=${edition.slug}&agency=${agency.agency.id}`
  expect([
    (await list(other.admin, query)).status,
    (await list(agency.author, query)).status,
    (await list(edition.secretariat, query)).status,
    (await list(agency.admin, 'edition=tidak-ada')).status,
    (await answer(call(other.admin, 'GET', `/agency-proposals/csv?${query}`)))[0],
  ]).toEqual([404, 403, 403, 404, 404])
})

test('the export holds every proposal with what is missing in words, no formula, and leaves a trace', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  await aCompleteDraft(edition, agency, { title: '=1+1;"x"', startedOn: null })
  const response = await call(agency.admin, 'GET', `/agency-proposals/csv?edition=${edition.slug}`)
  const [event] = await db
    .select({ action: tables.auditEvents.action, detail: tables.auditEvents.detail })
    .from(tables.auditEvents)
    .where(eq(tables.auditEvents.subjectId, agency.agency.id))
  const [head, line] = (await response.text()).split('\r\n')
  expect([response.headers.get('content-disposition'), head, line, event]).toEqual([
    `attachment; filename="usulan-instansi-${edition.slug}.csv"`,
    'nomor;judul;unit;kelompok;keadaan;sejak;hari;kekurangan;rincian_kekurangan',
    expect.stringMatching(
      /^;"'=1\+1;""x""";Instansi \d+;Umum;draf;1970-01-01T00:00:00.000Z;\d+;1;tanggal mulai belum diisi$/,
    ),
    { action: 'export.made', detail: { what: 'agency_proposals', rows: 1 } },
  ])
})

/** Many drafts of an agency in one statement. */
const seed = (
  edition: Edition,
  agency: { id: string; unitId: string; author: string },
  prefix: string,
  count: number,
) =>
  env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO proposals (id, edition_id, agency_id, unit_id, group_id, title, state, state_since, created_at, created_by)
     SELECT ? || i, ?, ?, ?, 'umum', 'Usulan ' || i, CASE i % 3 WHEN 0 THEN 'draft' WHEN 1 THEN 'returned' ELSE 'with_agency' END,
       i, 0, ? FROM n`,
  )
    .bind(count, prefix, edition.id, agency.id, agency.unitId, agency.author)
    .run()

test('a page of the gate reads the same few rows at 350 and at 35,000 proposals, of one agency and of others', async () => {
  const edition = await anEdition()
  const own = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const place = { id: own.agency.id, unitId: own.unit.id, author: own.author.id }
  const elsewhere = { id: other.agency.id, unitId: other.unit.id, author: other.author.id }
  const cost = async (narrowed: Partial<GateFilter> = {}) => {
    const filter: GateFilter = {
      editionId: edition.id,
      agencyId: own.agency.id,
      states: gateOrder,
      unitId: undefined,
      groupId: undefined,
      words: [],
      after: undefined,
      ...narrowed,
    }
    const { sql, params } = listAgencyProposals(db, filter, 26).toSQL()
    const { results, meta } = await env.DB.prepare(sql)
      .bind(...params)
      .all()
    return { rows: results.length, read: meta.rows_read }
  }
  await seed(edition, place, 'a', 300)
  await seed(edition, elsewhere, 'b', 50)
  const small = await cost()
  await seed(edition, place, 'c', 17_325)
  await seed(edition, elsewhere, 'd', 17_325)
  const large = await cost()
  const searched = await cost({ words: ['tidak ditemukan'] })
  expect([small.rows, large, large.read < 26 * 20, searched.rows, searched.read < 3 * 2200]).toEqual([
    26,
    small,
    true,
    0,
    true,
  ])
})

test('a search for a word longer than the database takes as a pattern finds what has it, and fails for nobody', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const long = 'pelayananterpaduadministrasikependudukandanpencatatansipilterintegrasi'
  const id = await aDraft(edition, agency, { title: `Sistem ${long} desa` })
  await aDraft(edition, agency, { title: 'Lain sama sekali' })
  const found = async (q: string) => {
    const [status, body] = await answer(call(agency.admin, 'GET', `/agency-proposals?q=${encodeURIComponent(q)}`))
    const rows =
      typeof body === 'object' && body !== null && 'rows' in body && Array.isArray(body.rows) ? body.rows : []
    return [status, rows.map((row: { id: string }) => row.id)]
  }
  expect([
    await found(long),
    await found('%'.repeat(100)),
    await found(`${long}x`),
    await found('é'.repeat(60)),
  ]).toEqual([
    [200, [id]],
    [200, []],
    [200, []],
    [200, []],
  ])
})
