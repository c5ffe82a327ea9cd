import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignJurors, plenaryBefore, reportPlan, type AssignmentDemand } from '#domain/assignment.ts'
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
  wantedOf,
} from './assignment-demands.ts'

const some = demands({ proposals: 20, jurors: 8 })

test('nobody is given a proposal in conflict, one that was asked for before, or the same one twice', () => {
  fc.assert(
    fc.property(some, (demand) => {
      const pairs = planOf(demand).readings.map(keyOf)
      const barred = new Set([...demand.conflicts, ...demand.former].map(keyOf))
      expect(pairs.filter((pair) => barred.has(pair))).toEqual([])
      expect(new Set(pairs).size).toBe(pairs.length)
    }),
  )
})

test('nobody reads more than the own cap, and jurors kept apart never read the same proposal', () => {
  fc.assert(
    fc.property(some, (demand) => {
      const plan = planOf(demand)
      const over = demand.jurors.filter(
        ({ mostReadings }, at) => loadsOf(plan, demand)[at]! > (mostReadings ?? Infinity),
      )
      const met = demand.proposals.filter(({ id }) => {
        const readers = readersOf(plan.readings, id)
        return demand.apart.some(({ a, b }) => a !== b && readers.includes(a) && readers.includes(b))
      })
      expect({ over, met }).toEqual({ over: [], met: [] })
    }),
  )
})

test('every proposal has its readers, or is named with how many are missing', () => {
  fc.assert(
    fc.property(some, (demand) => {
      const plan = planOf(demand)
      const wanted = wantedOf(demand, plan)
      const missing = demand.proposals
        .map(({ id }) => ({ proposalId: id, missing: wanted(id) - readersOf(plan.readings, id).length }))
        .filter((one) => one.missing !== 0)
        .toSorted((a, b) => (a.proposalId < b.proposalId ? -1 : 1))
      expect(plan.unmet.map(({ proposalId, missing: count }) => ({ proposalId, missing: count }))).toEqual(missing)
    }),
  )
})

test('a first plan adds all its readings and ends none', () => {
  fc.assert(
    fc.property(some, (demand) => {
      const { readings, added, ended } = planOf(demand)
      expect({ added, ended }).toEqual({ added: readings, ended: [] })
    }),
  )
})

test('with nothing in the way two loads never differ by more than one, the anchors counted', () => {
  fc.assert(
    fc.property(freeDemands({ proposals: 25, jurors: 8 }), (demand) => {
      expect(spread(loadsOf(planOf(demand), demand))).toBeLessThanOrEqual(1)
    }),
  )
})

/** The smallest possible highest load, by trying every choice of readers. */
function smallestPeak({ proposals, jurors, conflicts, readersPerProposal }: AssignmentDemand): number {
  const loads = new Map(jurors.map(({ id }) => [id, 0]))
  const free = proposals.map(({ id }) =>
    jurors
      .map((juror) => juror.id)
      .filter((juror) => !conflicts.some(({ proposalId, jurorId }) => proposalId === id && jurorId === juror)),
  )
  const choose = (proposal: number, from: number, left: number): number => {
    if (proposal === proposals.length) return Math.max(...loads.values())
    const candidates = free[proposal]!
    if (left === 0 || from === candidates.length) {
      const isComplete = left === 0 || left === readersPerProposal - Math.min(readersPerProposal, candidates.length)
      return isComplete ? choose(proposal + 1, 0, readersPerProposal) : Infinity
    }
    const juror = candidates[from]!
    loads.set(juror, loads.get(juror)! + 1)
    const taken = choose(proposal, from + 1, left - 1)
    loads.set(juror, loads.get(juror)! - 1)
    return Math.min(taken, choose(proposal, from + 1, left))
  }
  return choose(0, 0, readersPerProposal)
}

