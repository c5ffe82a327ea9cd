/** What screens, tables and exports call conflicts and ties: one word for each wherever it stands, and read back from tables. */
import type { AgencyRelation, ConflictReason, ConflictSource, HeldKind, TieKind } from './conflict.ts'

/** What the juror's agency is to the proposal's. */
export const relationNames = {
  own_agency: 'Instansi sendiri',
  parent_agency: 'Unit di bawahnya',
  child_agency: 'Instansi induk',
  same_regional_government: 'Pemerintah daerah yang sama',
  same_enterprise_group: 'Grup usaha yang sama',
} as const satisfies Record<AgencyRelation, string>

export const reasonNames = {
  family: 'Hubungan keluarga',
  business: 'Hubungan usaha',
  advisor: 'Pembimbing atau konsultan',
  author: 'Ikut menyusun usulan',
  dispute: 'Sengketa',
  other: 'Lainnya',
} as const satisfies Record<ConflictReason, string>

export const tieKindNames = {
  former_post: 'Bekas jabatan',
  family: 'Keluarga bekerja di sana',
  business: 'Hubungan usaha',
  advisor: 'Pembimbing atau konsultan',
  other: 'Lainnya',
} as const satisfies Record<TieKind, string>

export const heldKindNames = {
  post: 'Jabatan',
  role: 'Peran di portal',
  ...tieKindNames,
} as const satisfies Record<HeldKind, string>

export const sourceNames = {
  registry: 'Data portal',
  declared: 'Dinyatakan juri',
  secretariat: 'Dicatat sekretariat',
} as const satisfies Record<ConflictSource, string>

/** The name of a kind or source that came as text. */
export const nameFor = (names: Readonly<Record<string, string>>, id: string): string =>
  Object.hasOwn(names, id) ? (names[id] ?? id) : id
