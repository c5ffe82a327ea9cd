import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { freePort, run } from '#worker/cli/local.ts'
import { clusterIds } from '#domain/edition.ts'
import { makeBundle } from '#domain/ranking/bundle-run.ts'
import { stageContests, stagePlan, type Competitor } from '#domain/stage-plan.ts'
import { openBrowser } from '../e2e/browser.ts'
import { servePublications, someResults } from '../site/fixture.ts'
import { benchTable } from './ranking-phases.ts'

/**
 * What a visitor waits for who recomputes 3,500 proposals with three scores each on the public page: seconds in Chromium, and
 * the longest task that held the page meanwhile.
 */
const say = (name: string, value: number | string) => console.log(`${name.padEnd(28)} ${value}`)

/** The round of the ranking's bench as a bundle: one criterion, six clusters, a plenary with 99 places. */
function aBundle(): string {
  const { proposal, juror, offset, reference, proposalIds, jurorIds } = benchTable('3500')
  const competitors = proposalIds.map((id, i): Competitor => {
    return { id, groupId: 'umum', clusterId: clusterIds[i % clusterIds.length]! }
  })
  const shares = clusterIds.map((clusterId) => ({ clusterId, places: 16 }))
  const contests = stageContests(competitors, [{ awardId: 'top99', groupId: 'umum', places: 99, shares }])
  const config = { spread: true, exclusions: 'none' as const, disconnected: null }
  const plan = stagePlan({ contests, competitors, config, minScores: 3, seed: 'bench' })
  const points = (units: number) => Math.max(0, Math.min(100, Math.round((Number(reference) + units) / 100)))
  const made = makeBundle(
    {
      criteria: [{ id: 'total', weightPercent: 100 }],
      proposals: proposalIds,
      jurors: jurorIds,
      sheets: Array.from(offset, (units, p) => [proposal[p]!, juror[p]!, points(units)]),
      exclusions: [],
    },
    plan,
  )
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  say('places computed', made.bundle.plan.contests.map(({ places }) => places.length).join(' '))
  return JSON.stringify(made.bundle)
}

const folder = mkdtempSync(join(tmpdir(), 'gelanggang-recompute-'))
const file = join(folder, 'bundle.json')
writeFileSync(file, aBundle())
say('bundle', `${(readFileSync(file).length / 1e6).toFixed(1)} MB`)

const publications = await servePublications([{ snapshot: someResults, publishedAt: new Date().toISOString() }])
const site = join(folder, 'site')
await run('astro', ['build', '--root', 'site', '--silent'], {
  SITE_OUT_DIR: resolve(site),
  SITE_CACHE_DIR: resolve(folder, 'cache'),
  PUBLICATIONS_URL: publications.origin,
})
publications.close()

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  try {
    const bytes = readFileSync(join(site, path.endsWith('/') ? `${path}index.html` : path))
    response
      .writeHead(200, { 'content-type': types[extname(path) || '.html'] ?? 'application/octet-stream' })
      .end(bytes)
  } catch {
    response.writeHead(404).end()
  }
})
const port = await freePort()
await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))

declare global {
  interface Window {
    longTasks: number[]
  }
}

const browser = await openBrowser()
try {
  const page = await browser.newPage()
  await page.addInitScript(() => {
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration)
    }).observe({ type: 'longtask' })
  })
  await page.goto(`http://127.0.0.1:${port}/transparansi/${someResults.edition.slug}/`)
  await page.evaluate(() =>
    setTimeout(() => {
      for (const until = performance.now() + 90; performance.now() < until;);
    }),
  )
  await page.waitForFunction(() => window.longTasks.some((duration) => duration >= 90))
  for (const visit of [1, 2, 3]) {
    const input = page.locator('.recompute input[type=file]')
    await page.waitForTimeout(500)
    await page.evaluate(() => (window.longTasks = []))
    const began = performance.now()
    await input.setInputFiles(file)
    await page.locator('.recompute-meter').waitFor()
    await page.locator('.recompute-verdict[data-matches]').waitFor({ timeout: 60_000 })
    const waited = performance.now() - began
    const matches = await page.locator('.recompute-verdict').getAttribute('data-matches')
    await page.waitForTimeout(200)
    const longest = Math.max(0, ...(await page.evaluate(() => window.longTasks)))
    say(`visit ${visit}`, `${Math.round(waited)} ms, matches ${matches}, longest task ${Math.round(longest)} ms`)
    if (matches !== 'true') process.exitCode = 1
    await page.reload()
  }
} finally {
  await browser.close()
  server.close()
  rmSync(folder, { recursive: true, force: true })
}
