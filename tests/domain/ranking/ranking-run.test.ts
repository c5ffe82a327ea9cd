import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AbsorbedSystem, noEffects } from '#domain/ranking/absorbed-system.ts'
import { inLayout, layOut } from '#domain/ranking/crossed-design.ts'
import { manifestOf } from '#domain/ranking/manifest.ts'
import { DEFAULT_PLAN, hashPlan, planProblems } from '#domain/ranking/ranking-plan.ts'
import type { RankingPlan } from '#domain/ranking/ranking-plan.ts'
import { reportRun } from '#domain/ranking/ranking-report.ts'
import type { RankingReport } from '#domain/ranking/ranking-report.ts'
import { runInSteps, runRanking } from '#domain/ranking/ranking-run.ts'
import { correctSpread, measureSpread } from '#domain/ranking/spread.ts'
import { referenceTable, tableFrom } from './reference-cases.ts'
import { anyRows, ordinaryRows } from './arbitrary-rounds.ts'
import { syntheticRound, tableOf } from './synthetic-rounds.ts'
import type { Row } from './synthetic-rounds.ts'

const plan: RankingPlan = {
  ...DEFAULT_PLAN,
  contests: [{ id: '', places: [1, 3], line: 3 }],
  draws: 200,
  scoreRange: 100,
}

function reportOf(rows: readonly Row[], over: Partial<RankingPlan> = {}) {
  return reportRun(runRanking(tableOf(rows), { ...plan, ...over }))
}

function scored(text: string): Row[] {
  return text.split(' ').map((cell) => {
    const [proposal = '', juror = '', score] = cell.split(':')
    return { proposal, juror, score: Number(score) }
  })
}

function raise(rows: readonly Row[], at: number, by: number): Row[] {
  return rows.map((row, index) => (index === at ? { ...row, score: row.score + by } : row))
}

function calibratedRank({ proposals }: RankingReport, id: string): number {
  return proposals.find((proposal) => proposal.id === id)!.rankCalibrated!
}

