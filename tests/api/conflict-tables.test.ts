import { eq, sql } from 'drizzle-orm'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { broughtWords } from '#db/json-list.ts'
import * as tables from '#db/schema.ts'
import { readTable } from '#worker/spreadsheet-reading.ts'
import { callNotingRaw } from './interleaved.ts'
import { aJuror, anAffiliation, anEligible, assigned, allPoints } from './jury-factories.ts'
import { anAgency, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, lettersOf, type Edition } from './proposals-factories.ts'

const head = 'Surel juri;Nomor usulan;Instansi hubungan;Kode instansi;Jenis;Alasan;Berlaku sampai'
type Cells = readonly [string, string, string, string, string, string, string]
const table = (...lines: readonly Cells[]) => `${[head, ...lines.map((line) => line.join(';'))].join('\r\n')}\r\n`
const bring = (edition: Edition, act: 'check' | 'save', file: string | Uint8Array<ArrayBuffer>) =>
  answer(call(edition.secretariat, 'POST', `/editions/${edition.slug}/conflict-table?act=${act}`, file))
const exported = (edition: Edition, query = '') =>
  call(edition.secretariat, 'GET', `/editions/${edition.slug}/conflict-table${query}`)

const written = async (juror: Person) => ({
  conflicts: (await db.select().from(tables.conflicts).where(eq(tables.conflicts.jurorId, juror.id))).map(
    ({ proposalId, kind, reason, source, by }) => ({ proposalId, kind, reason, source, by }),
  ),
  ties: (await db.select().from(tables.jurorTies).where(eq(tables.jurorTies.userId, juror.id))).map(
    ({ agencyId, kind, reason, source, endsAt }) => ({ agencyId, kind, reason, source, endsAt }),
  ),
})
const nothing = { conflicts: [], ties: [] }
/** The year after next: days still to come. */
const year = new Date().getUTCFullYear() + 2

test('a table is tried first and says what each line would bar; saved, all of it is written with its trail and letters', async () => {
  const edition = await anEdition('penilaian')
  const [juror, other] = [await aJuror(edition), await aJuror(edition)]
  const [pair, barred, handedIn, free] = [
    await anEligible(edition),
    await anEligible(edition),
    await anEligible(edition),
    await anEligible(edition),
  ]
  const ids = await assigned(edition, juror, [pair, barred, handedIn, free])
  const sheet = { points: allPoints(edition, 80), comments: {}, comment: '', pins: [] }
  await call(juror, 'POST', `/assignments/${ids[2]}/score-sheet`, sheet)
  const file = table(
    [juror.email.toUpperCase(), pair.referenceNumber.toLowerCase(), '', '', 'Sengketa', 'Pernah bersengketa.', ''],
    [juror.email, '', barred.agency.agency.name.toUpperCase(), '', 'bekas jabatan', 'Kepala.', `1/3/${year}`],
    [juror.email, '', '', handedIn.agency.unit.id, 'family', 'Kakak.', ''],
    [other.email, pair.referenceNumber, '', '', 'Lainnya', 'Kenal.', ''],
    ['', '', '', '', '', '', ''],
  )
  const told = {
    lines: 4,
    standing: 0,
    conflicts: 2,
    ties: 2,
    faultyLines: 0,
    faults: [],
    effects: [
      { line: 2, juror: juror.name, is: 'conflict', about: pair.referenceNumber, readings: 1, sheets: 0 },
      { line: 3, juror: juror.name, is: 'tie', about: barred.agency.agency.name, readings: 1, sheets: 0 },
      { line: 4, juror: juror.name, is: 'tie', about: handedIn.agency.unit.name, readings: 0, sheets: 1 },
      { line: 5, juror: other.name, is: 'conflict', about: pair.referenceNumber, readings: 0, sheets: 0 },
    ],
  }
  expect(await bring(edition, 'check', file)).toEqual([200, { freed: null, ...told }])
  expect([await written(juror), await written(other)]).toEqual([nothing, nothing])

  const path = `/editions/${edition.slug}/conflict-table?act=save`
  const saved = await callNotingRaw(edition.secretariat, 'POST', path, file)
  expect([saved.status, saved.body]).toEqual([201, { freed: 2, ...told }])
  expect(saved.jobs).toEqual([
    { kind: 'fill_gaps', editionId: edition.id, stageId: 'penilaian', reason: expect.any(String) },
    { kind: 'mail', mailId: expect.any(String) },
  ])
  const by = edition.secretariat.id
  expect([await written(juror), await written(other)]).toEqual([
    {
      conflicts: [{ proposalId: pair.id, kind: 'dispute', reason: 'Pernah bersengketa.', source: 'secretariat', by }],
      ties: expect.arrayContaining([
        {
          agencyId: barred.agency.agency.id,
          kind: 'former_post',
          reason: 'Kepala.',
          source: 'secretariat',
          endsAt: new Date(`${year}-03-01T23:59:59.999+07:00`),
        },
        { agencyId: handedIn.agency.unit.id, kind: 'family', reason: 'Kakak.', source: 'secretariat', endsAt: null },
      ]),
    },
    { conflicts: [{ proposalId: pair.id, kind: 'other', reason: 'Kenal.', source: 'secretariat', by }], ties: [] },
  ])
  const live = await db.select().from(tables.assignments).where(eq(tables.assignments.jurorId, juror.id))
  expect(live.flatMap(({ id, endedAt }) => (endedAt === null ? [id] : [])).toSorted()).toEqual(
    [ids[2], ids[3]].toSorted(),
  )
  expect([
    await auditActions(edition.id),
    await auditActions(pair.id),
    await auditActions(juror.id),
    await auditActions(ids[1] ?? ''),
  ]).toEqual([
    ['conflicts.imported'],
    ['conflict.set', 'conflict.set'],
    ['juror_tie.set', 'juror_tie.set'],
    ['reading.freed'],
  ])
  const letters = await lettersOf(juror)
  expect(letters.map(({ kind }) => kind)).toEqual(['juror_tie_set'])
  expect([
    letters[0]?.body.includes('Kepala.'),
    letters[0]?.body.includes('Kakak.'),
    (await lettersOf(other)).length,
  ]).toEqual([true, true, 0])
  // The same file again changes nothing.
  expect(await bring(edition, 'save', file)).toEqual([
    200,
    { freed: null, lines: 4, standing: 4, conflicts: 0, ties: 0, faultyLines: 0, faults: [], effects: [] },
  ])
  expect(await auditActions(edition.id)).toEqual(['conflicts.imported'])
})