test('with conflicts no other plan has a lower highest load', () => {
  const small = demands({ proposals: 5, jurors: 4 }).map((demand) => ({
    ...demand,
    jurors: demand.jurors.map((juror) => ({ ...juror, mostReadings: null })),
    former: [],
    apart: [],
    anchorsPerGroup: 0,
    readersPerProposal: Math.min(2, demand.readersPerProposal),
  }))
  fc.assert(
    fc.property(small, (demand) => {
      expect(Math.max(...loadsOf(planOf(demand), demand))).toBe(smallestPeak(demand))
    }),
  )
})

/** The same demand, listed in another order. */
function relisted(demand: AssignmentDemand, turn: number): AssignmentDemand {
  const rotated = <Item>(items: readonly Item[]) => {
    const by = items.length === 0 ? 0 : turn % items.length
    return [...items.slice(by), ...items.slice(0, by)].toReversed()
  }
  return {
    ...demand,
    proposals: rotated(demand.proposals).map((one) => ({ ...one, themeIds: rotated(one.themeIds) })),
    jurors: rotated(demand.jurors),
    conflicts: rotated(demand.conflicts),
    apart: rotated(demand.apart).map(({ a, b }) => ({ a: b, b: a })),
    former: rotated(demand.former),
    kept: rotated(demand.kept),
  }
}

test('the order in which anything is listed does not matter, neither in a first plan nor in the next', () => {
  fc.assert(
    fc.property(some, fc.nat(), (demand, turn) => {
      const plan = planOf(demand)
      expect(planOf(relisted(demand, turn))).toEqual(plan)
      const next = following({ ...demand, jurors: demand.jurors.slice(1), readersPerProposal: 1 }, plan)
      fc.pre(next.jurors.length > 0)
      expect(planOf(relisted(next, turn))).toEqual(planOf(next))
    }),
  )
})

test('each juror reads in an order of their own, numbered from one', () => {
  const plan = planOf(anAssignmentDemand({ proposals: names('p', 40), jurors: names('j', 4), seed: 7 }))
  const orders = names('j', 4).map((id) => plan.readings.filter(({ jurorId }) => jurorId === id))
  for (const order of orders) expect(order.map(({ position }) => position)).toEqual(order.map((_, i) => i + 1))
  const sorted = orders.filter((order) => {
    const ids = order.map(({ proposalId }) => proposalId)
    return ids.join() === ids.toSorted().join()
  })
  expect(sorted).toEqual([])
})

test('another seed makes another plan, and the same jurors do not always meet', () => {
  const demand = anAssignmentDemand({ proposals: names('p', 30), jurors: names('j', 6) })
  const one = planOf({ ...demand, seed: 1 })
  expect(planOf({ ...demand, seed: 2 })).not.toEqual(one)
  const couples = new Set(
    demand.proposals.map(({ id }) =>
      one.readings
        .filter(({ proposalId }) => proposalId === id)
        .map(({ jurorId }) => jurorId)
        .toSorted()
        .join('+'),
    ),
  )
  expect(couples.size).toBeGreaterThan(8)
})

test('readings travel along a chain of jurors where no direct hand-over is possible', () => {
  // Each proposal may be read by two neighbours only. A plan that loads c and d has to relieve them through b towards a.
  const couples = { p1: 'ab', p2: 'bc', p3: 'cd', p4: 'cd', p5: 'cd' }
  const jurors = ['a', 'b', 'c', 'd']
  const conflicts = Object.entries(couples).flatMap(([proposalId, couple]) =>
    jurors.filter((jurorId) => !couple.includes(jurorId)).map((jurorId) => ({ proposalId, jurorId })),
  )
  const spreads = Array.from({ length: 100 }, (_, seed) => {
    const demand = anAssignmentDemand({
      proposals: Object.keys(couples),
      jurors,
      readersPerProposal: 1,
      seed,
      conflicts,
    })
    return spread(loadsOf(planOf(demand), demand))
  })
  expect(new Set(spreads)).toEqual(new Set([1]))
})

