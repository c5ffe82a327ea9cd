import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { run } from './local.ts'

const filesOf = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    : []

const isSame = (a: string, b: string) =>
  existsSync(b) && statSync(a).size === statSync(b).size && readFileSync(a).equals(readFileSync(b))

/**
 * Brings `served` to what `fresh` holds: new and changed files first, those no longer there last, so that no page ever
 * points to something missing. The folder itself stays, because the running server watches it.
 */
export function swapIn(fresh: string, served: string): { written: number; removed: number } {
  const wanted = filesOf(fresh)
  const changed = wanted.filter((file) => !isSame(join(fresh, file), join(served, file)))
  for (const file of changed.toSorted((a, b) => Number(a.endsWith('.html')) - Number(b.endsWith('.html')))) {
    mkdirSync(dirname(join(served, file)), { recursive: true })
    copyFileSync(join(fresh, file), join(served, file))
  }
  const kept = new Set(wanted)
  const gone = filesOf(served).filter((file) => !kept.has(file))
  for (const file of gone) rmSync(join(served, file))
  return { written: changed.length, removed: gone.length }
}

export type SiteBuild = { served: string; publicationsUrl: string | null; isDemo: boolean }

const workplaces = 'node_modules/.cache'

/**
 * Builds the static site and swaps it in; a build that fails leaves what is served untouched. Each has a workplace of its own in
 * this checkout: builds into folders elsewhere, and those that share a cache, take each other's files when they run at the same time.
 */
export async function buildSite({ served, publicationsUrl, isDemo }: SiteBuild) {
  mkdirSync(workplaces, { recursive: true })
  const place = mkdtempSync(join(workplaces, 'site-build-'))
  const clear = () => rmSync(place, { recursive: true, force: true, maxRetries: 5 })
  process.on('exit', clear)
  try {
    const fresh = resolve(place, 'site')
    await run('astro', ['build', '--root', 'site', '--silent'], {
      SITE_OUT_DIR: fresh,
      SITE_CACHE_DIR: resolve(place, 'cache'),
      ...(publicationsUrl ? { PUBLICATIONS_URL: publicationsUrl } : {}),
      ...(isDemo ? { DEMO: '1' } : {}),
    })
    return swapIn(fresh, served)
  } finally {
    process.off('exit', clear)
    clear()
  }
}
