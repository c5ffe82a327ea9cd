/**
 * `npm start`: the whole portal on this machine. Migrates, seeds the demonstration, starts the Worker, builds the site from the
 * Worker's own API and swaps it in; from then on it stands in for the deployment's rebuild hook and clock.
 */
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { demoPeople } from '#worker/demo.ts'
import { freePort, migrate, openLocalDatabase } from './local.ts'
import { seedObjects } from './seed/objects.ts'
import { registrySql, writeProposalSketches } from './seed/registry.ts'
import { writeSeed } from './seed/seed.ts'
import { serve } from './serve.ts'
import { buildSite } from './site.ts'

const data = process.env.DATA_DIR ?? '.data'
const state = `${data}/state`
const served = `${data}/site`
const port = process.env.PORT ? Number(process.env.PORT) : await freePort()
const origin = `http://localhost:${port}`
const say = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

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
      await buildSite({ served, publicationsUrl: origin, isDemo: true })
    } while (again)
  })().finally(() => (building = undefined))
  return building
}

/** Stages are closed one after the other, and each closing asks for a build: what is asked within this time is one, milliseconds. */
const gatherMs = 2000
let isAsked = false

function rebuildSoon(): void {
  if (isAsked) return
  isAsked = true
  setTimeout(() => {
    isAsked = false
    rebuild().then(
      () => say(`Situs diperbarui ${new Date().toISOString()}`),
      (error: unknown) => complain(`Situs tidak dapat dibangun; yang lama tetap tampil. ${String(error)}`),
    )
  }, gatherMs)
}

const hook = createServer((_request, response) => {
  response.writeHead(202).end()
  rebuildSoon()
})

// More often than the deployment's minute: renewing the site reloads the local Worker, and its queue forgets its messages.
const clock = setInterval(() => {
  fetch(`${origin}/cdn-cgi/handler/scheduled`).catch((error: unknown) => complain(`Jam: ${String(error)}`))
}, 15_000)

let serving: { stop: () => Promise<void> } | undefined
let stopping = false

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  hook.close()
  clearInterval(clock)
  await serving?.stop()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

// npm runs this through a shell that does not pass signals on: when that shell is gone, so are we.
const shell = process.env.npm_lifecycle_event === 'start' ? process.ppid : undefined
if (shell) setInterval(() => process.ppid !== shell && void stop(0), 500).unref()

async function start(): Promise<void> {
  mkdirSync(served, { recursive: true })
  await migrate(state)
  const database = openLocalDatabase(state)
  const now = new Date()
  const seeded = writeSeed(database, { now, proposals: 120, jurors: 12 })
  database.exec(registrySql(now.getTime()))
  if (seeded === 'written') writeProposalSketches(database, now.getTime())
  database.close()
  if (seeded === 'written') await seedObjects(state)
  const hookPort = await freePort()
  await new Promise<void>((resolve) => hook.listen(hookPort, '127.0.0.1', resolve))
  serving = await serve({ data, state, served, port, hookUrl: `http://127.0.0.1:${hookPort}/`, say })
  await rebuild()
}

try {
  await start()
  say('')
  say(`Gelanggang berjalan di ${origin}`)
  say('')
  say('Akun peragaan. Ganti peran dari kaki halaman; kode masuk terbaca di /surat/ sesudah masuk sebagai siapa pun.')
  for (const [role, { email, workspace }] of Object.entries(demoPeople)) {
    say(`  ${role.padEnd(13)} ${email.padEnd(38)} ${origin}${workspace}`)
  }
  say('')
  say(`Ctrl+C untuk berhenti. Data peragaan tersimpan di folder ${data}; hapus folder itu untuk mulai dari awal.`)
} catch (error) {
  if (!stopping) complain(error instanceof Error ? error.message : String(error))
  await stop(1)
}
