import { eq } from 'drizzle-orm'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { writeSpreadsheet } from '#worker/spreadsheet.ts'
import { aJuror, anAffiliation, anEligible, assigned, aSheet } from './jury-factories.ts'
import { aPerson, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, type Edition } from './proposals-factories.ts'

const pathOf = (edition: Edition, stage = 'penilaian') => `/editions/${edition.slug}/stages/${stage}/assignment-table`
const publish = (edition: Edition, planId: string) =>
  answer(
    call(
      edition.secretariat,
      'POST',
      `/editions/${edition.slug}/stages/penilaian/assignment-plans/${planId}/publication`,
    ),
  )

const table = (lines: readonly (readonly string[])[]) =>
  `Nomor usulan;Surel juri\r\n${lines.map((line) => line.join(';')).join('\r\n')}\r\n`

const bring = (edition: Edition, file: string | Uint8Array<ArrayBuffer>, whole: 'yes' | 'no' = 'no', by?: Person) =>
  answer(call(by ?? edition.secretariat, 'POST', `${pathOf(edition)}?whole=${whole}`, file))

const brought = z.object({ planId: z.string() })

const readingsOf = async (edition: Edition) => {
  const rows = await db
    .select({
      proposalId: tables.assignments.proposalId,
      jurorId: tables.assignments.jurorId,
      endedAt: tables.assignments.endedAt,
    })
    .from(tables.assignments)
    .where(eq(tables.assignments.editionId, edition.id))
  return rows.filter(({ endedAt }) => endedAt === null).map((one) => `${one.proposalId} ${one.jurorId}`)
}

test('a table without a fault becomes a plan, which gives nothing to read until it is published', async () => {
  const edition = await anEdition('penilaian')
  const [one, two] = [await aJuror(edition), await aJuror(edition)]
  const [a, b] = [await anEligible(edition), await anEligible(edition)]
  const [status, body] = await bring(
    edition,
    table([
      [a.referenceNumber, one.email.toUpperCase()],
      [a.referenceNumber, two.email],
      [` ${b.referenceNumber.toLowerCase()}`, two.email],
      ['', ''],
    ]),
  )
  expect([status, body]).toEqual([
    201,
    { planId: expect.any(String), lines: 3, standing: 0, added: 3, ended: 0, faultyLines: 0, faults: [] },
  ])
  const { planId } = brought.parse(body)
  expect(await readingsOf(edition)).toEqual([])
  const [, seen] = await answer(
    call(edition.secretariat, 'GET', `/editions/${edition.slug}/stages/penilaian/assignment-plans/${planId}`),
  )
  expect(seen).toMatchObject({
    kind: 'import',
    added: 3,
    report: { proposals: 2, covered: 1, unmet: [{ proposalId: b.id, missing: 1, cause: 'not_in_table' }] },
  })
  expect(await publish(edition, planId)).toEqual([201, { publishedAt: expect.any(String) }])
  expect((await readingsOf(edition)).toSorted()).toEqual(
    [`${a.id} ${one.id}`, `${a.id} ${two.id}`, `${b.id} ${two.id}`].toSorted(),
  )
})

