import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
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

export type SiteBuild = { fresh: string; served: string; publicationsUrl: string | null; isDemo: boolean }

/** Builds the static site into a fresh folder and swaps it in. A build that fails leaves what is served untouched. */
export async function buildSite({ fresh, served, publicationsUrl, isDemo }: SiteBuild) {
  rmSync(fresh, { recursive: true, force: true })
  await run('astro', ['build', '--root', 'site', '--silent'], {
    SITE_OUT_DIR: resolve(fresh),
    ...(publicationsUrl ? { PUBLICATIONS_URL: publicationsUrl } : {}),
    ...(isDemo ? { DEMO: '1' } : {}),
  })
  return swapIn(fresh, served)
}
