import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { end, localSecret, quietly } from './local.ts'

export type Place = {
  /** Folder of everything this machine keeps for the portal. */
  data: string
  state: string
  /** Folder of the static site that is served. */
  served: string
  port: number
  hookUrl: string
  say: (line: string) => void
}

const checkEveryMs = 3000
const answersWithinMs = 2500

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const isAnswering = (origin: string): Promise<boolean> =>
  fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(answersWithinMs) }).then(
    ({ ok }) => ok,
    () => false,
  )

/** Starts the Worker once and waits until it answers, or throws with what it printed. */
async function startOnce({ data, state, served, port, hookUrl }: Place): Promise<ChildProcess> {
  const origin = `http://localhost:${port}`
  const vars = `${data}/worker.env`
  const lines = [`AUTH_SECRET=${localSecret(data)}`, `ORIGIN=${origin}`, 'DEMO=1', `REBUILD_HOOK_URL=${hookUrl}`]
  writeFileSync(vars, lines.join('\n'), { mode: 0o600 })
  const worker = spawn(
    'node_modules/.bin/wrangler',
    ['dev', '--local', '--port', String(port), '--ip', '127.0.0.1', '--persist-to', state, '--assets', served]
      .concat(['--env-file', vars, '--test-scheduled', '--show-interactive-dev-session=false', '--log-level', 'warn'])
      .concat(['--var', `ORIGIN:${origin}`]),
    { env: { ...quietly, CI: '' }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  process.on('exit', () => worker.kill())
  let printed = ''
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-20_000)
      if (process.env.VERBOSE) process.stderr.write(chunk)
    })
  }
  for (let tries = 0; tries < 300; tries++) {
    if (worker.exitCode !== null) throw new Error(`the Worker ended at its start\n${printed}`)
    if (await isAnswering(origin)) return worker
    await pause(200)
  }
  await end(worker)
  throw new Error(`the Worker did not answer on ${origin} within a minute\n${printed}`)
}

/** The port of a Worker that has just been ended may be taken a moment longer. */
const mostStarts = 5

async function startAgain(place: Place, ending: AbortSignal): Promise<ChildProcess> {
  for (let starts = 1; ; starts++) {
    try {
      return await startOnce(place)
    } catch (error) {
      if (starts === mostStarts || ending.aborted) throw error
      place.say('Worker belum dapat dijalankan kembali; dicoba lagi.')
      await pause(checkEveryMs)
    }
  }
}

/** Serves the portal until `stop`. A Worker that dies, or no longer answers, is started again on the same data. */
export async function serve(place: Place): Promise<{ stop: () => Promise<void> }> {
  const origin = `http://localhost:${place.port}`
  let worker = await startOnce(place)
  const ending = new AbortController()
  const watch = (async () => {
    let misses = 0
    while (!ending.signal.aborted) {
      await pause(checkEveryMs)
      misses = worker.exitCode === null && (await isAnswering(origin)) ? 0 : misses + 1
      if (ending.signal.aborted || misses < 2) continue
      place.say('Worker tidak menjawab; dijalankan kembali. Data yang sudah tersimpan tetap ada.')
      await end(worker)
      worker = await startAgain(place, ending.signal)
      misses = 0
      place.say(`Worker berjalan lagi di ${origin}`)
    }
  })()
  return {
    stop: async () => {
      ending.abort()
      await end(worker)
      await watch.catch(() => undefined)
    },
  }
}
