import type { listSaidConflicts, listTreeConflicts } from '#db/edition-conflicts.ts'
import { relationAt } from '#db/conflicts.ts'
import { agencyRelations, conflictReasons } from '#domain/conflict.ts'
import type { CsvCell } from '#domain/csv.ts'

type Tree = Awaited<ReturnType<typeof listTreeConflicts>>
type Said = Awaited<ReturnType<typeof listSaidConflicts>>

export const conflictTypes = [...agencyRelations, ...new Set(conflictReasons)] as const

/** A conflict as the secretariat reads it: computed from a tie, or said of one proposal. */
export function conflictRows(tree: Tree, said: Said) {
  const computed = tree.map((row) => ({
    jurorId: row.jurorId,
    juror: row.juror,
    type: relationAt(row.rank),
    source: row.source,
    reason: row.reason,
    at: new Date(row.at),
    endsAt: row.endsAt === null ? null : new Date(row.endsAt),
    agencyId: row.agencyId,
    agency: row.agency,
    tie: { id: row.tieId, kind: row.tieKind, agency: row.tieAgency },
    proposal: null,
    proposals: row.proposals,
    sheets: row.sheets,
  }))
  const spoken = said.map((row) => ({
    jurorId: row.jurorId,
    juror: row.juror,
    type: row.kind,
    source: row.source,
    reason: row.reason,
    at: row.at,
    endsAt: null,
    agencyId: row.agencyId,
    agency: row.agency,
    tie: null,
    proposal: { referenceNumber: row.referenceNumber, title: row.title, by: row.by },
    proposals: 1,
    sheets: row.sheets,
  }))
  const order = (a: { juror: string; jurorId: string }, b: { juror: string; jurorId: string }) =>
    a.juror === b.juror ? compare(a.jurorId, b.jurorId) : compare(a.juror, b.juror)
  return [...spoken, ...computed].toSorted(order)
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b)

export type ConflictRow = ReturnType<typeof conflictRows>[number]

const head = [
  'juri',
  'jenis',
  'sumber',
  'hubungan',
  'instansi_juri',
  'instansi_pengusul',
  'nomor_usulan',
  'judul',
  'jumlah_usulan',
  'lembar_diserahkan',
  'alasan',
  'sejak',
  'sampai',
]

export const conflictCsv = (rows: readonly ConflictRow[]): CsvCell[][] => [
  head,
  ...rows.map((row) => [
    row.juror,
    row.type,
    row.source,
    row.tie?.kind ?? null,
    row.tie?.agency ?? null,
    row.agency,
    row.proposal?.referenceNumber ?? null,
    row.proposal?.title ?? null,
    row.proposals,
    row.sheets,
    row.reason,
    row.at.toISOString(),
    row.endsAt?.toISOString() ?? null,
  ]),
]
