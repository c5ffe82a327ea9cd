import type { Award, Innovation } from '#content/innovation.ts'
import type { Language } from './language.ts'

/** How an award is drawn, see `AwardMark.astro`: ring, four full petals, four outlines, four dashed outlines. */
export type Mark = 'outstanding' | 'full' | 'outline' | 'finalist'

type ArchiveAward = Award['award']

type Names = Record<Language, string>
const same = (name: string): Names => ({ id: name, en: name })

/** From the highest; the order of lists. TOP 45 and the like are names and stay as they are. */
export const archiveAwards = {
  outstanding: { label: same('Outstanding'), mark: 'outstanding' },
  top45: { label: same('TOP 45'), mark: 'full' },
  top40: { label: same('TOP 40'), mark: 'full' },
  top35: { label: same('TOP 35'), mark: 'full' },
  top25: { label: same('TOP 25'), mark: 'full' },
  'top5-replikasi': { label: { id: 'TOP 5 Replikasi', en: 'TOP 5 Replication' }, mark: 'full' },
  'top-inovasi': { label: { id: 'Top Inovasi', en: 'Top Innovation' }, mark: 'full' },
  top99: { label: same('TOP 99'), mark: 'outline' },
  'finalis15-khusus': { label: { id: 'Finalis 15 Khusus', en: 'Finalist, Special 15' }, mark: 'finalist' },
  finalis: { label: { id: 'Finalis', en: 'Finalist' }, mark: 'finalist' },
} as const satisfies Record<ArchiveAward, { label: Names; mark: Mark }>

const order = Object.keys(archiveAwards)
/** 0 is the highest award. */
export const awardOrder = (award: ArchiveAward): number => order.indexOf(award)

/** The mark of an award of a running edition, whose awards are rows and not known here: read from its name. */
export function markOf(awardName: string): Mark {
  if (/outstanding/i.test(awardName)) return 'outstanding'
  if (/finalis|nominasi/i.test(awardName)) return 'finalist'
  return /\b99\b/.test(awardName) ? 'outline' : 'full'
}

export const agencyTypes = {
  kementerian: { id: 'Kementerian', en: 'Ministry' },
  lembaga: { id: 'Lembaga', en: 'National agency' },
  provinsi: { id: 'Provinsi', en: 'Province' },
  kabupaten: { id: 'Kabupaten', en: 'Regency' },
  kota: { id: 'Kota', en: 'City' },
  bumn: { id: 'BUMN', en: 'State enterprise' },
  bumd: { id: 'BUMD', en: 'Regional enterprise' },
} as const satisfies Record<Innovation['agencyType'], Names>

export const groups = {
  umum: { id: 'Umum', en: 'General' },
  replikasi: { id: 'Replikasi', en: 'Replication' },
  khusus: { id: 'Khusus', en: 'Special' },
} as const satisfies Record<NonNullable<Award['group']>, Names>