test('a dry run names every bad line with its number, its field and what is wrong, and stores nothing', async () => {
  const edition = await anEdition('penilaian')
  const other = await anEdition('penilaian')
  const [free, capped, left, right, barred] = [
    await aJuror(edition),
    await aJuror(edition),
    await aJuror(edition),
    await aJuror(edition),
    await aJuror(edition),
  ]
  const elsewhere = await aJuror(other)
  const [a, b, c] = [await anEligible(edition), await anEligible(edition), await anEligible(edition)]
  const strange = await anEligible(other)
  await anAffiliation(barred, a.agency.agency.id)
  await db.insert(tables.jurorProfiles).values({
    editionId: edition.id,
    jurorId: capped.id,
    themeIds: [],
    mostReadings: 1,
    at: new Date(),
    by: edition.secretariat.id,
  })
  await db.insert(tables.jurorsApart).values({
    id: `apart-${left.id}`,
    editionId: edition.id,
    firstId: [left.id, right.id].toSorted()[0] ?? '',
    secondId: [left.id, right.id].toSorted()[1] ?? '',
    reason: 'Suami istri.',
    at: new Date(),
    by: edition.secretariat.id,
  })
  const [standing = '', over = ''] = await assigned(edition, free, [a, b])
  await db.update(tables.assignments).set({ endedAt: new Date() }).where(eq(tables.assignments.id, over))
  const [status, body] = await bring(
    edition,
    table([
      [a.referenceNumber, free.email],
      [b.referenceNumber, free.email],
      ['', free.email],
      ['UJI-TIDAK-ADA', free.email],
      [strange.referenceNumber, free.email],
      [a.referenceNumber, 'tidak-ada@contoh.go.id'],
      [a.referenceNumber, ''],
      [a.referenceNumber, elsewhere.email],
      [a.referenceNumber, barred.email],
      [b.referenceNumber, capped.email],
      [c.referenceNumber, capped.email],
      [c.referenceNumber, left.email],
      [c.referenceNumber, right.email],
      [c.referenceNumber, left.email],
    ]),
  )
  const at = (line: number, field: 'reference_number' | 'email', value: string, fault: string) => ({
    line,
    field,
    value,
    fault,
  })
  expect([status, body]).toEqual([
    200,
    {
      planId: null,
      lines: 14,
      standing: 1,
      added: 2,
      ended: 0,
      faultyLines: 11,
      faults: [
        at(3, 'email', free.email, 'already_read'),
        at(4, 'reference_number', '', 'reference_missing'),
        at(5, 'reference_number', 'UJI-TIDAK-ADA', 'unknown_reference'),
        at(6, 'reference_number', strange.referenceNumber, 'unknown_reference'),
        at(7, 'email', 'tidak-ada@contoh.go.id', 'unknown_email'),
        at(8, 'email', '', 'email_missing'),
        at(9, 'email', elsewhere.email, 'not_a_juror'),
        at(10, 'email', barred.email, 'conflict'),
        at(12, 'email', capped.email, 'over_cap'),
        at(14, 'email', right.email, 'apart'),
        at(15, 'email', left.email, 'twice'),
      ],
    },
  ])
  expect(standing).not.toBe('')
  const plans = await db.select().from(tables.assignmentPlans).where(eq(tables.assignmentPlans.editionId, edition.id))
  expect(plans.length).toBe(1)
})

test('what leaves as a table comes back unchanged, and never holds a score', async () => {
  const edition = await anEdition('penilaian')
  const [juror, other] = [await aJuror(edition), await aJuror(edition)]
  const [a, b] = [await anEligible(edition), await anEligible(edition, { title: '=1+1' })]
  await assigned(edition, juror, [a, b])
  await aSheet(edition, a, 7654)
  const auditor = await aPerson({ role: 'auditor' })
  const response = await call(auditor, 'GET', pathOf(edition))
  const text = await response.text()
  expect([response.status, response.headers.get('content-disposition')]).toEqual([
    200,
    `attachment; filename="penugasan-${edition.slug}-penilaian.csv"`,
  ])
  const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(lines.slice(0, 3)).toEqual([
    'Nomor usulan;Judul;Instansi;Juri;Surel juri;Urutan;Keadaan',
    `${a.referenceNumber};${a.title};${a.agency.agency.name};${juror.name};${juror.email};1;Belum dibuka`,
    `${b.referenceNumber};'=1+1;${b.agency.agency.name};${juror.name};${juror.email};2;Belum dibuka`,
  ])
  expect([lines.length, lines[3]?.endsWith('Diserahkan'), text.includes('7654')]).toEqual([4, true, false])
  const unchanged = { planId: null, lines: 3, standing: 3, added: 0, ended: 0, faultyLines: 0, faults: [] }
  // The maker of the sheet holds the role for it alone, and is of the stage.
  expect(await bring(edition, text)).toEqual([200, unchanged])
  expect(await auditActions(edition.id)).toContain('assignments.exported')
  const workbook = await call(edition.secretariat, 'GET', `${pathOf(edition)}?format=xlsx`)
  const bytes = new Uint8Array(await workbook.arrayBuffer())
  expect((await readXlsx(bytes)).sheets[0]?.rows.map((row) => row[4])).toEqual([
    'Surel juri',
    juror.email,
    juror.email,
    expect.any(String),
  ])
  expect(await bring(edition, bytes)).toEqual([200, unchanged])
  expect(other.id).not.toBe(juror.id)
})

