import { expect, test } from 'vitest'
import { planProblems } from '#domain/ranking/ranking-plan.ts'
import { stageContests, stagePlan, type Competitor } from '#domain/stage-plan.ts'

const competitors = (count: number, groupId: string, clusterId: Competitor['clusterId']): Competitor[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${groupId}-${clusterId}-${at}`, groupId, clusterId }))

const field = [
  ...competitors(3, 'umum', 'kota'),
  ...competitors(5, 'umum', 'kabupaten'),
  ...competitors(2, 'khusus', 'kota'),
]

const cuts = [
  {
    awardId: 'utama',
    groupId: 'umum',
    places: 2,
    shares: [
      { clusterId: 'kabupaten', places: 2 },
      { clusterId: 'kota', places: 0 },
    ],
  },
  {
    awardId: 'madya',
    groupId: 'umum',
    places: 5,
    shares: [
      { clusterId: 'kabupaten', places: 1 },
      { clusterId: 'kota', places: 4 },
    ],
  },
]

test('contests are group and cluster; awards follow each other, and no line lies beyond the field', () => {
  expect(stageContests(field, cuts)).toEqual([
    { id: 'khusus/kota', groupId: 'khusus', clusterId: 'kota', hasCut: false, cuts: [], line: 1, places: [1, 2] },
    {
      id: 'umum/kabupaten',
      groupId: 'umum',
      clusterId: 'kabupaten',
      hasCut: true,
      cuts: [
        { awardId: 'utama', line: 2 },
        { awardId: 'madya', line: 3 },
      ],
      line: 3,
      places: [1, 2, 3, 4, 5],
    },
    {
      id: 'umum/kota',
      groupId: 'umum',
      clusterId: 'kota',
      hasCut: true,
      cuts: [{ awardId: 'madya', line: 3 }],
      line: 3,
      places: [1, 2, 3],
    },
  ])
})

test('a large contest has a grid that is finer near the top, ends with the field and holds every line', () => {
  const large = competitors(1000, 'umum', 'kabupaten')
  const lines = [{ awardId: 'utama', groupId: 'umum', places: 137, shares: [{ clusterId: 'kabupaten', places: 137 }] }]
  const [contest] = stageContests(large, lines)
  const places = contest?.places ?? []
  expect([places[0], places.at(-1), places.includes(137), places.length]).toEqual([1, 1000, true, 25])
  expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
})

test('beyond ten thousand proposals only the lines are computed', () => {
  const lines = [{ awardId: 'utama', groupId: 'umum', places: 45, shares: [{ clusterId: 'kabupaten', places: 45 }] }]
  expect(stageContests(competitors(10_001, 'umum', 'kabupaten'), lines)[0]?.places).toEqual([45])
})

test('the engine takes the plan of any stage', () => {
  const config = { spread: true, exclusions: 'none' as const, disconnected: null }
  const contests = stageContests(field, cuts)
  const plan = stagePlan({ contests, competitors: field, config, minScores: 2, seed: 'kipp/penilaian' })
  expect(planProblems(plan)).toEqual([])
  expect([plan.minScores, plan.seed, plan.contestOf['umum-kota-0']]).toEqual([2, 'kipp/penilaian', 'umum/kota'])
})
