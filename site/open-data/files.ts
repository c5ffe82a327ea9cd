import { createHash } from 'node:crypto'
import { dataSchemas, type DataSetId, type DataValue } from '#content/open-data.ts'
import { openCsv } from '#domain/csv.ts'
import { getCollection } from 'astro:content'
import { listInnovations } from '../innovations.ts'
import { dataText } from '../text/public/data.ts'
import { fieldsOf } from './fields.ts'
import { rowsOf } from './rows.ts'

export const licence = 'https://creativecommons.org/licenses/by/4.0/'

export const mediaTypes = { csv: 'text/csv', json: 'application/json' } as const
export type DataFormat = keyof typeof mediaTypes
export const formats: readonly DataFormat[] = ['csv', 'json']

export type DataFile = {
  /** Address on this site; it lasts. */
  path: string
  format: DataFormat
  content: string
  sizeBytes: number
  /** Lower-case hexadecimal. */
  sha256: string
}

export type DataSet = {
  id: DataSetId
  rowCount: number
  /** First and last year it tells of; null where it tells of none. */
  years: { first: number; last: number } | null
  /** Rows of a demonstration among them. */
  simulated: number
  files: readonly DataFile[]
}

const ids = [
  'inovasi',
  'penghargaan',
  'angka',
  'statistik',
  'pengaduan',
] as const satisfies readonly (keyof typeof dataSchemas)[]

/** Hashes and sizes are of the very bytes that are served. */
export function dataFile(path: string, format: DataFormat, content: string): DataFile {
  const bytes = Buffer.from(content, 'utf8')
  return {
    path,
    format,
    content,
    sizeBytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

const writers: Record<DataFormat, (id: DataSetId, rows: readonly Record<string, DataValue>[], site: URL) => string> = {
  csv: (id, rows) => {
    const names = fieldsOf(id).map(({ name }) => name)
    return openCsv([names, ...rows.map((row) => names.map((name) => row[name] ?? null))])
  },
  json: (id, rows, site) =>
    `${JSON.stringify({
      title: { id: dataText.id.sets[id].title, en: dataText.en.sets[id].title },
      licence,
      dictionary: new URL('/data/kamus.json', site).href,
      rows,
    })}\n`,
}

let written: Promise<DataSet[]> | undefined

/** Every data set with its files. Written once a build. */
export function listDataSets(site: URL): Promise<DataSet[]> {
  if (!written || import.meta.env.DEV) written = Promise.all(ids.map((id) => writeDataSet(id, site)))
  return written
}

async function writeDataSet(id: DataSetId, site: URL): Promise<DataSet> {
  const rows: readonly Record<string, DataValue>[] = await rowsOf[id](site)
  const years = rows.flatMap(({ year }) => (typeof year === 'number' ? [year] : []))
  return {
    id,
    rowCount: rows.length,
    years: years.length === 0 ? null : { first: Math.min(...years), last: Math.max(...years) },
    simulated: rows.filter((row) => row.is_simulation === true).length,
    files: formats.map((format) => dataFile(`/data/${id}.${format}`, format, writers[format](id, rows, site))),
  }
}

/** The dictionary of all fields, in both formats. */
export function dictionaryFiles(): DataFile[] {
  const fields = ids.flatMap((id) => fieldsOf(id).map((field) => ({ set: id, ...field })))
  const head = ['set', 'field', 'type', 'may_be_empty', 'values', 'description_id', 'description_en']
  const lines = fields.map(({ set, name, type, nullable, values, description }) => [
    set,
    name,
    type,
    nullable,
    values,
    description.id,
    description.en,
  ])
  return [
    dataFile('/data/kamus.csv', 'csv', openCsv([head, ...lines])),
    dataFile('/data/kamus.json', 'json', `${JSON.stringify({ licence, fields })}\n`),
  ]
}

/** The newest day anything in the data is of: a source read, a result published. */
export async function newestDay(): Promise<string> {
  const read = (await listInnovations()).flatMap(({ sources }) => sources.map(({ readOn }) => readOn))
  const published = (await getCollection('publications')).map(({ data }) => data.publishedAt.slice(0, 10))
  return [...read, ...published].toSorted().at(-1) ?? new Date().toISOString().slice(0, 10)
}