test('a whole table ends what it leaves out, but never a reading whose sheet is handed in', async () => {
  const edition = await anEdition('penilaian')
  const [juror, other] = [await aJuror(edition), await aJuror(edition)]
  const [a, b] = [await anEligible(edition), await anEligible(edition)]
  await assigned(edition, juror, [a, b])
  await aSheet(edition, b, 7000)
  const before = await readingsOf(edition)
  const file = await writeSpreadsheet([
    {
      name: 'Penugasan',
      rows: [
        ['E-mail', 'Nomor'],
        [other.email, a.referenceNumber],
      ],
    },
  ])
  const [status, body] = await bring(edition, file, 'yes')
  expect([status, body]).toMatchObject([201, { added: 1, ended: 2 }])
  await publish(edition, brought.parse(body).planId)
  const handedIn = before.find((pair) => pair.startsWith(b.id) && !pair.endsWith(juror.id)) ?? ''
  expect((await readingsOf(edition)).toSorted()).toEqual([`${a.id} ${other.id}`, handedIn].toSorted())
})

test('what is no table, or lacks a column, is refused by name; an auditor brings nothing in', async () => {
  const edition = await anEdition('penilaian')
  await aJuror(edition)
  expect(await bring(edition, 'Judul;Surel\r\nA;b@c.id\r\n')).toEqual([
    422,
    { code: 'table_unreadable', missing: ['Nomor usulan'] },
  ])
  expect(await bring(edition, '')).toEqual([422, { code: 'table_unreadable', missing: [] }])
  for (const bytes of [new Uint8Array([0x50, 0x4b, 3, 4, 9]), new Uint8Array([0xff, 0xfe, 0x41, 0xd8])]) {
    expect(await bring(edition, bytes)).toEqual([422, { code: 'table_unreadable', missing: [] }])
  }
  const bomb = await writeSpreadsheet([{ name: 'Penugasan', rows: [['Nomor usulan', 'Surel juri']] }])
  const directory = bomb.findLastIndex((_, at) => [0x50, 0x4b, 1, 2].every((byte, n) => bomb[at + n] === byte))
  new DataView(bomb.buffer).setUint32(directory + 24, 900_000_000, true)
  expect(await bring(edition, bomb)).toEqual([422, { code: 'table_unreadable', missing: [] }])
  const auditor = await aPerson({ role: 'auditor' })
  expect((await bring(edition, table([]), 'no', auditor))[0]).toBe(403)
})

test('a table is read as spreadsheet programs save it: below a title, and in any of their encodings', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const a = await anEligible(edition)
  await assigned(edition, juror, [a])
  const text = `Nomor usulan;Surel juri;Judul\r\n${a.referenceNumber};${juror.email};Caf\u00e9\r\n`
  const byCodeUnit = (file: string) => Uint8Array.from(file, (letter) => letter.charCodeAt(0))
  const utf16 = new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (letter) => letter.charCodeAt(0)).buffer)
  const unchanged = [200, { planId: null, lines: 1, standing: 1, added: 0, ended: 0, faultyLines: 0, faults: [] }]
  expect(await bring(edition, `\uFEFF${text}`)).toEqual(unchanged)
  expect(await bring(edition, byCodeUnit(text))).toEqual(unchanged)
  expect(await bring(edition, utf16)).toEqual(unchanged)
  expect(await bring(edition, `\r\nPenugasan juri\r\n\r\n${text.replaceAll(';', ',')}`)).toEqual(unchanged)
  expect(await bring(edition, `sep=;\r\n${text}${a.referenceNumber};tidak-ada@contoh.go.id;x`)).toEqual([
    200,
    {
      planId: null,
      lines: 2,
      standing: 1,
      added: 0,
      ended: 0,
      faultyLines: 1,
      faults: [{ line: 4, field: 'email', value: 'tidak-ada@contoh.go.id', fault: 'unknown_email' }],
    },
  ])
})

