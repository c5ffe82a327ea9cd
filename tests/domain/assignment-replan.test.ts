import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AssignmentDemand, KeptReading, Pair } from '#domain/assignment.ts'
import { anAssignmentDemand } from '../factories.ts'
import {
  demands,
  following,
  freeDemands,
  keyOf,
  loadsOf,
  names,
  planOf,
  readersOf,
  spread,
} from './assignment-demands.ts'

const sorted = (pairs: readonly Pair[]) => pairs.map(keyOf).toSorted()

const handedInOf = ({ kept }: AssignmentDemand) => kept.filter(({ isHandedIn }) => isHandedIn)

test('a re-plan of an unchanged demand changes nothing', () => {
  fc.assert(
    fc.property(demands({ proposals: 15, jurors: 7 }), (drawn) => {
      const demand = { ...drawn, apart: [] }
      const plan = planOf(demand)
      expect(planOf(following(demand, plan))).toEqual({ ...plan, added: [], ended: [] })
    }),
  )
})

test('what is handed in stays as it is, whoever leaves and whatever conflict comes to light', () => {
  const late = fc.record({
    gone: fc.subarray(names('j', 7), { maxLength: 3 }),
    conflicts: fc.array(
      fc.record({ proposalId: fc.constantFrom(...names('p', 15)), jurorId: fc.constantFrom(...names('j', 7)) }),
    ),
    apart: fc.array(fc.record({ a: fc.constantFrom(...names('j', 7)), b: fc.constantFrom(...names('j', 7)) }), {
      maxLength: 3,
    }),
    cap: fc.option(fc.nat({ max: 5 })),
  })
  fc.assert(
    fc.property(demands({ proposals: 15, jurors: 7 }), late, (first, { gone, conflicts, apart, cap }) => {
      const jurors = first.jurors.filter(({ id }) => !gone.includes(id)).map((one) => ({ ...one, mostReadings: cap }))
      fc.pre(jurors.length >= first.readersPerProposal)
      const changed = { ...first, jurors, conflicts: [...first.conflicts, ...conflicts], apart }
      const demand = following(changed, planOf(first), (_, at) => at % 3 === 0)
      const { readings, added, ended } = planOf(demand)
      const live = new Set(readings.map(keyOf))
      expect(handedInOf(demand).filter((pair) => !live.has(keyOf(pair)))).toEqual([])
      const [before, ends] = [new Set(demand.kept.map(keyOf)), new Set(ended.map(keyOf))]
      expect(sorted(readings)).toEqual(sorted([...demand.kept.filter((one) => !ends.has(keyOf(one))), ...added]))
      expect(added.filter((one) => before.has(keyOf(one)))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('when a juror leaves, exactly the open readings are handed to others, one for one', () => {
  fc.assert(
    fc.property(freeDemands({ proposals: 15, jurors: 8 }), fc.nat({ max: 7 }), (drawn, which) => {
      const first = { ...drawn, anchorsPerGroup: 0 }
      fc.pre(first.jurors.length > first.readersPerProposal)
      const leaver = first.jurors[which % first.jurors.length]!.id
      const jurors = first.jurors.filter(({ id }) => id !== leaver)
      const demand = following({ ...first, jurors }, planOf(first), (_, at) => at % 3 === 0)
      const open = demand.kept.filter(({ jurorId, isHandedIn }) => jurorId === leaver && !isHandedIn)
      const { added, ended, unmet } = planOf(demand)
      expect(sorted(ended)).toEqual(sorted(open))
      const proposals = (pairs: readonly Pair[]) => pairs.map(({ proposalId }) => proposalId).toSorted()
      expect(proposals(added)).toEqual(proposals(open))
      expect(unmet).toEqual([])
    }),
  )
})

test('the readings of a juror who left are spread over those who have the fewest', () => {
  const first = anAssignmentDemand({ proposals: names('p', 60), jurors: names('j', 7) })
  const demand = following({ ...first, jurors: first.jurors.slice(1) }, planOf(first))
  expect(spread(loadsOf(planOf(demand), demand))).toBeLessThanOrEqual(1)
})

/** Coverage and endings of the best re-plan, by trying all sets of readers; for up to three jurors. */
function fewestEnded(demand: AssignmentDemand): { covered: number; ended: number } {
  const jurors = demand.jurors.map(({ id }) => id)
  const barred = new Set([...demand.conflicts, ...demand.former].map(keyOf))
  const kept = new Map(demand.kept.map((one) => [keyOf(one), one]))
  let best = { covered: -1, ended: 0 }
  const room = new Map(demand.jurors.map(({ id, mostReadings }) => [id, mostReadings ?? Infinity]))
  const choose = (at: number, covered: number, ended: number): void => {
    const proposal = demand.proposals[at]
    if (!proposal) {
      if (covered > best.covered || (covered === best.covered && ended < best.ended)) best = { covered, ended }
      return
    }
    const keyFor = (jurorId: string) => keyOf({ proposalId: proposal.id, jurorId })
    for (let set = 0; set < 2 ** jurors.length; set++) {
      const readers = jurors.filter((_, j) => (set >> j) & 1)
      if (readers.length > demand.readersPerProposal) continue
      if (readers.some((id) => room.get(id)! < 1 || barred.has(keyFor(id)))) continue
      const left = jurors.filter((id) => kept.has(keyFor(id)) && !readers.includes(id)).length
      for (const id of readers) room.set(id, room.get(id)! - 1)
      choose(at + 1, covered + readers.length, ended + left)
      for (const id of readers) room.set(id, room.get(id)! + 1)
    }
  }
  choose(0, 0, 0)
  return best
}

test('no re-plan with as much coverage ends fewer readings, as trying all of them shows', () => {
  const changes = fc.record({
    caps: fc.array(fc.option(fc.nat({ max: 4 })), { minLength: 3, maxLength: 3 }),
    conflicts: fc.array(
      fc.record({ proposalId: fc.constantFrom(...names('p', 4)), jurorId: fc.constantFrom(...names('j', 3)) }),
      { maxLength: 3 },
    ),
  })
  fc.assert(
    fc.property(demands({ proposals: 4, jurors: 3 }), changes, (drawn, { caps, conflicts }) => {
      const first = { ...drawn, anchorsPerGroup: 0, apart: [], former: [] }
      const jurors = first.jurors.map((juror, at) => ({ ...juror, mostReadings: caps[at] ?? null }))
      const demand = following({ ...first, jurors, conflicts }, planOf(first))
      const plan = planOf(demand)
      const best = fewestEnded(demand)
      const wanted = demand.proposals.length * demand.readersPerProposal
      fc.pre(best.covered === wanted)
      expect({ covered: plan.readings.length, ended: plan.ended.length }).toEqual(best)
    }),
    { numRuns: 2000 },
  )
})

test('a late conflict moves one reading, and the proposal is not offered to the same juror again', () => {
  const first = anAssignmentDemand({ proposals: names('p', 20), jurors: names('j', 5) })
  const before = planOf(first)
  const [late] = before.readings
  const pair = { proposalId: late!.proposalId, jurorId: late!.jurorId }
  const demand = following({ ...first, conflicts: [pair] }, before)
  const plan = planOf(demand)
  expect([plan.ended, plan.added.map(({ proposalId }) => proposalId)]).toEqual([[pair], [late!.proposalId]])
  const withdrawn = planOf({ ...following(first, plan), former: [pair] })
  expect([withdrawn.ended, withdrawn.added]).toEqual([[], []])
})

test('for the sake of an anchor nobody loses a reading', () => {
  fc.assert(
    fc.property(demands({ proposals: 10, jurors: 6 }), (drawn) => {
      const demand = { ...drawn, apart: [] }
      const before = planOf({ ...demand, anchorsPerGroup: 0 })
      expect(planOf(following(demand, before)).ended).toEqual([])
    }),
  )
})

test('an anchor goes without a reader who would first have to pass another reading on', () => {
  const plain = anAssignmentDemand({
    proposals: ['p1', 'p2'],
    jurors: ['a', 'b', 'c'],
    readersPerProposal: 1,
    conflicts: [{ proposalId: 'p2', jurorId: 'c' }],
    kept: [
      { proposalId: 'p1', jurorId: 'b', isHandedIn: false },
      { proposalId: 'p2', jurorId: 'a', isHandedIn: false },
    ],
    anchorsPerGroup: 1,
    anchorReaders: 2,
  })
  const caps: Readonly<Record<string, number>> = { a: 1, b: 2, c: 0 }
  const demand = { ...plain, jurors: plain.jurors.map((one) => ({ ...one, mostReadings: caps[one.id]! })) }
  const { anchors, ended, added, unmet } = planOf(demand)
  expect({ anchors, ended, added, unmet }).toEqual({
    anchors: ['p1'],
    ended: [],
    added: [],
    unmet: [{ proposalId: 'p1', missing: 1, cause: 'load_caps' }],
  })
})

test('two who are kept apart now lose one reading of each proposal that they shared', () => {
  const first = anAssignmentDemand({ proposals: names('p', 30), jurors: names('j', 5) })
  const before = planOf(first)
  const sharedBy = (readings: readonly Pair[]) =>
    first.proposals.filter(({ id }) => ['j1', 'j2'].every((juror) => readersOf(readings, id).includes(juror)))
  const demand = following({ ...first, apart: [{ a: 'j1', b: 'j2' }] }, before)
  const plan = planOf(demand)
  const count = sharedBy(before.readings).length
  expect(count).toBeGreaterThan(0)
  expect([plan.ended.length, plan.added.length, sharedBy(plan.readings), plan.unmet]).toEqual([count, count, [], []])
})

test('kept readings keep their places, and new ones come after the last that the juror ever had', () => {
  const kept = (proposalId: string, jurorId: string, position: number): KeptReading => {
    return { proposalId, jurorId, position, isHandedIn: false }
  }
  const demand = anAssignmentDemand({
    proposals: ['p1', 'p2', 'p3'],
    jurors: ['a', 'b'],
    readersPerProposal: 1,
    conflicts: [
      { proposalId: 'p3', jurorId: 'a' },
      ...['p1', 'p2', 'p3'].map((id) => ({ proposalId: id, jurorId: 'c' })),
    ],
    kept: [kept('p2', 'a', 1), kept('p1', 'a', 4), kept('p3', 'a', 9)],
  })
  expect(planOf({ ...demand, conflicts: [...demand.conflicts, { proposalId: 'p1', jurorId: 'a' }] })).toEqual({
    readings: [
      { proposalId: 'p2', jurorId: 'a', position: 1 },
      expect.objectContaining({ jurorId: 'b', position: 1 }),
      expect.objectContaining({ jurorId: 'b', position: 2 }),
    ],
    added: [expect.objectContaining({ position: 1 }), expect.objectContaining({ position: 2 })],
    ended: [
      { proposalId: 'p1', jurorId: 'a' },
      { proposalId: 'p3', jurorId: 'a' },
    ],
    anchors: [],
    unmet: [],
  })
  const more = planOf({
    ...demand,
    proposals: [...demand.proposals, { id: 'p4', groupId: 'umum', themeIds: [] }],
    jurors: demand.jurors.slice(0, 1),
    conflicts: [],
  })
  expect(more.added).toEqual([{ proposalId: 'p4', jurorId: 'a', position: 10 }])
})

test('a juror over a lowered cap gives up as few as needed, those first that have readers to spare', () => {
  const demand = anAssignmentDemand({
    proposals: ['p1', 'p2'],
    jurors: ['a', 'b', 'c'],
    readersPerProposal: 1,
    kept: ['a p1', 'a p2', 'b p2'].map((key) => {
      const [jurorId, proposalId] = key.split(' ')
      return { proposalId: proposalId!, jurorId: jurorId!, isHandedIn: false }
    }),
  })
  const jurors = demand.jurors.map((juror) => ({ ...juror, mostReadings: juror.id === 'a' ? 1 : null }))
  const { ended, added } = planOf({ ...demand, jurors })
  expect([ended, added]).toEqual([[{ proposalId: 'p2', jurorId: 'a' }], []])
})

test('kept readings of proposals that are not demanded stay, and count as load', () => {
  const elsewhere = names('q', 6).map((proposalId) => ({ proposalId, jurorId: 'a', isHandedIn: false }))
  const demand = anAssignmentDemand({
    proposals: names('p', 6),
    jurors: ['a', 'b', 'c'],
    readersPerProposal: 1,
    kept: elsewhere,
  })
  const plan = planOf(demand)
  expect(loadsOf(plan, demand)).toEqual([6, 3, 3])
  expect([plan.ended, plan.added.length]).toEqual([[], 6])
})

test('of two who are kept apart now, the one who reads more gives the proposal up', () => {
  const demand = {
    ...anAssignmentDemand({ proposals: ['p0', 'p1'], jurors: ['j0', 'j1', 'j2'], seed: 275 }),
    apart: [{ a: 'j1', b: 'j2' }],
    kept: [
      { proposalId: 'p1', jurorId: 'j0', isHandedIn: true },
      { proposalId: 'p1', jurorId: 'j1', isHandedIn: false },
      { proposalId: 'p0', jurorId: 'j1', isHandedIn: false },
      { proposalId: 'p0', jurorId: 'j2', isHandedIn: false },
    ],
  }
  const plan = planOf(demand)
  expect([plan.ended, loadsOf(plan, demand)]).toEqual([[{ proposalId: 'p0', jurorId: 'j1' }], [2, 1, 1]])
})
