import { selectByReference } from '#db/assignment-tables.ts'
import type { Db } from '#db/client.ts'
import { selectAddressed, selectAgenciesNamed, selectReach, selectSaidOf, selectTiesOf } from '#db/conflict-tables.ts'
import type { listJuryTies } from '#db/edition-conflicts.ts'
import { checkConflictTable, mostNewAtOnce, type ConflictField, type ConflictLine } from '#domain/conflict-table.ts'
import {
  heldKindNames,
  nameFor,
  reasonNames,
  relationNames,
  sourceNames,
  tieKindNames,
} from '#domain/conflict-words.ts'
import type { CsvCell } from '#domain/csv.ts'
import { dayOf } from '#domain/jakarta-day.ts'
import { plainLine } from '#domain/plain-line.ts'
import type { ConflictRow } from './conflict-list.ts'
import type { Columns, GivenLine } from './table-lines.ts'

/** What a table of conflicts needs, and what else of it is read. */
export const conflictColumns: Columns<ConflictField> = {
  email: { names: ['Surel juri', 'Surel', 'Email juri', 'Email', 'E-mail'], isNeeded: true },
  referenceNumber: { names: ['Nomor usulan', 'Nomor registrasi'], isNeeded: false },
  agency: { names: ['Instansi hubungan', 'Instansi'], isNeeded: false },
  agencyCode: { names: ['Kode instansi', 'Kode'], isNeeded: false },
  kind: { names: ['Jenis'], isNeeded: true },
  reason: { names: ['Alasan'], isNeeded: true },
  endsOn: { names: ['Berlaku sampai', 'Sampai'], isNeeded: false },
}

/** The columns of an export: those that are read back, then what they mean at present. */
export const conflictHead = [
  'Juri',
  'Surel juri',
  'Nomor usulan',
  'Instansi hubungan',
  'Kode instansi',
  'Jenis',
  'Alasan',
  'Berlaku sampai',
  'Judul',
  'Instansi pengusul',
  'Kedekatan',
  'Sumber',
  'Sejak',
  'Usulan tertutup',
  'Lembar diserahkan',
]

/** How the columns of a template are filled in, for the second sheet of a workbook. */
export const conflictGuide: CsvCell[][] = [
  ['Kolom', 'Isi'],
  ['Surel juri', 'Alamat juri edisi ini. Wajib.'],
  ['Nomor usulan', 'Untuk benturan dengan satu usulan. Kosongkan bila barisnya tentang instansi.'],
  ['Instansi hubungan', 'Untuk hubungan dengan instansi: namanya. Kosongkan bila barisnya tentang satu usulan.'],
  ['Kode instansi', 'Kode wilayah atau kode instansi, bila beberapa instansi bernama sama.'],
  ['Jenis', `Usulan: ${Object.values(reasonNames).join('; ')}.`],
  ['Jenis', `Instansi: ${Object.values(tieKindNames).join('; ')}.`],
  ['Alasan', 'Wajib. Dibaca sekretariat dan pengawas; alasan hubungan dibaca juga oleh jurinya.'],
  ['Berlaku sampai', 'Hari terakhir hubungan, tanggal/bulan/tahun, seperti 31/12/2099. Wajib untuk bekas jabatan.'],
  ['Kolom lain', 'Tidak dibaca; berisi keterangan pada tabel yang diunduh.'],
]

type Tie = Awaited<ReturnType<typeof listJuryTies>>[number]

/** Everything that counts, one line for each conflict that is said and for each agency that a tie bars, and ties that bar nothing. */
export function conflictTable(
  jurors: readonly { id: string; email: string }[],
  rows: readonly ConflictRow[],
  idleTies: readonly Tie[],
): CsvCell[][] {
  const emails = new Map(jurors.map(({ id, email }) => [id, email]))
  const since = (at: Date) => (at.getTime() > 0 ? dayOf(at) : null)
  return [
    conflictHead,
    ...rows.map((row) => [
      row.juror,
      emails.get(row.jurorId) ?? null,
      row.proposal?.referenceNumber ?? null,
      row.tie?.agency ?? null,
      row.tie?.agencyId ?? null,
      row.tie ? nameFor(heldKindNames, row.tie.kind) : nameFor(reasonNames, row.type),
      row.reason,
      row.endsAt && dayOf(row.endsAt),
      row.proposal?.title ?? null,
      row.agency,
      row.tie && nameFor(relationNames, row.type),
      nameFor(sourceNames, row.source),
      since(row.at),
      row.proposals,
      row.sheets,
    ]),
    ...idleTies.map((tie) => [
      tie.juror,
      emails.get(tie.jurorId) ?? null,
      null,
      tie.agency,
      tie.agencyId,
      nameFor(heldKindNames, tie.kind),
      tie.reason,
      tie.endsAt === null ? null : dayOf(new Date(tie.endsAt)),
      null,
      null,
      null,
      nameFor(sourceNames, tie.source),
      since(new Date(tie.at)),
      0,
      0,
    ]),
  ]
}

