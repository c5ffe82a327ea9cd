import * as z from 'zod'
import { archiveAwards } from './innovation.ts'
import years from './statistics/kipp.json' with { type: 'json' }

const count = z.int().min(0).nullable()
const level = z.strictObject({ label: z.string().min(1), count: z.int().positive() }).nullable()

/** One year of the national competition (KIPP) in figures; `null` is a figure no source gives, or sources contradict. */
export const competitionYear = z.strictObject({
  year: z.int(),
  edition: z.int().nullable(),
  held: z.boolean(),
  registered: count,
  submitted: count,
  passed: count,
  /** Registered but never left the unit, or never left the agency's admin. */
  leftAtUnit: count,
  leftAtAgency: count,
  finalists: count,
  top: level,
  best: level,
  outstanding: count,
  decrees: z.array(
    z.strictObject({ award: z.enum(archiveAwards), number: z.string().min(1), note: z.string().nullable() }),
  ),
  note: z.string().nullable(),
  sources: z.array(z.url()).min(1),
})
export type CompetitionYear = z.infer<typeof competitionYear>

/** Every year of the national competition, oldest first. */
export const competitionYears: readonly CompetitionYear[] = z.array(competitionYear).parse(years)
