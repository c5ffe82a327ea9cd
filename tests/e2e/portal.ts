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

/** Starts the portal as `npm start` does, on a fresh demonstration, and waits for its address. */
async function startDemonstration(data: string) {
  const portal = spawn(process.execPath, ['worker/cli/start.ts'], {
    env: { ...process.env, DATA_DIR: data, PORT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const origin = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      printed += chunk.toString()
      const address = printed.match(/http:\/\/localhost:\d+/)?.[0]
      if (address) resolve(address)
    }
    portal.stdout.on('data', listen)
    portal.stderr.on('data', listen)
    portal.on('exit', (code) => reject(new Error(`the portal ended with ${code}\n${printed}`)))
  })
  const stop = async () => {
    const gone = new Promise((resolve) => portal.on('exit', resolve))
    portal.kill('SIGTERM')
    await gone
  }
  return { origin, stop }
}

/** Starts what the journeys share, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'gelanggang-journey-'))
  const [demonstration, site] = [`${folder}/demonstration`, `${folder}/site`]
  const [portal, prepared, browser] = await Promise.all([
    startDemonstration(demonstration),
    preparePortals(`${folder}/prepared`),
    shareBrowser(),
  ])
  cpSync(`${demonstration}/site`, site, { recursive: true })
  const [readers] = await Promise.all([
    startChaosServer({ assets: site }, { proposals: 120, jurors: 12, prepared }),
    answersSteadily(portal.origin),
  ])
  project.provide('demonstration', portal.origin)
  project.provide('origin', readers.origin)
  project.provide('site', site)
  project.provide('prepared', prepared)
  return async () => {
    await Promise.all([portal.stop(), readers.stop(), browser.stop()])
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
