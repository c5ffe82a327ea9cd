/** What the screens of planning call the kinds and states that the API names. */
import type { PlanKind } from '#domain/assignment/plan-kind.ts'
import type { LineFault } from '#domain/assignment-table.ts'
import type { PlanRow, SheetRow } from './planning-api.ts'

export const kindNames: Readonly<Record<PlanKind, string>> = {
  first: 'Penugasan pertama',
  replan: 'Susun ulang',
  second_reading: 'Pembacaan tambahan',
  third_reading: 'Pembaca ketiga',
  import: 'Dari tabel',
}

type Ended = Pick<PlanRow, 'publishedAt' | 'discardedAt'>
export type PlanState = 'draft' | 'published' | 'discarded'
export const stateOf = ({ publishedAt, discardedAt }: Ended): PlanState => {
  if (publishedAt) return 'published'
  return discardedAt ? 'discarded' : 'draft'
}
export const stateNames: Readonly<Record<PlanState, string>> = {
  draft: 'Rancangan',
  published: 'Diterbitkan',
  discarded: 'Dibatalkan',
}

export const sheetStates: Readonly<Record<SheetRow['state'], string>> = {
  new: 'Belum dibuka',
  draft: 'Draf',
  handed_in: 'Diserahkan',
  ended: 'Berakhir',
  withdrawn: 'Dicabut',
}

/** What is wrong with a line, and what to do. */
export const faultWords: Readonly<Record<LineFault['fault'], { what: string; todo: string }>> = {
  reference_missing: { what: 'nomor usulan kosong', todo: 'Isi nomor usulan, atau hapus barisnya.' },
  email_missing: { what: 'surel juri kosong', todo: 'Isi surel juri, atau hapus barisnya.' },
  unknown_reference: { what: 'nomor usulan tidak dikenal', todo: 'Cocokkan dengan nomor pada tabel yang diunduh.' },
  not_read_here: { what: 'usulan tidak dinilai pada tahap ini', todo: 'Hapus barisnya, atau pilih tahap lain.' },
  unknown_email: { what: 'surel tidak dikenal', todo: 'Periksa ejaannya, atau tambahkan juri ini lebih dahulu.' },
  not_a_juror: { what: 'bukan juri tahap ini', todo: 'Tambahkan peran jurinya, atau pilih juri lain.' },
  twice: { what: 'pasangan ini sudah disebut di baris sebelumnya', todo: 'Hapus salah satu barisnya.' },
  already_read: {
    what: 'juri ini pernah menerima usulan ini dan bacaannya berakhir',
    todo: 'Pilih juri lain; bacaan yang berakhir tidak diberikan lagi.',
  },
  conflict: { what: 'juri ini mempunyai benturan kepentingan', todo: 'Pilih juri lain.' },
  apart: { what: 'juri yang dipisahkan darinya membaca usulan ini', todo: 'Pilih juri lain.' },
  over_cap: { what: 'batas bacaan juri ini terlampaui', todo: 'Pilih juri lain, atau naikkan batasnya.' },
}