/** Cells as people read them: what a workbook hides in one, or writes on several lines, is one line here. */
export function conflictLine({ line, cell }: GivenLine<ConflictField>): ConflictLine {
  const text = (field: ConflictField) => plainLine(cell(field))
  return {
    line,
    email: text('email').toLowerCase(),
    referenceNumber: text('referenceNumber').toUpperCase(),
    agency: text('agency'),
    agencyCode: text('agencyCode'),
    kind: text('kind'),
    reason: text('reason'),
    endsOn: text('endsOn'),
  }
}

/** What the lines would add and whom they name, or what is wrong with each that cannot be. Two round trips. */
export async function checkLines(db: Db, editionId: string, lines: readonly ConflictLine[], now: Date) {
  const distinct = (field: ConflictField) => [
    ...new Set(lines.map((line) => line[field]).filter((cell) => cell !== '')),
  ]
  const [[found], people, agencies] = await db.batch([
    selectByReference(db, editionId, distinct('referenceNumber')),
    selectAddressed(db, editionId, distinct('email'), now),
    selectAgenciesNamed(db, distinct('agencyCode'), distinct('agency')),
  ])
  const numbers: [string, string][] = JSON.parse(found?.found ?? '[]')
  const jurorIds = people.filter(({ is_juror }) => is_juror === 1).map(({ id }) => id)
  const [said, held] = await db.batch([selectSaidOf(db, jurorIds), selectTiesOf(db, jurorIds, now)])
  const checked = checkConflictTable(
    lines,
    {
      proposals: new Map(numbers.map(([number, id]) => [number.toUpperCase(), id])),
      jurors: new Map(people.map(({ id, email, is_juror }) => [email, { id, isOfEdition: is_juror === 1 }])),
      agencies: agencies.map(({ id, region_code, name }) => ({ id, regionCode: region_code, name })),
      conflicts: said.map((one) => ({ ...one, jurorId: one.juror_id, proposalId: one.proposal_id })),
      ties: held.map((one) => ({
        jurorId: one.user_id,
        agencyId: one.agency_id,
        kind: one.kind,
        reason: one.reason,
        endsAt: one.ends_at === null ? null : new Date(one.ends_at),
      })),
    },
    { now, mostNew: mostNewAtOnce },
  )
  return {
    ...checked,
    people: new Map(people.map(({ id, name, email }) => [id, { id, name, email }])),
    agencyNames: new Map(agencies.map(({ id, name }) => [id, name])),
  }
}

export type CheckedLines = Awaited<ReturnType<typeof checkLines>>

/** Each new line in words, with what it bars of what its juror reads now. */
export async function effectsOf(
  db: Db,
  editionId: string,
  { conflicts, ties, people, agencyNames }: CheckedLines,
  lines: readonly ConflictLine[],
) {
  if (conflicts.length + ties.length === 0) return []
  const reach = new Map((await selectReach(db, editionId, { conflicts, ties })).map((row) => [row.line, row]))
  const numbers = new Map(lines.map(({ line, referenceNumber }) => [line, referenceNumber]))
  const effect = ({ line, jurorId }: { line: number; jurorId: string }) => ({
    line,
    juror: people.get(jurorId)?.name ?? '',
    readings: reach.get(line)?.readings ?? 0,
    sheets: reach.get(line)?.sheets ?? 0,
  })
  return [
    ...conflicts.map((one) => ({ ...effect(one), is: 'conflict' as const, about: numbers.get(one.line) ?? '' })),
    ...ties.map((one) => ({ ...effect(one), is: 'tie' as const, about: agencyNames.get(one.agencyId) ?? '' })),
  ].toSorted((a, b) => a.line - b.line)
}
