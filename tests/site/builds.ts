import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder in which the files of a run find the sites that another of them has built. */
    builds: string
  }
}

/**
 * It lies in the project: builds into folders elsewhere share one workplace (`.astro/`) and take each other's files away when they run
 * at the same time.
 */
export default function setup(project: TestProject): () => void {
  const all = 'node_modules/.cache/site-tests'
  mkdirSync(all, { recursive: true })
  const builds = mkdtempSync(join(process.cwd(), all, 'run-'))
  project.provide('builds', builds)
  process.env.FIXTURE_NOW = String(Date.now())
  return () => rmSync(builds, { recursive: true, force: true })
}
