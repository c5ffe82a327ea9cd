/**
 * `npm test`: every check and every test, each step named and timed, and one closing line that adds them up. Steps that keep one
 * processor busy run two at a time, and each prints at its end. `npm test -- domain api` runs only the steps whose names begin so.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Tally = { passed: number; failed: number }
/** `width`: of the two places there are, how many a step takes; those that fill a machine, or watch a clock on it, run alone. */
type Step = { name: string; command: string[]; width: 1 | 2; counts?: string }
const places = 2

const reports = mkdtempSync(join(tmpdir(), 'gelanggang-tests-'))
const report = (name: string) => join(reports, `${name}.json`)

const check = (name: string, ...command: string[]): Step => ({ name, command, width: 1 })

/** `more`: options of vitest beside the project. */
const vitest = (project: string, width: Step['width'], ...more: string[]): Step => ({
  name: project,
  width,
  command: [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report(project)}`,
    ...more,
  ],
  counts: report(project),
})

/** A second run on the same machine looks only at what has changed since the first. */
const kept = 'node_modules/.cache'
const types = (what: string, project: string): Step =>
  check(`types of ${what}`, 'tsc', '-p', project, '--incremental', '--tsBuildInfoFile', `${kept}/${what}.tsbuildinfo`)

/** What takes one place first, the longest before the shorter, so that both places are done at about the same time. */
const steps: Step[] = [
  check('types of the site', 'astro', 'check', '--root', 'site', '--minimumSeverity', 'error'),
  vitest('domain', 1),
  types('the tests', 'tests'),
  check('format', 'prettier', '--check', '.', '--log-level', 'warn', '--cache'),
  types('the worker', '.'),
  types('the command line', 'worker/cli'),
  check('lint', 'oxlint', '--deny-warnings'),
  // Two runtimes, one for each processor.
  vitest('api', 2, '--maxWorkers=2'),
  vitest('site', 2),
  vitest('journeys', 2),
]

const env = {
  ...process.env,
  ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
  ASTRO_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
}

/** A step that runs alone is seen as it runs; of one that runs beside another the text is kept together. */
function run({ name, command, width }: Step): Promise<boolean> {
  const started = performance.now()
  const [program = '', ...args] = command
  const isAlone = width === places
  const heading = `\n── ${name}\n`
  if (isAlone) process.stdout.write(heading)
  const child = spawn(`node_modules/.bin/${program}`, args, { stdio: ['ignore', ...output(isAlone)], env })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (!isAlone) process.stdout.write(heading + Buffer.concat(printed).toString())
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      process.stdout.write(`   ${name}: ${code === 0 ? 'ok' : 'FAILED'}, ${seconds} s\n`)
      resolve(code === 0)
    })
  })
}

const output = (isAlone: boolean) => (isAlone ? (['inherit', 'inherit'] as const) : (['pipe', 'pipe'] as const))

/** Starts each step, in order, as soon as there is place for it. */
async function runAll(chosen: readonly Step[], ended: (step: Step, ok: boolean) => void): Promise<void> {
  const running = new Map<Step, Promise<void>>()
  const taken = () => [...running.keys()].reduce((sum, { width }) => sum + width, 0)
  for (const step of chosen) {
    while (taken() + step.width > places) await Promise.race(running.values())
    const end = run(step).then((ok) => {
      running.delete(step)
      ended(step, ok)
    })
    running.set(step, end)
  }
  await Promise.all(running.values())
}

/** A step without a report counts as one; one whose report cannot be read has failed. */
function tally({ counts }: Step, ok: boolean): Tally {
  if (!counts) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
  try {
    const read: unknown = JSON.parse(readFileSync(counts, 'utf8'))
    if (typeof read !== 'object' || read === null || !('numPassedTests' in read) || !('numFailedTests' in read))
      throw new Error('no counts')
    const passed = Number(read.numPassedTests)
    const failed = Number(read.numFailedTests)
    return { passed, failed: ok ? failed : Math.max(1, failed) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const wanted = process.argv.slice(2)
const chosen = wanted.length === 0 ? steps : steps.filter(({ name }) => wanted.some((word) => name.startsWith(word)))
const total: Tally = { passed: 0, failed: 0 }
const begun = performance.now()
await runAll(chosen, (step, ok) => {
  const { passed, failed } = tally(step, ok)
  total.passed += passed
  total.failed += failed
})
rmSync(reports, { recursive: true })
process.stdout.write(
  `\nin ${((performance.now() - begun) / 1000).toFixed(0)} s\n${total.passed} passed, ${total.failed} failed\n`,
)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
