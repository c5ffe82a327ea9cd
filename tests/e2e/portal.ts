import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    origin: string
    /** Folder of the built site. */
    site: string
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

/** Starts the portal as `npm start` does, on a fresh demonstration in a folder of its own, and waits for its address. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'gelanggang-journey-'))
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
  await answersSteadily(origin)
  project.provide('origin', origin)
  project.provide('site', join(data, 'site'))
  return async () => {
    const gone = new Promise((resolve) => portal.on('exit', resolve))
    portal.kill('SIGTERM')
    await gone
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
