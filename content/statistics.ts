import * as z from 'zod'
import { archiveAwards } from './innovation.ts'
import totals from './statistics/kipp-totals.json' with { type: 'json' }
import years from './statistics/kipp.json' with { type: 'json' }

const count = z.int().min(0).nullable()
const text = z.string().min(1)
const bilingual = z.strictObject({ id: text, en: text })
const level = z.strictObject({ label: z.string().min(1), count: z.int().positive() }).nullable()

/** The steps of a competition, from every draft to those who won. */
export const funnelSteps = ['registered', 'submitted', 'passed', 'finalists', 'winners'] as const
export type FunnelStep = (typeof funnelSteps)[number]

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
  /** Proposals with the highest scores, from which the panel chose the finalists. */
  nominated: count,
  finalists: count,
  /** All commended together: the best level, Outstanding, and best replications. */
  winners: count,
  top: level,
  best: level,
  outstanding: count,
  decrees: z.array(z.strictObject({ award: z.enum(archiveAwards), number: text, note: bilingual.nullable() })),
  notes: z.array(bilingual),
  /** Sources that contradict each other about one step: told, not averaged. */
  conflicts: z.array(z.strictObject({ figure: z.enum(funnelSteps), id: text, en: text })),
  sources: z.array(z.url()).min(1),
})
export type CompetitionYear = z.infer<typeof competitionYear>

/** Every year of the national competition, oldest first. */
export const competitionYears: readonly CompetitionYear[] = z.array(competitionYear).parse(years)

/** A sum over many years as somebody gave it; told beside our own sum, which differs. */
const competitionTotal = z.strictObject({ saidIn: z.int(), about: bilingual, registered: count, source: z.url() })
export const competitionTotals: readonly z.infer<typeof competitionTotal>[] = z.array(competitionTotal).parse(totals)
