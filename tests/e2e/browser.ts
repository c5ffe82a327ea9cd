import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { execFileSync } from 'node:child_process'
import { chromium as playwright, type Browser, type LaunchOptions } from 'playwright-core'
import * as z from 'zod'

/** The package that carries the browser, packed. */
const carrier = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..')
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(carrier, 'package.json'), 'utf8')))

/**
 * The Chromium of an npm package, so that every machine tests with the same one. Machines without NSS get the libraries that
 * the package carries for its own platform. Unpacked once a machine: whoever comes first puts the whole folder in its place at
 * once, so that nobody starts half a browser.
 */
function unpackedBrowser(): string {
  const place = join(tmpdir(), `gelanggang-chromium-${version}`)
  if (existsSync(place)) return place
  const beside = mkdtempSync(`${place}-`)
  writeFileSync(join(beside, 'chromium'), unpacked('chromium.br'), { mode: 0o755 })
  for (const archive of ['al2023.tar.br', 'swiftshader.tar.br'])
    execFileSync('tar', ['-x', '-C', beside], { input: unpacked(archive) })
  chmodSync(beside, 0o755)
  try {
    renameSync(beside, place)
  } catch (error) {
    rmSync(beside, { recursive: true })
    if (!existsSync(place)) throw error
  }
  return place
}

const unpacked = (file: string): Buffer => brotliDecompressSync(readFileSync(join(carrier, 'bin', file)))

/** Switches that keep the browser from looking for its maker's servers. */
const alone = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

function launching(): LaunchOptions {
  const folder = unpackedBrowser()
  return {
    executablePath: join(folder, 'chromium'),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', ...alone],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    },
  }
}

/** One browser for all files of a run: each that opens one joins it, and closes only what it opened itself. */
export async function shareBrowser(): Promise<{ stop: () => Promise<void> }> {
  const server = await playwright.launchServer(launching())
  process.env.SHARED_BROWSER = server.wsEndpoint()
  return { stop: () => server.close() }
}

export async function openBrowser(): Promise<Browser> {
  const shared = process.env.SHARED_BROWSER
  return shared === undefined ? playwright.launch(launching()) : playwright.connect(shared)
}
