/** Jurors kept apart, caps and conflicts together: what a plan calls unmet, held against every plan there is. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AssignmentDemand, AssignmentPlan } from '#domain/assignment.ts'
import { anAssignmentDemand } from '../factories.ts'
import { demands, following, keyOf, names, planOf, readersOf } from './assignment-demands.ts'

/** Every set of jurors who may read the proposal beside those whose sheets are in. */
function setsOf(demand: AssignmentDemand, proposalId: string, readers: readonly string[]): string[][] {
  const { jurors, conflicts, former, apart, readersPerProposal } = demand
  const barred = new Set([...conflicts, ...former].map(keyOf))
  const free = jurors
    .map(({ id }) => id)
    .filter((jurorId) => !readers.includes(jurorId) && !barred.has(keyOf({ proposalId, jurorId })))
  const all = Array.from({ length: 2 ** free.length }, (_, set) => free.filter((_id, at) => (set >> at) & 1))
  return all.filter((set) => {
    const isTorn = ({ a, b }: { a: string; b: string }) =>
      a !== b &&
      [...set, ...readers].includes(a) &&
      [...set, ...readers].includes(b) &&
      (set.includes(a) || set.includes(b))
    return set.length <= readersPerProposal - readers.length && !apart.some(isTorn)
  })
}

/** Most readings that a demand without anchors allows, by trying every set of readers of every proposal. */
function mostReadings(demand: AssignmentDemand): number {
  const ids = demand.jurors.map(({ id }) => id)
  const fixed = demand.kept.filter(({ isHandedIn }) => isHandedIn)
  const room = demand.jurors.map(
    ({ id, mostReadings: cap }) => (cap ?? Infinity) - fixed.filter(({ jurorId }) => jurorId === id).length,
  )
  const sets = demand.proposals.map(({ id }) => setsOf(demand, id, readersOf(fixed, id)))
  const known = new Map<string, number>()
  const from = (at: number, left: readonly number[]): number => {
    if (at === sets.length) return 0
    const key = `${at} ${left.join()}`
    const before = known.get(key)
    if (before !== undefined) return before
    const able = [[], ...sets[at]!].filter((set) => set.every((id) => left[ids.indexOf(id)]! > 0))
    const tried = able.map((set) => {
      const after = left.map((count, juror) => (set.includes(ids[juror]!) ? count - 1 : count))
      return set.length + from(at + 1, after)
    })
    const most = Math.max(...tried)
    known.set(key, most)
    return most
  }
  return from(0, room) + fixed.length
}

const most = { proposals: 8, jurors: 6 }

/** Demands in which pairs, caps and conflicts stand in each other's way. */
const torn = demands(most).chain((demand) =>
  fc
    .record({
      apart: fc.array(fc.record({ a: fc.constantFrom(...names('j', 6)), b: fc.constantFrom(...names('j', 6)) }), {
        minLength: 1,
        maxLength: 5,
      }),
      caps: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 6, maxLength: 6 }),
    })
    .map(({ apart, caps }) => ({
      ...demand,
      apart,
      anchorsPerGroup: 0,
      jurors: demand.jurors.map((juror, at) => ({ ...juror, mostReadings: caps[at]! })),
    })),
)

const missing = ({ unmet }: AssignmentPlan) => unmet.reduce((sum, one) => sum + one.missing, 0)
const wantedIn = ({ proposals, readersPerProposal }: AssignmentDemand) => proposals.length * readersPerProposal

test('with pairs kept apart and caps a demand is called unmet only if no plan whatever meets it', () => {
  fc.assert(
    fc.property(torn, (demand) => {
      expect(wantedIn(demand) - missing(planOf(demand))).toBe(mostReadings(demand))
    }),
    { numRuns: 200 },
  )
})

test('a re-plan after leavers and new pairs kept apart leaves no demand unmet that some plan would meet', () => {
  const changes = fc.record({
    gone: fc.subarray(names('j', 6), { maxLength: 2 }),
    apart: fc.array(fc.record({ a: fc.constantFrom(...names('j', 6)), b: fc.constantFrom(...names('j', 6)) }), {
      maxLength: 2,
    }),
    handedIn: fc.nat({ max: 3 }),
  })
  fc.assert(
    fc.property(torn, changes, (first, { gone, apart, handedIn }) => {
      const jurors = first.jurors.filter(({ id }) => !gone.includes(id))
      fc.pre(jurors.length >= first.readersPerProposal)
      const changed = { ...first, jurors, apart: [...first.apart, ...apart] }
      const demand = following(changed, planOf(first), (_, at) => at % 5 < handedIn)
      expect(wantedIn(demand) - missing(planOf(demand))).toBe(mostReadings(demand))
    }),
    { numRuns: 200 },
  )
})

test('two readings change at once where no single hand-over helps', () => {
  // a and b are apart. With one reading each, p must go to the two who are not: else q or p lacks one.
  const demand: AssignmentDemand = {
    ...anAssignmentDemand({ proposals: ['p', 'q'], jurors: ['a', 'b', 'c', 'd'] }),
    apart: [
      { a: 'a', b: 'b' },
      { a: 'c', b: 'd' },
    ],
  }
  const jurors = demand.jurors.map((juror) => ({ ...juror, mostReadings: 1 }))
  for (let seed = 0; seed < 50; seed++) expect(planOf({ ...demand, jurors, seed }).unmet).toEqual([])
})

test('at the real size only what exceeds all caps stays unmet, many pairs kept apart notwithstanding', () => {
  const jurors = names('j', 60)
  const demand = anAssignmentDemand({ proposals: names('p', 3500), jurors, readersPerProposal: 3 })
  const cap = 171
  const plan = planOf({
    ...demand,
    jurors: demand.jurors.map((juror) => ({ ...juror, mostReadings: cap })),
    apart: jurors.flatMap((a, at) => jurors.slice(at + 1, at + 6).map((b) => ({ a, b }))),
  })
  expect(missing(plan)).toBe(3500 * 3 - 60 * cap)
  expect(new Set(plan.unmet.map(({ cause }) => cause))).toEqual(new Set(['load_caps']))
})
