import type { SearchFile, SearchLanguage } from '#domain/search.ts'
import type { Env } from './env.ts'

const paths = { id: '/cari/indeks.json', en: '/en/cari/indeks.json' } as const satisfies Record<SearchLanguage, string>

/** Milliseconds for which a read index is good; the static pages it stands for are as old. */
const freshFor = 60_000

const read = new Map<SearchLanguage, { at: number; file: SearchFile }>()

/** The index that the site was built with, kept by this isolate for a minute; undefined when the site has none. */
export async function searchFile(env: Env, language: SearchLanguage, now: Date): Promise<SearchFile | undefined> {
  const known = read.get(language)
  if (known && now.getTime() - known.at < freshFor) return known.file
  const answer = await env.ASSETS.fetch(new URL(paths[language], env.ORIGIN).href)
  if (answer.status !== 200) {
    await answer.body?.cancel()
    return undefined
  }
  const file: SearchFile = await answer.json()
  read.set(language, { at: now.getTime(), file })
  return file
}
