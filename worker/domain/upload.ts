import { accept, refuse, type Result } from './result.ts'

/** A file on its way: it arrives in parts of `chunkBytes`, the last one shorter, in any order. */
export type Upload = { sizeBytes: number; chunkBytes: number }

export type UploadRefusal =
  | { code: 'file_too_large'; maxBytes: number }
  | { code: 'file_empty' }
  | { code: 'too_many_files'; maxFiles: number }
  | { code: 'too_many_uploads'; most: number }
  | { code: 'upload_ended' }
  | { code: 'upload_cut_off'; expectedBytes: number; receivedBytes: number }
  | { code: 'upload_incomplete'; missing: number[] }
  | { code: 'upload_changed' }
  | { code: 'chunk_corrupted' }
  | { code: 'chunk_differs' }

/** Unfinished uploads a proposal may have at once. */
export const mostOpenUploads = 20

/** Nobody has added to it for this long: it is given up and its parts are thrown away. Milliseconds. */
export const abandonedAfterMs = 24 * 3600 * 1000

export const chunkCount = ({ sizeBytes, chunkBytes }: Upload): number => Math.ceil(sizeBytes / chunkBytes)

/** Bytes of one part; undefined where the file has no such part. */
export function chunkSize(upload: Upload, number: number): number | undefined {
  if (!Number.isInteger(number) || number < 0 || number >= chunkCount(upload)) return undefined
  return Math.min(upload.chunkBytes, upload.sizeBytes - number * upload.chunkBytes)
}

/** Numbers of the parts that have not arrived, ascending. */
export function missingChunks(upload: Upload, present: Iterable<number>): number[] {
  const there = new Set(present)
  return Array.from({ length: chunkCount(upload) }, (_, number) => number).filter((number) => !there.has(number))
}

export type StartAsked = {
  sizeBytes: number
  maxBytes: number
  maxFiles: number
  /** Files the rule holds now. A rule for one file holds the newest; the one before goes when the new one has arrived. */
  files: number
  openUploads: number
}

/** Whether a file may begin to arrive. */
export function checkStart({
  sizeBytes,
  maxBytes,
  maxFiles,
  files,
  openUploads,
}: StartAsked): Result<true, UploadRefusal> {
  if (sizeBytes === 0) return refuse({ code: 'file_empty' })
  if (sizeBytes > maxBytes) return refuse({ code: 'file_too_large', maxBytes })
  if (maxFiles > 1 && files >= maxFiles) return refuse({ code: 'too_many_files', maxFiles })
  if (openUploads >= mostOpenUploads) return refuse({ code: 'too_many_uploads', most: mostOpenUploads })
  return accept(true)
}

export type ArrivedChunk = {
  expectedBytes: number
  receivedBytes: number
  /** As the sender computed it, and as it arrived. */
  claimedSha256: string
  sha256: string
  /** Of the part with this number that is there already. */
  knownSha256: string | null
}

/** A part that arrives twice is harmless; another one under the same number is another file. */
export function checkChunk(chunk: ArrivedChunk): Result<'new' | 'known', UploadRefusal> {
  const { expectedBytes, receivedBytes, claimedSha256, sha256, knownSha256 } = chunk
  if (receivedBytes < expectedBytes) return refuse({ code: 'upload_cut_off', expectedBytes, receivedBytes })
  if (receivedBytes > expectedBytes) return refuse({ code: 'file_too_large', maxBytes: expectedBytes })
  if (sha256 !== claimedSha256) return refuse({ code: 'chunk_corrupted' })
  if (knownSha256 === null) return accept('new')
  return knownSha256 === sha256 ? accept('known') : refuse({ code: 'chunk_differs' })
}

/** Each part's bytes lie under their own hash: two senders of different bytes never write over one another. */
export const chunkKey = (uploadId: string, number: number, sha256: string): string =>
  `${uploadFolder}${uploadId}/${String(number).padStart(4, '0')}-${sha256}`

export const uploadFolder = 'uploads/'

/** The upload that a part in the store belongs to. */
export const uploadOfKey = (key: string): string => key.slice(uploadFolder.length).split('/')[0] ?? ''

/** Seconds to wait before the next try of a part. */
export const retrySeconds = (failures: number): number => Math.min(30, 2 ** failures)
