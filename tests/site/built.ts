import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { anEdition, servePublications, someResults, type Portal } from './fixture.ts'

export type BuiltSite = {
  portal: Portal
  folder: string
  read: (path: string) => string
  has: (path: string) => boolean
}

/**
 * A new folder to build into. It lies in the project: builds into folders elsewhere share one workplace (`.astro/`) and take each
 * other's files away when they run at the same time.
 */
export function buildFolder(): string {
  const builds = 'node_modules/.cache/site-tests'
  mkdirSync(builds, { recursive: true })
  return mkdtempSync(join(process.cwd(), builds, 'build-'))
}

/** The site of a portal with one edition and its results, built once for the tests of a file. */
export function aBuiltSite(env: Readonly<Record<string, string>> = {}): BuiltSite {
  const folder = buildFolder()
  const outDir = join(folder, 'out')
  const site: BuiltSite = {
    portal: { origin: '', hashes: [], close: () => undefined },
    folder: outDir,
    read: (path) => readFileSync(join(outDir, path), 'utf8'),
    has: (path) => existsSync(join(outDir, path)),
  }
  beforeAll(async () => {
    const publishedAt = new Date().toISOString()
    const snapshots = [anEdition, someResults].map((snapshot) => ({ snapshot, publishedAt }))
    site.portal = await servePublications(snapshots)
    await build(outDir, { PUBLICATIONS_URL: site.portal.origin, ...env })
  })
  afterAll(() => {
    site.portal.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return site
}

function build(outDir: string, env: Readonly<Record<string, string>>): Promise<void> {
  const { DEMO: _demo, ...inherited } = process.env
  const child = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--root', 'site'], {
    env: {
      ...inherited,
      ASTRO_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
      SITE_OUT_DIR: outDir,
      SITE_CACHE_DIR: `${outDir}-cache`,
      ...env,
    },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(output.slice(-4000)))))
  })
}

/** The words of a page's main part, without tags and with single spaces. */
export const wordsOf = (html: string): string =>
  (html.split('<main')[1] ?? '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')

/** The schema.org things a page declares about itself. */
export function thingsOf(html: string): { '@type': string }[] {
  const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
  return json === undefined ? [] : JSON.parse(json)['@graph']
}
