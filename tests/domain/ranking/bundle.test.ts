import { describe, expect, test } from 'vitest'
import { hashBundle, scoresOf } from '#domain/ranking/bundle.ts'
import type { BundleSource, RankingBundle } from '#domain/ranking/bundle.ts'
import { makeBundle, rankSheets } from '#domain/ranking/bundle-run.ts'
import { verifyBundle } from '#domain/ranking/bundle-verification.ts'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import type { RankingPlan } from '#domain/ranking/ranking-plan.ts'
import { syntheticRound } from './synthetic-rounds.ts'

const plan: RankingPlan = {
  ...DEFAULT_PLAN,
  contests: [{ id: '', places: [5, 10], line: 10 }],
  draws: 1100,
  scoreRange: 100,
}

function sourceOf(): BundleSource {
  const rows = syntheticRound(40, 3, 8)
  const proposals = [...new Set(rows.map(({ proposal }) => proposal))]
  const jurors = [...new Set(rows.map(({ juror }) => juror))]
  return {
    criteria: [
      { id: 'kebaruan', weightPercent: 40 },
      { id: 'dampak', weightPercent: 60 },
    ],
    proposals,
    jurors,
    sheets: rows.map(({ proposal, juror, score }, at) => [
      proposals.indexOf(proposal),
      jurors.indexOf(juror),
      score,
      Math.max(0, Math.min(100, score + (at % 7) - 3)),
    ]),
    exclusions: [{ sheet: 3, reason: 'Juri menyatakan konflik kepentingan setelah menilai' }],
  }
}

function bundleOf(source = sourceOf()): RankingBundle {
  const made = makeBundle(source, plan)
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  return made.bundle
}

/** A bundle as it comes off a wire, to be changed by a forger. */
function wire(bundle: RankingBundle): RankingBundle {
  return JSON.parse(JSON.stringify(bundle))
}

function placesOf(value: unknown, expectedHash?: string): string[] {
  const { matches, differences } = verifyBundle(value, { expectedHash })
  expect(matches).toBe(differences.length === 0)
  return differences.map(({ where }) => where)
}

describe('a published bundle', () => {
  const bundle = bundleOf()

  test('recomputes to the last digit, and reports progress', () => {
    const shares: number[] = []
    const verification = verifyBundle(wire(bundle), {
      expectedHash: bundle.bundleHash,
      report: (share) => shares.push(share),
    })
    expect(verification).toEqual({
      matches: true,
      differences: [],
      proposals: 40,
      sheets: 120,
      bundleHash: bundle.bundleHash,
    })
    expect(shares).toEqual([500 / 1100, 1000 / 1100])
  })

  test('is the same ranking whatever the order of sheets, proposals and jurors', () => {
    const source = sourceOf()
    const [proposals, jurors] = [source.proposals.toReversed(), source.jurors.toReversed()]
    const last = source.sheets.length - 1
    const turned: BundleSource = {
      ...source,
      proposals,
      jurors,
      sheets: source.sheets.toReversed().map(([i = 0, j = 0, ...points]) => [39 - i, 7 - j, ...points]),
      exclusions: source.exclusions.map(({ sheet, reason }) => ({ sheet: last - sheet, reason })),
    }
    const other = bundleOf(turned)
    expect([other.manifest, other.ranking, other.sheetHash]).toEqual([
      bundle.manifest,
      bundle.ranking,
      bundle.sheetHash,
    ])
  })

  test('with one score changed is found out', () => {
    const sheets = bundle.sheets.map((sheet, at) => (at === 20 ? [...sheet.slice(0, 3), 100 - sheet[3]!] : sheet))
    const where = placesOf({ ...wire(bundle), sheets })
    expect(where).toEqual(
      expect.arrayContaining(['bundleHash', 'sheetHash', 'manifest.scoreHash', 'manifest.resultHash']),
    )
    const proposal = bundle.proposals[bundle.sheets[20]![0]!]!
    expect(where).toContain(`ranking.${proposal}`)
  })

  test('with one weight changed is found out', () => {
    const criteria = [
      { id: 'kebaruan', weightPercent: 41 },
      { id: 'dampak', weightPercent: 59 },
    ]
    expect(placesOf({ ...wire(bundle), criteria })).toEqual(
      expect.arrayContaining(['bundleHash', 'sheetHash', 'manifest.scoreHash']),
    )
    const unequal = [{ id: 'kebaruan', weightPercent: 41 }, bundle.criteria[1]!]
    expect(placesOf({ ...wire(bundle), criteria: unequal })).toEqual(['bundleHash', 'sheets'])
  })

  test('with a juror removed is found out', () => {
    const sheets = bundle.sheets.filter(([, juror]) => juror !== 2)
    const where = placesOf({ ...wire(bundle), sheets })
    expect(where).toEqual(expect.arrayContaining(['bundleHash', 'sheetHash', 'manifest.jurors', 'manifest.scores']))
  })

  test('with an exclusion slipped in or taken back is found out', () => {
    expect(placesOf({ ...wire(bundle), exclusions: [] })).toEqual(
      expect.arrayContaining(['sheetHash', 'manifest.scores']),
    )
    const more = [...bundle.exclusions, { sheet: 9, reason: 'x' }]
    expect(placesOf({ ...wire(bundle), exclusions: more })).toEqual(
      expect.arrayContaining(['sheetHash', 'manifest.scores']),
    )
  })

  test.each(['resultHash', 'scoreHash', 'planHash', 'engineVersion', 'seed'] as const)(
    'with a forged %s is found out',
    (field) => {
      const forged = { ...wire(bundle), manifest: { ...bundle.manifest, [field]: 'f'.repeat(64) } }
      expect(placesOf(forged)).toEqual(['bundleHash', `manifest.${field}`])
      expect(placesOf({ ...forged, bundleHash: hashBundle(forged) })).toEqual([`manifest.${field}`])
    },
  )

  test('with a forged bundle hash or sheet hash is found out', () => {
    expect(placesOf({ ...wire(bundle), bundleHash: '0'.repeat(64) })).toEqual(['bundleHash'])
    expect(placesOf({ ...wire(bundle), sheetHash: '0'.repeat(64) })).toEqual(['bundleHash', 'sheetHash'])
  })

  test('with two published ranks exchanged is found out, at their places', () => {
    const [first, second, ...rest] = wire(bundle).ranking
    const swapped = [
      { ...first!, calibratedRank: second!.calibratedRank },
      { ...second!, calibratedRank: first!.calibratedRank },
      ...rest,
    ]
    const forged = { ...wire(bundle), ranking: swapped }
    expect(placesOf({ ...forged, bundleHash: hashBundle(forged) })).toEqual([
      `ranking.${first!.id}`,
      `ranking.${second!.id}`,
    ])
  })

  test('changed and then hashed alike in every place is found out by the hash published elsewhere', () => {
    const source = sourceOf()
    const sheets = source.sheets.map((sheet, at) => (at === 20 ? [sheet[0]!, sheet[1]!, 100, 100] : sheet))
    const forged = bundleOf({ ...source, sheets })
    expect(placesOf(wire(forged))).toEqual([])
    expect(placesOf(wire(forged), bundle.bundleHash)).toEqual(['expectedHash'])
  })

  test.each([
    ['nothing', undefined, ['bundle']],
    ['a text', 'bundle', ['bundle']],
    ['a list', [], ['bundle']],
    ['another format', { ...bundle, format: 'x' }, ['format']],
    ['a field too many', { ...bundle, note: 1 }, ['note']],
    ['sheets that are no numbers', { ...bundle, sheets: [['a']] }, ['sheets']],
    ['a plan without a seed', { ...bundle, plan: { ...bundle.plan, seed: 7 } }, ['plan']],
  ])('%s is unreadable, not a crash', (_, value, where) => expect(placesOf(value)).toEqual(where))
})

