import * as z from 'zod'

const text = z.string().min(1)
const bilingual = z.strictObject({ id: text, en: text })
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** Numbers of the record's own sources, counted from 1. Empty: not yet known which source carries it. */
const citations = z.array(z.int().min(1))
/** `[words](/inovasi/slug/)` in a text is a link to another record. */
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
    error: 'segments do not add up to the total; expected them to',
  })

/** Figures before and after, drawn as stacked bars on one scale. */
const series = z.strictObject({
  title: bilingual,
  scale: bilingual,
  rows: z.array(seriesRow).min(1),
  headline: z.strictObject({ before: z.int(), after: z.int(), caption: bilingual }),
  remark: bilingual,
})

/** A source as it was on the day somebody read it. */
const source = z.strictObject({ url: z.url({ protocol: /^https?$/ }), readOn: z.iso.date() })

/** One award of the innovation: its highest level in that year's edition that a source confirms. */
const award = z.strictObject({
  year: z.int().min(2014),
  award: z.enum(archiveAwards),
  group: z.enum(['umum', 'replikasi', 'khusus']).nullable(),
  category: text.nullable(),
  sources: citations,
})

/** Whether it still runs. Nothing is said to run, to have changed or to have stopped without a day and a source of that check. */
const status = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('unknown'), checkedOn: z.iso.date().nullable() }),
  z.strictObject({
    state: z.enum(['running', 'changed', 'stopped']),
    checkedOn: z.iso.date(),
    note: bilingual.nullable(),
    sources: citations.min(1),
  }),
])

/** One innovation of the archive with all its awards. `null` and empty lists mean that no source was found, never "none". */
export const innovation = z
  .strictObject({
    slug,
    /** Addresses this record had before; they lead here. */
    formerSlugs: z.array(slug),
    name: text,
    /** What the name stands for, or its other name. */
    otherName: text.nullable(),
    agency: text,
    unit: text.nullable(),
    agencyType: z.enum(agencyTypes),
    province: text.nullable(),
    /** One innovation in several editions is one record: by what sources say, never by its name alone. */
    awards: z.array(award).min(1),
    /** Numbers of the proposals of this portal that are this innovation; their awards are shown here too. */
    referenceNumbers: z.array(text),
    startedIn: passage.nullable(),
    partners: passage.nullable(),
    status,
    lastKnown: passage.nullable(),
    summary: bilingual,
    problem: z.array(passage),
    solution: z.array(passage),
    impact: z.array(passage),
    series: z.array(series),
    /** Doubts, and conflicts between sources: told, not averaged. */
    notes: z.array(passage),
    sources: z.array(source).min(1),
  })
  .superRefine((record, context) => {
    for (const { path, numbers } of citationsOf(record)) {
      if (numbers.every((number) => number <= record.sources.length)) continue
      context.addIssue({
        code: 'custom',
        path,
        message: `names a source that is not listed; expected numbers from 1 to ${record.sources.length}`,
      })
    }
  })

export type Innovation = z.infer<typeof innovation>
export type Passage = z.infer<typeof passage>
export type Series = z.infer<typeof series>
export type Award = z.infer<typeof award>
export type Source = z.infer<typeof source>

type Cited = { sources?: readonly number[] }

/** Every list of source numbers in a record, with the field it stands in. */
function citationsOf(record: {
  awards: readonly Cited[]
  series: readonly { rows: readonly Cited[] }[]
  status: Cited & { state: string }
  startedIn: Cited | null
  partners: Cited | null
  lastKnown: Cited | null
  problem: readonly Cited[]
  solution: readonly Cited[]
  impact: readonly Cited[]
  notes: readonly Cited[]
}): { path: (string | number)[]; numbers: readonly number[] }[] {
  const { awards, startedIn, partners, lastKnown, status, problem, solution, impact, notes } = record
  const single = Object.entries({ startedIn, partners, lastKnown, status }).map(([field, cited]) => ({
    path: [field],
    numbers: cited?.sources ?? [],
  }))
  const many = Object.entries({ awards, problem, solution, impact, notes }).flatMap(([field, list]) =>
    list.map(({ sources }, index) => ({ path: [field, index], numbers: sources ?? [] })),
  )
  const rows = record.series.flatMap(({ rows }, index) =>
    rows.map(({ sources }, row) => ({ path: ['series', index, 'rows', row], numbers: sources ?? [] })),
  )
  return [...single, ...many, ...rows].map(({ path, numbers }) => ({ path: [...path, 'sources'], numbers }))
}
