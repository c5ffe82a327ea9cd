import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { execFileSync } from 'node:child_process'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser, type LaunchOptions } from 'playwright-core'

/**
 * The Chromium of an npm package, so that every machine tests with the same one. Machines without NSS get the libraries that
 * the package carries for its own platform; they are unpacked beside the browser once.
 */
function bundledLibraries(): string {
  const folder = join(tmpdir(), 'gelanggang-chromium-libraries')
  const done = join(folder, 'unpacked')
  if (!existsSync(done)) {
    mkdirSync(folder, { recursive: true })
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
    const archive = join(dirname(entry), '..', 'bin', 'al2023.tar.br')
    const tar = join(folder, 'al2023.tar')
    writeFileSync(tar, brotliDecompressSync(readFileSync(archive)))
    execFileSync('tar', ['-xf', tar, '-C', folder])
    writeFileSync(done, '')
  }
  return join(folder, 'lib')
}

/** Switches that keep the browser from looking for its maker's servers. */
const alone = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

async function launching(): Promise<LaunchOptions> {
  return {
    executablePath: await chromium.executablePath(),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', ...alone],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [bundledLibraries(), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    },
  }
}

/** One browser for all files of a run: each that opens one joins it, and closes only what it opened itself. */
export async function shareBrowser(): Promise<{ stop: () => Promise<void> }> {
  const server = await playwright.launchServer(await launching())
  process.env.SHARED_BROWSER = server.wsEndpoint()
  return { stop: () => server.close() }
}

export async function openBrowser(): Promise<Browser> {
  const shared = process.env.SHARED_BROWSER
  return shared === undefined ? playwright.launch(await launching()) : playwright.connect(shared)
}
