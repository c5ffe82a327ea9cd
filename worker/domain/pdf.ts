import { accept, refuse, type Result } from './result.ts'
import type { FileRefusal } from './attachment.ts'

/** Bytes at the end in which `%%EOF` must stand, as readers look for it (ISO 32000-1, annex H, note 18). */
const tailBytes = 1024

/** One byte, one character: `TextDecoder('latin1')` would be windows-1252. */
export function binaryText(bytes: Uint8Array): string {
  const step = 0x8000
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += step) parts.push(String.fromCharCode(...bytes.subarray(at, at + step)))
  return parts.join('')
}

/** A stream of the file: where its bytes lie, by which filters they are packed, and whether objects are hidden in them. */
export type PdfStream = {
  from: number
  to: number
  filters: readonly string[]
  /** `first` and the object count of an object stream (ISO 32000-1, 7.5.7). */
  objects: { first: number; count: number } | null
}

/**
 * Looks at a whole file, but not into its packed streams; `pdfStreams` and `checkPackedObjects` are for those. Strict where readers
 * are lenient: the header must be the very first bytes. Encryption is announced outside of streams, always.
 */
export function checkPdf(bytes: Uint8Array): Result<true, FileRefusal> {
  const text = binaryText(bytes)
  if (!text.startsWith('%PDF-')) return refuse({ code: 'not_a_pdf' })
  if (!text.slice(-tailBytes).includes('%%EOF')) return refuse({ code: 'file_damaged', kind: 'pdf' })
  return checkNames(namesOf(withoutStreams(text).split(/(?<=\s)(?=\d{1,10}\s+\d{1,5}\s+obj\b)/)))
}

/** What stands in an unpacked object stream, each object by itself as its directory says. */
export function checkPackedObjects(
  unpacked: Uint8Array,
  { first, count }: { first: number; count: number },
): Result<true, FileRefusal> {
  const text = binaryText(unpacked)
  const directory = text
    .slice(0, first)
    .trim()
    .split(/\s+/)
    .slice(0, count * 2)
  const offsets = directory.filter((_, i) => i % 2 === 1).map((offset) => first + Number(offset))
  const starts = [...new Set([first, ...offsets])].filter(Number.isInteger).toSorted((a, b) => a - b)
  return checkNames(namesOf(starts.map((start, i) => text.slice(start, starts[i + 1]))))
}

const forbidden: readonly { names: readonly string[]; code: 'pdf_scripted' | 'pdf_carries_files' | 'pdf_form_xfa' }[] =
  [
    { names: ['JavaScript', 'JS', 'Launch', 'RichMedia'], code: 'pdf_scripted' },
    { names: ['EmbeddedFile', 'EmbeddedFiles'], code: 'pdf_carries_files' },
    { names: ['XFA'], code: 'pdf_form_xfa' },
  ]

function checkNames({
  names,
  isEncrypted,
}: {
  names: ReadonlySet<string>
  isEncrypted: boolean
}): Result<true, FileRefusal> {
  if (isEncrypted) return refuse({ code: 'pdf_encrypted' })
  const found = forbidden.find((one) => one.names.some((name) => names.has(name)))
  return found ? refuse({ code: found.code }) : accept(true)
}

/** The names that objects use. What merely stands in a text (`CSS/JS` in a heading) is no name. */
function namesOf(objects: readonly string[]): { names: ReadonlySet<string>; isEncrypted: boolean } {
  const names = new Set<string>()
  let isEncrypted = false
  for (const object of objects) {
    const text = withoutTexts(object)
    // eslint-disable-next-line no-control-regex -- NUL is white space in a PDF
    for (const [, name = ''] of text.matchAll(/\/([^\s\0()<>[\]{}/%]+)/g)) names.add(plainName(name))
    isEncrypted ||= /\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/.test(plainName(text))
  }
  return { names, isEncrypted }
}

/** `/J#61vaScript` is the name `/JavaScript` (ISO 32000-1, 7.3.5). */
const plainName = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** An object without its literal strings and comments. One that does not end is left in: better one name too many than a hidden one. */
function withoutTexts(object: string): string {
  if (!/[(%]/.test(object)) return object
  const kept: string[] = []
  let from = 0
  const mark = /[(%]/g
  for (let found = mark.exec(object); found; found = mark.exec(object)) {
    const end = found[0] === '(' ? endOfText(object, found.index) : endOfLine(object, found.index)
    if (end === undefined) return object
    kept.push(object.slice(from, found.index))
    from = end
    mark.lastIndex = end
  }
  return [...kept, object.slice(from)].join(' ')
}

const endOfLine = (text: string, from: number): number => {
  const ahead = /[\r\n]/g
  ahead.lastIndex = from
  return ahead.exec(text)?.index ?? text.length
}

/** Behind the closing parenthesis; pairs may stand inside, a backslash takes the next sign's meaning. */
function endOfText(text: string, from: number): number | undefined {
  const sign = /[()\\]/g
  sign.lastIndex = from
  let depth = 0
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    if (found[0] === '\\') sign.lastIndex += 1
    else depth += found[0] === '(' ? 1 : -1
    if (depth === 0) return sign.lastIndex
  }
  return undefined
}

/** The file without what stands in its streams: pictures and fonts hold any bytes, also such that look like a name. */
function withoutStreams(text: string): string {
  const kept: string[] = []
  let at = 0
  for (const { from, to } of pdfStreams(text)) {
    kept.push(text.slice(at, from))
    at = to
  }
  return [...kept, text.slice(at)].join('\n')
}

/** Every stream of the file in its order. `text` is the file as `binaryText`. */
export function* pdfStreams(text: string): Generator<PdfStream> {
  const start = />>\s*stream(?:\r\n|\n|\r)/g
  let last = 0
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const from = start.lastIndex
    const before = text.slice(last, match.index + 2)
    const dictionary = plainName(before.slice(before.lastIndexOf('obj') + 1))
    const to = endOfStream(text, from, dictionary)
    const isObjects = /\/Type\s*\/ObjStm\b/.test(plainName(before))
    yield { from, to, filters: filtersOf(dictionary), objects: isObjects ? directoryOf(dictionary) : null }
    last = to
    start.lastIndex = to
  }
}

/** Where the length says, when the end is there: packed bytes may look like the end. */
function endOfStream(text: string, from: number, dictionary: string): number {
  const [, length] = /\/Length\s+(\d+)(?!\s+\d+\s+R)\b/.exec(dictionary) ?? []
  const said = from + Number(length ?? 0)
  if (length !== undefined && /^\s*endstream/.test(text.slice(said, said + 16))) return said
  const end = text.indexOf('endstream', from)
  return end === -1 ? text.length : end
}

const shortNames: Readonly<Record<string, string>> = { Fl: 'FlateDecode' }

function filtersOf(dictionary: string): string[] {
  const [, one, many = ''] = /\/Filter\s*(?:\/(\w+)|\[([^\]]*)\])/.exec(dictionary) ?? []
  const names = one === undefined ? [...many.matchAll(/\/(\w+)/g)].map(([, name = '']) => name) : [one]
  return names.map((name) => shortNames[name] ?? name)
}

function directoryOf(dictionary: string): { first: number; count: number } {
  const number = (name: string) => Number(new RegExp(`/${name}\\s+(\\d+)`).exec(dictionary)?.[1] ?? 0)
  return { first: number('First'), count: number('N') }
}
