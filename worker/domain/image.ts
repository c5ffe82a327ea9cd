import { accept, refuse, type Result } from './result.ts'
import type { FileRefusal } from './attachment.ts'
import type { FileKind } from './file-kind.ts'

export type ImageKind = Exclude<FileKind, 'pdf'>
type Size = { width: number; height: number }

/** A phone's largest picture has 108 million pixels; a picture of this size needs half a gigabyte to be shown. */
export const maxPixels = 120_000_000

/** Reads the header of a whole image: its size, and whether its end has arrived. The pixels are never unpacked here. */
export function checkImage(kind: ImageKind, bytes: Uint8Array): Result<true, FileRefusal> {
  const size = sizeOf[kind](bytes)
  if (!size || size.width === 0 || size.height === 0) return refuse({ code: 'file_damaged', kind })
  if (size.width * size.height > maxPixels) return refuse({ code: 'image_too_large', ...size, maxPixels })
  return accept(true)
}

/** Undefined when the file is cut off or not what it says. */
const sizeOf: Record<ImageKind, (bytes: Uint8Array) => Size | undefined> = { jpeg, png, webp }

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const textAt = (bytes: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...bytes.subarray(from, from + length))

/** Frame headers C0..CF but for the tables among them (DHT C4, JPG C8, DAC CC): ITU-T T.81, table B.1. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpeg(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes)
  let size: Size | undefined
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrame(marker) && at + 9 <= bytes.length) {
      size ??= { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    // The picture's own data begins; only behind it is its end, a preview in the header has one too.
    if (marker === 0xda) return endsBehind(bytes, at) ? size : undefined
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** Some cameras write their own notes behind the end of the picture. */
function endsBehind(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at > from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true
  return false
}

function png(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes)
  let size: Size | undefined
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    const name = textAt(bytes, at + 4, 4)
    if (at + 12 + length > bytes.length) return undefined
    if (name === 'IHDR' && length >= 8) size ??= { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    else if (!size) return undefined
    if (name === 'IEND') return size
    at += 12 + length
  }
  return undefined
}

function webp(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 30) return undefined
  const view = viewOf(bytes)
  if (view.getUint32(4, true) + 8 > bytes.length) return undefined
  switch (textAt(bytes, 12, 4)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const packed = view.getUint32(21, true)
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: int24(bytes, 24) + 1, height: int24(bytes, 27) + 1 }
    default:
      return undefined
  }
}

const int24 = (bytes: Uint8Array, at: number) =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)
