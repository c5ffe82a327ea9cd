import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArchive, withoutLinks } from '#content/archive.ts'
import { innovation } from '#content/innovation.ts'
import { competitionYears } from '#content/statistics.ts'
import { provinceNamed } from '#site/provinces.ts'
import { archiveAwards } from '#site/text/awards.ts'
import { run } from '#worker/cli/local.ts'
import { describe, expect, it } from 'vitest'
import { buildFolder } from './built.ts'

const folder = 'content/innovations'
const files = readdirSync(folder)
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
const records = files.map((file) => innovation.parse(read(file)))
const aRecord = () => innovation.parse(read('klinik-bum-desa.json'))

describe('the archive', () => {
  it('has 192 innovations with 198 awards, each named like its file and with a source', () => {
    expect([records.length, records.flatMap(({ awards }) => awards).length]).toEqual([192, 198])
    expect(records.map(({ slug }) => `${slug}.json`)).toEqual(files)
    expect(records.filter(({ sources }) => sources.length === 0)).toEqual([])
  })

  it('keeps every award of an innovation that sources call the same, and its former address', () => {
    const several = records.filter(({ awards }) => awards.length > 1)
    const told = several.map(({ slug, awards, formerSlugs }) => [
      slug,
      awards.map(({ year, award }) => `${award} ${year}`).join(', '),
      formerSlugs,
    ])
    expect(told).toEqual([
      ['gayatri', 'finalis15-khusus 2023, top45 2020', ['gayatri-2023']],
      ['kelas-perahu', 'finalis 2021, top40 2018', ['kelas-perahu-2018']],
      ['laskar-tulungagung', 'finalis15-khusus 2020, top40 2018', ['laskar-tulungagung-2020']],
      ['psc-119-satria', 'top99 2021, top99 2019', ['psc-119-satria-2021']],
      ['rumah-kedelai-grobogan', 'finalis 2021, top45 2019', ['rumah-kedelai-grobogan-2019']],
      ['tahu-panas', 'finalis15-khusus 2020, top99 2018', ['tahu-panas-2020']],
    ])
  })

  it('says of no innovation that it runs without a check', () => {
    expect(new Set(records.map(({ status }) => JSON.stringify(status)))).toEqual(
      new Set(['{"state":"unknown","checkedOn":null}']),
    )
  })

  it('tells each text in both languages and names no source twice', () => {
    const passages = records.flatMap(({ problem, solution, impact, notes }) =>
      [problem, solution, impact, notes].flat(),
    )
    expect(passages.filter(({ id, en }) => id === en)).toEqual([])
  })

  it('keeps the four told innovations told', () => {
    const told = ['klinik-bum-desa', 'rumahku-sip', 'gayatri', 'sepasar-pedas']
    const found = records.filter(({ slug }) => told.includes(slug))
    const isTold = found.map(
      ({ problem, solution, impact, notes, startedIn }) =>
        [problem, solution, impact, notes].every((part) => part.length > 0) && startedIn !== null,
    )
    expect(isTold).toEqual([true, true, true, true])
  })

  it('has a mark for every award it uses', () => {
    const used = new Set(records.flatMap(({ awards }) => awards.map(({ award }) => award)))
    expect([...used].filter((award) => !(award in archiveAwards))).toEqual([])
  })
})

const accepts = (changed: object) => innovation.safeParse({ ...aRecord(), ...changed }).success
const award = { year: 2020, award: 'top45', group: null, category: null, sources: [4] }

describe('the schema of a record', () => {
  it('accepts what is in the archive', () => {
    expect(accepts({})).toBe(true)
  })

  it('refuses a record without an award or a source, with an unknown field, or with an unknown award', () => {
    const changes = [{ awards: [] }, { sources: [] }, { rank: 1 }, { awards: [{ ...award, award: 'top1' }] }]
    expect(changes.map(accepts)).toEqual([false, false, false, false])
  })

  it('refuses to say that an innovation runs or stopped without the day and the source of that check', () => {
    const check = { checkedOn: '2026-11-20', note: null, sources: [1] }
    const states = [
      { state: 'running', ...check },
      { state: 'running', ...check, checkedOn: null },
      { state: 'stopped', ...check, sources: [] },
      { state: 'unknown', checkedOn: '2026-11-20' },
    ]
    expect(states.map((status) => accepts({ status }))).toEqual([true, false, false, true])
  })

  it('refuses a bar whose parts do not add up to its total', () => {
    const [series] = aRecord().series
    const rows = series?.rows.map((row) => ({ ...row, total: row.total + 1 }))
    expect(accepts({ series: [{ ...series, rows }] })).toBe(false)
  })
})

/** The sentences that a change to Klinik BUM Desa makes; `others` stand in the archive too. */
function faultsOf(changed: object, others: readonly object[] = []): string[] {
  const all = [{ ...aRecord(), ...changed }, ...others.map((other) => ({ ...aRecord(), ...other }))]
  const texts = all.map((record) => ({ path: `archive/${record.slug}.json`, text: JSON.stringify(record) }))
  return readArchive(texts, (name) => provinceNamed(name) !== undefined).faults
}

const here = 'archive/klinik-bum-desa.json'
const aPassage = { id: 'Satu kalimat.', en: 'One sentence.', sources: [] }

