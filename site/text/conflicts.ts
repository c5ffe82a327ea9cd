import type { AgencyRelation, ConflictReason, ConflictSource, HeldKind, TieKind } from '#domain/conflict.ts'

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

export const conflictTypeNames = { ...relationNames, ...reasonNames }

export const tieKindNames = {
  former_post: 'Bekas jabatan',
  family: 'Keluarga bekerja di sana',
  business: 'Hubungan usaha',
  advisor: 'Pembimbing atau konsultan',
  other: 'Lainnya',
} as const satisfies Record<TieKind, string>

const heldKindNames: Readonly<Record<string, string>> = {
  post: 'Jabatan',
  role: 'Peran di portal',
  ...tieKindNames,
} satisfies Record<HeldKind, string>

export const heldKindName = (kind: string): string => heldKindNames[kind] ?? kind

export const sourceNames = {
  registry: 'Data portal',
  declared: 'Dinyatakan juri',
  secretariat: 'Dicatat sekretariat',
} as const satisfies Record<ConflictSource, string>

export const sourceName = (source: string): string =>
  Object.entries(sourceNames).find(([id]) => id === source)?.[1] ?? source