test('every bad line is named with its column and what is wrong, and then nothing of the table is written', async () => {
  const edition = await anEdition('penilaian')
  const elsewhere = await anEdition('penilaian')
  const [juror, stranger] = [await aJuror(edition), await aJuror(elsewhere)]
  const [known, foreign] = [await anEligible(edition), await anEligible(elsewhere)]
  const agency = await anAgency()
  const [twin] = [await anAgency(), await anAgency()]
  await db.update(tables.agencies).set({ name: 'Dinas Kembar' }).where(eq(tables.agencies.name, twin.name))
  await db.insert(tables.agencies).values({
    id: `kembar-${agency.id}`,
    name: 'Dinas Kembar',
    clusterId: 'kabupaten',
    validFrom: new Date(0),
  })
  await db.insert(tables.conflicts).values({
    id: `tetap-${juror.id}`,
    jurorId: juror.id,
    proposalId: known.id,
    source: 'declared',
    kind: 'family',
    reason: 'Adik.',
    at: new Date(),
    by: juror.id,
  })
  const fresh = await anEligible(edition)
  const of = (...rest: readonly [string, string, string, string, string, string]): Cells => [juror.email, ...rest]
  const lines: readonly (readonly [Cells, string, string])[] = [
    [['', fresh.referenceNumber, '', '', 'Lainnya', 'a', ''], 'email', 'email_missing'],
    [['tidak@ada.id', fresh.referenceNumber, '', '', 'Lainnya', 'a', ''], 'email', 'unknown_email'],
    [[stranger.email, fresh.referenceNumber, '', '', 'Lainnya', 'a', ''], 'email', 'not_a_juror'],
    [of('', '', '', 'Lainnya', 'a', ''), 'referenceNumber', 'nothing_named'],
    [of(fresh.referenceNumber, agency.name, '', 'Lainnya', 'a', ''), 'agency', 'both_named'],
    [of(foreign.referenceNumber, '', '', 'Lainnya', 'a', ''), 'referenceNumber', 'unknown_reference'],
    [of('', 'Instansi Entah', '', 'Lainnya', 'a', ''), 'agency', 'unknown_agency'],
    [of('', '', 'kode-entah', 'Lainnya', 'a', ''), 'agencyCode', 'unknown_agency'],
    [of('', 'dinas kembar', '', 'Lainnya', 'a', ''), 'agency', 'ambiguous_agency'],
    [of('', 'Dinas Kembar', agency.id, 'Lainnya', 'a', ''), 'agency', 'agency_differs'],
    [of(fresh.referenceNumber, '', '', '', 'a', ''), 'kind', 'kind_missing'],
    [of(fresh.referenceNumber, '', '', 'Bekas jabatan', 'a', ''), 'kind', 'unknown_kind'],
    [of('', agency.name, '', 'Sengketa', 'a', ''), 'kind', 'unknown_kind'],
    [of('', agency.name, '', 'Jabatan', 'a', ''), 'kind', 'registry_kind'],
    [of(fresh.referenceNumber, '', '', 'Lainnya', '', ''), 'reason', 'reason_missing'],
    [of(fresh.referenceNumber, '', '', 'Lainnya', 'a'.repeat(1001), ''), 'reason', 'reason_too_long'],
    [of('', agency.name, '', 'Lainnya', 'a', 'tahun depan'), 'endsOn', 'end_unreadable'],
    [of('', agency.name, '', 'Lainnya', 'a', `30/2/${year}`), 'endsOn', 'end_unreadable'],
    [of('', agency.name, '', 'Bekas jabatan', 'a', ''), 'endsOn', 'end_needed'],
    [of('', agency.name, '', 'Lainnya', 'a', `${year - 4}-01-01`), 'endsOn', 'end_over'],
    [of(fresh.referenceNumber, '', '', 'Lainnya', 'a', `${year}-01-01`), 'endsOn', 'end_of_proposal'],
    [of(known.referenceNumber, '', '', 'Sengketa', 'Adik.', ''), 'reason', 'differs'],
  ]
  const good: Cells = of(fresh.referenceNumber, '', '', 'Lainnya', 'Kenal.', '')
  const standing: Cells = of(known.referenceNumber, '', '', 'Hubungan keluarga', ' Adik. ', '')
  const file = table(...lines.map(([line]) => line), good, standing, good)
  const [status, body] = await bring(edition, 'save', file)
  const { faults, ...rest } = z
    .object({ faults: z.array(z.object({ line: z.number(), field: z.string(), fault: z.string() })) })
    .loose()
    .parse(body)
  expect([status, rest]).toEqual([
    200,
    { freed: null, lines: 25, standing: 1, conflicts: 1, ties: 0, faultyLines: 23, effects: [] },
  ])
  expect(faults.map(({ line, field, fault }) => [line, field, fault])).toEqual([
    ...lines.map(([, field, fault], index) => [index + 2, field, fault]),
    [26, 'email', 'twice'],
  ])
  expect((await written(juror)).conflicts.map(({ proposalId }) => proposalId)).toEqual([known.id])
  expect([await auditActions(edition.id), await auditActions(fresh.id)]).toEqual([[], []])
})

