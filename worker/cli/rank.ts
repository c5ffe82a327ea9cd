import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DEFAULT_PLAN, planProblems } from '#domain/ranking/ranking-plan.ts'
import type { RankingPlan } from '#domain/ranking/ranking-plan.ts'
import { manifestOf } from '#domain/ranking/manifest.ts'
import { reportRun } from '#domain/ranking/ranking-report.ts'
import type { RankingReport } from '#domain/ranking/ranking-report.ts'
import { runRanking } from '#domain/ranking/ranking-run.ts'
import type { RankingRun } from '#domain/ranking/ranking-run.ts'
import { readScoreFile } from '#domain/ranking/score-file.ts'
import { tabulate } from '#domain/ranking/score-table.ts'

const USAGE = `npm run rank -- scores.csv --k 6,45,99 [options]

Ranks any competition from lines "proposal,juror,score"; a juror scores a proposal once. Semicolons or tabs may stand
between them, as spreadsheets save them; scores may then be written 82,5.
  --k 6,45,99            cut lines; without it the best 45
  --line 45              the cut line of the zone; without it the first of --k
  --spread off           do not bring jurors' ranges together
  --min-scores 2         a proposal with fewer scores stays in the model but gets no rank (default 1)
  --disconnected REASON  rank although the jury falls into parts that share no proposal, for this reason
  --seed TEXT            public seed of the draws (default "gelanggang")
  --draws 10000          number of draws, for up to 10 000 proposals
  --json FILE            write everything as JSON ("-" for standard output)
`

/** Exit codes: 0 ranked, 1 the file or an option cannot be used, 2 blocked until a person decides. */
function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      k: { type: 'string' },
      line: { type: 'string' },
      spread: { type: 'string', default: 'on' },
      'min-scores': { type: 'string', default: '1' },
      disconnected: { type: 'string' },
      seed: { type: 'string', default: DEFAULT_PLAN.seed },
      draws: { type: 'string', default: String(DEFAULT_PLAN.draws) },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  if (values.help || file === undefined || positionals.length > 1) {
    console.error(USAGE)
    return values.help ? 0 : 1
  }
  const plan = planFrom(values)
  const problems = planProblems(plan)
  if (values.spread !== 'on' && values.spread !== 'off') problems.unshift('--spread is "on" or "off"')
  if (problems.length > 0) return complain(problems)
  const read = readScoreFile(readFileSync(file, 'utf8'))
  if ('badLines' in read) return complain(read.badLines.map(({ line, problem }) => `${file}:${line}: ${problem}`))
  const tabulated = tabulate(read.scores)
  if ('refusal' in tabulated) return complain([`${file}: ${tabulated.refusal.code}`])
  const run = runRanking(tabulated.table, plan)
  const report = reportRun(run)
  const json = () => `${JSON.stringify({ ...report, manifest: manifestOf(run) }, undefined, 1)}\n`
  if (values.json !== undefined && values.json !== '-') writeFileSync(values.json, json())
  process.stdout.write(values.json === '-' ? json() : table(report, plan))
  return explain(run)
}

function planFrom(values: {
  k?: string | undefined
  line?: string | undefined
  spread: string
  'min-scores': string
  disconnected?: string | undefined
  seed: string
  draws: string
}): RankingPlan {
  const given = values.k === undefined ? [45] : values.k.split(',').map(wholeNumber)
  const places = [...new Set(given)].toSorted((a, b) => a - b)
  const line = values.line === undefined ? given[0]! : wholeNumber(values.line)
  return {
    ...DEFAULT_PLAN,
    contests: [{ id: '', places, line }],
    minScores: wholeNumber(values['min-scores']),
    spread: values.spread !== 'off',
    disconnected: values.disconnected ?? null,
    seed: values.seed,
    draws: wholeNumber(values.draws),
  }
}

/** NaN for anything but digits; the plan's own check then says what is wrong. */
function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN
}

function complain(problems: readonly string[]): number {
  for (const problem of problems) console.error(problem)
  return 1
}

/** Says on the error stream what the ranking does not say, and chooses the exit code. */
function explain(run: RankingRun): number {
  if (run.status === 'RANKED') return 0
  if (run.status === 'NOT_RANKABLE') {
    console.error(NOT_RANKABLE[run.reason])
    return 0
  }
  if (run.refusal.code === 'TOO_LARGE') {
    const { smallerSide, limit } = run.refusal
    console.error(`Neither proposals nor jurors are below ${limit} (${smallerSide}): too large for the exact model.`)
    return 2
  }
  const sizes = run.components.sizes.map(({ proposals, jurors }) => `${proposals} proposals, ${jurors} jurors`)
  console.error(`The jury falls into ${sizes.length} parts that share no proposal:`)
  for (const size of sizes.slice(0, 10)) console.error(`  ${size}`)
  console.error('Scores of different parts cannot be compared. Let some jurors read across the parts, or accept it')
  console.error('with --disconnected "reason"; the plain means above stand either way.')
  return 2
}

const NOT_RANKABLE = {
  ALL_EQUAL: 'All scores are equal: everything is tied.',
  ONE_PROPOSAL: 'There is only one proposal: nothing to compare.',
  TOO_FEW_SCORES: 'Every proposal has one score: calibration needs proposals read by several jurors. Plain ranks only.',
  NO_PROPOSAL_VARIANCE: 'The scores show no difference between proposals beyond chance: everything is tied.',
} as const

/** The ranking as text, best first. */
function table(report: RankingReport, plan: RankingPlan): string {
  const places = plan.contests[0]!.places
  const head = [
    'rank',
    'plain',
    'proposal',
    'n',
    'mean',
    'calibrated',
    's.e.',
    ...places.map((k) => `P(<=${k})`),
    'zone',
  ]
  const rows = report.proposals
    .toSorted((a, b) => (a.rankCalibrated ?? a.rankPlain ?? Infinity) - (b.rankCalibrated ?? b.rankPlain ?? Infinity))
    .map((one) => [
      one.rankCalibrated ?? '-',
      one.rankPlain ?? '-',
      one.id,
      one.n,
      one.mean.toFixed(3),
      one.calibrated?.toFixed(3) ?? '-',
      one.standardError?.toFixed(2) ?? '-',
      ...places.map((k) => one.pTop[String(k)]?.toFixed(3) ?? '-'),
      one.zone ?? '-',
    ])
  const lines = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, at) => Math.max(...lines.map((row) => row[at]!.length)))
  const text = lines.map((row) =>
    row.map((cell, at) => cell.padStart(at === 2 ? 0 : widths[at]!).padEnd(widths[at]!)).join('  '),
  )
  return `${text.map((row) => row.trimEnd()).join('\n')}\n`
}

try {
  process.exitCode = main()
} catch (error) {
  // A missing file, an unknown option: what Node says is clear enough without its stack. A bug keeps it.
  if (!(error instanceof Error) || !('code' in error)) throw error
  console.error(error.message)
  process.exitCode = 1
}
