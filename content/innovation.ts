import * as z from 'zod'

const text = z.string().min(1)
const bilingual = z.strictObject({ id: text, en: text })

/** Numbers of the record's own sources, counted from 1. Empty: not yet known which source carries it. */
const citations = z.array(z.int().min(1))
const passage = z.strictObject({ id: text, en: text, sources: citations })

/** Levels of the competition as sources name them; `top-inovasi` is an award whose level no source gives. */
export const archiveAwards = [
  'outstanding',
  'top45',
  'top40',
  'top35',
  'top25',
  'top5-replikasi',
  'top-inovasi',
  'top99',
  'finalis15-khusus',
  'finalis',
] as const

export const agencyTypes = ['kementerian', 'lembaga', 'provinsi', 'kabupaten', 'kota', 'bumn', 'bumd'] as const

const segment = z.strictObject({
  value: z.int().positive(),
  /** Hatch, middle tone or ink. */
  tone: z.enum(['low', 'middle', 'high']),
  /** `computed`: a difference we worked out ourselves from sourced figures. */
  basis: z.enum(['sourced', 'computed']),
  /** `null`: the source does not itemise this part. */
  label: bilingual.nullable(),
})

const seriesRow = z
  .strictObject({
    when: bilingual,
    total: z.int().positive(),
    approximate: z.boolean(),
    sources: citations,
    segments: z.array(segment).min(1),
  })
  .refine(({ total, segments }) => segments.reduce((sum, { value }) => sum + value, 0) === total, {
    error: 'the segments of a row add up to its total',
  })

/** Figures before and after, drawn as stacked bars on one scale. */
const series = z.strictObject({
  title: bilingual,
  scale: bilingual,
  rows: z.array(seriesRow).min(1),
  headline: z.strictObject({ before: z.int(), after: z.int(), caption: bilingual }),
  remark: bilingual,
})

/** One archive record: an innovation in one year. `null` and empty lists mean that no source was found, never "none". */
export const innovation = z
  .strictObject({
    slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    name: text,
    /** What the name stands for, or its other name. */
    otherName: text.nullable(),
    year: z.int().min(2014),
    award: z.enum(archiveAwards),
    awardSources: citations,
    agency: text,
    unit: text.nullable(),
    agencyType: z.enum(agencyTypes),
    province: text.nullable(),
    group: z.enum(['umum', 'replikasi', 'khusus']).nullable(),
    category: text.nullable(),
    startedIn: passage.nullable(),
    partners: passage.nullable(),
    lastKnown: passage.nullable(),
    summary: bilingual,
    problem: z.array(passage),
    solution: z.array(passage),
    impact: z.array(passage),
    series: series.nullable(),
    /** Doubts, and conflicts between sources: told, not averaged. */
    notes: z.array(passage),
    sources: z.array(z.url()).min(1),
  })
  .refine((record) => citedNumbers(record).every((number) => number <= record.sources.length), {
    error: 'every citation names one of the record’s sources',
  })

export type Innovation = z.infer<typeof innovation>
export type Passage = z.infer<typeof passage>
export type Series = z.infer<typeof series>

type Cited = { sources: number[] }
type CitedRecord = {
  awardSources: number[]
  series: { rows: Cited[] } | null
} & Record<'startedIn' | 'partners' | 'lastKnown', Cited | null> &
  Record<'problem' | 'solution' | 'impact' | 'notes', Cited[]>

function citedNumbers(record: CitedRecord): number[] {
  const { startedIn, partners, lastKnown, problem, solution, impact, notes, series } = record
  const passages = [
    startedIn,
    partners,
    lastKnown,
    ...problem,
    ...solution,
    ...impact,
    ...notes,
    ...(series?.rows ?? []),
  ]
  return [...record.awardSources, ...passages.flatMap((passage) => passage?.sources ?? [])]
}
