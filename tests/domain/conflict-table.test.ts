import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkConflictTable, readDay, type ConflictLine, type KnownConflicts } from '#domain/conflict-table.ts'

test('days are read as they are written here, and what is no day is none', () => {
  expect(['2031-03-01', '1/3/2031', '01-03-2031', '1.3.2031', '2031-3-1'].map(readDay)).toEqual(
    Array.from({ length: 5 }, () => '2031-03-01'),
  )
  expect(['30/2/2031', '2031-13-01', 'besok', '', '1/3/31', '44927'].map(readDay)).toEqual(
    Array.from({ length: 6 }, () => null),
  )
})

const now = new Date('2030-06-01T00:00:00Z')
const known: KnownConflicts = {
  proposals: new Map([
    ['P0', 'p0'],
    ['P1', 'p1'],
  ]),
  jurors: new Map([
    ['j0@c.id', { id: 'j0', isOfEdition: true }],
    ['j1@c.id', { id: 'j1', isOfEdition: false }],
  ]),
  agencies: [
    { id: 'a0', regionCode: '35', name: 'Provinsi' },
    { id: 'a1', regionCode: null, name: 'Dinas' },
    { id: 'a2', regionCode: null, name: 'Dinas' },
  ],
  conflicts: [{ jurorId: 'j0', proposalId: 'p0', kind: 'family', reason: 'Adik.' }],
  ties: [
    { jurorId: 'j0', agencyId: 'a0', kind: 'post', reason: 'Analis', endsAt: null },
    {
      jurorId: 'j0',
      agencyId: 'a1',
      kind: 'business',
      reason: 'Rekanan.',
      endsAt: new Date('2031-01-31T16:59:59.999Z'),
    },
  ],
}

const line = fc.record({
  email: fc.constantFrom('', 'j0@c.id', 'j1@c.id', 'x@c.id'),
  referenceNumber: fc.constantFrom('', '', 'P0', 'P1', 'P9'),
  agency: fc.constantFrom('', 'provinsi', 'Dinas', 'Entah'),
  agencyCode: fc.constantFrom('', '35', 'a1', 'a9'),
  kind: fc.constantFrom('', 'Hubungan keluarga', 'Hubungan usaha', 'Bekas jabatan', 'post', 'Teman'),
  reason: fc.constantFrom('', 'Adik.', 'Analis', 'Rekanan.'),
  endsOn: fc.constantFrom('', '', '2031-01-31', '1/1/2029', 'nanti'),
})
const table = fc
  .array(line, { maxLength: 12 })
  .map((cells) => cells.map((one, at): ConflictLine => ({ line: at + 2, ...one })))

test('every line is new, stands already, or is named once with the column that is wrong', () => {
  fc.assert(
    fc.property(table, (lines) => {
      const { faults, conflicts, ties, standing } = checkConflictTable(lines, known, { now, mostNew: 3 })
      const placed = [...faults, ...conflicts, ...ties].map((one) => one.line)
      expect([new Set(placed).size, placed.length + standing]).toEqual([placed.length, lines.length])
      expect(conflicts.length + ties.length <= 3).toBe(true)
      const keys = [
        ...conflicts.map((one) => `${one.jurorId} ${one.proposalId}`),
        ...ties.map((one) => `${one.jurorId} ${one.agencyId} ${one.kind}`),
      ]
      expect(new Set(keys).size).toBe(keys.length)
      expect([...conflicts, ...ties].every(({ jurorId, reason }) => jurorId === 'j0' && reason !== '')).toBe(true)
      expect(ties.every(({ kind, endsAt }) => (kind !== 'former_post' || endsAt) && (!endsAt || endsAt > now))).toBe(
        true,
      )
    }),
    { numRuns: 500 },
  )
})

test('a line that says what counts already stands, by names, codes and days however they are written', () => {
  const given = { email: 'j0@c.id', referenceNumber: '', agency: '', agencyCode: '', endsOn: '' }
  const lines: ConflictLine[] = [
    { ...given, line: 2, referenceNumber: 'P0', kind: 'hubungan KELUARGA', reason: ' Adik. ' },
    { ...given, line: 3, agency: 'PROVINSI', kind: 'Jabatan', reason: 'Analis' },
    { ...given, line: 4, agency: 'Dinas', agencyCode: 'a1', kind: 'business', reason: 'Rekanan.', endsOn: '31/1/2031' },
  ]
  expect(checkConflictTable(lines, known, { now, mostNew: 3 })).toEqual({
    faults: [],
    conflicts: [],
    ties: [],
    standing: 3,
  })
})
