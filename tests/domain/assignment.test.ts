import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anAssignmentDemand } from '../factories.ts'
import { assignJurors, plenaryBefore, type AssignmentDemand, type AssignmentPlan } from '#domain/assignment.ts'

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)

function planOf(demand: AssignmentDemand): AssignmentPlan {
  const result = assignJurors(demand)
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
  return result.value
}

const loadsOf = ({ readings }: AssignmentPlan, jurors: readonly { id: string }[]) =>
  jurors.map(({ id }) => readings.filter(({ jurorId }) => jurorId === id).length)

const spread = (loads: readonly number[]) => Math.max(...loads) - Math.min(...loads)

const demands = fc
  .record({
    proposals: fc.integer({ min: 1, max: 25 }),
    jurors: fc.integer({ min: 1, max: 8 }),
    readersPerProposal: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat({ max: 0xffffffff }),
    barred: fc.array(fc.tuple(fc.nat({ max: 24 }), fc.nat({ max: 7 })), { maxLength: 40 }),
  })
  .filter(({ jurors, readersPerProposal }) => jurors >= readersPerProposal)
  .map(({ proposals, jurors, readersPerProposal, seed, barred }) =>
    anAssignmentDemand({
      proposals: names('p', proposals),
      jurors: names('j', jurors),
      readersPerProposal,
      seed,
      conflicts: barred.map(([p, j]) => ({ proposalId: `p${p + 1}`, jurorId: `j${j + 1}` })),
    }),
  )

test('nobody is given a proposal in conflict, and nobody the same one twice', () => {
  fc.assert(
    fc.property(demands, (demand) => {
      const pairs = planOf(demand).readings.map(({ proposalId, jurorId }) => `${proposalId} ${jurorId}`)
      const barred = new Set(demand.conflicts.map(({ proposalId, jurorId }) => `${proposalId} ${jurorId}`))
      expect(pairs.filter((pair) => barred.has(pair))).toEqual([])
      expect(new Set(pairs).size).toBe(pairs.length)
    }),
  )
})

test('every proposal has its readers, or is named with how many are missing', () => {
  fc.assert(
    fc.property(demands, (demand) => {
      const { readings, unmet } = planOf(demand)
      const missing = new Map(unmet.map((one) => [one.proposalId, one.missing]))
      for (const { id } of demand.proposals) {
        const readers = readings.filter(({ proposalId }) => proposalId === id).length
        const free = demand.jurors.filter(
          (juror) => !demand.conflicts.some(({ proposalId, jurorId }) => proposalId === id && jurorId === juror.id),
        )
        expect(readers).toBe(Math.min(demand.readersPerProposal, free.length))
        expect(readers + (missing.get(id) ?? 0)).toBe(demand.readersPerProposal)
      }
    }),
  )
})

test('without conflicts two loads never differ by more than one', () => {
  fc.assert(
    fc.property(demands, (demand) => {
      const plan = planOf({ ...demand, conflicts: [] })
      expect(spread(loadsOf(plan, demand.jurors))).toBeLessThanOrEqual(1)
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
  const small = demands.map((demand) => ({
    ...demand,
    proposals: demand.proposals.slice(0, 5),
    jurors: demand.jurors.slice(0, 4),
    readersPerProposal: Math.min(2, demand.readersPerProposal, demand.jurors.length),
  }))
  fc.assert(
    fc.property(small, (demand) => {
      expect(Math.max(...loadsOf(planOf(demand), demand.jurors))).toBe(smallestPeak(demand))
    }),
  )
})

test('the order in which proposals, jurors and conflicts are listed does not matter', () => {
  fc.assert(
    fc.property(demands, fc.nat(), (demand, turn) => {
      const rotated = <Item>(items: readonly Item[]) => {
        const by = items.length === 0 ? 0 : turn % items.length
        return [...items.slice(by), ...items.slice(0, by)].toReversed()
      }
      const other = {
        ...demand,
        proposals: rotated(demand.proposals),
        jurors: rotated(demand.jurors),
        conflicts: rotated(demand.conflicts),
      }
      expect(planOf(other)).toEqual(planOf(demand))
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
    return spread(loadsOf(planOf(demand), demand.jurors))
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
  expect([plan.readings.length, plan.unmet, spread(loadsOf(plan, demand.jurors)) <= 1]).toEqual([7000, [], true])
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
