import { withoutLinks } from '#content/archive.ts'
import { complaintWinners } from '#content/complaint.ts'
import type { Innovation, Passage } from '#content/innovation.ts'
import type { DataRow, DataSetId } from '#content/open-data.ts'
import { competitionYears } from '#content/statistics.ts'
import { themes } from '#content/theme.ts'
import { listWinners, nameOf, type Winner } from '../editions.ts'
import { winnersByIdentity } from '../identities.ts'
import { listInnovations } from '../innovations.ts'
import { archiveAwards } from '../text/awards.ts'
import type { Language } from '../text/language.ts'
import { complaintsText } from '../text/public/complaints.ts'

const paragraphs = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join('\n\n'))

/** A passage with the numbers of its sources: `… pada 2019. [4, 5]` */
const cited = (passages: readonly Passage[], language: Language): string | null =>
  paragraphs(
    passages.map((passage) => {
      const text = withoutLinks(passage[language])
      return passage.sources.length === 0 ? text : `${text} [${passage.sources.join(', ')}]`
    }),
  )
const citedOne = (passage: Passage | null, language: Language) => cited(passage ? [passage] : [], language)

function archiveRow(record: Innovation, site: URL): DataRow<'inovasi'> {
  const { status } = record
  const note = status.state === 'unknown' ? null : status.note
  return {
    slug: record.slug,
    url: new URL(`/inovasi/${record.slug}/`, site).href,
    name: record.name,
    other_name: record.otherName,
    agency: record.agency,
    unit: record.unit,
    agency_type: record.agencyType,
    province: record.province,
    theme: themes.find(({ innovations }) => innovations.includes(record.slug))?.id ?? null,
    started_id: citedOne(record.startedIn, 'id'),
    started_en: citedOne(record.startedIn, 'en'),
    partners_id: citedOne(record.partners, 'id'),
    partners_en: citedOne(record.partners, 'en'),
    status: status.state,
    status_checked_on: status.checkedOn,
    status_note_id: note?.id ?? null,
    status_note_en: note?.en ?? null,
    last_known_id: citedOne(record.lastKnown, 'id'),
    last_known_en: citedOne(record.lastKnown, 'en'),
    summary_id: record.summary.id,
    summary_en: record.summary.en,
    problem_id: cited(record.problem, 'id'),
    problem_en: cited(record.problem, 'en'),
    solution_id: cited(record.solution, 'id'),
    solution_en: cited(record.solution, 'en'),
    impact_id: cited(record.impact, 'id'),
    impact_en: cited(record.impact, 'en'),
    notes_id: cited(record.notes, 'id'),
    notes_en: cited(record.notes, 'en'),
    former_slugs: record.formerSlugs,
    reference_numbers: record.referenceNumbers,
    sources: record.sources.map(({ url }) => url),
    sources_read_on: record.sources.map(({ readOn }) => readOn),
    origin: 'archive',
    is_simulation: false,
  }
}

const untold = {
  other_name: null,
  unit: null,
  theme: null,
  started_id: null,
  started_en: null,
  partners_id: null,
  partners_en: null,
  status: 'unknown',
  status_checked_on: null,
  status_note_id: null,
  status_note_en: null,
  last_known_id: null,
  last_known_en: null,
  summary_en: null,
  problem_id: null,
  problem_en: null,
  solution_id: null,
  solution_en: null,
  impact_id: null,
  impact_en: null,
  notes_id: null,
  notes_en: null,
} as const satisfies Partial<DataRow<'inovasi'>>

/** The results of an edition tell of a winner's proposal no more than this. */
const winnerRow = (
  slug: string,
  { place: { proposal, clusterId }, results }: Winner,
  site: URL,
): DataRow<'inovasi'> => ({
  ...untold,
  slug,
  url: new URL(`/inovasi/${slug}/`, site).href,
  name: proposal.title,
  agency: proposal.agency,
  agency_type: clusterId,
  province: proposal.province,
  summary_id: proposal.summary,
  former_slugs: [],
  reference_numbers: [proposal.referenceNumber],
  sources: [new URL(`/api/publications/${results.hash}`, site).href],
  sources_read_on: [results.publishedAt.toISOString().slice(0, 10)],
  origin: 'portal',
  is_simulation: results.snapshot.edition.isSimulation,
})

async function innovationRows(site: URL): Promise<DataRow<'inovasi'>[]> {
  const { alone } = await winnersByIdentity()
  return [
    ...(await listInnovations()).map((record) => archiveRow(record, site)),
    ...[...alone].map(([slug, [latest]]) => winnerRow(slug, latest, site)),
  ].toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
}

const unplaced = {
  cluster: null,
  edition: null,
  stage: null,
  rank: null,
  sum_hundredths: null,
  sheet_count: null,
  decided_by: null,
  plenary_reason: null,
  decree_date: null,
  reference_number: null,
  publication: null,
} as const satisfies Partial<DataRow<'penghargaan'>>

