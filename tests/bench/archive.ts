import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { innovation, type Award, type Innovation } from '#content/innovation.ts'
import { provinces } from '#site/provinces.ts'

const archive = 'content/innovations'

/** The same sequence for the same seed: xorshift, 32 bits. */
function drawFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const levels: readonly Award['award'][] = ['outstanding', 'top45', 'top99', 'top99', 'finalis', 'finalis']

/**
 * Writes an archive of `total` innovations: the real ones, and invented ones whose texts are put together from theirs, so that
 * their words are as spread as those of real records. Every invented one tells its whole story.
 */
export function writeArchive(folder: string, total: number): void {
  mkdirSync(folder, { recursive: true })
  const files = readdirSync(archive)
  const real = files.map((file) => innovation.parse(JSON.parse(readFileSync(`${archive}/${file}`, 'utf8'))))
  for (const record of real) write(folder, record)
  const below = drawFrom(20_261_122)
  const one = <Item>(list: readonly Item[]): Item => {
    const item = list[below(list.length)]
    if (item === undefined) throw new Error('nothing to draw from')
    return item
  }
  const passages = {
    problem: real.flatMap(({ problem }) => problem),
    solution: real.flatMap(({ solution }) => solution),
    impact: real.flatMap(({ impact }) => impact),
  }
  const words = [...new Set(real.flatMap(({ name }) => name.split(/\s+/)))]
  for (let index = real.length; index < total; index++) {
    const model = one(real)
    const [a, b, c] = [one(real), one(real), one(real)]
    const several = (list: readonly Innovation['problem'][number][]) =>
      [one(list), one(list)].map((passage) => ({ ...passage, sources: [1] }))
    write(folder, {
      ...model,
      slug: `uji-${index}`,
      formerSlugs: [],
      name: `${one(words)} ${one(words)} ${one(words)} ${index}`,
      province: model.province === null ? null : one(provinces).name.id,
      awards: [{ year: 2014 + below(12), award: one(levels), group: null, category: null, sources: [1] }],
      referenceNumbers: [],
      summary: { id: `${a.summary.id} ${b.summary.id}`, en: `${a.summary.en} ${b.summary.en}` },
      startedIn: null,
      partners: null,
      lastKnown: null,
      problem: several(passages.problem),
      solution: several(passages.solution),
      impact: several(passages.impact),
      notes: c.notes.map((note) => ({ ...note, sources: [] })),
      series: index % 10 === 0 ? one(real.filter(({ series }) => series.length > 0)).series.map(unsourced) : [],
      sources: uniqueSources([...a.sources, ...b.sources, ...c.sources]),
    })
  }
}

const unsourced = (series: Innovation['series'][number]): Innovation['series'][number] => ({
  ...series,
  rows: series.rows.map((row) => ({ ...row, sources: [] })),
})

const uniqueSources = (sources: Innovation['sources']): Innovation['sources'] => [
  ...new Map(sources.map((source) => [source.url, source])).values(),
]

const write = (folder: string, record: Innovation) =>
  writeFileSync(`${folder}/${record.slug}.json`, JSON.stringify(innovation.parse(record)))
