/**
 * `npm run lighthouse`: what Lighthouse says of the built site on a simulated slow 4G phone. Lighthouse is fetched when it is asked
 * for and kept by npm; it drives the machine's own Chromium (`CHROME_PATH`, or one on the path). `-- --json FILE` writes the figures.
 */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { run } from '#worker/cli/local.ts'
import { printTable, progress, writeJson, type Measurement, type Target } from './measurement.ts'
import { serveFolder } from './static-server.ts'

const version = '13.5.0'
const pages = {
  home: '/',
  gallery: '/inovasi/',
  innovation: '/inovasi/klinik-bum-desa/',
  map: '/peta/',
  search: '/cari/?q=layanan',
}
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
/** Hundredths: Lighthouse gives 0 to 1. */
const full = 100
const slowestPaintMs = 1200

const score = z.object({ score: z.number() })
const report = z.object({
  categories: z.object({ performance: score, accessibility: score, 'best-practices': score, seo: score }),
  audits: z.record(
    z.string(),
    z.object({ score: z.number().nullable(), title: z.string(), scoreDisplayMode: z.string() }),
  ),
})
const paint = z.object({ audits: z.object({ 'largest-contentful-paint': z.object({ numericValue: z.number() }) }) })

function systemChromium(): string | undefined {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
    } catch {
      continue
    }
  }
  return undefined
}

const chromium = systemChromium()
if (!chromium) {
  process.stderr.write('npm run lighthouse needs a Chromium of the system: install one, or name it in CHROME_PATH.\n')
  process.exit(1)
}

const builds = 'node_modules/.cache/bench'
mkdirSync(builds, { recursive: true })
const folder = mkdtempSync(join(builds, 'lighthouse-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** A busy machine sometimes loses the beginning of a page's trace: Lighthouse itself says to run it again. */
async function ask(url: string, file: string, tries = 3): Promise<string> {
  try {
    return await askOnce(url, file)
  } catch (error) {
    if (tries <= 1) throw error
    return ask(url, file, tries - 1)
  }
}

async function askOnce(url: string, file: string): Promise<string> {
  const flags = '--headless=new --no-sandbox --disable-gpu --disable-background-networking'
  const command = ['exec', '--yes', `--package=lighthouse@${version}`, '--', 'lighthouse', url, '--quiet']
  const output = ['--output=json', `--output-path=${file}`, `--only-categories=${categories.join(',')}`]
  await promisify(execFile)('npm', [...command, ...output, `--chrome-flags=${flags}`], {
    env: { ...process.env, CHROME_PATH: chromium },
    maxBuffer: 2 ** 26,
  })
  return readFileSync(file, 'utf8')
}

progress('The site is built')
const out = join(folder, 'site')
await run('astro', ['build', '--root', 'site', '--silent'], { SITE_OUT_DIR: out, NODE_ENV: 'production' })
const server = await serveFolder(resolve(out))
const measurements: Measurement[] = []
const targets: Record<string, Target> = {}
for (const [name, path] of Object.entries(pages)) {
  progress(`Lighthouse looks at ${path}`)
  const text = await ask(`${server.origin}${path}`, join(folder, `${name}.json`))
  const json: unknown = JSON.parse(text)
  const found = report.parse(json)
  for (const category of categories) {
    const measured = `${name}_${category}`
    measurements.push({ name: measured, value: full * found.categories[category].score, unit: 'of 100' })
    targets[measured] = { atLeast: full }
  }
  const painted = paint.parse(json).audits['largest-contentful-paint'].numericValue
  measurements.push({ name: `${name}_lcp_ms`, value: painted, unit: 'ms' })
  targets[`${name}_lcp_ms`] = { atMost: slowestPaintMs }
  const failed = Object.entries(found.audits).filter(
    ([, audit]) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative',
  )
  for (const [id, { title }] of failed) progress(`  ${id}: ${title}`)
}
server.close()
printTable(measurements, targets)
writeJson(measurements)
