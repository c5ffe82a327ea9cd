/**
 * `npm run chaos:jury -- --minutes 10 --seed 1 --json FILE`: twelve jurors score 1,000 proposals at the desk in Chromium while network,
 * tabs and workerd are killed at random. Ends with 1 unless everything that a desk called saved is there, once, as it was shown.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildSite } from '#worker/cli/site.ts'
import { openBrowser } from '../e2e/browser.ts'
import { isWhole, juryField, scoreThroughChaos } from './chaos/jury.ts'
import { startChaosServer } from './chaos/server.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    proposals: { type: 'string', default: '1000' },
    jurors: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    /** Says every failure. */
    trace: { type: 'boolean' },
    /** A built site to take instead of building one. */
    site: { type: 'string' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)

const folder = mkdtempSync(join(tmpdir(), 'gelanggang-chaos-site-'))
const site = values.site ? resolve(values.site) : `${folder}/site`
if (!values.site) await buildSite({ served: site, publicationsUrl: null, isDemo: true })
const { field, cookies } = juryField(Number(values.proposals), Number(values.jurors))
const server = await startChaosServer({ assets: site }, field)
const browser = await openBrowser()
try {
  const report = await scoreThroughChaos(browser, server, {
    seed: Number(values.seed),
    minutes: Number(values.minutes),
    sheetsPerFault: 4,
    calmSeconds: 12,
    cookies,
    ...(values.trace && { trace: say }),
  })
  say(JSON.stringify(report, null, 2))
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
  say(isWhole(report) ? 'nothing lost' : 'SCORES WERE LOST')
  process.exitCode = isWhole(report) ? 0 : 1
} finally {
  await browser.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
