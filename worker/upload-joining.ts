import type { ReadableStream } from '@cloudflare/workers-types'
import { chunkKey, chunkSize, missingChunks, type Upload } from '#domain/upload.ts'
import { hex } from './bytes.ts'
import type { Env } from './env.ts'

// Streams of the runtime; here and not beside the other ambient types, because the site's types follow the routes to this file.
declare global {
  /** Passes bytes on unchanged and tells the receiver beforehand how many will come. */
  class FixedLengthStream {
    constructor(length: number)
    readonly readable: ReadableStream<Uint8Array>
    readonly writable: globalThis.WritableStream<Uint8Array>
  }
  interface Crypto {
    /** Computes a digest of what is written to it. */
    DigestStream: new (algorithm: 'SHA-256') => globalThis.WritableStream<Uint8Array> & { digest: Promise<ArrayBuffer> }
  }
}

export type StoredChunk = { number: number; sizeBytes: number; sha256: string; objectKey: string }

/** A file put together: what it is for the checks, and its hash as it was computed on the way. */
type Joined = { outcome: 'joined'; bytes: Uint8Array<ArrayBuffer>; sha256: string }
type Gap = { outcome: 'missing'; missing: number[] }

/** One part after the other, never two at once; undefined for one that is no longer there. */
async function* partsOf(env: Env, chunks: readonly StoredChunk[]) {
  for (const { number, objectKey } of chunks) {
    const object = await env.FILES.get(objectKey)
    yield { number, bytes: object ? new Uint8Array(await object.arrayBuffer()) : undefined }
  }
}

/** Reads the parts in their order. Looking at a file needs it whole, so its size is bounded by the rules of the edition. */
export async function readJoined(env: Env, upload: Upload, chunks: readonly StoredChunk[]): Promise<Joined | Gap> {
  const missing = missingChunks(
    upload,
    chunks.map(({ number }) => number),
  )
  if (missing.length > 0) return { outcome: 'missing', missing }
  const digest = new crypto.DigestStream('SHA-256')
  const writer = digest.getWriter()
  const bytes = new Uint8Array(upload.sizeBytes)
  for await (const part of partsOf(env, chunks)) {
    if (!part.bytes || part.bytes.byteLength !== chunkSize(upload, part.number)) {
      // A digest that nobody waits for any more.
      digest.digest.catch(() => undefined)
      await writer.abort()
      return { outcome: 'missing', missing: [part.number] }
    }
    bytes.set(part.bytes, part.number * upload.chunkBytes)
    await writer.write(part.bytes)
  }
  await writer.close()
  return { outcome: 'joined', bytes, sha256: hex(await digest.digest) }
}

/** Streams the parts into one object; the store refuses it when its hash is another. */
export async function storeJoined(
  env: Env,
  { sizeBytes }: Upload,
  chunks: readonly StoredChunk[],
  file: { objectKey: string; sha256: string; contentType: string },
): Promise<void> {
  const { readable, writable } = new FixedLengthStream(sizeBytes)
  const pump = async () => {
    const writer = writable.getWriter()
    try {
      for await (const { bytes, number } of partsOf(env, chunks)) {
        if (!bytes) throw new Error(`part ${number} was there a moment ago`)
        await writer.write(bytes)
      }
      await writer.close()
    } catch (error) {
      await writer.abort(error).catch(() => undefined)
      throw error
    }
  }
  const { sha256, contentType } = file
  await Promise.all([env.FILES.put(file.objectKey, readable, { sha256, httpMetadata: { contentType } }), pump()])
}

/** Keeps a part under its own hash; the same one again changes nothing. */
export const storeChunk = (
  env: Env,
  uploadId: string,
  number: number,
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
) => env.FILES.put(chunkKey(uploadId, number, sha256), bytes, { sha256 })

/** The store takes at most this many keys at once. */
const keysPerDelete = 1000

export async function deleteParts(env: Env, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += keysPerDelete) await env.FILES.delete(keys.slice(at, at + keysPerDelete))
}