const archiveAwardRows = ({ slug, name, agency, province, awards, sources }: Innovation): DataRow<'penghargaan'>[] =>
  awards.map(({ year, award, group, category, sources: numbers }) => ({
    ...unplaced,
    innovation: slug,
    innovation_name: name,
    agency,
    province,
    year,
    award,
    award_name_id: archiveAwards[award].label.id,
    award_name_en: archiveAwards[award].label.en,
    group,
    category,
    decree_number:
      competitionYears.find((one) => one.year === year)?.decrees.find((one) => one.award === award)?.number ?? null,
    sources: numbers.flatMap((number) => sources[number - 1]?.url ?? []),
    is_simulation: false,
  }))

function publishedAwardRow(innovation: string, { place, results }: Winner, site: URL): DataRow<'penghargaan'> {
  const { edition, stage, decree, awards, groups, clusters } = results.snapshot
  const name = nameOf(awards, place.awardId)
  return {
    innovation,
    innovation_name: place.proposal.title,
    agency: place.proposal.agency,
    province: place.proposal.province,
    year: Number(decree.date.slice(0, 4)),
    award: place.awardId,
    award_name_id: name,
    award_name_en: name,
    group: nameOf(groups, place.groupId),
    category: null,
    cluster: nameOf(clusters, place.clusterId),
    edition: edition.slug,
    stage: stage.name,
    rank: place.rank,
    sum_hundredths: place.sumHundredths,
    sheet_count: place.sheetCount,
    decided_by: place.basis.by,
    plenary_reason: place.basis.by === 'plenary' ? place.basis.reason : null,
    decree_number: decree.number,
    decree_date: decree.date,
    reference_number: place.proposal.referenceNumber,
    publication: results.hash,
    sources: [new URL(`/api/publications/${results.hash}`, site).href],
    is_simulation: edition.isSimulation,
  }
}

async function awardRows(site: URL): Promise<DataRow<'penghargaan'>[]> {
  const { moved } = await winnersByIdentity()
  const published = [...(await listWinners())].flatMap(([slug, won]) =>
    won.map((winner) => publishedAwardRow(moved.get(slug) ?? slug, winner, site)),
  )
  return [...(await listInnovations()).flatMap(archiveAwardRows), ...published].toSorted(
    (a, b) => b.year - a.year || (a.innovation < b.innovation ? -1 : 1),
  )
}

async function figureRows(): Promise<DataRow<'angka'>[]> {
  return (await listInnovations()).flatMap(({ slug, series, sources }) =>
    series.flatMap(({ title, rows }, seriesIndex) =>
      rows.flatMap(({ when, total, approximate, segments, sources: numbers }, rowIndex) =>
        segments.map(({ value, basis, label }, segmentIndex) => ({
          innovation: slug,
          series: seriesIndex + 1,
          title_id: title.id,
          title_en: title.en,
          row: rowIndex + 1,
          when_id: when.id,
          when_en: when.en,
          total,
          is_total_approximate: approximate,
          segment: segmentIndex + 1,
          label_id: label?.id ?? null,
          label_en: label?.en ?? null,
          value,
          basis,
          sources: numbers.flatMap((number) => sources[number - 1]?.url ?? []),
        })),
      ),
    ),
  )
}

const yearRows = (): DataRow<'statistik'>[] =>
  competitionYears.map((one) => ({
    year: one.year,
    edition: one.edition,
    is_held: one.held,
    registered: one.registered,
    submitted: one.submitted,
    passed: one.passed,
    left_at_unit: one.leftAtUnit,
    left_at_agency: one.leftAtAgency,
    nominated: one.nominated,
    finalists: one.finalists,
    winners: one.winners,
    top_label: one.top?.label ?? null,
    top_count: one.top?.count ?? null,
    best_label: one.best?.label ?? null,
    best_count: one.best?.count ?? null,
    outstanding: one.outstanding,
    decrees: one.decrees.map(({ award, number }) => `${award}: ${number}`),
    notes_id: paragraphs(one.notes.map(({ id }) => id)),
    notes_en: paragraphs(one.notes.map(({ en }) => en)),
    conflicts_id: paragraphs(one.conflicts.map(({ figure, id }) => `${figure}: ${id}`)),
    conflicts_en: paragraphs(one.conflicts.map(({ figure, en }) => `${figure}: ${en}`)),
    sources: one.sources,
  }))

const complaintRows = (): DataRow<'pengaduan'>[] =>
  complaintWinners.map((winner) => ({
    year: winner.year,
    award: winner.award,
    award_name_id: complaintsText.id.awards[winner.award],
    award_name_en: complaintsText.en.awards[winner.award],
    agency: winner.agency,
    unit: winner.unit,
    agency_type: winner.agencyType,
    province: winner.province,
    participant: winner.participant,
    aspect_id: winner.aspect?.id ?? null,
    aspect_en: winner.aspect?.en ?? null,
    note_id: winner.note?.id ?? null,
    note_en: winner.note?.en ?? null,
    sources: winner.sources,
  }))

/** Every data set, whole. */
export const rowsOf: { [Id in DataSetId]: (site: URL) => Promise<DataRow<Id>[]> } = {
  inovasi: innovationRows,
  penghargaan: awardRows,
  angka: figureRows,
  statistik: () => Promise.resolve(yearRows()),
  pengaduan: () => Promise.resolve(complaintRows()),
}
