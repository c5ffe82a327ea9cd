import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { run } from '#worker/cli/local.ts'
import type { Measurement } from './measurement.ts'

export const gzipKb = (bytes: string | Uint8Array): number => gzipSync(bytes, { level: 9 }).length / 1000

export async function buildPages(folder: string): Promise<string> {
  const out = `${folder}/site`
  await run('astro', ['build', '--root', 'site', '--silent'], {
    SITE_OUT_DIR: resolve(out),
    SITE_CACHE_DIR: resolve(`${folder}/site-cache`),
  })
  return out
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found ?? '')

/** What a style sheet or a module names: files of its own origin, without fragments of the page. */
function namedBy(path: string, text: string): string[] {
  const named = path.endsWith('.css')
    ? matches(text, /url\(["']?([^"')]+)["']?\)/g)
    : path.endsWith('.js')
      ? matches(text, /(?:from|import)\s*\(?["'`](\.{1,2}\/[^"'`]+)["'`]/g)
      : []
  return named
    .filter((one) => !one.startsWith('#') && !one.startsWith('data:'))
    .map((one) => new URL(one, `http://localhost${path}`).pathname)
}

/** A page and everything that it loads, by address: styles, fonts, pictures, icons, scripts and what these name in turn. */
export function loadedBy(site: string, page: string): Map<string, Uint8Array> {
  const html = readFileSync(`${site}${page}index.html`)
  const loaded = new Map<string, Uint8Array>([[page, html]])
  const tags = matches(html.toString(), /(<(?:link|script|img|source|iframe|video|object)\b[^>]*>)/g)
  const wanted = tags
    .filter((tag) => !/rel="(?:canonical|alternate|sitemap)"/.test(tag))
    .flatMap((tag) => matches(tag, /\b(?:href|src|data)="(\/[^"#?]+)"/g))
  for (const path of wanted) {
    if (loaded.has(path)) continue
    if (!existsSync(`${site}${path}`)) throw new Error(`${page} loads ${path}, which was not built`)
    const bytes = readFileSync(`${site}${path}`)
    loaded.set(path, bytes)
    wanted.push(...namedBy(path, bytes.toString()))
  }
  return loaded
}

const scripts = (loaded: ReadonlyMap<string, Uint8Array>): Uint8Array[] =>
  [...loaded].filter(([path]) => path.endsWith('.js')).map(([, bytes]) => bytes)

/** Scripts that stand in the page itself; schema.org data is none, no browser runs it. */
const inlineScripts = (html: string): string[] =>
  matches(html, /<script(?![^>]*\bsrc=)(?![^>]*ld\+json)[^>]*>([\s\S]*?)<\/script>/g).filter(
    (code) => code.trim() !== '',
  )

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** kB of script that a page loads, gzip. */
function scriptGzipKb(site: string, page: string): number {
  const html = readFileSync(`${site}${page}index.html`, 'utf8')
  return sum([...scripts(loadedBy(site, page)), ...inlineScripts(html)].map(gzipKb))
}

const reactAlone = `
  import * as react from 'react'
  import { jsx, jsxs, Fragment } from 'react/jsx-runtime'
  import { createRoot } from 'react-dom/client'
  window.react = [react, jsx, jsxs, Fragment, createRoot]`

/** React and react-dom bundled by the same bundler, without anything of ours. */
export async function reactGzipKb(): Promise<number> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, modulePreload: false, rollupOptions: { input: 'react-alone' } },
    plugins: [
      {
        name: 'react-alone',
        resolveId: (id) => (id === 'react-alone' ? resolve('react-alone.js') : undefined),
        load: (id) => (id === resolve('react-alone.js') ? reactAlone : undefined),
      },
    ],
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []))
  const chunks = outputs.flatMap((one) => (one.type === 'chunk' ? [one.code] : []))
  if (chunks.length === 0) throw new Error('React was not bundled')
  return sum(chunks.map(gzipKb))
}

/** What the desk loads is measured in a browser, by `bench:jury`: a bundle does not tell what is fetched only when it is asked for. */
export function measurePages(site: string): Measurement[] {
  const innovation = '/inovasi/klinik-bum-desa/'
  const weight = sum([...loadedBy(site, innovation).values()].map(gzipKb))
  return [
    { name: 'page_innovation_gzip_kb', value: weight, unit: 'kB' },
    { name: 'page_innovation_script_kb', value: scriptGzipKb(site, innovation), unit: 'kB' },
  ]
}
