import { globSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { loadedBy } from '../bench/pages.ts'
import { aBuiltSite } from './built.ts'

const site = aBuiltSite()

/** Modules that a script names outside of `import(…)`: those are loaded with it. */
const loadedWith = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(([, name]) => `/_astro/${name}`)

/** React lies in one or in two of them, as the bundler likes. */
const isReact = (text: string) => text.includes('react.dev/errors/') || text.includes('react.transitional.element')

/** Scripts that are there before the desk can be used, by address. */
function deskScripts(): Map<string, string> {
  const files = loadedBy(site.folder, '/juri/nilai/')
  const wanted = [...site.read('juri/nilai/index.html').matchAll(/src="(\/_astro\/[^"]+\.js)"/g)].map(
    ([, path]) => path,
  )
  const scripts = new Map<string, string>()
  for (const path of wanted) {
    const text = path && !scripts.has(path) ? Buffer.from(files.get(path) ?? '').toString() : ''
    if (!path || text === '') continue
    scripts.set(path, text)
    wanted.push(...loadedWith(text))
  }
  return scripts
}

/** Of the portal's refusals, only what trouble with the network may call for is loaded with every page. */
const refusal = 'Lembar nilai ini sudah diserahkan dan tidak berubah lagi'

test('what the desk loads beside React is at most 55 kB of gzip, no PDF library and no sentence of a refusal', () => {
  const scripts = deskScripts()
  const own = [...scripts.values()].filter((text) => !isReact(text))
  const bytes = own.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0)
  const has = (words: string) => own.some((text) => text.includes(words))
  expect([own.length < scripts.size, has('getDocument'), has(refusal)]).toEqual([true, false, false])
  expect(bytes).toBeGreaterThan(20_000)
  expect(bytes).toBeLessThanOrEqual(55_000)
})

test('the sentences of refusals are among what a device keeps for a day without a network', () => {
  const kept = site.read('juri/luring.js')
  const holders = globSync('_astro/*.js', { cwd: site.folder }).filter((file) => site.read(file).includes(refusal))
  expect([holders.length, holders.every((file) => kept.includes(`/${file}`))]).toEqual([1, true])
})
