import * as z from 'zod'
import complaints from './complaints.json' with { type: 'json' }
import { agencyTypes } from './innovation.ts'

const text = z.string().min(1)
const bilingual = z.strictObject({ id: text, en: text })
const sources = z.array(z.url()).min(1)

/** Levels of the complaint-handling competition as sources name them, from the highest. */
export const complaintAwards = ['outstanding', 'top10', 'top13', 'top15', 'pemenang', 'top25'] as const

/** One winner of the competition for handling complaints; `null` means that no source says it. */
const complaintWinner = z.strictObject({
  year: z.int(),
  award: z.enum(complaintAwards),
  agency: text,
  unit: text.nullable(),
  agencyType: z.enum(agencyTypes),
  province: text.nullable(),
  participant: z.enum(['agency', 'unit']).nullable(),
  /** What the award was for. */
  aspect: bilingual.nullable(),
  note: bilingual.nullable(),
  sources,
})

const complaintEdition = z.strictObject({
  year: z.int(),
  edition: z.int().positive(),
  /** Awards given that year, to say how many of them are recorded here. */
  places: z.int().positive(),
  about: bilingual,
  sources,
})

export type ComplaintWinner = z.infer<typeof complaintWinner>
export type ComplaintEdition = z.infer<typeof complaintEdition>

const parsed = z
  .strictObject({ editions: z.array(complaintEdition), winners: z.array(complaintWinner) })
  .refine(({ editions, winners }) => winners.every(({ year }) => editions.some((edition) => edition.year === year)), {
    error: 'complaints.json, winners: every year is one of the editions listed above them',
  })
  .parse(complaints)

/** Newest first. */
export const complaintEditions: readonly ComplaintEdition[] = parsed.editions.toSorted((a, b) => b.year - a.year)
export const complaintWinners: readonly ComplaintWinner[] = parsed.winners
