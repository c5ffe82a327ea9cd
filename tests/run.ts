/**
 * `npm test`: every check and every test, each step named and timed, and one closing line that adds them up.
 * `npm test -- domain api` runs only the steps whose names begin so.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Tally = { passed: number; failed: number }
type Step = { name: string; command: string[]; counts?: string }

const reports = mkdtempSync(join(tmpdir(), 'gelanggang-tests-'))
const report = (name: string) => join(reports, `${name}.json`)

/** `more`: options of vitest beside the project. */
const vitest = (project: string, ...more: string[]): Step => ({
  name: project,
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

/** In the order in which a mistake is cheapest to learn of. */
const steps: Step[] = [
  { name: 'types of the worker', command: ['tsc', '-p', '.'] },
  { name: 'types of the command line', command: ['tsc', '-p', 'worker/cli'] },
  { name: 'types of the tests', command: ['tsc', '-p', 'tests'] },
  { name: 'types of the site', command: ['astro', 'check', '--root', 'site', '--minimumSeverity', 'error'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  { name: 'format', command: ['prettier', '--check', '.', '--log-level', 'warn'] },
  vitest('domain'),
  // Each file has a runtime of its own, which waits more than it works.
  vitest('api', '--maxWorkers=2'),
  vitest('site'),
  vitest('journeys'),
]

function run({ name, command }: Step): Promise<boolean> {
  const started = performance.now()
  process.stdout.write(`\n── ${name}\n`)
  const [program = '', ...args] = command
  const child = spawn(`node_modules/.bin/${program}`, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      ASTRO_TELEMETRY_DISABLED: '1',
      WRANGLER_SEND_METRICS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    },
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      process.stdout.write(
        `   ${name}: ${code === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
      )
      resolve(code === 0)
    })
  })
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
for (const step of chosen) {
  const { passed, failed } = tally(step, await run(step))
  total.passed += passed
  total.failed += failed
}
rmSync(reports, { recursive: true })
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
