import { expect, test } from 'vitest'
import { checkImage } from '#domain/image.ts'
import { withoutMetadata } from '#domain/image-metadata.ts'

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const ascii = (words: string) => Uint8Array.from(words, (letter) => letter.charCodeAt(0))
const join = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

const segment = (marker: number, content: Uint8Array) =>
  join([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255], content)
const frame = segment(0xc0, Uint8Array.of(8, 0, 2, 0, 3, 1, 1, 0x11, 0))
const scan = join(segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)), [0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56])

/** Exif in little endian with an orientation and a place. */
const exif = (orientation: number) =>
  segment(
    0xe1,
    join(
      ascii('Exif\0\0II'),
      [0x2a, 0, 8, 0, 0, 0, 1, 0],
      [0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
      [0, 0, 0, 0],
      ascii('GPS 6.2S 106.8E'),
    ),
  )

test('a JPEG keeps its pixels, colours and orientation, and loses place, notes and what hangs behind it', () => {
  const profile = segment(0xe2, ascii('ICC_PROFILE\0warna'))
  const before = join(
    [0xff, 0xd8],
    segment(0xe0, ascii('JFIF\0')),
    exif(6),
    segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/ tempat')),
    profile,
    segment(0xe2, ascii('MPF\0 gambar kedua')),
    segment(0xfe, ascii('catatan')),
    frame,
    scan,
    [0xff, 0xd9],
    ascii('GPS di belakang'),
  )
  const after = withoutMetadata('jpeg', before)
  expect(checkImage('jpeg', after)).toEqual({ ok: true, value: true })
  for (const gone of ['GPS', 'tempat', 'catatan', 'MPF', 'belakang']) expect(text(after)).not.toContain(gone)
  expect(text(after)).toContain(text(profile))
  expect(text(after)).toContain(text(scan))
  expect(after.at(-1)).toBe(0xd9)
  // The orientation that is left says nothing else, and taking out again changes nothing.
  expect(text(after)).toContain('\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006')
  expect(withoutMetadata('jpeg', after)).toEqual(after)
})

test('an upright JPEG carries no Exif at all', () => {
  const after = withoutMetadata('jpeg', join([0xff, 0xd8], exif(1), frame, scan, [0xff, 0xd9]))
  expect(after).toEqual(join([0xff, 0xd8], frame, scan, [0xff, 0xd9]))
})

test('a PNG loses its texts, times and Exif, and all behind its end', () => {
  const chunk = (name: string, content: Uint8Array) =>
    join([0, 0, 0, content.length], ascii(name), content, [1, 2, 3, 4])
  const head = chunk('IHDR', Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0))
  const signature = join([0x89], ascii('PNG\r\n'), [0x1a, 0x0a])
  const notes = ['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf'].map((name) => chunk(name, ascii('GPS')))
  const data = chunk('IDAT', ascii('titik'))
  const end = chunk('IEND', new Uint8Array())
  const before = join(signature, head, ...notes, data, end, ascii('GPS'))
  expect(withoutMetadata('png', before)).toEqual(join(signature, head, data, end))
})

test('a WebP loses Exif and XMP and no longer announces them', () => {
  const chunk = (name: string, content: Uint8Array) =>
    join(ascii(name), [content.length, 0, 0, 0], content, content.length % 2 ? [0] : [])
  const riff = (...chunks: Uint8Array[]) => {
    const inside = join(ascii('WEBP'), ...chunks)
    return join(ascii('RIFF'), [inside.length, 0, 0, 0], inside)
  }
  const head = (flags: number) => chunk('VP8X', Uint8Array.of(flags, 0, 0, 0, 1, 0, 0, 1, 0, 0))
  const pixels = chunk('VP8L', Uint8Array.of(0x2f, 1, 0, 0, 0))
  const before = riff(head(0x1c), pixels, chunk('EXIF', ascii('GPS')), chunk('XMP ', ascii('GPS')))
  expect(withoutMetadata('webp', before)).toEqual(riff(head(0x10), pixels))
})

test('a picture of millions of tiny parts costs no more memory than another of its size', () => {
  const parts = new Uint8Array(8 * 1024 * 1024)
  for (let at = 0; at < parts.length; at += 8) parts.set([0xff, 0xe0, 0, 2, 0xff, 0xfe, 0, 2], at)
  const end = join(frame, scan, [0xff, 0xd9])
  const whole = new Uint8Array(2 + parts.length + end.length)
  whole.set([0xff, 0xd8])
  whole.set(parts, 2)
  whole.set(end, 2 + parts.length)
  const before = process.memoryUsage().heapUsed
  const after = withoutMetadata('jpeg', whole)
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6
  expect([after.length, checkImage('jpeg', after)]).toEqual([
    2 + parts.length / 2 + end.length,
    { ok: true, value: true },
  ])
  // As objects of their own they took 300.
  expect(megabytes).toBeLessThan(100)
})
