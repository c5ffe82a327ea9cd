import * as z from 'zod'
import type { Innovation } from './innovation.ts'

/*
 * The data sets anyone may take along: one flat row a thing, the same fields in JSON and CSV. Field names last: a field may be
 * added, none is renamed. Every field needs its description in both languages in `open-data-fields.ts`.
 */

const text = z.string()
const known = z.string().nullable()
const list = z.array(z.string())
const figure = z.int().nullable()

/** One innovation with all that is told of it; its awards and figures are data sets of their own. */
export const innovationRow = z.strictObject({
  slug: text,
  url: z.url(),
  name: text,
  other_name: known,
  agency: text,
  unit: known,
  agency_type: text,
  province: known,
  theme: known,
  started_id: known,
  started_en: known,
  partners_id: known,
  partners_en: known,
  status: z.enum(['running', 'changed', 'stopped', 'unknown']),
  status_checked_on: known,
  status_note_id: known,
  status_note_en: known,
  last_known_id: known,
  last_known_en: known,
  summary_id: text,
  summary_en: known,
  problem_id: known,
  problem_en: known,
  solution_id: known,
  solution_en: known,
  impact_id: known,
  impact_en: known,
  notes_id: known,
  notes_en: known,
  former_slugs: list,
  reference_numbers: list,
  sources: list,
  sources_read_on: list,
  origin: z.enum(['archive', 'portal']),
  is_simulation: z.boolean(),
})

export const awardRow = z.strictObject({
  innovation: text,
  innovation_name: text,
  agency: text,
  province: known,
  year: z.int(),
  award: text,
  award_name_id: text,
  award_name_en: text,
  group: known,
  category: known,
  cluster: known,
  edition: known,
  stage: known,
  rank: figure,
  sum_hundredths: figure,
  sheet_count: figure,
  decided_by: z.enum(['score', 'plenary']).nullable(),
  plenary_reason: known,
  decree_number: known,
  decree_date: known,
  reference_number: known,
  publication: known,
  sources: list,
  is_simulation: z.boolean(),
})

/** Figures before and after, one row a segment. */
export const figureRow = z.strictObject({
  innovation: text,
  series: z.int(),
  title_id: text,
  title_en: text,
  row: z.int(),
  when_id: text,
  when_en: text,
  total: z.int(),
  is_total_approximate: z.boolean(),
  segment: z.int(),
  label_id: known,
  label_en: known,
  value: z.int(),
  basis: z.enum(['sourced', 'computed']),
  sources: list,
})

export const yearRow = z.strictObject({
  year: z.int(),
  edition: figure,
  is_held: z.boolean(),
  registered: figure,
  submitted: figure,
  passed: figure,
  left_at_unit: figure,
  left_at_agency: figure,
  nominated: figure,
  finalists: figure,
  winners: figure,
  top_label: known,
  top_count: figure,
  best_label: known,
  best_count: figure,
  outstanding: figure,
  decrees: list,
  notes_id: known,
  notes_en: known,
  conflicts_id: known,
  conflicts_en: known,
  sources: list,
})

export const complaintRow = z.strictObject({
  year: z.int(),
  award: text,
  award_name_id: text,
  award_name_en: text,
  agency: text,
  unit: known,
  agency_type: text,
  province: known,
  participant: z.enum(['agency', 'unit']).nullable(),
  aspect_id: known,
  aspect_en: known,
  note_id: known,
  note_en: known,
  sources: list,
})

/** By the name of its files: `/data/inovasi.csv`. */
export const dataSchemas = {
  inovasi: innovationRow,
  penghargaan: awardRow,
  angka: figureRow,
  statistik: yearRow,
  pengaduan: complaintRow,
} as const
export type DataSetId = keyof typeof dataSchemas
export type DataRow<Id extends DataSetId> = z.infer<(typeof dataSchemas)[Id]>
export type DataValue = string | number | boolean | null | readonly string[]

type FieldOf<Id extends DataSetId> = `${Id}.${keyof DataRow<Id> & string}`

/** Where each field of an archive record goes: one that is added to the record and forgotten here stops the compile. */
export const carriedBy = {
  slug: 'inovasi.slug',
  formerSlugs: 'inovasi.former_slugs',
  name: 'inovasi.name',
  otherName: 'inovasi.other_name',
  agency: 'inovasi.agency',
  unit: 'inovasi.unit',
  agencyType: 'inovasi.agency_type',
  province: 'inovasi.province',
  awards: 'penghargaan.award',
  referenceNumbers: 'inovasi.reference_numbers',
  startedIn: 'inovasi.started_id',
  partners: 'inovasi.partners_id',
  status: 'inovasi.status',
  lastKnown: 'inovasi.last_known_id',
  summary: 'inovasi.summary_id',
  problem: 'inovasi.problem_id',
  solution: 'inovasi.solution_id',
  impact: 'inovasi.impact_id',
  series: 'angka.value',
  notes: 'inovasi.notes_id',
  sources: 'inovasi.sources',
} as const satisfies Record<keyof Innovation, FieldOf<'inovasi'> | FieldOf<'penghargaan'> | FieldOf<'angka'>>
