import * as fc from 'fast-check'
import { assignJurors, type AssignmentDemand, type AssignmentPlan, type Pair } from '#domain/assignment.ts'

export const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)

export function planOf(demand: AssignmentDemand): AssignmentPlan {
  const result = assignJurors(demand)
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
  return result.value
}

export const keyOf = ({ proposalId, jurorId }: Pair) => `${proposalId} ${jurorId}`

export const readersOf = (readings: readonly Pair[], id: string) =>
  readings.filter(({ proposalId }) => proposalId === id).map(({ jurorId }) => jurorId)

export const loadsOf = ({ readings }: AssignmentPlan, { jurors }: AssignmentDemand) =>
  jurors.map(({ id }) => readings.filter(({ jurorId }) => jurorId === id).length)

export const spread = (loads: readonly number[]) => Math.max(...loads) - Math.min(...loads)

/** How many readers a proposal should have. */
export const wantedOf = ({ readersPerProposal, anchorReaders, jurors }: AssignmentDemand, plan: AssignmentPlan) => {
  const anchors = new Set(plan.anchors)
  return (id: string) => (anchors.has(id) ? Math.min(anchorReaders, jurors.length) : readersPerProposal)
}

type Size = { proposals: number; jurors: number }

/** Demands with every kind of rule and wish; none is kept from an earlier plan. */
export const demands = ({ proposals, jurors }: Size): fc.Arbitrary<AssignmentDemand> => {
  const pairs = (maxLength: number) =>
    fc
      .array(fc.tuple(fc.nat({ max: proposals - 1 }), fc.nat({ max: jurors - 1 })), { maxLength })
      .map((all) => all.map(([p, j]): Pair => ({ proposalId: `p${p + 1}`, jurorId: `j${j + 1}` })))
  const themeIds = fc.subarray(['air', 'api', 'bumi'])
  return fc
    .record({
      proposals: fc.array(fc.record({ groupId: fc.constantFrom('umum', 'khusus'), themeIds }), {
        minLength: 1,
        maxLength: proposals,
      }),
      jurors: fc.array(fc.record({ mostReadings: fc.option(fc.nat({ max: proposals }), { freq: 2 }), themeIds }), {
        minLength: 1,
        maxLength: jurors,
      }),
      conflicts: pairs(proposals * 2),
      former: pairs(proposals),
      apart: fc.array(
        fc.record({ a: fc.constantFrom(...names('j', jurors)), b: fc.constantFrom(...names('j', jurors)) }),
        { maxLength: 3 },
      ),
      readersPerProposal: fc.integer({ min: 1, max: 3 }),
      anchorsPerGroup: fc.nat({ max: 2 }),
      anchorReaders: fc.nat({ max: 5 }),
      seed: fc.nat({ max: 0xffffffff }),
    })
    .filter((one) => one.jurors.length >= one.readersPerProposal)
    .map((one) => ({
      ...one,
      kept: [],
      proposals: one.proposals.map((proposal, i) => ({ id: `p${i + 1}`, ...proposal })),
      jurors: one.jurors.map((juror, i) => ({ id: `j${i + 1}`, ...juror })),
    }))
}

/** Demands in which nothing stands between a juror and a proposal. */
export const freeDemands = (size: Size): fc.Arbitrary<AssignmentDemand> =>
  demands(size).map((demand) => ({
    ...demand,
    jurors: demand.jurors.map((juror) => ({ ...juror, mostReadings: null })),
    conflicts: [],
    former: [],
    apart: [],
  }))

/** The demand that follows a plan: all its readings are kept, and those that `isHandedIn` picks cannot be moved. */
export const following = (
  demand: AssignmentDemand,
  { readings }: AssignmentPlan,
  isHandedIn: (pair: Pair, at: number) => boolean = () => false,
): AssignmentDemand => ({
  ...demand,
  kept: readings.map((reading, at) => ({ ...reading, isHandedIn: isHandedIn(reading, at) })),
})
