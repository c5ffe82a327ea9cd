import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readArchive } from '#content/archive.ts'
import type { Loader } from 'astro/loaders'
import { provinceNamed } from './provinces.ts'

/**
 * Loads the archive's records, each once. A fault in any of them stops the build with a sentence that names file, field and what is
 * expected there.
 */
export function archiveLoader(folder: string): Loader {
  return {
    name: 'archive',
    load: async ({ store, generateDigest }) => {
      const files = readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
        .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(resolve(folder, name), 'utf8') }))
      const { records, faults } = readArchive(files, (name) => provinceNamed(name) !== undefined)
      if (faults.length > 0) throw new Error(faults.join('\n'))
      store.clear()
      for (const data of records) store.set({ id: data.slug, data, digest: generateDigest(data) })
    },
  }
}
