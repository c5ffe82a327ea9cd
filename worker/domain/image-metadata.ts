/** Takes out of a picture what the camera wrote about place, time and device. The pixels stay as they are. */
import type { ImageKind } from './image.ts'

/** The picture without its metadata. Of a JPEG the orientation is kept, or phones' pictures would lie on their side. */
export function withoutMetadata(kind: ImageKind, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return strip[kind](bytes)
}

const strip: Record<ImageKind, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>> = { jpeg, png, webp }

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const nameAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))

/**
 * Stretches of a file, one behind the other. Neighbours are copied at once and no stretch is an object: a file of a million tiny
 * parts must not cost more than another of its size.
 */
function stretchesOf(bytes: Uint8Array) {
  const kept = new Uint8Array(bytes.length)
  let [size, from, to] = [0, 0, 0]
  const copy = () => {
    kept.set(bytes.subarray(from, to), size)
    size += to - from
  }
  return {
    keep: (first: number, end: number) => {
      if (first !== to) {
        copy()
        from = first
      }
      to = Math.min(end, bytes.length)
    },
    between: (head: readonly number[], tail: readonly number[]): Uint8Array<ArrayBuffer> => {
      copy()
      const whole = new Uint8Array(head.length + size + tail.length)
      whole.set(head)
      whole.set(kept.subarray(0, size), head.length)
      whole.set(tail, head.length + size)
      return whole
    },
  }
}

/** JFIF (APP0), colour profiles (APP2 `ICC_PROFILE`) and Adobe's colour transform (APP14) are needed to show it; no other APPn is. */
function isKeptSegment(marker: number, bytes: Uint8Array, at: number): boolean {
  if (marker === 0xe2) return String.fromCharCode(...bytes.subarray(at + 4, at + 15)) === 'ICC_PROFILE'
  const isApplication = marker >= 0xe0 && marker <= 0xef
  return (!isApplication || marker === 0xe0 || marker === 0xee) && marker !== 0xfe
}

function jpeg(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes)
  const kept = stretchesOf(bytes)
  let orientation = 1
  let at = 2
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) break
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) break
    const end = marker === 0xda ? endOfScan(bytes, at + 2 + view.getUint16(at + 2)) : at + 2 + view.getUint16(at + 2)
    if (marker === 0xe1) orientation = orientationIn(bytes.subarray(at, end)) ?? orientation
    if (isKeptSegment(marker, bytes, at)) kept.keep(at, end)
    at = end
  }
  // What lies behind the end of the picture (further pictures, notes of the camera) is left out with the rest.
  return kept.between([0xff, 0xd8, ...exifOf(orientation)], [0xff, 0xd9])
}

/** Packed data ends at a marker that is neither a stuffed FF00 nor a restart (D0..D7). Source: ITU-T T.81, B.1.1.5. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/** Tag 0112 of the first directory of an Exif segment: 1..8. */
function orientationIn(segment: Uint8Array): number | undefined {
  if (String.fromCharCode(...segment.subarray(4, 8)) !== 'Exif' || segment.length < 24) return undefined
  const view = viewOf(segment)
  const tiff = 10
  const isLittle = view.getUint16(tiff) === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, isLittle)
  if (directory + 2 > segment.length) return undefined
  const entries = view.getUint16(directory, isLittle)
  for (let n = 0; n < entries; n += 1) {
    const entry = directory + 2 + n * 12
    if (entry + 12 > segment.length) return undefined
    if (view.getUint16(entry, isLittle) !== 0x0112) continue
    const value = view.getUint16(entry + 8, isLittle)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An Exif segment of one entry, up to the value of its orientation; six bytes of nothing follow. */
const exifHead = [
  0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1,
  0,
]

/** An Exif segment that says the orientation and nothing else; none for an upright picture. */
const exifOf = (orientation: number): number[] =>
  orientation === 1 ? [] : [...exifHead, orientation, 0, 0, 0, 0, 0, 0]

/** Texts, times and Exif; every other chunk is needed to show the picture or harmless. */
const pngNotes = new Set(['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf'])

function png(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes)
  const kept = stretchesOf(bytes)
  kept.keep(0, 8)
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at)
    const name = nameAt(bytes, at + 4)
    if (!pngNotes.has(name)) kept.keep(at, end)
    if (name === 'IEND') break
    at = end
  }
  return kept.between([], [])
}

/** Flags of a VP8X header that announce Exif and XMP. */
const webpNotes = 0x08 | 0x04

function webp(given: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = given.slice()
  const view = viewOf(bytes)
  const kept = stretchesOf(bytes)
  kept.keep(0, 12)
  const end = Math.min(bytes.length, view.getUint32(4, true) + 8)
  let at = 12
  while (at + 8 <= end) {
    const size = view.getUint32(at + 4, true)
    const next = at + 8 + size + (size % 2)
    const name = nameAt(bytes, at)
    if (name === 'VP8X') bytes[at + 8] = (bytes[at + 8] ?? 0) & ~webpNotes
    if (name !== 'EXIF' && name !== 'XMP ') kept.keep(at, Math.min(next, end))
    at = next
  }
  const whole = kept.between([], [])
  viewOf(whole).setUint32(4, whole.length - 8, true)
  return whole
}
