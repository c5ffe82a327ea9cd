/**
 * `npm start`: the whole portal on this machine. Migrates, seeds the demonstration, starts the Worker, builds the site from the
 * Worker's own API and swaps it in; from then on it stands in for the deployment's rebuild hook and clock.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { demoPeople } from '#worker/demo.ts'
import { end, freePort, localSecret, migrate, openLocalDatabase, quietly } from './local.ts'
import { seedObjects } from './seed/objects.ts'
import { writeSeed } from './seed/seed.ts'
import { buildSite } from './site.ts'

const data = process.env.DATA_DIR ?? '.data'
const state = `${data}/state`
const served = `${data}/site`
const port = process.env.PORT ? Number(process.env.PORT) : await freePort()
const origin = `http://localhost:${port}`
const say = (line: string) => process.stdout.write(`${line}\n`)

const children = new Set<ReturnType<typeof spawn>>()
let stopping = false

/** Waits until the Worker answers, or says why it never did. */
async function untilAnswering(worker: ReturnType<typeof spawn>, printed: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (worker.exitCode !== null) throw new Error(`the Worker ended at its start\n${printed()}`)
    const response = await fetch(`${origin}/api/health`).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`the Worker did not answer on ${origin} within a minute\n${printed()}`)
}

async function startWorker(hookUrl: string): Promise<ReturnType<typeof spawn>> {
  const vars = `${data}/worker.env`
  writeFileSync(
    vars,
    [`AUTH_SECRET=${localSecret(data)}`, `ORIGIN=${origin}`, 'DEMO=1', `REBUILD_HOOK_URL=${hookUrl}`].join('\n'),
    { mode: 0o600 },
  )
  const worker = spawn(
    'node_modules/.bin/wrangler',
    ['dev', '--local', '--port', String(port), '--ip', '127.0.0.1', '--persist-to', state, '--assets', served]
      .concat(['--env-file', vars, '--test-scheduled', '--show-interactive-dev-session=false', '--log-level', 'warn'])
      .concat(['--var', `ORIGIN:${origin}`]),
    { env: { ...quietly, CI: '' }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  children.add(worker)
  let printed = ''
  for (const stream of [worker.stdout, worker.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-20_000)
      if (process.env.VERBOSE) process.stderr.write(chunk)
    })
  }
  worker.on('exit', (code) => {
    if (!stopping) {
      process.stderr.write(`${printed}\nThe Worker ended (${code}).\n`)
      void stop(1)
    }
  })
  await untilAnswering(worker, () => printed)
  return worker
}

let building: Promise<void> | undefined
let again = false

/** One build at a time; what is asked for meanwhile is one more build after it. */
function rebuild(): Promise<void> {
  if (building) {
    again = true
    return building
  }
  building = (async () => {
    do {
      again = false
      await buildSite({ fresh: `${data}/site-next`, served, publicationsUrl: origin, isDemo: true })
    } while (again)
  })().finally(() => (building = undefined))
  return building
}

async function stop(code: number): Promise<never> {
  stopping = true
  hook.close()
  clearInterval(clock)
  await Promise.all([...children].map(end))
  process.exit(code)
}

const hook = createServer((_request, response) => {
  response.writeHead(202).end()
  rebuild().then(
    () => say(`Situs diperbarui ${new Date().toISOString()}`),
    (error: unknown) => process.stderr.write(`The site could not be rebuilt; the former one stays. ${String(error)}\n`),
  )
})
const clock = setInterval(() => {
  fetch(`${origin}/cdn-cgi/handler/scheduled`).catch((error: unknown) =>
    process.stderr.write(`clock: ${String(error)}\n`),
  )
}, 60_000)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

async function start(): Promise<void> {
  mkdirSync(served, { recursive: true })
  await migrate(state)
  const database = openLocalDatabase(state)
  const seeded = writeSeed(database, { now: new Date(), proposals: 120, jurors: 12 })
  database.close()
  if (seeded === 'written') await seedObjects(state)
  const hookPort = await freePort()
  await new Promise<void>((resolve) => hook.listen(hookPort, '127.0.0.1', resolve))
  await startWorker(`http://127.0.0.1:${hookPort}/`)
  await rebuild()
}

try {
  await start()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}
`)
  await stop(1)
}

say('')
say(`Gelanggang berjalan di ${origin}`)
say('')
say('Akun peragaan (kode masuk dapat dibaca di /surat/, atau ganti peran dari kaki halaman):')
for (const [role, { email, workspace }] of Object.entries(demoPeople)) {
  say(`  ${role.padEnd(13)} ${email.padEnd(38)} ${origin}${workspace}`)
}
say('')
say('Ctrl+C untuk berhenti. Data peragaan tersimpan di folder .data; hapus folder itu untuk mulai dari awal.')