const rowsOf = async (response: Response) => {
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()))
  return sheets.map(({ rows }) => rows)
}

test('what leaves as CSV or workbook comes back as it is: every line stands; a line that is added is written', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [said, tied] = [await anEligible(edition), await anEligible(edition)]
  const idle = await anAgency()
  await anAffiliation(juror, tied.agency.unit.id)
  const former: Cells = [juror.email, '', '', idle.id, 'Bekas jabatan', '=Kepala; "lama"', `${year}-12-31`]
  const quoted: Cells = [juror.email, '', '', idle.id, 'Bekas jabatan', '"=Kepala; ""lama"""', `${year}-12-31`]
  const first = table([juror.email, said.referenceNumber, '', '', 'Sengketa', 'Bersengketa.', ''], quoted)
  expect((await bring(edition, 'save', first))[0]).toBe(201)
  const response = await exported(edition)
  const csv = await response.text()
  expect([response.headers.get('content-disposition'), csv.trim().split('\r\n').length]).toEqual([
    `attachment; filename="benturan-${edition.slug}.csv"`,
    4,
  ])
  const standing = { lines: 3, standing: 3, conflicts: 0, ties: 0, faultyLines: 0, faults: [] }
  expect((await bring(edition, 'save', csv))[1]).toMatchObject(standing)
  const raw = new Uint8Array(await (await exported(edition, '?format=xlsx')).arrayBuffer())
  expect((await bring(edition, 'save', raw))[1]).toMatchObject(standing)
  const changed = csv.replace(`'${former[5].replaceAll('"', '""')}`, 'Kepala bagian')
  expect((await bring(edition, 'check', changed))[1]).toMatchObject({
    standing: 2,
    faults: [{ field: 'reason', fault: 'differs', value: 'Kepala bagian' }],
  })
  const [narrow] = await rowsOf(await exported(edition, `?format=xlsx&type=dispute&juror=${juror.id}`))
  expect(narrow?.map((row) => row[2])).toEqual(['Nomor usulan', said.referenceNumber])
  const trail = (await auditActions(edition.id)).filter((action) => action === 'export.made')
  expect(trail.length).toBe(3)
})

