/**
 * `npm run chaos:writing -- --rounds 300 --seed 1 --json FILE`: somebody writes in Chromium while network, server (kill -9) and tab
 * fail at random. Ends with 1 unless every sentence the screen called saved is on the portal, and every typed one there or on the device.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildSite } from '#worker/cli/site.ts'
import { openBrowser } from '../e2e/browser.ts'
import { startChaosServer } from './chaos/server.ts'
import { writeThroughChaos } from './chaos/writer.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    /** Says every round. */
    trace: { type: 'boolean' },
    /** A built site to take instead of building one. */
    site: { type: 'string' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)

const folder = mkdtempSync(join(tmpdir(), 'gelanggang-chaos-site-'))
const served = values.site ? resolve(values.site) : `${folder}/site`
if (!values.site) await buildSite({ served, publicationsUrl: null, isDemo: true })
const server = await startChaosServer({ folder: served })
const browser = await openBrowser()
try {
  const report = await writeThroughChaos(browser, server, {
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    say,
    ...(values.trace && { trace: say }),
  })
  say(JSON.stringify(report, null, 2))
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
  const isWhole =
    report.isAllSaved && [report.lost, report.falselySaved, report.colleagueLost].every((list) => list.length === 0)
  say(isWhole ? 'nothing lost' : 'WORDS WERE LOST')
  process.exitCode = isWhole ? 0 : 1
} finally {
  await browser.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
