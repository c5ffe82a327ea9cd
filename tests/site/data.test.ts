import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { innovation } from '#content/innovation.ts'
import { carriedBy, dataSchemas, type DataSetId } from '#content/open-data.ts'
import { fieldDescriptions } from '#content/open-data-fields.ts'
import { openCsv } from '#domain/csv.ts'
import { aBuiltSite, thingsOf } from './built.ts'
import { someResults } from './fixture.ts'

const site = aBuiltSite()
const sets: DataSetId[] = ['inovasi', 'penghargaan', 'angka', 'statistik', 'pengaduan']
const rowsSchema = z.object({ rows: z.array(z.record(z.string(), z.unknown())) })
const rowsOf = (id: DataSetId) => rowsSchema.parse(JSON.parse(site.read(`data/${id}.json`))).rows
const archive = globSync('content/innovations/*.json').map((path) =>
  innovation.parse(JSON.parse(readFileSync(path, 'utf8'))),
)

describe('each data set', () => {
  it.each(sets)('%s has in JSON what its schema says, and in CSV the same, field by field', (id) => {
    const rows = rowsOf(id)
    expect(rows.length).toBeGreaterThan(0)
    expect(dataSchemas[id].array().parse(rows)).toEqual(rows)
    const file = site.read(`data/${id}.csv`)
    expect([file.charCodeAt(0), file.endsWith('\r\n')]).toEqual([0xfeff, true])
    const { data, errors } = Papa.parse<string[]>(file.slice(1).trimEnd(), { newline: '\r\n' })
    const fields = Object.keys(dataSchemas[id].shape)
    const asText = (value: unknown) =>
      value === null ? '' : Array.isArray(value) ? value.join(' | ') : String(value).replace(/^[=+\-@]/, "'$&")
    expect(errors).toEqual([])
    expect(data).toEqual([fields, ...rows.map((row) => fields.map((field) => asText(row[field])))])
  })

  it('has every innovation and every award of the archive', () => {
    const fromArchive = rowsOf('inovasi').filter(({ origin }) => origin === 'archive')
    expect(fromArchive.map(({ slug }) => slug)).toEqual(archive.map(({ slug }) => slug).toSorted())
    const told = rowsOf('penghargaan').filter(({ publication }) => publication === null)
    const key = (...parts: unknown[]) => parts.join(' ')
    expect(told.map((row) => key(row.innovation, row.year, row.award)).toSorted()).toEqual(
      archive.flatMap(({ slug, awards }) => awards.map(({ year, award }) => key(slug, year, award))).toSorted(),
    )
  })

  it('has the winners of an edition with rank, score, reason and the file they come from, marked as a simulation', () => {
    const published = rowsOf('penghargaan').filter(({ publication }) => publication !== null)
    const told = published.map(
      ({ innovation_name, rank, sum_hundredths, plenary_reason, publication, is_simulation }) => ({
        innovation_name,
        rank,
        sum_hundredths,
        plenary_reason,
        publication,
        is_simulation,
      }),
    )
    expect(told).toEqual(
      someResults.places.map(({ proposal, rank, sumHundredths, basis }) => ({
        innovation_name: proposal.title,
        rank,
        sum_hundredths: sumHundredths,
        plenary_reason: basis.by === 'plenary' ? basis.reason : null,
        publication: site.portal.hashes[1],
        is_simulation: true,
      })),
    )
    expect(site.read('data/index.html')).toContain('3 baris berasal dari edisi peragaan')
  })

  it('leads to pages that exist', () => {
    const addresses = rowsOf('inovasi').map(({ url }) => new URL(String(url)).pathname)
    expect(addresses.filter((path) => !site.has(`${path}index.html`))).toEqual([])
  })
})

describe('the dictionary', () => {
  it('describes every field of every set in both languages, each in its own words', () => {
    const { fields } = z
      .object({
        fields: z.array(z.object({ set: z.string(), name: z.string(), description: z.record(z.string(), z.string()) })),
      })
      .parse(JSON.parse(site.read('data/kamus.json')))
    expect(fields.map(({ set, name }) => `${set}.${name}`)).toEqual(
      sets.flatMap((id) => Object.keys(dataSchemas[id].shape).map((name) => `${id}.${name}`)),
    )
    const faulty = fields.filter(({ description: { id = '', en = '' } }) => id === '' || en === '' || id === en)
    expect(faulty).toEqual([])
  })

  it('describes no field that does not exist', () => {
    for (const id of sets) expect(Object.keys(fieldDescriptions[id])).toEqual(Object.keys(dataSchemas[id].shape))
  })

  it('knows where every field of an archive record went', () => {
    const fields = new Set(sets.flatMap((id) => Object.keys(dataSchemas[id].shape).map((name) => `${id}.${name}`)))
    expect(Object.values(carriedBy).filter((field) => !fields.has(field))).toEqual([])
  })
})

const distribution = z.looseObject({
  'dcat:downloadURL': z.object({ '@id': z.url() }),
  'dcat:byteSize': z.object({ '@value': z.string() }),
  'spdx:checksum': z.looseObject({ 'spdx:checksumValue': z.looseObject({ '@value': z.string() }) }),
  'dct:license': z.object({ '@id': z.literal('https://creativecommons.org/licenses/by/4.0/') }),
})
const catalogue = z.looseObject({
  '@type': z.literal('dcat:Catalog'),
  'dcat:dataset': z.array(z.looseObject({ 'dct:identifier': z.string(), 'dcat:distribution': z.array(distribution) })),
})

describe('the catalogue', () => {
  it('names size and fingerprint of the very bytes that are served', () => {
    const found = catalogue.parse(JSON.parse(site.read('data/katalog.jsonld')))
    expect(found['dcat:dataset'].map((one) => one['dct:identifier'])).toEqual(sets)
    const told = found['dcat:dataset'].flatMap((one) =>
      one['dcat:distribution'].map((file) => ({
        path: file['dcat:downloadURL']['@id'].replace(site.portal.origin, ''),
        size: Number(file['dcat:byteSize']['@value']),
        sha256: file['spdx:checksum']['spdx:checksumValue']['@value'],
      })),
    )
    const served = sets.flatMap((id) =>
      ['csv', 'json'].map((format) => {
        const bytes = readFileSync(join(site.folder, `data/${id}.${format}`))
        return {
          path: `/data/${id}.${format}`,
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        }
      }),
    )
    expect(told).toEqual(served)
  })

  it('is told to search engines on the page, and every fingerprint to people', () => {
    for (const path of ['data/index.html', 'en/data/index.html']) {
      const html = site.read(path)
      const [found] = thingsOf(html)
      const hashes = sets.flatMap((id) =>
        ['csv', 'json'].map((format) =>
          createHash('sha256')
            .update(readFileSync(join(site.folder, `data/${id}.${format}`)))
            .digest('hex'),
        ),
      )
      expect(found?.['@type']).toBe('DataCatalog')
      expect(hashes.filter((hash) => !JSON.stringify(found).includes(hash) || html.split(hash).length < 3)).toEqual([])
    }
  })
})

describe('a cell of an open CSV', () => {
  it('is quoted where RFC 4180 asks for it, and runs in no spreadsheet', () => {
    expect(openCsv([['a,b', 'c"d', 'e\r\nf', '=1+1', -1.5, true, null, ['x', 'y;z']]])).toBe(
      `\uFEFF"a,b","c""d","e\r\nf",'=1+1,-1.5,true,,x | y;z\r\n`,
    )
  })
})
