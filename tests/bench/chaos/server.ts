import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { freePort, openLocalDatabase } from '#worker/cli/local.ts'
import { registrySql, writeProposalSketches } from '#worker/cli/seed/registry.ts'
import { writeSeed } from '#worker/cli/seed/seed.ts'
import type { Prepared } from './prepared.ts'

/** What happens to requests on their way: all well, none arrive, they arrive but no answer comes back, or all is slow. */
export type Line = 'well' | 'cut' | 'mute' | { slowMs: number }

export type ChaosServer = {
  origin: string
  /** Folder of database and files, to be opened while the Worker is killed. */
  state: string
  /** Past the line between browser and portal: what the portal really has. */
  direct: string
  setLine: (line: Line) => void
  /** `kill -9` of the Worker and all of its processes. */
  kill: () => Promise<void>
  /** Starts the Worker again on what the killed one left. */
  restart: () => Promise<void>
  /** The deployment's clock strikes once. */
  tick: () => void
  stop: () => Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Pages come from a built site in a folder, from another portal that runs, or from the Worker itself with this site beside it. */
export type Pages = { folder: string } | { origin: string } | { assets: string }

/** Whose competition a portal begins with. */
export type Field = {
  proposals: number
  jurors: number
  /** Made here when nobody has. */
  prepared?: Prepared
  /** What happens to the seeded database before the Worker starts. */
  lay?: (database: DatabaseSync, now: Date) => void | Promise<void>
}

/** A portal of its own on this machine, with its Worker in a process that can be killed and a line to it that can be cut. */
export async function startChaosServer(pages: Pages, field: Field = { proposals: 6, jurors: 3 }): Promise<ChaosServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gelanggang-chaos-'))
  const state = `${folder}/state`
  const prepared = field.prepared ?? (await prepare(`${folder}/prepared`))
  const [port, frontPort] = [await freePort(), await freePort()]
  cpSync(prepared.state, state, { recursive: true })
  await writeField(state, field)

  const origin = `http://localhost:${frontPort}`
  let line: Line = 'well'
  const front = createServer((request, response) => {
    if ('assets' in pages || request.url?.startsWith('/api/'))
      return forward(request, response, { host: '127.0.0.1', port }, line)
    if ('folder' in pages) return serveFile(pages.folder, request, response)
    const { hostname, port: otherPort } = new URL(pages.origin)
    return forward(request, response, { host: hostname, port: Number(otherPort) }, 'well')
  })
  await new Promise<void>((resolve) => front.listen(frontPort, '127.0.0.1', resolve))

  const site = 'assets' in pages ? [pages.assets] : []
  const start = () => startWorker(port, [prepared.script, prepared.deployment, state, String(port), origin, ...site])
  let worker = await start()
  return {
    origin,
    state,
    direct: `http://127.0.0.1:${port}`,
    setLine: (next) => {
      line = next
    },
    kill: () => killGroup(worker),
    restart: async () => {
      worker = await start()
    },
    tick: () => void worker.kill('SIGUSR2'),
    stop: async () => {
      front.closeAllConnections()
      front.close()
      await killGroup(worker)
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    },
  }
}

/** Wrangler takes a second to load, which portals that find everything prepared do without. */
async function prepare(folder: string): Promise<Prepared> {
  const { preparePortals } = await import('./prepared.ts')
  return preparePortals(folder)
}

async function writeField(state: string, { proposals, jurors, lay }: Field): Promise<void> {
  const database = openLocalDatabase(state)
  const now = new Date()
  writeSeed(database, { now, proposals, jurors })
  database.exec(registrySql(now.getTime()))
  writeProposalSketches(database, now.getTime())
  await lay?.(database, now)
  database.close()
}

function killGroup(worker: ChildProcess): Promise<void> {
  const { pid } = worker
  if (pid === undefined || worker.exitCode !== null || worker.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    worker.on('exit', () => resolve())
    process.kill(-pid, 'SIGKILL')
  })
}

/** `args`: those of `worker.ts`. */
async function startWorker(port: number, args: readonly string[]): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['tests/bench/chaos/worker.ts', ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const health = `http://127.0.0.1:${port}/api/health`
  let printed = ''
  worker.stderr.on('data', (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-4000)))
  for (let tries = 0; tries < 600; tries++) {
    if (worker.exitCode !== null) throw new Error(`the Worker ended at its start\n${printed}`)
    const answer = await fetch(health).catch(() => undefined)
    if (answer?.ok) return worker
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await killGroup(worker)
  throw new Error(`the Worker did not answer within half a minute\n${printed}`)
}

function forward(
  request: IncomingMessage,
  response: ServerResponse,
  to: { host: string; port: number },
  line: Line,
): void {
  if (line === 'cut') return void request.destroy()
  const { method, url, headers } = request
  const start = () => {
    const passed = ask({ ...to, method, path: url, headers }, (answer) => {
      if (line === 'mute') {
        answer.resume()
        answer.on('end', () => response.destroy())
        return
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    request.pipe(passed)
  }
  if (typeof line === 'object') setTimeout(start, line.slowMs)
  else start()
}

function serveFile(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
  if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end()
    return
  }
  response
    .writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    .end(readFileSync(file))
}
