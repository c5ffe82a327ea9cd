import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AssignmentDemand } from '#domain/assignment.ts'
import { anAssignmentDemand } from '../factories.ts'
import { demands, following, keyOf, names, planOf, readersOf, wantedOf } from './assignment-demands.ts'

type Arcs = { id: string; wanted: number; open: readonly string[] }[]

/** Most readings that fit: a maximum flow from proposals to jurors with room, by single augmenting paths. */
function mostReadings(proposals: Arcs, room: ReadonlyMap<string, number>): number {
  const heldBy = new Map([...room.keys()].map((id): [string, string[]] => [id, []]))
  const arcs = new Map(proposals.map(({ id, open }) => [id, open]))
  const place = (proposal: string, seen: Set<string>): boolean =>
    arcs.get(proposal)!.some((juror) => {
      const held = heldBy.get(juror)!
      if (seen.has(juror) || held.includes(proposal)) return false
      seen.add(juror)
      const moved = held.length < room.get(juror)! ? undefined : held.find((other) => place(other, seen))
      if (held.length >= room.get(juror)! && moved === undefined) return false
      if (moved !== undefined) held.splice(held.indexOf(moved), 1)
      held.push(proposal)
      return true
    })
  let count = 0
  for (const { id, wanted } of proposals) {
    for (let reader = 0; reader < wanted; reader++) if (place(id, new Set())) count += 1
  }
  return count
}

/** The most new readings that a demand allows beside those handed in, whatever else is moved. Ignores jurors kept apart. */
function mostCovered(demand: AssignmentDemand, wanted: (id: string) => number): number {
  const barred = new Set([...demand.conflicts, ...demand.former].map(keyOf))
  const fixed = demand.kept.filter(({ isHandedIn }) => isHandedIn)
  const arcs = demand.proposals.map(({ id }) => ({
    id,
    wanted: Math.max(0, wanted(id) - readersOf(fixed, id).length),
    open: demand.jurors
      .map((juror) => juror.id)
      .filter((jurorId) => !barred.has(keyOf({ proposalId: id, jurorId })) && !readersOf(fixed, id).includes(jurorId)),
  }))
  const room = demand.jurors.map(({ id, mostReadings: most }): [string, number] => {
    return [id, (most ?? Infinity) - fixed.filter(({ jurorId }) => jurorId === id).length]
  })
  return mostReadings(arcs, new Map(room)) + fixed.length
}

const covered = (demand: AssignmentDemand, plan: ReturnType<typeof planOf>) => {
  const wanted = wantedOf(demand, plan)
  return (
    demand.proposals.reduce((sum, { id }) => sum + wanted(id), 0) -
    plan.unmet.reduce((sum, one) => sum + one.missing, 0)
  )
}

const withoutApart = demands({ proposals: 8, jurors: 5 }).map((demand) => ({ ...demand, apart: [] }))

test('an unmet demand is really unmet: no plan has more readings, as a maximum flow shows', () => {
  fc.assert(
    fc.property(withoutApart, (demand) => {
      const plan = planOf(demand)
      expect(covered(demand, plan)).toBe(mostCovered(demand, wantedOf(demand, plan)))
    }),
    { numRuns: 400 },
  )
})

test('anchors never take a reader from a proposal that lacks one', () => {
  fc.assert(
    fc.property(withoutApart, (demand) => {
      const plan = planOf(demand)
      const base = demand.proposals.reduce(
        (sum, { id }) => sum + Math.min(demand.readersPerProposal, readersOf(plan.readings, id).length),
        0,
      )
      expect(base).toBe(mostCovered(demand, () => demand.readersPerProposal))
    }),
    { numRuns: 400 },
  )
})

/** The most readers of one proposal, by trying every set of free jurors. */
function mostAtPeace({ jurors, conflicts, former, apart }: AssignmentDemand, id: string): number {
  const barred = new Set([...conflicts, ...former].filter(({ proposalId }) => proposalId === id).map(keyOf))
  const free = jurors.map((juror) => juror.id).filter((jurorId) => !barred.has(keyOf({ proposalId: id, jurorId })))
  let most = 0
  for (let set = 0; set < 2 ** free.length; set++) {
    const chosen = free.filter((_, at) => (set >> at) & 1)
    const atPeace = apart.every(({ a, b }) => a === b || !(chosen.includes(a) && chosen.includes(b)))
    if (atPeace) most = Math.max(most, chosen.length)
  }
  return most
}

test('where jurors are kept apart, every proposal has as many readers as can be at peace', () => {
  const uncapped = demands({ proposals: 8, jurors: 6 }).map((demand) => ({
    ...demand,
    jurors: demand.jurors.map((juror) => ({ ...juror, mostReadings: null })),
  }))
  fc.assert(
    fc.property(uncapped, (demand) => {
      const plan = planOf(demand)
      const wanted = wantedOf(demand, plan)
      for (const { id } of demand.proposals) {
        expect(readersOf(plan.readings, id).length).toBe(Math.min(wanted(id), mostAtPeace(demand, id)))
      }
    }),
    { numRuns: 400 },
  )
})

test('a re-plan after caps, conflicts and leavers covers as much as any plan could that keeps what is handed in', () => {
  const changes = fc.record({
    gone: fc.subarray(names('j', 5), { maxLength: 2 }),
    cap: fc.option(fc.nat({ max: 6 })),
    conflicts: fc.array(
      fc.record({ proposalId: fc.constantFrom(...names('p', 8)), jurorId: fc.constantFrom(...names('j', 5)) }),
    ),
    handedIn: fc.nat({ max: 4 }),
  })
  fc.assert(
    fc.property(withoutApart, changes, (first, { gone, cap, conflicts, handedIn }) => {
      const plain = { ...first, anchorsPerGroup: 0 }
      const before = planOf(plain)
      const jurors = plain.jurors
        .filter(({ id }) => !gone.includes(id))
        .map((juror, at) => (at === 0 && cap !== null ? { ...juror, mostReadings: cap } : juror))
      fc.pre(jurors.length >= plain.readersPerProposal)
      const changed = { ...plain, jurors, conflicts: [...plain.conflicts, ...conflicts] }
      const demand = following(changed, before, (_, at) => at % 5 < handedIn)
      const plan = planOf(demand)
      expect(covered(demand, plan)).toBe(mostCovered(demand, () => demand.readersPerProposal))
    }),
    { numRuns: 400 },
  )
})

test('each unmet demand names what stands in its way', () => {
  const demand = anAssignmentDemand({ proposals: ['p'], jurors: ['a', 'b', 'c'] })
  const causeOf = (changes: Partial<AssignmentDemand>) => planOf({ ...demand, ...changes }).unmet
  const pairs = (...jurorIds: string[]) => jurorIds.map((jurorId) => ({ proposalId: 'p', jurorId }))
  const capped = demand.jurors.map((juror) => ({ ...juror, mostReadings: juror.id === 'a' ? 1 : 0 }))
  expect({
    conflicts: causeOf({ conflicts: pairs('a', 'b') }),
    asked: causeOf({ former: pairs('a', 'b') }),
    caps: causeOf({ jurors: capped }),
    apart: causeOf({ conflicts: pairs('c'), apart: [{ a: 'a', b: 'b' }] }),
  }).toEqual({
    conflicts: [{ proposalId: 'p', missing: 1, cause: 'conflicts' }],
    asked: [{ proposalId: 'p', missing: 1, cause: 'too_few_jurors' }],
    caps: [{ proposalId: 'p', missing: 1, cause: 'load_caps' }],
    apart: [{ proposalId: 'p', missing: 1, cause: 'apart' }],
  })
})
