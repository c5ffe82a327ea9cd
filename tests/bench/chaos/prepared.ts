import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { getPlatformProxy, unstable_readConfig as readConfig } from 'wrangler'
import { openLocalDatabase } from '#worker/cli/local.ts'
import { seedAttachment } from '#worker/cli/seed/seed.ts'
import type { Env } from '#worker/env.ts'
import { buildWorker } from '../portal.ts'

/** What every portal of its own begins with: made once and then copied. */
export type Prepared = {
  /** File of the Worker as it is deployed. */
  script: string
  /** File of what `wrangler.toml` says of it. */
  deployment: string
  /** Folder of a migrated database without rows, and of the one file that all simulated proposals attach. */
  state: string
}

export async function preparePortals(folder: string): Promise<Prepared> {
  const [script, deployment, state] = [`${folder}/worker.js`, `${folder}/deployment.json`, `${folder}/empty-state`]
  mkdirSync(folder, { recursive: true })
  const [built] = await Promise.all([buildWorker(folder), prepareState(state)])
  writeFileSync(script, built)
  writeFileSync(deployment, JSON.stringify(readConfig({ config: 'wrangler.toml' })))
  return { script, deployment, state }
}

async function prepareState(state: string): Promise<void> {
  const proxy = await getPlatformProxy<Env>({ persist: { path: `${state}/v3` }, remoteBindings: false })
  // The first question makes the database's file.
  await proxy.env.DB.prepare('SELECT 1').run()
  await proxy.env.FILES.put(seedAttachment.objectKey, seedAttachment.bytes)
  await proxy.dispose()
  const database = openLocalDatabase(state)
  for (const file of readdirSync('db/migrations')
    .filter((name) => name.endsWith('.sql'))
    .toSorted())
    database.exec(readFileSync(`db/migrations/${file}`, 'utf8'))
  database.close()
}