test('too few jurors and nothing to assign are told', () => {
  const demand = { readersPerProposal: 3 }
  expect(assignJurors(anAssignmentDemand({ ...demand, proposals: ['p'], jurors: ['a', 'b'] }))).toEqual({
    ok: false,
    refusal: { code: 'too_few_jurors', needed: 3, available: 2 },
  })
  expect(assignJurors(anAssignmentDemand({ ...demand, proposals: [], jurors: ['a', 'b', 'c'] }))).toEqual({
    ok: false,
    refusal: { code: 'nothing_to_assign' },
  })
})

test('the real size, 3 500 proposals by two of 60 jurors with conflicts, is spread evenly', () => {
  const proposals = names('p', 3500)
  const jurors = names('j', 60)
  const conflicts = proposals.flatMap((proposalId, i) =>
    [i % 60, (i * 7) % 60, (i * 13) % 60].map((j) => ({ proposalId, jurorId: `j${j + 1}` })),
  )
  const demand = anAssignmentDemand({ proposals, jurors, conflicts, seed: 2027 })
  const plan = planOf(demand)
  expect([plan.readings.length, plan.unmet, spread(loadsOf(plan, demand)) <= 1]).toEqual([7000, [], true])
})

test('readers whose themes meet the proposal are preferred where all could read', () => {
  const themes = ['air', 'api', 'bumi', 'udara']
  const bare = anAssignmentDemand({
    proposals: names('p', 200),
    jurors: names('j', 12),
    readersPerProposal: 3,
    seed: 5,
  })
  const demand = {
    ...bare,
    proposals: bare.proposals.map((one, i) => ({ ...one, themeIds: [themes[i % 4]!] })),
    jurors: bare.jurors.map((one, i) => ({ ...one, themeIds: [themes[i % 4]!] })),
  }
  const plan = planOf(demand)
  const themeOf = new Map([...demand.proposals, ...demand.jurors].map(({ id, themeIds }) => [id, themeIds[0]]))
  const onTheme = plan.readings.filter(({ proposalId, jurorId }) => themeOf.get(proposalId) === themeOf.get(jurorId))
  // A fifth is read without regard to themes, so that four closed circles cannot come about; chance alone would give a quarter.
  expect(onTheme.length / plan.readings.length).toBeGreaterThan(0.75)
  expect([spread(loadsOf(plan, demand)), reportPlan(demand, plan).components]).toEqual([0, 1])
})

test('each group has its anchors, those with the fewest conflicts, read by as many as asked', () => {
  const bare = anAssignmentDemand({
    proposals: names('p', 30),
    jurors: names('j', 10),
    anchorsPerGroup: 3,
    anchorReaders: 7,
  })
  const demand = {
    ...bare,
    proposals: bare.proposals.map((one, i) => ({ ...one, groupId: i < 20 ? 'umum' : 'khusus' })),
    // All but three of each group are in conflict with somebody.
    conflicts: names('p', 30)
      .filter((_, i) => i % 20 > 2)
      .map((proposalId, i) => ({ proposalId, jurorId: `j${(i % 10) + 1}` })),
  }
  const plan = planOf(demand)
  expect(plan.anchors).toEqual(['p1', 'p2', 'p21', 'p22', 'p23', 'p3'])
  expect(plan.anchors.map((id) => readersOf(plan.readings, id).length)).toEqual([7, 7, 7, 7, 7, 7])
  expect([plan.readings.length, spread(loadsOf(plan, demand))]).toEqual([24 * 2 + 6 * 7, 0])
})

test('the plenary before a stage is the nearest one', () => {
  const stages = [
    { id: 'penilaian', kind: 'scoring' as const, position: 2 },
    { id: 'pleno-finalis', kind: 'plenary' as const, position: 3 },
    { id: 'wawancara', kind: 'interview' as const, position: 5 },
    { id: 'pleno-akhir', kind: 'plenary' as const, position: 7 },
  ]
  expect(stages.map((stage) => plenaryBefore(stages, stage)?.id)).toEqual([
    undefined,
    undefined,
    'pleno-finalis',
    'pleno-finalis',
  ])
})
