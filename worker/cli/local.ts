import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { DatabaseSync } from 'node:sqlite'

/** wrangler without its questions, statistics and look-ups. */
export const quietly = {
  ...process.env,
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  ASTRO_TELEMETRY_DISABLED: '1',
}

/** Runs a command of node_modules/.bin to its end, or to ours; on failure throws with what it printed. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(`node_modules/.bin/${command}`, args, { env: { ...quietly, ...env }, stdio: 'pipe' })
  const kill = () => child.kill()
  process.on('exit', kill)
  let printed = ''
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()))
  child.stderr.on('data', (data: Buffer) => (printed += data.toString()))
  return new Promise<void>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${code}\n${printed}`)),
    )
  }).finally(() => process.off('exit', kill))
}

/** Below those that systems lend to outgoing connections: such a port stays free until it is used. */
const [firstPort, ports] = [20_000, 12_000]
const drawn = new Set<number>()

/** A free port of this machine, never the same twice; drawn, so that others who look for one find another. */
export async function freePort(): Promise<number> {
  for (let draws = 0; draws < 100; draws++) {
    const port = firstPort + randomInt(ports)
    if (drawn.has(port)) continue
    drawn.add(port)
    if (await isFree(port)) return port
  }
  throw new Error(`no port from ${firstPort} to ${firstPort + ports} is free`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Made once for this machine and kept beside its data, so that sessions outlive a restart. */
export function localSecret(folder: string): string {
  const file = `${folder}/auth-secret`
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

export const migrate = (state: string) =>
  run('wrangler', ['d1', 'migrations', 'apply', 'gelanggang', '--local', '--persist-to', state])

/** Opens the local D1 file while nothing else runs on it. */
export function openLocalDatabase(state: string): DatabaseSync {
  const folder = `${state}/v3/d1/miniflare-D1DatabaseObject`
  const file = readdirSync(folder).find((name) => name.endsWith('.sqlite') && !name.startsWith('metadata'))
  if (!file) throw new Error(`no local database in ${folder}; apply the migrations first`)
  const db = new DatabaseSync(`${folder}/${file}`)
  db.exec('PRAGMA foreign_keys = ON')
  return db
}

/** Ends a child and waits until it is gone; after five seconds it is killed. */
export function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), 5000)
    child.on('exit', () => {
      clearTimeout(kill)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
