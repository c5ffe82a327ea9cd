import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, inject } from 'vitest'
import * as z from 'zod'
import { anEdition, servePublications, someResults } from './fixture.ts'

export type BuiltSite = {
  /** What it was built from: address and publications. */
  portal: { origin: string; hashes: string[] }
  folder: string
  read: (path: string) => string
  has: (path: string) => boolean
}

/** A new folder to build into, gone after the run. */
export const buildFolder = (): string => mkdtempSync(join(inject('builds'), 'build-'))

export const securityContact = 'mailto:keamanan@contoh.go.id'

/** The site of a demonstration with one edition and its results. */
export const aBuiltSite = (env: Readonly<Record<string, string>> = {}): BuiltSite =>
  shared({ DEMO: '1', SECURITY_CONTACT: securityContact, ...env }, true)

/** The site of the archive alone: no portal, no demonstration. */
export const anArchiveSite = (): BuiltSite => shared({}, false)

/** Files that ask for the same build share one: whoever comes first makes it, the others wait. */
function shared(env: Readonly<Record<string, string>>, hasPortal: boolean): BuiltSite {
  const key = createHash('sha256')
    .update(JSON.stringify([env, hasPortal]))
    .digest('hex')
    .slice(0, 12)
  const place = join(inject('builds'), key)
  const folder = join(place, 'out')
  const site: BuiltSite = {
    portal: { origin: '', hashes: [] },
    folder,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    has: (path) => existsSync(join(folder, path)),
  }
  beforeAll(async () => {
    const ending = join(place, 'ending.json')
    if (isFirst(place)) {
      const ended = await buildFrom(hasPortal, folder, env).catch((error: unknown) => ({ failure: String(error) }))
      writeFileSync(`${ending}.new`, JSON.stringify(ended))
      renameSync(`${ending}.new`, ending)
    }
    while (!existsSync(ending)) await new Promise((resolve) => setTimeout(resolve, 100))
    const { failure, portal } = endingSchema.parse(JSON.parse(readFileSync(ending, 'utf8')))
    if (failure !== undefined) throw new Error(failure)
    if (portal) site.portal = portal
  })
  return site
}

const endingSchema = z.object({
  failure: z.string().optional(),
  portal: z.object({ origin: z.string(), hashes: z.array(z.string()) }).nullish(),
})

/** Making a folder succeeds for one only. */
function isFirst(place: string): boolean {
  try {
    mkdirSync(place)
    return true
  } catch {
    return false
  }
}

async function buildFrom(hasPortal: boolean, outDir: string, env: Readonly<Record<string, string>>) {
  if (!hasPortal) return build(outDir, env).then(() => ({ portal: null }))
  const publishedAt = new Date().toISOString()
  const snapshots = [anEdition, someResults].map((snapshot) => ({ snapshot, publishedAt }))
  const { origin, hashes, close } = await servePublications(snapshots)
  await build(outDir, { PUBLICATIONS_URL: origin, ...env }).finally(close)
  return { portal: { origin, hashes } }
}

/** Builds the site as the portal does, from this environment and nothing inherited; fails with what the build printed. */
export function build(outDir: string, env: Readonly<Record<string, string>>): Promise<void> {
  const { PUBLICATIONS_URL: _url, DEMO: _demo, SECURITY_CONTACT: _contact, ...inherited } = process.env
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
