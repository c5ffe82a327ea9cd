import { createServer, type ServerResponse } from 'node:http'
import { build } from 'esbuild'
import type { BrowserContext, Page } from 'playwright-core'
import { serveFolder } from '../../bench/static-server.ts'

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

/** All well, a line that never answers, or a portal that is down behind one that does. */
export type Line = 'well' | 'silent' | 'down'

/** A built site with the few answers of the API that a juror's page asks for, over a line that can fail. */
export async function serveSite(folder: string) {
  const files = await serveFolder(folder)
  let line: Line = 'well'
  const silent = new Set<ServerResponse>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    asked.push(pathname)
    if (line === 'silent') return void silent.add(response)
    if (line === 'down') return void response.writeHead(503).end()
    if (pathname.startsWith('/api/')) return answer(pathname, response)
    const passOn = async () => {
      // Packed for nobody: this line costs nothing.
      const found = await fetch(files.origin + pathname, { headers: { 'accept-encoding': 'identity' } })
      const headers = Object.fromEntries(
        [...found.headers].filter(
          ([name]) => !/^(?:content-encoding|content-length|transfer-encoding|connection|keep-alive)$/.test(name),
        ),
      )
      response.writeHead(found.status, headers).end(new Uint8Array(await found.arrayBuffer()))
    }
    // What is under way when the server is closed is cut off; a page that waits for it counts it as failed.
    passOn().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port was given')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked,
    setLine: (next: Line) => {
      line = next
      for (const response of silent) response.destroy()
      silent.clear()
    },
    close: () => {
      server.closeAllConnections()
      server.close()
      files.close()
    },
  }
}

const juror = {
  user: { id: 'ani', name: 'Ani Juri', email: 'ani@portal.example' },
  roles: [{ role: 'evaluator', editionId: 'kipp-uji', agencyId: null }],
  isDemo: false,
  secondFactor: { isOn: false, isMissing: false },
}

function answer(path: string, response: ServerResponse): void {
  const body = { '/api/me': juror, '/api/assignments': { stages: [], now: new Date().toISOString() } }[path]
  // As the portal answers: the browser's own cache keeps nothing of it either.
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body ?? { code: 'not_found' }))
}
