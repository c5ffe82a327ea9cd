import type { FileRefusal } from '#domain/attachment.ts'
import { kindOf, type FileKind } from '#domain/file-kind.ts'
import { checkImage } from '#domain/image.ts'
import { binaryText, checkPackedObjects, checkPdf, pdfStreams, type PdfStream } from '#domain/pdf.ts'
import { accept, refuse, type Result } from '#domain/result.ts'
import { concatenate } from './bytes.ts'
import { inflate } from './inflate.ts'

const megabyte = 1024 * 1024

/** All streams of a file, unpacked. A scan of 40 coloured pages stays below; a hundred times the file and more is a trap. */
const mostUnpacked = 384 * megabyte
const mostRatio = 100
/** Below this no ratio is asked: empty pages pack a thousand to one. */
const alwaysUnpacked = 64 * megabyte
/** Objects of one stream, unpacked: a few hundred dictionaries. */
const mostObjects = 8 * megabyte
/** Packed twice is rare, thrice has no use but to hide a size. */
const mostFilters = 2

/** Whether a whole file may be kept, by its content and not by its name. */
export async function checkFile(bytes: Uint8Array): Promise<Result<FileKind, FileRefusal>> {
  const found = kindOf(bytes)
  if (found.kind === null) return refuse({ code: 'file_type_unknown', looksLike: found.looksLike })
  const checked = found.kind === 'pdf' ? await checkWholePdf(bytes) : checkImage(found.kind, bytes)
  return checked.ok ? accept(found.kind) : checked
}

/** The file as it lies, then what is packed in its streams: objects for what they may not do, the rest for its size. */
export async function checkWholePdf(bytes: Uint8Array): Promise<Result<true, FileRefusal>> {
  const plain = checkPdf(bytes)
  if (!plain.ok) return plain
  const most = Math.min(mostUnpacked, Math.max(alwaysUnpacked, bytes.byteLength * mostRatio))
  let unpacked = 0
  for (const stream of pdfStreams(binaryText(bytes))) {
    if (!stream.objects && stream.filters[0] !== 'FlateDecode') continue
    const inside = await lookInto(bytes.subarray(stream.from, stream.to), stream, most - unpacked)
    if (!inside.ok) return inside
    unpacked += inside.value
  }
  return accept(true)
}

const damaged = { code: 'file_damaged', kind: 'pdf' } as const

/** Answers how many bytes the stream has unpacked. */
async function lookInto(
  packed: Uint8Array,
  { filters, objects }: PdfStream,
  limit: number,
): Promise<Result<number, FileRefusal>> {
  const flates = filters.filter((name) => name === 'FlateDecode').length
  if (flates > mostFilters) return refuse({ code: 'pdf_bomb' })
  if (objects) return lookIntoObjects(packed, filters, objects, limit)
  const isTwice = filters[1] === 'FlateDecode'
  const parts: Uint8Array[] = []
  const outer = await inflate(
    packed,
    isTwice ? Math.min(limit, mostObjects) : limit,
    isTwice ? keepIn(parts) : undefined,
  )
  if (outer.outcome === 'too_large') return refuse({ code: 'pdf_bomb' })
  if (!isTwice) return accept(outer.size)
  const inner = await inflate(concatenate(parts), limit)
  return inner.outcome === 'too_large' ? refuse({ code: 'pdf_bomb' }) : accept(outer.size + inner.size)
}

const keepIn = (parts: Uint8Array[]) => (chunk: Uint8Array) => void parts.push(chunk)

/** Objects that cannot be looked at cannot be let in: a reader more lenient than this one may find its way. */
async function lookIntoObjects(
  packed: Uint8Array,
  filters: readonly string[],
  directory: { first: number; count: number },
  limit: number,
): Promise<Result<number, FileRefusal>> {
  if (directory.first === 0 || filters.length > 1) return refuse(damaged)
  if (filters.length === 0) {
    const plain = checkPackedObjects(packed, directory)
    return plain.ok ? accept(0) : plain
  }
  if (filters[0] !== 'FlateDecode') return refuse(damaged)
  const parts: Uint8Array[] = []
  const { outcome, size } = await inflate(packed, Math.min(limit, mostObjects), keepIn(parts))
  if (outcome === 'too_large') return refuse({ code: 'pdf_bomb' })
  if (outcome === 'broken') return refuse(damaged)
  const checked = checkPackedObjects(concatenate(parts), directory)
  return checked.ok ? accept(size) : checked
}
