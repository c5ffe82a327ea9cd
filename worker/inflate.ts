import { constants, createInflate } from 'node:zlib'

/** `ok`: it was read to its end, or to where it breaks off; a reader of PDFs takes as much. */
export type Inflated = { outcome: 'ok' | 'broken' | 'too_large'; size: number }

/** Bytes handed on at once. */
const chunkSize = 256 * 1024

/** Unpacks a stream and hands on what comes out, never more than `limit` bytes: what would be larger is not unpacked further. */
export function inflate(packed: Uint8Array, limit: number, onChunk?: (chunk: Uint8Array) => void): Promise<Inflated> {
  return new Promise((resolve) => {
    let size = 0
    const inflater = createInflate({ chunkSize, finishFlush: constants.Z_SYNC_FLUSH })
    inflater.on('data', (chunk) => {
      size += chunk.byteLength
      if (size <= limit) return onChunk?.(chunk)
      inflater.destroy()
      resolve({ outcome: 'too_large', size })
    })
    inflater.on('end', () => resolve({ outcome: 'ok', size }))
    inflater.on('error', () => resolve({ outcome: 'broken', size }))
    inflater.end(packed)
  })
}