describe('sheets that cannot be ranked', () => {
  test.each([
    [
      'weights that are not 100 together',
      {
        criteria: [
          { id: 'a', weightPercent: 40 },
          { id: 'b', weightPercent: 50 },
        ],
      },
      [{ code: 'WEIGHTS_NOT_100', sum: 90 }],
    ],
    ['an incomplete sheet', { sheets: [[0, 0, 50]] }, [{ code: 'INCOMPLETE_SHEET', sheet: 0 }]],
    ['points that are not whole', { sheets: [[0, 0, 50.5, 50]] }, [{ code: 'POINTS_OUT_OF_RANGE', sheet: 0 }]],
    ['points above 100', { sheets: [[0, 0, 50, 101]] }, [{ code: 'POINTS_OUT_OF_RANGE', sheet: 0 }]],
    ['an unknown proposal', { sheets: [[99, 0, 50, 50]] }, [{ code: 'UNKNOWN_PARTICIPANT', sheet: 0 }]],
    [
      'a juror listed twice',
      { jurors: ['x', 'x'], sheets: [[0, 0, 50, 50]] },
      [{ code: 'DUPLICATE_PARTICIPANT', id: 'x' }],
    ],
    [
      'an exclusion of no sheet',
      { exclusions: [{ sheet: 999, reason: 'x' }] },
      [{ code: 'UNKNOWN_EXCLUSION', sheet: 999 }],
    ],
    [
      'two sheets of one juror for one proposal',
      {
        sheets: [
          [0, 0, 50, 50],
          [0, 0, 60, 60],
        ],
      },
      [{ code: 'DUPLICATE_SCORE', proposalId: 'P00001', jurorId: 'J00001' }],
    ],
  ])('%s', (_, over, problems) => {
    expect(rankSheets({ ...sourceOf(), exclusions: [], ...over }, plan)).toEqual({ problems })
  })
})

test('totals are points times percent: hundredths of a point, exactly', () => {
  const source = sourceOf()
  const { units, decimals } = scoresOf({ ...source, sheets: [[0, 0, 79, 83]], exclusions: [] })
  expect([[...units], decimals]).toEqual([[79 * 40 + 83 * 60], 2])
})
