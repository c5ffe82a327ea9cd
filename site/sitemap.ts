import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sitemap from '@astrojs/sitemap'

/**
 * Every page that wants to be found, with its twin in the other language. A page that says `noindex` of itself, as workspaces
 * do, is not listed; `outDir` is where the pages are by then.
 */
export const sitemapOf = (outDir: string) =>
  sitemap({
    i18n: { defaultLocale: 'id', locales: { id: 'id', en: 'en' } },
    filter: (address) => {
      const path = decodeURI(new URL(address).pathname)
      const file = join(outDir, path, 'index.html')
      return existsSync(file) && !readFileSync(file, 'utf8').includes('<meta name="robots" content="noindex"')
    },
  })