function bestOf(rows: readonly Row[], key: 'rankCalibrated' | 'rankPlain'): string[] {
  return reportOf(rows, { draws: 10 })
    .proposals.filter((one) => one[key]! <= 45)
    .map(({ id }) => id)
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

describe('guards', () => {
  test('a jury in two parts blocks the calibrated ranking until a person gives a reason', () => {
    const rows = scored('a:x:80 a:y:70 b:x:60 b:y:55 c:u:90 c:v:80 d:u:50 d:v:45')
    const blocked = runRanking(tableOf(rows), plan)
    expect(blocked.status === 'BLOCKED' && blocked.refusal).toMatchObject({
      code: 'DISCONNECTED',
      components: {
        count: 2,
        sizes: [
          { proposals: 2, jurors: 2 },
          { proposals: 2, jurors: 2 },
        ],
      },
    })
    expect(
      reportRun(blocked).proposals.map(({ id, rankPlain, rankCalibrated, zone }) => [
        id,
        rankPlain,
        rankCalibrated,
        zone,
      ]),
    ).toEqual([
      ['a', 2, null, null],
      ['b', 3, null, null],
      ['c', 1, null, null],
      ['d', 4, null, null],
    ])
    expect(reportOf(rows, { disconnected: 'One panel per region' }).status).toBe('RANKED')
    const linked = rows.concat(scored('a:u:70'))
    expect(reportOf(linked, { disconnected: 'A reason on a connected jury is accepted' })).toEqual(reportOf(linked))
  })

  test('equal scores tie everything', () => {
    const { status, reason, proposals } = reportOf(scored('a:x:5 a:y:5 b:x:5 b:y:5 c:x:5 d:y:5'))
    expect([status, reason]).toEqual(['NOT_RANKABLE', 'ALL_EQUAL'])
    expect(
      proposals.map(({ rankPlain, rankCalibrated, zone, pTop, er }) => ({ rankPlain, rankCalibrated, zone, pTop, er })),
    ).toEqual(
      proposals.map(() => ({ rankPlain: 1, rankCalibrated: 1, zone: 'DISCUSS', pTop: { 1: 0.25, 3: 0.75 }, er: 2.5 })),
    )
  })

  test('one proposal is first and in', () => {
    const { status, reason, proposals } = reportOf(scored('a:x:5 a:y:9'))
    expect([status, reason, proposals[0]!.rankCalibrated, proposals[0]!.zone, proposals[0]!.pTop]).toEqual([
      'NOT_RANKABLE',
      'ONE_PROPOSAL',
      1,
      'IN',
      { 1: 1, 3: 1 },
    ])
  })

  test('one score for each proposal gives plain ranks and says why no more', () => {
    const { status, reason, model, proposals } = reportOf(scored('a:x:5 b:x:9 c:x:7'))
    expect([status, reason, model]).toEqual(['NOT_RANKABLE', 'TOO_FEW_SCORES', null])
    expect(proposals.map(({ rankPlain, rankCalibrated }) => [rankPlain, rankCalibrated])).toEqual([
      [3, null],
      [1, null],
      [2, null],
    ])
  })

  test('too few scores withhold a rank but not the place in the model', () => {
    const rows = syntheticRound(30, 3, 6).filter(({ proposal, juror }) => proposal !== 'P00004' || juror === 'J00004')
    const { proposals } = reportOf(rows, { minScores: 2 })
    const few = proposals.find(({ id }) => id === 'P00004')!
    expect([few.n, few.rankPlain, few.rankCalibrated, few.zone, few.pTop]).toEqual([1, null, null, null, {}])
    expect(few.blup).not.toBeNull()
    expect(proposals.filter(({ rankCalibrated }) => rankCalibrated !== null).length).toBe(29)
  })

  test('a juror who gives everyone the same score does no harm', () => {
    const rows = syntheticRound(30, 3, 6).map((row) => (row.juror === 'J00002' ? { ...row, score: 70 } : row))
    const report = reportOf(rows)
    expect(report.status).toBe('RANKED')
    expect(numbersIn(report).every(Number.isFinite)).toBe(true)
  })

  test('exactly additive scores have no residual variance and are ranked without NaN', () => {
    const rows = [0, 1, 2, 3, 4].flatMap((i) =>
      [0, 1, 2].map((j) => ({ proposal: `p${i}`, juror: `j${j}`, score: 20 + 10 * i + 3 * j })),
    )
    const report = reportOf(rows)
    expect(report.proposals.map(({ rankCalibrated }) => rankCalibrated)).toEqual([5, 4, 3, 2, 1])
    expect(numbersIn(report).every(Number.isFinite)).toBe(true)
  })

  test('any scores give a defined result: no NaN, every probability in 0..1, ranks from 1', () => {
    fc.assert(
      fc.property(anyRows, fc.boolean(), fc.constantFrom(null, 100), (rows, spread, scoreRange) => {
        const report = reportOf(rows, { spread, scoreRange, disconnected: 'test', draws: 20 })
        expect(numbersIn(report).every(Number.isFinite)).toBe(true)
        for (const { pTop, rankPlain } of report.proposals) {
          expect(Object.values(pTop).every((p) => p >= 0 && p <= 1)).toBe(true)
          expect(rankPlain).toBeGreaterThanOrEqual(1)
        }
        if (report.model) expect(Object.values(report.model.variance).every((variance) => variance >= 0)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('scores of any size, far from zero or next to nothing, give no NaN', () => {
    const wild = fc
      .tuple(fc.integer({ min: -150, max: 140 }), fc.integer({ min: 0, max: 30 }), ordinaryRows)
      .map(([exponent, outlier, rows]) =>
        rows.map(
          ({ proposal, juror, score }, at) => `${proposal},${juror},${at === outlier ? '-' : ''}${score}e${exponent}`,
        ),
      )
    fc.assert(
      fc.property(wild, fc.boolean(), (lines, spread) => {
        const report = reportRun(
          runRanking(tableFrom(lines.join('\n')), { ...plan, spread, scoreRange: null, draws: 5 }),
        )
        expect(numbersIn(report).every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('a plan with problems is named, and thrown at whoever runs it', () => {
    const bad = {
      ...plan,
      contests: [{ id: 'a', places: [3, 2], line: 9 }],
      contestOf: { p: 'b' },
      minScores: 0,
      disconnected: ' ',
    }
    expect(planProblems(bad)).toEqual([
      'The places of contest "a" must be whole, from 1 and ascending',
      'The cut line of contest "a" must be one of its places',
      'Proposal p is in the unknown contest "b"',
      'minScores must be whole, from 1',
      'A reason must say something',
    ])
    expect(() => reportOf(syntheticRound(9, 2, 3), bad)).toThrow(RangeError)
    expect(planProblems(plan)).toEqual([])
  })
})

describe('the boundary', () => {
  test('jurors of equal severity get none, and the order is that of the plain means', () => {
    const jurors = [0, 1, 2, 3]
    const rows = [50, 55, 60, 65, 70, 75].flatMap((level, i) =>
      jurors.map((j) => ({ proposal: `p${i}`, juror: `j${j}`, score: level + [3, -2, 1, -2][(i + j) % 4]! })),
    )
    const { model, proposals } = reportOf(rows, { spread: false })
    expect(model!.variance.juror).toBe(0)
    expect(proposals.map(({ rankPlain }) => rankPlain)).toEqual(proposals.map(({ rankCalibrated }) => rankCalibrated))
    // One-way shrinkage n / (n + s_e^2 / s_t^2).
    const { proposal, residual } = model!.variance
    const shrink = 4 / (4 + residual / proposal)
    for (const one of proposals) expect(one.blup).toBeCloseTo(shrink * (one.mean - model!.mu), 9)
  })

  test('scores that differ only by juror tie every proposal', () => {
    const noise = [1, -1, 2, -2, 0, 0, 3, -3]
    const rows = [0, 1, 2, 3].flatMap((i) =>
      [0, 1, 2, 3].map((j) => ({
        proposal: `p${i}`,
        juror: `j${j}`,
        score: 50 + 10 * j + noise[(i * 3 + j * 5) % 8]! - noise[(i * 3 + ((j + 1) % 4) * 5) % 8]!,
      })),
    )
    const report = reportOf(rows, { spread: false })
    expect([report.status, report.reason, report.model!.variance.proposal]).toEqual([
      'NOT_RANKABLE',
      'NO_PROPOSAL_VARIANCE',
      0,
    ])
    expect(report.proposals.map(({ rankCalibrated, zone, blup }) => [rankCalibrated, zone, blup])).toEqual(
      report.proposals.map(() => [1, 'DISCUSS', 0]),
    )
  })

  test('more jurors than proposals change nothing but the side that is absorbed', () => {
    const wide = syntheticRound(40, 3, 8)
    const turned = wide.map(({ proposal, juror, score }) => ({ proposal: juror, juror: proposal, score }))
    const [a, b] = [reportOf(wide, { spread: false }), reportOf(turned, { spread: false })]
    expect(b.model!.variance.juror).toBeCloseTo(a.model!.variance.proposal, 6)
    expect(b.model!.reml).toBeCloseTo(a.model!.reml, 8)
    for (const [j, one] of b.jurors.entries()) expect(one.severity).toBeCloseTo(a.proposals[j]!.blup!, 6)
    for (const [i, one] of b.proposals.entries()) expect(one.pev).toBeCloseTo(a.jurors[i]!.pev!, 6)
  })
})

describe('properties', () => {
  test('the order of rows changes no byte', () => {
    const mixed = ordinaryRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    )
    fc.assert(
      fc.property(mixed, ([rows, other]) => {
        expect(manifestOf(runRanking(tableOf(other), plan))).toEqual(manifestOf(runRanking(tableOf(rows), plan)))
      }),
      { numRuns: 40 },
    )
  })

  test('moving the scale changes nothing, stretching it stretches the result', () => {
    fc.assert(
      fc.property(ordinaryRows, fc.integer({ min: -500, max: 500 }), (rows, shift) => {
        const moved = reportOf(rows.map((row) => ({ ...row, score: row.score + shift })))
        const stretched = reportOf(
          rows.map((row) => ({ ...row, score: row.score * 4 })),
          { scoreRange: 400 },
        )
        const plain = reportOf(rows)
        expect(moved.proposals.map(({ blup, pTop, rankCalibrated }) => [blup, pTop, rankCalibrated])).toEqual(
          plain.proposals.map(({ blup, pTop, rankCalibrated }) => [blup, pTop, rankCalibrated]),
        )
        for (const [i, { blup }] of stretched.proposals.entries())
          expect(blup! / 4).toBeCloseTo(plain.proposals[i]!.blup!, 7)
      }),
      { numRuns: 40 },
    )
  })

  test('at any fixed variances raising a score lifts its own proposal most: a theorem', () => {
    const raised = fc.tuple(
      ordinaryRows,
      fc.nat(35),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    )
    fc.assert(
      fc.property(raised, ([rows, at, row, column]) => {
        const table = tableOf(rows)
        const design = layOut(table.proposal, table.juror, 12, 6)
        const system = new AbsorbedSystem(design)
        expect(system.assemble({ row, column })).toBe(true)
        const change = new Float64Array(36)
        change[at] = 1
        // The equations are linear: this is what a rise of one point adds to every proposal.
        const gain = system.solve(inLayout(design, change), noEffects(design)).row
        expect(Math.max(...gain)).toBe(gain[table.proposal[at]!])
      }),
    )
  })

  test('with variances estimated anew, raising one score never worsens the rank of its proposal', () => {
    const raised = fc.tuple(ordinaryRows, fc.nat(35), fc.integer({ min: 1, max: 10 }))
    fc.assert(
      fc.property(raised, ([rows, at, by]) => {
        const [before, after] = [reportOf(rows, { spread: false }), reportOf(raise(rows, at, by), { spread: false })]
        // Without a proposal variance everything is tied: there is no order to compare.
        fc.pre(before.model!.variance.proposal > 0 && after.model!.variance.proposal > 0)
        expect(calibratedRank(after, rows[at]!.proposal)).toBeLessThanOrEqual(
          calibratedRank(before, rows[at]!.proposal),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('at fixed variances and fixed spread factors, raising a score never costs a place: a theorem', () => {
    const raised = fc.tuple(
      ordinaryRows,
      fc.nat(35),
      fc.array(fc.double({ min: 1 / 1.6, max: 1.6, noNaN: true }), { minLength: 6, maxLength: 6 }),
      fc.double({ min: 1e-2, max: 1e2, noNaN: true }),
    )
    fc.assert(
      fc.property(raised, ([rows, at, factors, ratio]) => {
        const table = tableOf(rows)
        const design = layOut(table.proposal, table.juror, 12, 6)
        const system = new AbsorbedSystem(design)
        expect(system.assemble({ row: ratio, column: ratio })).toBe(true)
        const spread = {
          ...measureSpread(table.offset, table.juror, 6, 100),
          factor: Float64Array.from(factors),
        }
        const effectsOf = (scores: Float64Array) =>
          system.solve(inLayout(design, correctSpread(scores, table.juror, spread)), noEffects(design)).row
        const own = table.proposal[at]!
        const before = effectsOf(table.offset)
        const after = effectsOf(table.offset.map((score, p) => (p === at ? score + 7 : score)))
        const gain = after.map((effect, i) => effect - before[i]!)
        expect(gain.every((other) => other <= gain[own]! + 1e-9)).toBe(true)
      }),
    )
  })

  test('with spread correction and fifteen scores a juror, raising one score never costs a place', () => {
    const raised = fc.tuple(
      fc.nat(1e6),
      fc.array(fc.double({ min: 0.6, max: 1.7, noNaN: true }), { minLength: 6, maxLength: 6 }),
      fc.nat(89),
      fc.integer({ min: 1, max: 10 }),
    )
    let corrected = 0
    fc.assert(
      fc.property(raised, ([seed, widths, at, by]) => {
        const rows = syntheticRound(30, 3, 6, 6, String(seed)).map((row) => {
          return { ...row, score: Math.round(60 + (row.score - 60) * widths[Number(row.juror.slice(1)) - 1]!) }
        })
        const before = reportOf(rows, { draws: 1 })
        const after = reportOf(raise(rows, at, by), { draws: 1 })
        if (before.jurors.some(({ spread }) => spread !== 1)) corrected += 1
        expect(calibratedRank(after, rows[at]!.proposal)).toBeLessThanOrEqual(
          calibratedRank(before, rows[at]!.proposal),
        )
      }),
      { numRuns: 150 },
    )
    expect(corrected).toBeGreaterThan(50)
  })

  test('probabilities add up to K, expected ranks to N (N + 1) / 2, and P grows with K', () => {
    fc.assert(
      fc.property(ordinaryRows, fc.boolean(), (rows, spread) => {
        const { proposals } = reportOf(rows, { spread, contests: [{ id: '', places: [1, 5, 11, 12, 80], line: 5 }] })
        for (const place of [1, 5, 11, 12])
          expect(proposals.reduce((sum, { pTop }) => sum + pTop[place]!, 0)).toBeCloseTo(place, 4)
        expect(proposals.every(({ pTop }) => pTop[12] === 1 && pTop[80] === 1)).toBe(true)
        expect(proposals.every(({ pTop }) => pTop[1]! <= pTop[5]! && pTop[5]! <= pTop[11]!)).toBe(true)
        expect(proposals.reduce((sum, { er }) => sum + er!, 0)).toBeCloseTo((12 * 13) / 2, 8)
      }),
      { numRuns: 40 },
    )
  })

  test('in a complete final without spread correction the order is that of the means', () => {
    const final = fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: 40, maxLength: 40 })
      .map((scores) => scores.map((score, at) => ({ proposal: `p${Math.floor(at / 5)}`, juror: `j${at % 5}`, score })))
    fc.assert(
      fc.property(final, (rows) => {
        const { status, proposals } = reportOf(rows, { spread: false, draws: 10_000 })
        fc.pre(status === 'RANKED')
        const byMean = proposals.toSorted((a, b) => a.rankPlain! - b.rankPlain!)
        // Equal means may be parted by the next tie key, unequal ones never change places.
        const turned = byMean.some((one, at) => at > 0 && one.rankCalibrated! < byMean[at - 1]!.rankPlain!)
        expect(turned).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  test('a juror with a single score is thought hardly generous or strict', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 0, max: 100 }), (seed, score) => {
        const rows = syntheticRound(60, 3, 8, 6, String(seed)).concat({ proposal: 'P00001', juror: 'new', score })
        const { model, jurors, proposals } = reportOf(rows, { spread: false, draws: 1 })
        const newcomer = jurors.find(({ id }) => id === 'new')!
        const away = Math.abs(score - model!.mu - proposals.find(({ id }) => id === 'P00001')!.blup!)
        // b = n / (n + s_e^2 / s_b^2) x mean of (y - mu - theta), with n = 1.
        const { juror, residual } = model!.variance
        expect(Math.abs(newcomer.severity!)).toBeCloseTo((away * juror) / (juror + residual), 6)
        expect(Math.abs(newcomer.severity!)).toBeLessThan(away)
      }),
      { numRuns: 25 },
    )
  })

  test('leaving out the fifty last hardly changes who is first', () => {
    const rows = syntheticRound(300, 3, 20)
    const { proposals } = reportOf(rows, { draws: 10 })
    const last = new Set(proposals.filter(({ rankCalibrated }) => rankCalibrated! > 250).map(({ id }) => id))
    const before = bestOf(rows, 'rankCalibrated')
    const after = bestOf(
      rows.filter(({ proposal }) => !last.has(proposal)),
      'rankCalibrated',
    )
    expect(after.filter((id) => before.includes(id)).length).toBeGreaterThanOrEqual(43)
  })

  test('a juror who is 10 points kinder to everyone hardly moves the calibrated list', () => {
    const rows = syntheticRound(300, 3, 12).map((row) => ({ ...row, score: Math.min(row.score, 85) }))
    const kinder = rows.map((row) => (row.juror === 'J00005' ? { ...row, score: row.score + 10 } : row))
    const kept = (key: 'rankCalibrated' | 'rankPlain') => {
      const before = bestOf(rows, key)
      return bestOf(kinder, key).filter((id) => before.includes(id)).length
    }
    expect(kept('rankCalibrated')).toBeGreaterThanOrEqual(43)
    expect(kept('rankPlain')).toBeLessThan(kept('rankCalibrated'))
  })

  test('proposals with the same scores by the same jurors share their rank', () => {
    const rows = syntheticRound(40, 3, 8)
    const twin = rows.filter(({ proposal }) => proposal === 'P00007').map((row) => ({ ...row, proposal: 'Q' }))
    const { proposals } = reportOf([...rows, ...twin], { draws: 999 })
    const [one, other] = ['P00007', 'Q'].map((id) => proposals.find((proposal) => proposal.id === id)!)
    expect(other).toEqual({ ...one!, id: 'Q' })
  })

  test('draws in steps give the bits of draws in one go, and report progress', () => {
    fc.assert(
      fc.property(ordinaryRows, fc.integer({ min: 1, max: 250 }), (rows, step) => {
        const table = tableOf(rows)
        const shares: number[] = []
        const stepped = runInSteps(table, plan, step, (share) => shares.push(share))
        expect(manifestOf(stepped)).toEqual(manifestOf(runRanking(table, plan)))
        fc.pre(stepped.status === 'RANKED')
        expect(shares.length).toBe(Math.ceil(plan.draws / step) - 1)
        expect(shares).toEqual(shares.toSorted((a, b) => a - b))
      }),
      { numRuns: 25 },
    )
  })

  test('contests are ranked apart by one common model', () => {
    const rows = syntheticRound(60, 3, 8)
    const contestOf = Object.fromEntries(
      rows.map(({ proposal }) => [proposal, Number(proposal.slice(1)) % 3 === 0 ? 'b' : 'a']),
    )
    const contests = [
      { id: 'a', places: [5], line: 5 },
      { id: 'b', places: [2, 4], line: 4 },
    ]
    const together = reportOf(rows)
    const apart = reportOf(rows, { contests, contestOf })
    expect(apart.proposals.map(({ blup }) => blup)).toEqual(together.proposals.map(({ blup }) => blup))
    for (const { id, places } of contests) {
      const members = apart.proposals.filter(({ contest }) => contest === id)
      const order = members.toSorted((a, b) => b.blup! - a.blup!)
      expect(order.map(({ rankCalibrated }) => rankCalibrated)).toEqual(order.map((_, at) => at + 1))
      for (const place of places) expect(members.reduce((sum, { pTop }) => sum + pTop[place]!, 0)).toBeCloseTo(place, 4)
    }
  })
})

test('the zone follows the probability at the line', () => {
  const { proposals } = reportRun(
    runRanking(referenceTable('n300_B_strong'), { ...plan, contests: [{ id: '', places: [45], line: 45 }] }),
  )
  for (const { pTop, zone, secondReading } of proposals) {
    const p = pTop[45]!
    expect([zone, secondReading]).toEqual([p >= 0.75 ? 'IN' : p <= 0.25 ? 'OUT' : 'DISCUSS', p > 0.1 && p < 0.9])
  }
})

test('the hash of a plan does not depend on the order of its keys', () => {
  const turned = Object.fromEntries(Object.entries(plan).toReversed())
  expect(hashPlan({ ...plan, ...turned })).toBe(hashPlan(plan))
  expect(hashPlan({ ...plan, seed: 'other' })).not.toBe(hashPlan(plan))
})
