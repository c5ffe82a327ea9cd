import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkChunk,
  checkStart,
  chunkCount,
  chunkKey,
  chunkSize,
  missingChunks,
  retrySeconds,
  uploadOfKey,
} from '#domain/upload.ts'

const file = fc.record({
  sizeBytes: fc.integer({ min: 1, max: 50_000 }),
  chunkBytes: fc.integer({ min: 1, max: 5000 }),
})

test('in any order and however often its parts arrive, a file joins to the same bytes, and nothing is missing', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 3000 }),
      fc.integer({ min: 1, max: 700 }),
      fc.infiniteStream(fc.nat()),
      (bytes, chunkBytes, chance) => {
        const upload = { sizeBytes: bytes.length, chunkBytes }
        const arrived = new Map<number, Uint8Array>()
        while (missingChunks(upload, arrived.keys()).length > 0) {
          // Half of the time any part, again or for the first time; else one that is missing.
          const missing = missingChunks(upload, arrived.keys())
          const [coin, place] = [chance.next().value, chance.next().value]
          const number = coin % 2 === 0 ? place % chunkCount(upload) : (missing[place % missing.length] ?? 0)
          const size = chunkSize(upload, number) ?? 0
          arrived.set(number, bytes.slice(number * chunkBytes, number * chunkBytes + size))
        }
        const joined = [...arrived].toSorted(([a], [b]) => a - b).flatMap(([, part]) => [...part])
        expect(joined).toEqual([...bytes])
      },
    ),
  )
})

test('the parts of a file are as long as the file together, and none is empty', () => {
  fc.assert(
    fc.property(file, (upload) => {
      const sizes = Array.from({ length: chunkCount(upload) }, (_, number) => chunkSize(upload, number) ?? 0)
      expect([sizes.reduce((sum, size) => sum + size, 0), sizes.every((size) => size > 0)]).toEqual([
        upload.sizeBytes,
        true,
      ])
    }),
  )
})

test.each([-1, 4, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a file of four parts has no part %d', (number) => {
  expect(chunkSize({ sizeBytes: 1000, chunkBytes: 300 }, number)).toBeUndefined()
})

test('the last part is what is left', () => {
  const upload = { sizeBytes: 1000, chunkBytes: 300 }
  expect([0, 1, 2, 3].map((number) => chunkSize(upload, number))).toEqual([300, 300, 300, 100])
})

const wanted = { sizeBytes: 10, maxBytes: 10, maxFiles: 1, files: 0, openUploads: 0 }
test.each([
  ['a file of exactly the limit', {}, { ok: true, value: true }],
  ['one byte more', { sizeBytes: 11 }, { code: 'file_too_large', maxBytes: 10 }],
  ['200 MB', { sizeBytes: 200 * 1024 * 1024 }, { code: 'file_too_large', maxBytes: 10 }],
  ['an empty file', { sizeBytes: 0 }, { code: 'file_empty' }],
  ['a second file where one takes the place of the other', { files: 1 }, { ok: true, value: true }],
  ['a third file of three', { maxFiles: 3, files: 2 }, { ok: true, value: true }],
  ['a fourth file of three', { maxFiles: 3, files: 3 }, { code: 'too_many_files', maxFiles: 3 }],
  ['one more unfinished upload than any person needs', { openUploads: 20 }, { code: 'too_many_uploads', most: 20 }],
])('%s', (_, given, outcome) => {
  expect(checkStart({ ...wanted, ...given })).toEqual('code' in outcome ? { ok: false, refusal: outcome } : outcome)
})

const arrived = { expectedBytes: 3, receivedBytes: 3, claimedSha256: 'a', sha256: 'a', knownSha256: null }
test.each([
  ['a new part', {}, { ok: true, value: 'new' }],
  ['the same part again', { knownSha256: 'a' }, { ok: true, value: 'known' }],
  ['other bytes under a known number', { knownSha256: 'b' }, { code: 'chunk_differs' }],
  ['a part that changed on the way', { sha256: 'c' }, { code: 'chunk_corrupted' }],
  ['a part cut off', { receivedBytes: 2 }, { code: 'upload_cut_off', expectedBytes: 3, receivedBytes: 2 }],
  ['a part that is too long', { receivedBytes: 4 }, { code: 'file_too_large', maxBytes: 3 }],
])('%s', (_, given, outcome) => {
  expect(checkChunk({ ...arrived, ...given })).toEqual('code' in outcome ? { ok: false, refusal: outcome } : outcome)
})

test('a part lies under its upload, in the order of the parts', () => {
  const keys = [0, 9, 10, 200].map((number) => chunkKey('u', number, 'h'))
  expect([keys, keys.toSorted(), uploadOfKey(keys[0] ?? '')]).toEqual([
    ['uploads/u/0000-h', 'uploads/u/0009-h', 'uploads/u/0010-h', 'uploads/u/0200-h'],
    keys,
    'u',
  ])
})

test('tries come slower and slower, never more than half a minute apart', () => {
  expect([0, 1, 2, 3, 4, 5, 60].map(retrySeconds)).toEqual([1, 2, 4, 8, 16, 30, 30])
})
