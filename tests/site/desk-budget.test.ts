import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { loadedBy } from '../bench/pages.ts'
import { aBuiltSite } from './built.ts'

const site = aBuiltSite()

/** Modules that a script names outside of `import(…)`: those are loaded with it. */
const loadedWith = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(([, name]) => `/_astro/${name}`)

const isReact = (text: string) => text.includes('react.dev/errors/')

test('what the desk loads beside React is at most 60 kB of gzip, and no PDF library', () => {
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
  const own = [...scripts.values()].filter((text) => !isReact(text))
  const bytes = own.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0)
  expect([scripts.size - own.length, own.some((text) => text.includes('getDocument'))]).toEqual([1, false])
  expect(bytes).toBeGreaterThan(20_000)
  expect(bytes).toBeLessThanOrEqual(60_000)
})