test('an export of a juror with several posts and roles at one agency comes back as it is', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const agency = await anAgency()
  for (const role of ['author', 'agency_admin'] as const) {
    const held = { id: `${role}-${juror.id}`, userId: juror.id, role, agencyId: agency.id, beginsAt: new Date(0) }
    await db.insert(tables.roles).values(held)
  }
  await anAffiliation(juror, agency.id)
  const second = {
    id: `kedua-${juror.id}`,
    userId: juror.id,
    agencyId: agency.id,
    post: 'Kepala',
    beginsAt: new Date(0),
  }
  await db.insert(tables.affiliations).values(second)
  const csv = await (await exported(edition)).text()
  expect((await bring(edition, 'check', csv))[1]).toMatchObject({ lines: 4, standing: 4, faults: [] })
})

test('what a cell hides from whoever reads it is not written, and the line stands when it comes back', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const file = table([juror.email, proposal.referenceNumber, '', '', 'Lainnya', '"Ka\u0000k\u202eak\nsepupu"', ''])
  expect((await bring(edition, 'save', file))[0]).toBe(201)
  expect((await written(juror)).conflicts.map(({ reason }) => reason)).toEqual(['Ka k ak sepupu'])
  expect((await bring(edition, 'save', file))[1]).toMatchObject({ standing: 1, faults: [] })
})

test('a table of however many long cells is looked up in values that the database takes', () => {
  const words = Array.from({ length: 50_000 }, (_, n) => `${'名'.repeat(60)} ${n}`)
  const { params } = new SQLiteAsyncDialect().sqlToQuery(broughtWords([...words, 'x'.repeat(3_000_000)]))
  const values = params.map((value) => z.array(z.string()).parse(JSON.parse(String(value))))
  expect(values.flat()).toEqual(words)
  const sizes = params.map((value) => new TextEncoder().encode(String(value)).length)
  expect([Math.max(...sizes) < 2_000_000, params.length < 100]).toEqual([true, true])
})

test('a table of very many addresses and agencies is read to its end', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const wide = (word: string, n: number) => `${word}${String(n).padStart(80, '0')}`
  const lines = Array.from({ length: 40_000 }, (_, n): Cells => {
    const agency = wide('Instansi', n)
    return [`${wide('juri', n)}@contoh.example`, '', agency, '', 'Keluarga', 'Saudara', '']
  })
  const [status, told] = await bring(
    edition,
    'check',
    table(...lines, [juror.email, '', 'Tidak ada', '', 'Keluarga', 'x', '']),
  )
  expect([status, told]).toMatchObject([200, { lines: 40_001, faultyLines: 40_001 }])
})

test('a cell far to the right, left there by a slip, keeps no workbook from being read', async () => {
  const stray: (string | null)[] = Array.from({ length: 16_000 }, () => null)
  stray.push('x')
  const rows = [head.split(';'), ...Array.from({ length: 1300 }, (_, n) => [`juri${n}@contoh.go.id`]), stray]
  const workbook = new Uint8Array(await writeXlsx({ sheets: [{ name: 'Lembar1', rows }] }))
  const read = await readTable(workbook)
  const lines = Array.isArray(read) ? read : []
  expect([lines.length, lines[0]?.slice(0, 7)]).toEqual([1301, head.split(';')])
})

test('a day that the workbook holds as a date is read as that day', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const agency = await anAgency()
  const line = [juror.email, '', agency.name, '', 'Bekas jabatan', 'Kepala.', new Date(Date.UTC(year, 11, 31))]
  const workbook = await writeXlsx({ sheets: [{ name: 'Lembar1', rows: [head.split(';'), line] }] })
  expect((await bring(edition, 'save', new Uint8Array(workbook)))[0]).toBe(201)
  expect((await written(juror)).ties.map(({ endsAt }) => endsAt)).toEqual([
    new Date(`${year}-12-31T23:59:59.999+07:00`),
  ])
})

test('a conflict that was ended leaves with no export, and a table may set it again', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const file = table([juror.email, proposal.referenceNumber, '', '', 'Sengketa', 'Bersengketa.', ''])
  await bring(edition, 'save', file)
  const [row] = await db.select().from(tables.conflicts).where(eq(tables.conflicts.jurorId, juror.id))
  await call(edition.secretariat, 'POST', `/editions/${edition.slug}/conflicts/${row?.id}/end`, { reason: 'Keliru.' })
  expect(await (await exported(edition)).text()).not.toContain('Bersengketa.')
  expect((await bring(edition, 'save', file))[1]).toMatchObject({ conflicts: 1, standing: 0 })
})

