import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ScoreTable } from '#domain/ranking/score-table.ts'
import { peakBytes } from './array-peak.ts'
import { benchTable, fullOnce, remlOnce, ROUND_NAMES } from './ranking-phases.ts'
import type { RoundName } from './ranking-phases.ts'
import { openWorkerd } from './workerd.ts'

/**
 * CPU time of the ranking engine, in Node and inside workerd, against its limits. Options: --json FILE, --quick (without the
 * 100 000), --node-only. Run with --expose-gc so that arrays can be counted: the scores and every array of the whole run.
 * lme4 is timed on the same data where R is at hand.
 */
const AT_LEAST: Readonly<Record<string, number>> = {
  faster_than_lme4_3500: 4,
  faster_than_lme4_20000: 4,
  faster_than_lme4_100000: 4,
  faster_than_lme4_crossed_73000: 4,
}
const LIMITS: Readonly<Record<string, number>> = {
  reml_3500_ms: 40,
  full_3500_ms: 2000,
  reml_20000_ms: 500,
  full_20000_ms: 3000,
  reml_100000_ms: 12_000,
  full_100000_ms: 22_000,
  reml_crossed_73000_ms: 3000,
  peak_array_mb_3500: 2,
  peak_array_mb_20000: 8,
  peak_array_mb_100000: 60,
  peak_isolate_mb_100000: 128,
}

/** Warm repetitions: the smaller the round, the more the compiler of the first runs would weigh. */
const REPEATS: Record<RoundName, number> = { '3500': 5, '20000': 2, '100000': 1, crossed_73000: 1 }

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'node-only': { type: 'boolean', default: false },
  },
})
const names = ROUND_NAMES.filter((name) => !options.quick || name !== '100000')
const figures: Record<string, number> = {}

function record(name: string, value: number): void {
  figures[name] = Math.round(value * 10) / 10
  console.log(`${name.padEnd(34)} ${String(figures[name]).padStart(10)}  ${verdictOn(name, value)}`)
}

function verdictOn(name: string, value: number): string {
  const least = AT_LEAST[name]
  if (least !== undefined) return value >= least ? `at least ${least}` : `BELOW ${least}`
  const limit = LIMITS[name] ?? LIMITS[name.replace('workerd_', '')]
  if (limit === undefined) return ''
  return value <= limit ? `within ${limit}` : `ABOVE ${limit}`
}

/** CPU milliseconds of this process, all threads. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function bestOf(repeats: number, work: () => void): number {
  return Math.min(...Array.from({ length: repeats }, () => cpuOf(work)))
}

async function benchNode(name: RoundName): Promise<void> {
  const table = benchTable(name)
  if (REPEATS[name] > 1) remlOnce(table)
  record(
    `reml_${name}_ms`,
    bestOf(REPEATS[name], () => remlOnce(table)),
  )
  if (name === 'crossed_73000') return
  const hashes = new Set<string>()
  record(
    `full_${name}_ms`,
    bestOf(REPEATS[name], () => hashes.add(fullOnce(table))),
  )
  if (hashes.size !== 1) throw new Error('Two runs on the same scores differ')
  const scores = table.proposal.byteLength + table.juror.byteLength + table.offset.byteLength
  const peak = await peakBytes(() => fullOnce(table))
  record(`peak_array_mb_${name}`, (scores + peak.arrays) / 1e6)
  record(`peak_isolate_mb_${name}`, (scores + peak.all) / 1e6)
}

/** Times lme4 on the same scores and says how many times the engine is faster. */
function compareWithLme4(name: RoundName): void {
  const own = figures[`reml_${name}_ms`]
  const other = lme4Milliseconds(benchTable(name))
  if (own === undefined || other === undefined) return
  record(`lme4_${name}_ms`, other)
  record(`faster_than_lme4_${name}`, other / own)
}

/** CPU milliseconds of the fit alone in lme4; undefined where R or lme4 is missing. */
function lme4Milliseconds(table: ScoreTable): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'lme4-'))
  const rows = Array.from(table.proposal, (i, p) => `${i},${table.juror[p]},${table.offset[p]}`)
  writeFileSync(join(folder, 'scores.csv'), `p,j,y\n${rows.join('\n')}\n`)
  const script =
    'suppressMessages(library(lme4)); d <- read.csv("scores.csv"); cat(system.time(lmer(y ~ 1 + (1|p) + (1|j), d))[["user.self"]])'
  const { status, stdout } = spawnSync('Rscript', ['-e', script], { cwd: folder, encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return status === 0 ? Number(stdout) * 1000 : undefined
}

const WORKER = `import { benchTable, fullOnce, remlOnce } from './ranking-phases.ts'
const tables = new Map()
export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url)
    const name = searchParams.get('round')
    if (!tables.has(name)) { tables.clear(); tables.set(name, benchTable(name)) }
    const work = { table: () => 0, reml: remlOnce, full: fullOnce }[searchParams.get('phase')]
    for (let left = Number(searchParams.get('times')); left > 1; left--) work(tables.get(name))
    return new Response(String(work(tables.get(name))))
  }
}`

async function benchWorkerd(): Promise<void> {
  const workerd = await openWorkerd('ranking', WORKER)
  const phase = async (round: RoundName, work: string, times = 1) => {
    const { cpu } = await workerd.ask({ round, phase: work, times })
    return cpu / times
  }
  try {
    for (const name of names) {
      await phase(name, 'table')
      for (const work of name === 'crossed_73000' ? ['reml'] : ['reml', 'full']) {
        const times: number[] = []
        // The clock of a child counts hundredths of a second: small rounds run twenty times between two looks.
        const loops = name === '3500' && work === 'reml' ? 20 : 1
        for (let repeat = 0; repeat <= REPEATS[name]; repeat++) times.push(await phase(name, work, loops))
        record(`workerd_${work}_${name}_ms`, Math.min(...times))
      }
    }
  } finally {
    await workerd.dispose()
  }
}

for (const name of names) await benchNode(name)
for (const name of names) compareWithLme4(name)
if (!options['node-only']) await benchWorkerd()
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures, undefined, 1)}\n`)
