/**
 * `npm run bench:site`: builds the public site of 4,000 innovations in two languages, from an archive of its own making, and asks its
 * search. `-- --json FILE` writes the figures.
 */
import { globSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '#worker/cli/local.ts'
import { writeArchive } from './archive.ts'
import { printTable, progress, writeJson, type Measurement } from './measurement.ts'
import { searchLatency } from './search.ts'

const innovations = 4_000

const builds = 'node_modules/.cache/bench'
mkdirSync(builds, { recursive: true })
const folder = mkdtempSync(join(builds, 'site-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

async function built(out: string): Promise<number> {
  const started = performance.now()
  await run('astro', ['build', '--root', 'site', '--silent'], {
    SITE_ARCHIVE_DIR: join(folder, 'archive'),
    SITE_OUT_DIR: out,
    SITE_CACHE_DIR: join(folder, 'cache'),
    SITE_CARDS_DIR: join(folder, 'cards'),
    NODE_ENV: 'production',
  })
  return (performance.now() - started) / 1000
}

function weighed(out: string): Measurement[] {
  const files = globSync('**/*', { cwd: out, withFileTypes: true }).filter((entry) => entry.isFile())
  const bytes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size)
  const pages = files.filter(({ name }) => name.endsWith('.html')).length
  return [
    { name: 'pages', value: pages, unit: 'pages' },
    { name: 'files', value: files.length, unit: 'files' },
    { name: 'site_mb', value: bytes.reduce((sum, size) => sum + size, 0) / 1e6, unit: 'MB' },
  ]
}

progress(`An archive of ${innovations} innovations is made`)
writeArchive(join(folder, 'archive'), innovations)
progress('The site is built with nothing kept')
const out = join(folder, 'site')
const cold = await built(out)
progress('The site is built again: cards are kept')
const again = await built(join(folder, 'site-again'))
progress('The search is asked')
const measurements: Measurement[] = [
  { name: `build_${innovations}_s`, value: cold, unit: 's' },
  { name: `rebuild_${innovations}_s`, value: again, unit: 's' },
  ...weighed(out),
  ...(await searchLatency(out)),
]
printTable(measurements, { [`build_${innovations}_s`]: { atMost: 60 }, search_p95_ms: { atMost: 100 } })
writeJson(measurements)
