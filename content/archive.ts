import { innovation, type Innovation } from './innovation.ts'

/** One file of the archive: its path as the editor knows it, and what stands in it. */
export type ArchiveFile = { path: string; text: string }

type Field = readonly PropertyKey[]
type Read = { path: string; record: Innovation }

const sentence = (path: string, field: Field, what: string) =>
  `${path}${field.length > 0 ? `, ${field.map(String).join('.')}` : ''}: ${what}.`

/**
 * Reads the archive. A fault is one sentence that names the file, the field and what is expected; records that are at fault are
 * left out. `isProvince` knows the 38 provinces by their Indonesian names.
 */
export function readArchive(
  files: readonly ArchiveFile[],
  isProvince: (name: string) => boolean,
): { records: Innovation[]; faults: string[] } {
  const faults: string[] = []
  const read = files.flatMap(({ path, text }): Read[] => {
    const found = readRecord(path, text)
    if ('faults' in found) faults.push(...found.faults)
    return 'record' in found ? [{ path, record: found.record }] : []
  })
  faults.push(
    ...read.flatMap(({ path, record }) => ownFaults(path, record, isProvince)),
    ...awardsTwice(read),
    ...addressesTwice(read),
    ...deadLinks(read),
  )
  return { records: read.map(({ record }) => record), faults }
}

function readRecord(path: string, text: string): { record: Innovation } | { faults: string[] } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { faults: [sentence(path, [], `${String(error)}; expected JSON`)] }
  }
  const parsed = innovation.safeParse(json)
  if (parsed.success) return { record: parsed.data }
  return { faults: parsed.error.issues.map((issue) => sentence(path, issue.path, told(issue, json))) }
}

const languageNames: Readonly<Record<string, string>> = { id: 'Indonesian', en: 'English' }

type Issue = { code?: string; path: Field; message: string; format?: string }

/** What is wrong at one field and what is expected there. */
function told({ code, path, message, format }: Issue, json: unknown): string {
  const language = languageNames[String(path.at(-1))]
  const value = valueAt(json, path)
  if (language && (value === undefined || value === '')) {
    return `the translation is missing; expected the same text in ${language}`
  }
  if (format === 'url') return `${shown(value)} is no address; expected one that begins with http:// or https://`
  if (code === 'invalid_format' && format === 'date')
    return `${shown(value)} is no day; expected one such as 2026-11-22`
  if (code === 'unrecognized_keys') return `${message}; expected only the fields of content/innovation.ts`
  return code === 'custom' ? message : message.replace(/^Invalid input: /, `${shown(value)} is not accepted; `)
}

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value))

function valueAt(json: unknown, path: Field): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined
    return Object.entries(value).find(([name]) => name === String(key))?.[1]
  }, json)
}

function ownFaults(path: string, record: Innovation, isProvince: (name: string) => boolean): string[] {
  const faults: string[] = []
  const file = `${record.slug}.json`
  if (!path.endsWith(`/${file}`)) {
    faults.push(sentence(path, ['slug'], `"${record.slug}" is not the name of the file; expected ${file}`))
  }
  if (record.province !== null && !isProvince(record.province)) {
    const expected = 'expected the Indonesian name of one of the 38 provinces, or null'
    faults.push(sentence(path, ['province'], `"${record.province}" is no province; ${expected}`))
  }
  const urls = record.sources.map(({ url }) => url)
  const twice = urls.findIndex((url, index) => urls.indexOf(url) !== index)
  if (twice >= 0) {
    faults.push(
      sentence(path, ['sources', twice, 'url'], `"${urls[twice]}" is listed twice; expected each source once`),
    )
  }
  return faults
}

const folded = (name: string) => name.toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** The same award in one record, or in two records of the same name and agency. */
function awardsTwice(read: readonly Read[]): string[] {
  const first = new Map<string, string>()
  return read.flatMap(({ path, record }) =>
    record.awards.flatMap(({ year, award }, index) => {
      const key = JSON.stringify([folded(record.name), folded(record.agency), year, award])
      const before = first.get(key)
      if (before === undefined) {
        first.set(key, path)
        return []
      }
      const expected = before === path ? 'expected each award once' : `expected it in one file, but ${before} has it`
      return [sentence(path, ['awards', index], `${award} of ${year} stands twice; ${expected}`)]
    }),
  )
}

/** A former address or a proposal's number that another record has too. */
function addressesTwice(read: readonly Read[]): string[] {
  const taken = new Map(read.map(({ record, path }) => [record.slug, path]))
  const numbers = new Map<string, string>()
  return read.flatMap(({ path, record }) => [
    ...record.formerSlugs.flatMap((former, index) => {
      const owner = taken.get(former)
      taken.set(former, path)
      if (owner === undefined) return []
      return [sentence(path, ['formerSlugs', index], `"${former}" belongs to ${owner}; expected an address of its own`)]
    }),
    ...record.referenceNumbers.flatMap((number, index) => {
      const owner = numbers.get(number)
      numbers.set(number, path)
      if (owner === undefined) return []
      return [sentence(path, ['referenceNumbers', index], `"${number}" stands in ${owner} too; expected it once`)]
    }),
  ])
}

/** Links of a text: `[words](address)`. */
const link = /\[([^\]]+)\]\(([^)]*)\)/g

/** The words alone, for lists, search and data. */
export const withoutLinks = (text: string): string => text.replaceAll(link, '$1')

function deadLinks(read: readonly Read[]): string[] {
  const there = new Set(read.map(({ record }) => `/inovasi/${record.slug}/`))
  const expected = 'expected the address of a record in the archive, such as /inovasi/klinik-bum-desa/'
  return read.flatMap(({ path, record }) =>
    textsOf(record).flatMap(({ field, text }) =>
      [...text.matchAll(link)]
        .map(([, , address = '']) => address)
        .filter((address) => !there.has(address))
        .map((address) => sentence(path, field, `the link to "${address}" is dead; ${expected}`)),
    ),
  )
}

/** Every text of a record that may hold links. */
function textsOf({ problem, solution, impact, notes, startedIn, partners, lastKnown }: Innovation) {
  const many = Object.entries({ problem, solution, impact, notes }).flatMap(([name, list]) =>
    list.map((passage, index) => ({ field: [name, index], passage })),
  )
  const single = Object.entries({ startedIn, partners, lastKnown }).map(([name, passage]) => ({
    field: [name],
    passage,
  }))
  return [...many, ...single].flatMap(({ field, passage }) =>
    passage === null
      ? []
      : [
          { field: [...field, 'id'], text: passage.id },
          { field: [...field, 'en'], text: passage.en },
        ],
  )
}