test('a table without lines ends nothing, and one in which a quotation mark swallows lines is not read', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [a, b] = [await anEligible(edition), await anEligible(edition)]
  await assigned(edition, juror, [a, b])
  expect(await bring(edition, table([]), 'yes')).toEqual([422, { code: 'table_empty' }])
  const open = `Nomor usulan;Surel juri;Judul\r\n${a.referenceNumber};${juror.email};"Judul\r\n${b.referenceNumber};${juror.email};Lain`
  expect(await bring(edition, open, 'yes')).toEqual([422, { code: 'table_unreadable', missing: [], openQuote: 2 }])
  const long = `Nomor usulan;Surel juri\r\n${'x;y\r\n'.repeat(150_000)}`
  expect(await bring(edition, long)).toEqual([422, { code: 'table_too_long', mostRows: 150_000 }])
})

test('semicolons divide a table whose sentences are full of commas, and a cell of several lines is one cell', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const a = await anEligible(edition)
  await assigned(edition, juror, [a])
  const said = 'satu, dua, tiga, empat, lima, enam, tujuh'
  const file = [
    'Nomor usulan;Surel juri;Judul',
    `${a.referenceNumber};${juror.email};${said}`,
    `${a.referenceNumber};tidak-ada@contoh.go.id;"${said}\r\ndan ""delapan"";\nsembilan"`,
    `;${juror.email};${said}`,
  ].join('\r\n')
  expect(await bring(edition, file)).toEqual([
    200,
    {
      planId: null,
      lines: 3,
      standing: 1,
      added: 0,
      ended: 0,
      faultyLines: 2,
      faults: [
        { line: 3, field: 'email', value: 'tidak-ada@contoh.go.id', fault: 'unknown_email' },
        { line: 4, field: 'reference_number', value: '', fault: 'reference_missing' },
      ],
    },
  ])
})

test('of a hundred thousand lines every bad one is counted, the first thousands are named, and nothing is stored', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const a = await anEligible(edition)
  const many = 100_000
  const file = table(Array.from({ length: many }, () => [a.referenceNumber, juror.email]))
  const [status, body] = await bring(edition, file)
  const told = z.object({ planId: z.null(), lines: z.number(), faultyLines: z.number(), faults: z.array(z.unknown()) })
  const { faults, ...counts } = told.parse(body)
  expect([status, counts, faults.length, faults[0]]).toEqual([
    200,
    { planId: null, lines: many, faultyLines: many - 1 },
    5000,
    { line: 3, field: 'email', value: juror.email, fault: 'twice' },
  ])
  expect(await readingsOf(edition)).toEqual([])
})

test('in a workbook a formula counts as what it comes to, and the cells that a merged one covers are named as empty', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [a, b] = [await anEligible(edition), await anEligible(edition)]
  await assigned(edition, juror, [a, b])
  const file = await writeXlsx({
    sheets: [
      {
        name: 'Penugasan',
        rows: [
          ['Nomor usulan', 'Surel juri', 'Tanggal'],
          [a.referenceNumber, juror.email, new Date('2030-01-02T00:00:00Z')],
          [b.referenceNumber, null, new Date('2030-01-02T00:00:00Z')],
        ],
        merges: [{ startRow: 1, endRow: 2, startCol: 1, endCol: 1 }],
        cells: new Map([['1,0', { formula: `"${a.referenceNumber}"`, formulaResult: a.referenceNumber }]]),
      },
    ],
  })
  const [status, body] = await bring(edition, new Uint8Array(file))
  expect([status, body]).toMatchObject([
    200,
    { lines: 2, standing: 1, faultyLines: 1, faults: [{ line: 3, field: 'email', value: '', fault: 'email_missing' }] },
  ])
})
