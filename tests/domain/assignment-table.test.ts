import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkTable, type KnownTable, type TableLine } from '#domain/assignment-table.ts'

const few = 4
const pair = fc.record({
  proposalId: fc.nat({ max: few }).map((n) => `p${n}`),
  jurorId: fc.nat({ max: few }).map((n) => `j${n}`),
})
const keyOf = ({ proposalId, jurorId }: { proposalId: string; jurorId: string }) => `${proposalId} ${jurorId}`

/** Proposals P0 to P4, of which the last is not read; jurors j0 to j4, of whom the last is none of the stage. */
const known = fc
  .record({
    conflicts: fc.array(pair, { maxLength: 4 }),
    apart: fc.array(fc.tuple(fc.nat({ max: few }), fc.nat({ max: few })), { maxLength: 2 }),
    caps: fc.array(fc.option(fc.nat({ max: 3 })), { minLength: few + 1, maxLength: few + 1 }),
    readings: fc.uniqueArray(
      fc.record({ pair, state: fc.constantFrom('open' as const, 'handed_in' as const, 'ended' as const) }),
      { maxLength: 8, selector: (one) => keyOf(one.pair) },
    ),
  })
  .map(({ conflicts, apart, caps, readings }) => {
    const barred = new Set(conflicts.map(keyOf))
    const pairs = apart.filter(([a, b]) => a !== b).map(([a, b]) => [`j${a}`, `j${b}`] as const)
    return {
      proposals: new Map(caps.map((_, n) => [`P${n}`, { id: `p${n}`, isRead: n !== few }])),
      jurors: new Map(
        caps.map((mostReadings, n) => [`j${n}@c.id`, { id: `j${n}`, isOfStage: n !== few, mostReadings }]),
      ),
      isInConflict: (one: { proposalId: string; jurorId: string }) => barred.has(keyOf(one)),
      apartFrom: (id: string) => pairs.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : [])),
      readings: readings.map((one) => ({ ...one.pair, state: one.state })),
    } satisfies KnownTable
  })

const table = fc
  .array(fc.tuple(fc.nat({ max: few + 1 }), fc.nat({ max: few + 1 })), { maxLength: 14 })
  .map((rows) => rows.map(([p, j], at): TableLine => ({ line: at + 2, referenceNumber: `P${p}`, email: `j${j}@c.id` })))

test('every line is a reading that stands, one that is added, or is named with what is wrong', () => {
  fc.assert(
    fc.property(table, known, fc.boolean(), (lines, all, isWhole) => {
      const { faults, added, standing } = checkTable(lines, all, isWhole)
      const faulty = new Set(faults.map(({ line }) => line))
      expect([faulty.size, faulty.size + added.length + standing]).toEqual([faults.length, lines.length])
    }),
  )
})

test('what is added breaks no rule, and what ends is open and left out of a whole table', () => {
  fc.assert(
    fc.property(table, known, fc.boolean(), (lines, all, isWhole) => {
      const { added, ended } = checkTable(lines, all, isWhole)
      const named = new Set(
        lines.map(({ referenceNumber, email }) => `${referenceNumber.toLowerCase()} ${email.split('@')[0]}`),
      )
      const open = all.readings.filter(({ state }) => state === 'open').map(keyOf)
      expect(ended.map(keyOf)).toEqual(isWhole ? open.filter((key) => !named.has(key)) : [])
      const gone = new Set(ended.map(keyOf))
      const stays = all.readings.filter((one) => one.state !== 'ended' && !gone.has(keyOf(one)))
      const known = new Set(all.readings.map(keyOf))
      const after = [...stays, ...added]
      for (const one of added) {
        const load = after.filter(({ jurorId }) => jurorId === one.jurorId).length
        const cap = all.jurors.get(`${one.jurorId}@c.id`)?.mostReadings ?? Infinity
        const others = after.filter(({ proposalId }) => proposalId === one.proposalId).map(({ jurorId }) => jurorId)
        expect([
          all.isInConflict(one),
          known.has(keyOf(one)),
          load <= cap,
          all.apartFrom(one.jurorId).some((id) => others.includes(id)),
          one.proposalId === `p${few}` || one.jurorId === `j${few}`,
        ]).toEqual([false, false, true, false, false])
      }
    }),
  )
})
