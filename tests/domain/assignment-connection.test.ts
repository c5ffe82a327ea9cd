import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { reportPlan, type AssignmentDemand } from '#domain/assignment.ts'
import { seededDraw } from '#domain/seeded-draw.ts'
import { anAssignmentDemand } from '../factories.ts'
import { freeDemands, loadsOf, names, planOf, spread } from './assignment-demands.ts'

const piecesOf = (demand: AssignmentDemand) =>
  reportPlan(demand, planOf(demand)).groups.map(({ groupId, components }) => ({ groupId, components }))

/** A group can be in one piece with every juror in it when it has a reading for each link. */
const hasLinksEnough = ({ proposals, jurors, readersPerProposal }: AssignmentDemand) =>
  ['umum', 'khusus'].every((group) => {
    const size = proposals.filter(({ groupId }) => groupId === group).length
    return size === 0 || size * (readersPerProposal - 1) >= jurors.length - 1
  })

test('every group whose readings suffice to link all jurors is in one piece', () => {
  const linked = freeDemands({ proposals: 30, jurors: 9 }).filter(hasLinksEnough)
  fc.assert(
    fc.property(linked, (demand) => {
      expect(piecesOf(demand).filter(({ components }) => components !== 1)).toEqual([])
      expect(spread(loadsOf(planOf(demand), demand))).toBeLessThanOrEqual(1)
    }),
  )
})

test('a small group beside a large one is read by a circle of its own and is in one piece, the loads even', () => {
  const bare = anAssignmentDemand({ proposals: names('p', 306), jurors: names('j', 30) })
  const proposals = bare.proposals.map((one, i) => ({ ...one, groupId: i < 6 ? 'khusus' : 'umum' }))
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const demand = { ...bare, proposals, seed }
    expect(piecesOf(demand)).toEqual([
      { groupId: 'khusus', components: 1 },
      { groupId: 'umum', components: 1 },
    ])
    const small = planOf(demand).readings.filter(({ proposalId }) => Number(proposalId.slice(1)) <= 6)
    expect(new Set(small.map(({ jurorId }) => jurorId)).size).toBeLessThanOrEqual(4)
    expect(spread(loadsOf(planOf(demand), demand))).toBeLessThanOrEqual(1)
  }
})

test('many groups of four proposals are each in one piece, though a third of all pairs are in conflict', () => {
  const bare = anAssignmentDemand({ proposals: names('p', 400), jurors: names('j', 60) })
  const draw = seededDraw(11)
  const demand = {
    ...bare,
    proposals: bare.proposals.map((one, i) => ({ ...one, groupId: i < 200 ? 'umum' : `khusus-${Math.floor(i / 4)}` })),
    conflicts: bare.proposals.flatMap(({ id }) =>
      names('j', 60)
        .filter(() => draw() % 3 === 0)
        .map((jurorId) => ({ proposalId: id, jurorId })),
    ),
  }
  const groups = piecesOf(demand)
  expect([groups.length, groups.filter(({ components }) => components !== 1)]).toEqual([51, []])
  expect(spread(loadsOf(planOf(demand), demand))).toBeLessThanOrEqual(1)
})

test('conflicts that tear two circles apart leave a bridge where there is one', () => {
  // Everybody is in conflict with the half of the other circle, but for j6, who may read everything.
  const bare = anAssignmentDemand({ proposals: names('p', 40), jurors: names('j', 6) })
  const conflicts = bare.proposals.flatMap(({ id }, i) =>
    names('j', 5)
      .filter((_, j) => j % 2 !== i % 2)
      .map((jurorId) => ({ proposalId: id, jurorId })),
  )
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const demand = { ...bare, conflicts, seed }
    expect(piecesOf(demand)).toEqual([{ groupId: 'umum', components: 1 }])
    expect(spread(loadsOf(planOf(demand), demand))).toBeLessThanOrEqual(1)
  }
})

test('what cannot be joined is reported in its pieces', () => {
  const bare = anAssignmentDemand({ proposals: names('p', 10), jurors: names('j', 4) })
  const conflicts = bare.proposals.flatMap(({ id }, i) =>
    names('j', 4)
      .filter((_, j) => j % 2 !== i % 2)
      .map((jurorId) => ({ proposalId: id, jurorId })),
  )
  const demand = { ...bare, conflicts }
  const report = reportPlan(demand, planOf(demand))
  const { components, groups, weakestLink, severityVariance } = report
  expect({ components, groups, weakestLink, severityVariance }).toEqual({
    components: 2,
    groups: [{ groupId: 'umum', proposals: 10, components: 2 }],
    weakestLink: null,
    severityVariance: null,
  })
})

test('a group of two proposals without a reading to spare is joined by handing one over, the loads as even as before', () => {
  const bare = anAssignmentDemand({ proposals: ['p0', 'p1', 'p2'], jurors: ['j0', 'j1', 'j2', 'j3'], seed: 458 })
  const demand = {
    ...bare,
    proposals: bare.proposals.map((one) => ({ ...one, groupId: one.id === 'p1' ? 'khusus' : 'umum' })),
    conflicts: ['p0 j3', 'p1 j0', 'p1 j3'].map((key) => ({ proposalId: key.slice(0, 2), jurorId: key.slice(3) })),
  }
  expect(piecesOf(demand)).toEqual([
    { groupId: 'khusus', components: 1 },
    { groupId: 'umum', components: 1 },
  ])
  expect(spread(loadsOf(planOf(demand), demand))).toBeLessThanOrEqual(1)
})
