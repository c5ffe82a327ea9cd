/** Jurors at the desk while network, tabs, sessions and workerd fail: what the desk called saved is there, once, as it was shown. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { juryField, scoreThroughChaos } from '../bench/chaos/jury.ts'
import { startChaosServer, type ChaosServer } from '../bench/chaos/server.ts'
import { openBrowser } from './browser.ts'

const { field, cookies } = juryField(48, 4)
let browser: Browser
let server: ChaosServer
beforeAll(async () => {
  server = await startChaosServer({ origin: inject('pages') }, { ...field, prepared: inject('prepared') })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

test('nothing that the desk called saved or handed in is lost while everything fails', async () => {
  const { seconds, faults, saves, readings, handedIn, ...report } = await scoreThroughChaos(browser, server, {
    seed: 3,
    minutes: 0.4,
    leastHandIns: 8,
    sheetsPerFault: 1,
    calmSeconds: 3,
    cookies,
  })
  expect(report).toEqual({
    seed: 3,
    jurors: 4,
    lost: [],
    unshown: [],
    twice: [],
    miscounts: [],
    waiting: [],
    pageErrors: [],
  })
  const struck = Object.values(faults).filter((times) => times > 0).length
  // How much is done in the time is the machine's affair.
  expect({
    saves: saves > 0,
    handedIn: handedIn > 0 && handedIn <= readings,
    struck: struck >= 5,
    seconds: seconds > 20,
  }).toEqual({
    saves: true,
    handedIn: true,
    struck: true,
    seconds: true,
  })
})
