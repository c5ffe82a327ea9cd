import { globSync } from 'node:fs'
import { resolve } from 'node:path'

export type PublicText = { name: string; id: unknown; en: unknown }

/** Every dictionary of `site/text/public/`: whatever is exported with both languages. */
export async function publicTexts(): Promise<PublicText[]> {
  const files = globSync('site/text/public/*.ts').toSorted()
  const modules = await Promise.all(
    files.map(async (file) => {
      const path = resolve(file)
      const module: unknown = await import(/* @vite-ignore */ path)
      return { noun: file.replace(/^.*\/|\.ts$/g, ''), exports: Object.entries(Object(module)) }
    }),
  )
  return modules.flatMap(({ noun, exports }) =>
    exports.flatMap(([name, value]) => (isBilingual(value) ? [{ name: `${noun}.${name}`, ...value }] : [])),
  )
}

function isBilingual(value: unknown): value is { id: unknown; en: unknown } {
  return typeof value === 'object' && value !== null && Object.keys(value).toSorted().join() === 'en,id'
}

/** The strings of a text, at any depth; a function of a text has none. */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}
