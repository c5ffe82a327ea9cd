import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { preparePortals, type Prepared } from '../bench/chaos/prepared.ts'
import { startChaosServer } from '../bench/chaos/server.ts'
import { shareBrowser } from './browser.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The demonstration as `npm start` runs it. One file plays it from registration to winners and has it for itself. */
    demonstration: string
    /** The readers' portal: the same demonstration, which stays in registration and whose pages nobody builds anew. */
    origin: string
    /** The readers' portal without the line before it: where portals of their own get their pages. */
    pages: string
    /** Folder of the built site. */
    site: string
    /** What portals of their own begin with. */
    prepared: Prepared
  }
}

/** The site was swapped in a moment ago, and the Worker loads anew for it: wait until ten calls in a row are answered. */
async function answersSteadily(origin: string): Promise<void> {
  const end = Date.now() + 60_000
  for (let inARow = 0; inARow < 10 && Date.now() < end;) {
    const isUp = await fetch(`${origin}/masuk/`).then(
      ({ ok }) => ok,
      () => false,
    )
    inARow = isUp ? inARow + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

type Stop = () => void | Promise<void>

/** Starts the portal as `npm start` does, on a fresh demonstration, and waits for its address. */
async function startDemonstration(data: string, stops: Stop[]): Promise<string> {
  const portal = spawn(process.execPath, ['worker/cli/start.ts'], {
    env: { ...process.env, DATA_DIR: data, PORT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  stops.push(async () => {
    if (portal.exitCode !== null || portal.signalCode !== null) return
    const gone = new Promise((resolve) => portal.on('exit', resolve))
    portal.kill('SIGTERM')
    await gone
  })
  let printed = ''
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      printed += chunk.toString()
      const address = printed.match(/http:\/\/localhost:\d+/)?.[0]
      if (address) resolve(address)
    }
    portal.stdout.on('data', listen)
    portal.stderr.on('data', listen)
    portal.on('exit', (code) => reject(new Error(`the portal ended with ${code}\n${printed}`)))
  })
}

async function start(project: TestProject, stops: Stop[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gelanggang-journey-'))
  stops.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }))
  const [demonstration, site] = [`${folder}/demonstration`, `${folder}/site`]
  const [origin, prepared] = await Promise.all([
    startDemonstration(demonstration, stops),
    preparePortals(`${folder}/prepared`),
    shareBrowser().then(({ stop }) => stops.push(stop)),
  ])
  cpSync(`${demonstration}/site`, site, { recursive: true })
  const [readers] = await Promise.all([
    startChaosServer({ assets: site }, { proposals: 120, jurors: 12, prepared }),
    answersSteadily(origin),
  ])
  stops.push(readers.stop)
  project.provide('demonstration', origin)
  project.provide('origin', readers.origin)
  project.provide('pages', readers.direct)
  project.provide('site', site)
  project.provide('prepared', prepared)
}

/** Starts what the journeys share, in a folder of its own; what was started is ended also when the rest cannot be. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stops: Stop[] = []
  const stop = async () => {
    for (const one of stops.toReversed()) await one()
  }
  await start(project, stops).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return stop
}
