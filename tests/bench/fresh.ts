/**
 * `npm run bench:fresh`: times both commands as somebody meets them who has just cloned the repository: the first start with
 * nothing installed, the second start, the tests. `-- --json FILE` writes the figures.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { freePort } from '#worker/cli/local.ts'
import { printTable, progress, writeJson, type Measurement } from './measurement.ts'

const minute = 60_000

/** Longest that one command may take. */
const patience = 15 * minute

const folder = mkdtempSync(join(tmpdir(), 'gelanggang-fresh-'))
const clone = join(folder, 'gelanggang')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const { pid } of running) signalGroup(pid, 'SIGKILL')
    process.exit(1)
  })
}

/** The machine's own Node and npm, as after a clone: nothing of this checkout on the path, nothing that npm run set. */
const env = Object.fromEntries(
  Object.entries({
    ...process.env,
    PATH: (process.env.PATH ?? '')
      .split(delimiter)
      .filter((one) => !one.includes('node_modules'))
      .join(delimiter),
  }).filter(([name]) => !name.toLowerCase().startsWith('npm_') && name !== 'INIT_CWD'),
)

const running = new Set<ChildProcess>()

/** Each command leads a process group of its own, as in a terminal, so that all it started ends with it. */
function npm(command: string, more: NodeJS.ProcessEnv = {}): ChildProcess {
  const options = { cwd: clone, env: { ...env, ...more }, detached: true }
  const child = spawn('npm', [command], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  return child
}

/** Whether any process of the group was there to receive it. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

/** As Ctrl+C does, and waits until nothing of the group is left; after 15 seconds it is killed. */
async function end(child: ChildProcess): Promise<void> {
  signalGroup(child.pid, 'SIGINT')
  const started = performance.now()
  while (signalGroup(child.pid, 0)) {
    if (performance.now() - started > 15_000) {
      signalGroup(child.pid, 'SIGKILL')
      break
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  running.delete(child)
}

/** Settles when the child has printed what `isDone` looks for, or has ended; seconds since its start. */
function until(
  child: ChildProcess,
  isDone: (printed: string) => boolean,
): Promise<{ seconds: number; printed: string }> {
  const started = performance.now()
  let printed = ''
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => signalGroup(child.pid, 'SIGTERM'), patience)
    const settle = () => {
      clearTimeout(tooLong)
      resolve({ seconds: (performance.now() - started) / 1000, printed })
    }
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      if (isDone(printed)) settle()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.on('error', reject)
    child.on('close', settle)
  })
}

/** Seconds from `npm start` to a portal that answers at the address it has printed. */
async function timeStart(): Promise<number> {
  const port = await freePort()
  const address = `http://localhost:${port}`
  const child = npm('start', { PORT: String(port) })
  try {
    const { seconds, printed } = await until(child, (text) => text.includes(address))
    const health = await fetch(`${address}/api/health`).catch(() => null)
    if (!health?.ok) throw new Error(`npm start did not serve ${address}\n${printed.slice(-5000)}`)
    return seconds
  } finally {
    await end(child)
  }
}

/** When a test fails, its output is shown and this command fails too, with its figures. */
async function timeTest(): Promise<number> {
  const child = npm('test')
  try {
    const { seconds, printed } = await until(child, () => false)
    if (child.exitCode !== 0) {
      progress(printed)
      process.exitCode = 1
    }
    progress(printed.trimEnd().split('\n').at(-1) ?? '')
    return seconds
  } finally {
    await end(child)
  }
}

execFileSync('git', ['clone', '--quiet', '--no-hardlinks', '.', clone])
const measured: Measurement[] = []
for (const [name, time] of [
  ['fresh_start_cold_s', timeStart],
  ['fresh_start_warm_s', timeStart],
  ['fresh_test_s', timeTest],
] as const) {
  progress(name)
  measured.push({ name, value: await time(), unit: 's' })
}
printTable(measured, { fresh_test_s: { atMost: 8 * 60 } })
writeJson(measured)
