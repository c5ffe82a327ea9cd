import type { Innovation } from '#content/innovation.ts'

/** How an award is drawn, see `AwardMark.astro`: ring, four full petals, four outlines, four dashed outlines. */
export type Mark = 'outstanding' | 'full' | 'outline' | 'finalist'

type ArchiveAward = Innovation['award']

/** From the highest; the order of lists. */
export const archiveAwards = {
  outstanding: { label: 'Outstanding', mark: 'outstanding' },
  top45: { label: 'TOP 45', mark: 'full' },
  top40: { label: 'TOP 40', mark: 'full' },
  top35: { label: 'TOP 35', mark: 'full' },
  top25: { label: 'TOP 25', mark: 'full' },
  'top5-replikasi': { label: 'TOP 5 Replikasi', mark: 'full' },
  'top-inovasi': { label: 'Top Inovasi', mark: 'full' },
  top99: { label: 'TOP 99', mark: 'outline' },
  'finalis15-khusus': { label: 'Finalis 15 Khusus', mark: 'finalist' },
  finalis: { label: 'Finalis', mark: 'finalist' },
} as const satisfies Record<ArchiveAward, { label: string; mark: Mark }>

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
  kementerian: 'Kementerian',
  lembaga: 'Lembaga',
  provinsi: 'Provinsi',
  kabupaten: 'Kabupaten',
  kota: 'Kota',
  bumn: 'BUMN',
  bumd: 'BUMD',
} as const satisfies Record<Innovation['agencyType'], string>

export const groups = { umum: 'Umum', replikasi: 'Replikasi', khusus: 'Khusus' } as const satisfies Record<
  NonNullable<Innovation['group']>,
  string
>