describe('a fault in the archive is told in one sentence with file, field and what is expected:', () => {
  it('an unknown province', () => {
    expect(faultsOf({ province: 'Jawa Raya' })).toEqual([
      `${here}, province: "Jawa Raya" is no province; expected the Indonesian name of one of the 38 provinces, or null.`,
    ])
  })

  it('a dead link to another record', () => {
    const notes = [{ ...aPassage, en: 'See [the other](/inovasi/tidak-ada/).' }]
    expect(faultsOf({ notes })).toEqual([
      `${here}, notes.0.en: the link to "/inovasi/tidak-ada/" is dead; expected the address of a record in the archive, such as /inovasi/klinik-bum-desa/.`,
    ])
  })

  it('a source that is no address', () => {
    const sources = aRecord().sources.with(1, { url: 'jatimviral, halaman 2', readOn: '2026-11-22' })
    expect(faultsOf({ sources })).toEqual([
      `${here}, sources.1.url: "jatimviral, halaman 2" is no address; expected one that begins with http:// or https://.`,
    ])
  })

  it('an award twice in one record', () => {
    expect(faultsOf({ awards: [award, award] })).toEqual([
      `${here}, awards.1: top45 of 2020 stands twice; expected each award once.`,
    ])
  })

  it('an award in two records of the same name and agency', () => {
    expect(faultsOf({}, [{ slug: 'klinik-bumdesa', name: 'Klinik BUM  desa' }])).toEqual([
      `archive/klinik-bumdesa.json, awards.0: top45 of 2020 stands twice; expected it in one file, but ${here} has it.`,
    ])
  })

  it('a missing translation, be it absent or empty', () => {
    expect(faultsOf({ summary: { id: 'Ringkasan.' } })).toEqual([
      `${here}, summary.en: the translation is missing; expected the same text in English.`,
    ])
    expect(faultsOf({ problem: [{ ...aPassage, id: '' }] })).toEqual([
      `${here}, problem.0.id: the translation is missing; expected the same text in Indonesian.`,
    ])
  })

  it('a number of a source that is not listed', () => {
    expect(faultsOf({ awards: [{ ...award, sources: [13] }] })).toEqual([
      `${here}, awards.0.sources: names a source that is not listed; expected numbers from 1 to 12.`,
    ])
  })

  it('a source listed twice', () => {
    const [first, ...rest] = aRecord().sources
    expect(faultsOf({ sources: [first, ...rest.with(0, { url: first?.url ?? '', readOn: '2026-11-01' })] })).toEqual([
      `${here}, sources.1.url: "${first?.url}" is listed twice; expected each source once.`,
    ])
  })

  it('a day that is none', () => {
    expect(faultsOf({ status: { state: 'unknown', checkedOn: 'kemarin' } })).toEqual([
      `${here}, status.checkedOn: "kemarin" is no day; expected one such as 2026-11-22.`,
    ])
  })

  it('a field that the schema does not know, and one of the wrong kind', () => {
    expect(faultsOf({ rank: 1, name: 7 })).toEqual([
      `${here}, name: 7 is not accepted; expected string, received number.`,
      `${here}: Unrecognized key: "rank"; expected only the fields of content/innovation.ts.`,
    ])
  })

  it('a former address that is the address of another record', () => {
    expect(faultsOf({ formerSlugs: ['gayatri'] }, [{ slug: 'gayatri', name: 'GAYATRI' }])).toEqual([
      `${here}, formerSlugs.0: "gayatri" belongs to archive/gayatri.json; expected an address of its own.`,
    ])
  })

  it('a proposal that two records claim', () => {
    const referenceNumbers = ['KIPP-UJI-1']
    expect(faultsOf({ referenceNumbers }, [{ slug: 'gayatri', name: 'GAYATRI', referenceNumbers }])).toEqual([
      `archive/gayatri.json, referenceNumbers.0: "KIPP-UJI-1" stands in ${here} too; expected it once.`,
    ])
  })

  it('a file that is not named like its record', () => {
    const text = JSON.stringify(aRecord())
    expect(readArchive([{ path: 'archive/klinik.json', text }], () => true).faults).toEqual([
      'archive/klinik.json, slug: "klinik-bum-desa" is not the name of the file; expected klinik-bum-desa.json.',
    ])
  })

  it('a file that is no JSON', () => {
    const [fault] = readArchive([{ path: here, text: '{' }], () => true).faults
    expect(fault).toMatch(/^archive\/klinik-bum-desa\.json: SyntaxError: .+; expected JSON\.$/)
  })

  it('and it stops the build', async () => {
    const root = buildFolder()
    mkdirSync(join(root, 'archive'))
    writeFileSync(join(root, 'archive/klinik-bum-desa.json'), JSON.stringify({ ...aRecord(), province: 'Jawa Raya' }))
    const built = run('astro', ['build', '--root', 'site'], {
      SITE_ARCHIVE_DIR: join(root, 'archive'),
      SITE_OUT_DIR: join(root, 'out'),
      SITE_CACHE_DIR: join(root, 'cache'),
    })
    await expect(built).rejects.toThrow(
      /klinik-bum-desa\.json, province: "Jawa Raya" is no province; expected the Indonesian name/,
    )
    rmSync(root, { recursive: true })
  })
})

describe('a text with links', () => {
  it('gives its words alone where links cannot stand', () => {
    expect(withoutLinks('Lihat [Rumah Kedelai](/inovasi/rumah-kedelai-grobogan/) dan lain-lain [sic].')).toBe(
      'Lihat Rumah Kedelai dan lain-lain [sic].',
    )
  })
})

describe('the years of the national competition', () => {
  it('never grow from one step to the next', () => {
    const steps = competitionYears.map(({ registered, submitted, passed, finalists, best }) =>
      [registered, submitted, passed, finalists, best?.count].filter((value) => typeof value === 'number'),
    )
    expect(steps).toEqual(steps.map((values) => values.toSorted((a, b) => b - a)))
  })

  it('account for every proposal of 2022 that never left its agency', () => {
    const year = competitionYears.find((found) => found.year === 2022)
    expect((year?.leftAtUnit ?? 0) + (year?.leftAtAgency ?? 0)).toBe((year?.registered ?? 0) - (year?.submitted ?? 0))
  })
})
