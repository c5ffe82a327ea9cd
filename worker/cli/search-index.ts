import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as pagefind from 'pagefind'
import type { SearchRecord } from '#domain/search.ts'

const sources = [
  { language: 'id', file: 'cari/teks.json' },
  { language: 'en', file: 'en/cari/teks.json' },
] as const

/** Records handed over before their answers are awaited. */
const atOnce = 200

/**
 * Builds the index that `/cari/` searches in the browser, one for each language with its own stemmer, into `pagefind/` of a
 * built site, and takes the texts it was built from away. Only innovations can be found. Answers how many were indexed.
 */
export async function indexSite(folder: string): Promise<number> {
  const { index, errors } = await pagefind.createIndex({})
  if (!index) throw new Error(`the search index cannot be made: ${errors.join('; ')}`)
  let indexed = 0
  for (const { language, file } of sources) {
    const records: SearchRecord[] = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    for (let at = 0; at < records.length; at += atOnce) {
      const pages = records.slice(at, at + atOnce).map((record) => ({ language, ...pageOf(record) }))
      const added = await Promise.all(pages.map((page) => index.addCustomRecord(page)))
      const faults = added.flatMap(({ errors }) => errors)
      if (faults.length > 0) throw new Error(`${file} cannot be indexed: ${faults.join('; ')}`)
    }
    indexed += records.length
  }
  const written = await index.writeFiles({ outputPath: resolve(folder, 'pagefind') })
  await pagefind.close()
  if (written.errors.length > 0) throw new Error(`the search index cannot be written: ${written.errors.join('; ')}`)
  for (const { file } of sources) rmSync(join(folder, file))
  for (const file of unused) rmSync(join(folder, 'pagefind', file), { force: true })
  return indexed
}

/** Pagefind's own screens, which `/cari/` does not use. */
const unused = ['ui', 'modular-ui', 'component-ui', 'highlight'].flatMap((screen) => [
  `pagefind-${screen}.js`,
  `pagefind-${screen}.css`,
])

function pageOf({ row, story, place }: SearchRecord) {
  const { path, name, otherName, summary, agency, award, mark, isSimulation, terms } = row
  return {
    url: path,
    content: [summary, story].join(' '),
    meta: {
      title: name,
      ...(otherName ? { other: otherName } : {}),
      ...(isSimulation ? { simulation: 'yes' } : {}),
      summary,
      agency,
      award,
      mark,
      place,
    },
    filters: Object.fromEntries(Object.entries(terms).map(([facet, ids]) => [facet, [...ids]])),
  }
}
