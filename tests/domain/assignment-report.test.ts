import { expect, test } from 'vitest'
import { comparePlans, reportPlan, type AssignmentPlan } from '#domain/assignment.ts'
import { anAssignmentDemand } from '../factories.ts'

const readings = (...keys: string[]) =>
  keys.map((key, at) => {
    const [jurorId, proposalId] = key.split(' ')
    return { proposalId: proposalId!, jurorId: jurorId!, position: at + 1 }
  })

const aPlan = (changes: Partial<AssignmentPlan>): AssignmentPlan => ({
  readings: [],
  added: [],
  ended: [],
  anchors: [],
  unmet: [],
  ...changes,
})

test('a report tells loads, coverage, meetings, pieces, themes and conflicts of a plan', () => {
  const demand = {
    ...anAssignmentDemand({ proposals: [], jurors: [] }),
    proposals: [
      { id: 'p1', groupId: 'umum', themeIds: ['air'] },
      { id: 'p2', groupId: 'umum', themeIds: ['api'] },
      { id: 'p3', groupId: 'khusus', themeIds: [] },
      { id: 'p4', groupId: 'khusus', themeIds: ['api'] },
    ],
    jurors: [
      { id: 'a', mostReadings: null, themeIds: ['air'] },
      { id: 'b', mostReadings: null, themeIds: ['api', 'air'] },
      { id: 'c', mostReadings: null, themeIds: [] },
    ],
    conflicts: [
      { proposalId: 'p4', jurorId: 'a' },
      { proposalId: 'p4', jurorId: 'a' },
      { proposalId: 'p4', jurorId: 'nobody' },
    ],
  }
  const all = readings('a p1', 'b p1', 'a p2', 'b p2', 'b p3', 'c p3', 'c p4')
  const unmet = [{ proposalId: 'p4', missing: 1, cause: 'load_caps' as const }]
  const added = all.slice(6)
  const ended = [{ proposalId: 'p4', jurorId: 'd' }]
  const { weakestLink, severityVariance, ...report } = reportPlan(demand, aPlan({ readings: all, added, ended, unmet }))
  expect(report).toEqual({
    loads: [
      { jurorId: 'a', count: 2, added: 0, ended: 0, onTheme: 1 },
      { jurorId: 'b', count: 3, added: 0, ended: 0, onTheme: 2 },
      { jurorId: 'c', count: 2, added: 1, ended: 0, onTheme: 0 },
      { jurorId: 'd', count: 0, added: 0, ended: 1, onTheme: 0 },
    ],
    leastLoad: 2,
    mostLoad: 3,
    proposals: 4,
    covered: 3,
    overlap: { least: 0, median: 1, most: 2, pairsWithout: 1 },
    groups: [
      { groupId: 'khusus', proposals: 2, components: 1 },
      { groupId: 'umum', proposals: 2, components: 1 },
    ],
    components: 1,
    offThemePercent: 25,
    conflictsAvoided: 1,
    unmet,
  })
  // Laplacian of the jurors by hand: a-b 1 (two shared of two readers), b-c 1/2: eigenvalues 0 and (3 +- sqrt 3) / 2.
  expect([weakestLink, severityVariance]).toEqual([expect.closeTo((3 - Math.sqrt(3)) / 3, 2), expect.closeTo(1.5, 10)])
})

test('a group in pieces is told as such, and themes that nobody names have no share', () => {
  const demand = anAssignmentDemand({ proposals: ['p1', 'p2'], jurors: ['a', 'b'], readersPerProposal: 1 })
  const { groups, components, weakestLink, offThemePercent, overlap } = reportPlan(
    demand,
    aPlan({ readings: readings('a p1', 'b p2') }),
  )
  expect({ groups, components, weakestLink, offThemePercent, overlap }).toEqual({
    groups: [{ groupId: 'umum', proposals: 2, components: 2 }],
    components: 2,
    weakestLink: null,
    offThemePercent: null,
    overlap: { least: 0, median: 0, most: 0, pairsWithout: 1 },
  })
})

test('a juror who has stopped lowers neither the least load nor the meetings', () => {
  const demand = anAssignmentDemand({ proposals: ['p1', 'p2'], jurors: ['a', 'b', 'c', 'd'] })
  const caps = new Map([
    ['c', 0],
    ['d', 0],
  ])
  const jurors = demand.jurors.map((juror) => ({ ...juror, mostReadings: caps.get(juror.id) ?? null }))
  // d keeps what is handed in.
  const all = readings('a p1', 'b p1', 'a p2', 'b p2', 'd p2')
  const { leastLoad, mostLoad, overlap } = reportPlan({ ...demand, jurors }, aPlan({ readings: all }))
  expect({ leastLoad, mostLoad, overlap }).toEqual({
    leastLoad: 1,
    mostLoad: 2,
    overlap: { least: 1, median: 1, most: 2, pairsWithout: 0 },
  })
})

test('two plans are compared by the readings that only one of them has, juror by juror', () => {
  expect(comparePlans(readings('b p1', 'a p1', 'a p2'), readings('a p2', 'a p3', 'a p4', 'c p1'))).toEqual({
    onlyA: 2,
    onlyB: 3,
    shared: 1,
    perJuror: [
      { jurorId: 'a', a: 2, b: 3, onlyA: 1, onlyB: 2 },
      { jurorId: 'b', a: 1, b: 0, onlyA: 1, onlyB: 0 },
      { jurorId: 'c', a: 0, b: 1, onlyA: 0, onlyB: 1 },
    ],
  })
})