test('the template has the columns of the export, empty, with a sheet that says how to fill them in', async () => {
  const edition = await anEdition('penilaian')
  const template = (format: string) =>
    call(edition.secretariat, 'GET', `/editions/${edition.slug}/conflict-table/template?format=${format}`)
  const [sheet, guide] = await rowsOf(await template('xlsx'))
  const [current] = await rowsOf(await exported(edition, '?format=xlsx'))
  expect([sheet, guide?.[0]]).toEqual([current, ['Kolom', 'Isi']])
  expect(await bring(edition, 'check', await (await template('csv')).text())).toEqual([422, { code: 'table_empty' }])
})

test('a file that is no table, lacks columns or is empty is refused in words', async () => {
  const edition = await anEdition('penilaian')
  expect([
    await bring(edition, 'check', new Uint8Array([0x50, 0x4b, 3, 4])),
    await bring(edition, 'check', 'Nomor usulan;Surel juri\r\nUJI-1;a@b.id\r\n'),
    await bring(edition, 'check', `${head}\r\n`),
  ]).toEqual([
    [422, { code: 'table_unreadable', missing: [] }],
    [422, { code: 'table_unreadable', missing: ['Jenis', 'Alasan'] }],
    [422, { code: 'table_empty' }],
  ])
})

test('beyond five hundred new lines each is named, and nothing is written', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const rows = Array.from({ length: 501 }, (_, n) => ({
    id: `banyak-${edition.id}-${n}`,
    name: `Instansi banyak ${edition.id} ${n}`,
    clusterId: 'kabupaten' as const,
    validFrom: new Date(0),
  }))
  for (let at = 0; at < rows.length; at += 10) await db.insert(tables.agencies).values(rows.slice(at, at + 10))
  const lines = rows.map(({ id }): Cells => [juror.email, '', '', id, 'Lainnya', 'Kenal.', ''])
  const [, body] = await bring(edition, 'save', table(...lines))
  expect(body).toMatchObject({ ties: 500, faultyLines: 1, faults: [{ line: 502, fault: 'too_many' }] })
  expect(await written(juror)).toEqual(nothing)
  expect((await bring(edition, 'save', table(...lines.slice(0, 500))))[1]).toMatchObject({ ties: 500, freed: 0 })
  expect((await written(juror)).ties.length).toBe(500)
})

test('however many jurors there are, the file has every line of each of them, and brought back changes nothing', async () => {
  const edition = await anEdition('penilaian')
  const [proposal, agency] = [await anEligible(edition), await anAgency()]
  const many = 230
  const ids = Array.from({ length: many }, (_, n) => `ramai-${edition.id}-${String(n).padStart(3, '0')}`)
  const each = JSON.stringify(ids)
  const by = edition.secretariat.id
  await db.run(sql`INSERT INTO users (id, name, email, created_at, updated_at)
    SELECT value, 'Juri ' || value, value || '@contoh.id', 0, 0 FROM json_each(${each})`)
  await db.run(sql`INSERT INTO roles (id, user_id, role, edition_id, begins_at)
    SELECT 'peran-' || value, value, 'evaluator', ${edition.id}, 0 FROM json_each(${each})`)
  await db.run(sql`INSERT INTO conflicts (id, juror_id, proposal_id, kind, source, reason, at, by_id)
    SELECT 'kata-' || value, value, ${proposal.id}, 'other', 'secretariat', 'Kenal; "dekat"', 0, ${by} FROM json_each(${each})`)
  await db.run(sql`INSERT INTO juror_ties (id, user_id, agency_id, kind, source, reason, at, by_id)
    SELECT 'ikatan-' || value, value, ${agency.id}, 'family', 'secretariat', '=Kakak', 0, ${by} FROM json_each(${each})`)
  for (const format of ['csv', 'xlsx']) {
    const file = new Uint8Array(await (await exported(edition, `?format=${format}`)).arrayBuffer())
    expect([format, await bring(edition, 'save', file)]).toEqual([
      format,
      [
        200,
        {
          freed: null,
          lines: 2 * many,
          standing: 2 * many,
          conflicts: 0,
          ties: 0,
          faultyLines: 0,
          faults: [],
          effects: [],
        },
      ],
    ])
  }
})
