import { readFileSync, renameSync, rmdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { defineConfig } from 'astro/config'
import { writeShellWorker } from './offline-shell.ts'
import { sitemapOf } from './sitemap.ts'
import { unusedMarkdown } from './unused-markdown.ts'
import { indexSite } from '../worker/cli/search-index.ts'

const { SITE_OUT_DIR, SITE_CACHE_DIR, PUBLICATIONS_URL } = process.env

/** Addresses in the pages' heads begin with the portal that is built for; a build for the archive alone takes the deployed one. */
const deployed = /^ORIGIN = "(.+)"$/m.exec(readFileSync(new URL('../wrangler.toml', import.meta.url), 'utf8'))?.[1]
const site = PUBLICATIONS_URL ?? deployed
if (!site) throw new Error('wrangler.toml: ORIGIN is missing, an address such as "https://gelanggang.example.go.id"')

const outDir = resolve(SITE_OUT_DIR ?? 'site/dist')

/** The platform answers an unknown address with the nearest `404.html`, one for each language. */
const notFoundPages: AstroIntegration = {
  name: 'not-found-pages',
  hooks: {
    'astro:build:done': ({ dir }) => {
      for (const name of ['404', 'en/404']) {
        const folder = fileURLToPath(new URL(`${name}/`, dir))
        renameSync(`${folder}index.html`, fileURLToPath(new URL(`${name}.html`, dir)))
        rmdirSync(folder)
      }
    },
  },
}

/** What `/cari/` searches is part of every build. */
const searchIndex: AstroIntegration = {
  name: 'search-index',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const indexed = await indexSite(fileURLToPath(dir))
      logger.info(`${indexed} pages of innovations can be found`)
    },
  },
}

/** The jury's pages open without a network: their service worker lists what this build made. */
const offlineShell: AstroIntegration = {
  name: 'offline-shell',
  hooks: {
    'astro:build:done': ({ dir, logger }) => {
      const { pages, files } = writeShellWorker(fileURLToPath(dir))
      logger.info(`${pages.length} pages and ${files.length} files are kept on a juror's device`)
    },
  },
}

/**
 * A static site without inline scripts, so that `site/public/_headers` can forbid them.
 * The running portal builds into a fresh folder (SITE_OUT_DIR) and swaps it in; builds that run at the same time
 * take a cache of their own (SITE_CACHE_DIR). Both are paths from the working directory.
 */
export default defineConfig({
  site,
  srcDir: '.',
  outDir,
  cacheDir: SITE_CACHE_DIR ? resolve(SITE_CACHE_DIR) : './node_modules/.astro',
  output: 'static',
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  integrations: [notFoundPages, searchIndex, offlineShell, sitemapOf(outDir)],
  devToolbar: { enabled: false },
  // Assets are never inlined: a script inside the page would break the Content-Security-Policy.
  vite: { build: { assetsInlineLimit: 0 }, plugins: [unusedMarkdown] },
})
