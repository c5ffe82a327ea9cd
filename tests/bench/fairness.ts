import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { calibrate } from '#domain/ranking/calibration.ts'
import { meanZScores } from '#domain/ranking/comparison-columns.ts'
import { tabulate } from '#domain/ranking/score-table.ts'
import { PROPOSALS, SCENARIOS, simulate } from './fairness-rounds.ts'
import type { Scenario } from './fairness-rounds.ts'

/**
 * Does calibration find the truly best? Rounds with planted truth; precision@45 is the share of the true best 45 among the 45
 * a rule selects. Options: --runs 60, --json FILE. Ends with 1 when the default does not gain on the plain mean what the
 * specification states within two standard errors.
 */
const PLACES = 45

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '60' }, json: { type: 'string' } },
})
const runs = Number(options.runs)

/** Share of the true best among the 45 highest values; proposals without a score come last. */
function precision(truth: readonly number[], value: (i: number) => number): number {
  const best = (of: (i: number) => number) =>
    [...truth.keys()].toSorted((a, b) => of(b) - of(a) || a - b).slice(0, PLACES)
  const wanted = new Set(best((i) => truth[i]!))
  return best(value).filter((i) => wanted.has(i)).length / PLACES
}

function idsOf(letter: string, size: number): string[] {
  return Array.from({ length: size }, (_, at) => letter + String(at).padStart(4, '0'))
}

type Precisions = { mean: number; zScore: number; default: number }

function judge(scenario: Scenario, run: number): Precisions {
  const { truth, jurors, proposal, juror, points } = simulate(scenario, run)
  const made = tabulate({
    proposalIds: idsOf('P', PROPOSALS),
    jurorIds: idsOf('J', jurors),
    proposal: Int32Array.from(proposal),
    juror: Int32Array.from(juror),
    units: Float64Array.from(points),
    decimals: 0,
  })
  if ('refusal' in made) throw new Error(made.refusal.code)
  const { table } = made
  const outcome = calibrate(table, { spread: true, disconnected: 'simulation', scoreRange: 100 })
  if (outcome.kind !== 'calibrated') throw new Error(outcome.kind)
  const at = new Map(table.proposalIds.map((id, index) => [Number(id.slice(1)), index]))
  const sum = new Float64Array(table.proposalIds.length)
  const count = new Float64Array(table.proposalIds.length)
  for (const [p, i] of table.proposal.entries()) {
    sum[i] = sum[i]! + table.offset[p]!
    count[i] = count[i]! + 1
  }
  const z = meanZScores(table.offset, table.proposal, table.juror, outcome.calibration.spread)
  const { theta } = outcome.calibration.posterior
  const by = (values: (index: number) => number) =>
    precision(truth, (i) => (at.has(i) ? values(at.get(i)!) : -Infinity))
  return { mean: by((i) => sum[i]! / count[i]!), zScore: by((i) => z[i]!), default: by((i) => theta[i]!) }
}

type Summary = { value: number; error: number }

/** Mean and standard error in percent. */
function summarise(values: readonly number[]): Summary {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const squares = values.reduce((a, b) => a + (b - mean) * (b - mean), 0)
  return { value: 100 * mean, error: (100 * Math.sqrt(squares / (values.length - 1))) / Math.sqrt(values.length) }
}

/** The stated gains have a standard error of their own, for 60 runs. */
const STATED_ERROR = 0.7

function examine(scenario: Scenario) {
  const results = Array.from({ length: runs }, (_, run) => judge(scenario, run))
  const gain = summarise(results.map((one) => one.default - one.mean))
  const stated = scenario.stated[1] - scenario.stated[0]
  const slack = 2 * Math.sqrt(gain.error * gain.error + STATED_ERROR * STATED_ERROR)
  return {
    scenario: scenario.name,
    mean: summarise(results.map(({ mean }) => mean)),
    zScore: summarise(results.map(({ zScore }) => zScore)),
    default: summarise(results.map((one) => one.default)),
    gain,
    stated,
    slack,
    reached: gain.value >= stated - slack,
  }
}

function cell({ value, error }: Summary): string {
  return `${value.toFixed(1)} +- ${error.toFixed(1)}`.padStart(14)
}

console.log(`precision@${PLACES} in percent with standard errors, ${runs} rounds of ${PROPOSALS} proposals each`)
console.log(`${'scenario'.padEnd(30)}          mean       z-score       default default - mean  stated  slack  verdict`)
const rows = SCENARIOS.map((scenario) => {
  const row = examine(scenario)
  const cells = [row.mean, row.zScore, row.default, row.gain].map(cell).join('')
  const limits = row.stated.toFixed(1).padStart(8) + row.slack.toFixed(1).padStart(7)
  console.log(`${row.scenario.padEnd(30)}${cells}${limits}  ${row.reached ? 'reached' : 'BELOW'}`)
  return row
})
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(rows, undefined, 1)}\n`)
process.exitCode = rows.every(({ reached }) => reached) ? 0 : 1
