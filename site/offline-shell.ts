import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a device keeps to open the jury's pages without a network. Addresses; `version` tells builds apart. */
export type Shell = { version: string; pages: string[]; files: string[] }

/** The page for those who open another one without a network. */
const fallback = '/luring/'
const icon = '/favicon.svg'

/** Every page under `/juri/` and, by its name in any of them, every built file that they may load: now, later or from one another. */
export function shellOf(site: string): Shell {
  const jurys = globSync('juri/**/index.html', { cwd: site }).map((file) => `/${file.slice(0, -'index.html'.length)}`)
  const pages = [...jurys.toSorted(), fallback]
  const read = (path: string) => readFileSync(join(site, path.endsWith('/') ? `${path}index.html` : path), 'latin1')
  const built = globSync('_astro/*', { cwd: site }).map((file) => `/${file}`)
  const texts = pages.map(read)
  const files = new Set<string>()
  for (const text of texts) {
    const named = built.filter((path) => !files.has(path) && text.includes(path.slice('/_astro/'.length)))
    for (const path of named) {
      files.add(path)
      texts.push(/\.(?:js|css)$/.test(path) ? read(path) : '')
    }
  }
  if (existsSync(join(site, icon))) files.add(icon)
  const listed = [...files].toSorted()
  const hash = createHash('sha256')
  for (const path of [...pages, ...listed]) hash.update(path).update(read(path), 'latin1')
  return { version: hash.digest('hex').slice(0, 16), pages, files: listed }
}

/** Writes the service worker of the jury's pages into a built site, with the list of this build in it. */
export function writeShellWorker(site: string): Shell {
  const shell = shellOf(site)
  const source = readFileSync(new URL('islands/offline/shell-worker.js', import.meta.url), 'utf8')
  mkdirSync(join(site, 'juri'), { recursive: true })
  writeFileSync(join(site, 'juri/luring.js'), source.replace('SHELL\n', `${JSON.stringify(shell)}\n`))
  return shell
}
