/** Takes out of a picture what the camera wrote about place, time and device. The pixels stay as they are. */
import type { ImageKind } from './image.ts'

/** The picture without its metadata. Of a JPEG the orientation is kept, or phones' pictures would lie on their side. */
export function withoutMetadata(kind: ImageKind, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return strip[kind](bytes)
}

const strip: Record<ImageKind, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>> = { jpeg, png, webp }

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const nameAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

/** JFIF (APP0), colour profiles (APP2 `ICC_PROFILE`) and Adobe's colour transform (APP14) are needed to show it; no other APPn is. */
function isKeptSegment(marker: number, segment: Uint8Array): boolean {
  if (marker === 0xe2) return String.fromCharCode(...segment.subarray(4, 15)) === 'ICC_PROFILE'
  const isApplication = marker >= 0xe0 && marker <= 0xef
  return (!isApplication || marker === 0xe0 || marker === 0xee) && marker !== 0xfe
}

function jpeg(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
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
    const segment = bytes.subarray(at, end)
    if (marker === 0xe1) orientation = orientationIn(segment) ?? orientation
    if (isKeptSegment(marker, segment)) kept.push(segment)
    at = end
  }
  // What lies behind the end of the picture (further pictures, notes of the camera) is left out with the rest.
  return joined([Uint8Array.of(0xff, 0xd8), ...exifOf(orientation), ...kept, Uint8Array.of(0xff, 0xd9)])
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

/** An Exif segment that says the orientation and nothing else; none for an upright picture. */
const exifOf = (orientation: number): Uint8Array[] =>
  orientation === 1
    ? []
    : [
        Uint8Array.of(
          ...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0],
          ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1],
          ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
          ...[0, 0, 0, 0],
        ),
      ]

/** Texts, times and Exif; every other chunk is needed to show the picture or harmless. */
const pngNotes = new Set(['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf'])

function png(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at)
    const name = nameAt(bytes, at + 4)
    if (!pngNotes.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') break
    at = end
  }
  return joined(kept)
}

/** Flags of a VP8X header that announce Exif and XMP. */
const webpNotes = 0x08 | 0x04

function webp(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
  const end = Math.min(bytes.length, view.getUint32(4, true) + 8)
  let at = 12
  while (at + 8 <= end) {
    const size = view.getUint32(at + 4, true)
    const next = at + 8 + size + (size % 2)
    const name = nameAt(bytes, at)
    const chunk = bytes.slice(at, Math.min(next, end))
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~webpNotes
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk)
    at = next
  }
  const whole = joined([bytes.subarray(0, 12), ...kept])
  viewOf(whole).setUint32(4, whole.length - 8, true)
  return whole
}
