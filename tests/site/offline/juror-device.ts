import { createServer } from 'node:http'
import { build } from 'esbuild'
import type { BrowserContext, Page } from 'playwright-core'

/** A page of a secure address without anything on it. */
export function serveBlankPage(): Promise<{ origin: string; close: () => void }> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>.</title>'),
  )
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address !== 'object' || address === null) return reject(new Error('no port was given'))
      resolve({ origin: `http://127.0.0.1:${address.port}`, close: () => server.close() })
    })
  })
}

declare global {
  interface Window {
    vaults: typeof import('#site/islands/offline/vault.ts')
    shells: typeof import('#site/islands/offline/shell.ts')
    sheets: typeof import('#site/islands/local-first/sealed-device.ts')
    unsent: typeof import('#site/islands/offline/unsent.ts')
  }
}

const entry = `
  export * as vaults from '#site/islands/offline/vault.ts'
  export * as shells from '#site/islands/offline/shell.ts'
  export * as sheets from '#site/islands/local-first/sealed-device.ts'
  export * as unsent from '#site/islands/offline/unsent.ts'`

/** The device's side of the desk as one script: `window.vaults`, `window.shells` and so on. */
export async function deviceScript(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'device',
    target: 'es2022',
  })
  return `${outputFiles[0]?.text ?? ''};Object.assign(globalThis, device)`
}

/** A tab with that script in it. Evaluating goes around the policy against foreign scripts, like any tool of the browser. */
export async function openTab(context: BrowserContext, address: string, script: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(address)
  await page.evaluate(script)
  return page
}
