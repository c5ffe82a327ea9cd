/*
 * The service worker of `/juri/`: keeps the jury's pages and every script, style and font they load, so that they open without a
 * network. `site/offline-shell.ts` puts the list of this build in the place of SHELL; another build is another worker, which
 * fetches its own files and takes over. Nothing of `/api/` ever passes through here: what a juror reads and writes is sealed in
 * the vault, not in a cache.
 */
const shell = SHELL
const prefix = 'juri-'
const shelf = prefix + shell.version
/** Milliseconds that a page may take to come over the network before the kept one is shown. */
const patienceMs = 3000
const fallback = '/luring/'

const files = new Set(shell.files)
const pages = new Set(shell.pages)

async function fetchWell(path) {
  const response = await fetch(path, pages.has(path) ? { cache: 'reload' } : {})
  // A page that was led elsewhere may not answer for its address.
  if (!response.ok || response.redirected) throw new Error(`${path} answered ${response.status}`)
  return response
}

/** While the site is being renewed a page may still be of the build before: it would name files that are not in the list. */
async function requireOfThisBuild(path, page) {
  const html = await page.clone().text()
  const strange = [...html.matchAll(/["'](\/_astro\/[^"'?#]+)/g)].find(([, named]) => !files.has(named))
  if (strange) throw new Error(`${path} is of another build: it names ${strange[1]}`)
}

async function missing(cache) {
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  return [...files, ...pages].filter((path) => !kept.has(path))
}

async function keep() {
  const cache = await caches.open(shelf)
  const wanted = await missing(cache)
  const answers = await Promise.all(wanted.map(async (path) => [path, await fetchWell(path)]))
  await Promise.all(answers.map(([path, page]) => (pages.has(path) ? requireOfThisBuild(path, page) : undefined)))
  await Promise.all(answers.map(([path, response]) => cache.put(path, response)))
}

const isKept = async () => (await caches.has(shelf)) && (await missing(await caches.open(shelf))).length === 0

/** A tab may still run the build before this one and load a part of it late; older ones go. */
async function forgetOlder() {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== shelf)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}

/** From this build, or a part of the build before, whose name no other content has. */
async function findKept(path) {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix))
  const older = path.startsWith('/_astro/') ? names.filter((name) => name !== shelf) : []
  for (const name of [...names.filter((one) => one === shelf), ...older]) {
    const found = await (await caches.open(name)).match(path)
    if (found) return found
  }
  return undefined
}

async function answerPage(request, pathname) {
  const network = fetch(request)
  const tired = new Promise((resolve) => setTimeout(resolve, patienceMs))
  const first = await Promise.race([network.catch(() => undefined), tired])
  if (first && first.status < 500) return first
  const kept = await findKept(pathname)
  if (kept) return kept
  return network.catch(async (error) => {
    const page = await findKept(fallback)
    if (page) return page
    throw error
  })
}

/** All of this build or nothing: a shelf that was begun and could not be filled would pass for the build before. */
async function install() {
  const isThere = await caches.has(shelf)
  try {
    await keep()
  } catch (error) {
    if (!isThere) await caches.delete(shelf)
    throw error
  }
  await self.skipWaiting()
}

self.addEventListener('install', (event) => event.waitUntil(install()))

self.addEventListener('activate', (event) => event.waitUntil(forgetOlder().then(() => self.clients.claim())))

self.addEventListener('message', (event) => {
  const [port] = event.ports
  const done = event.data === 'keep' ? keep().then(isKept) : isKept()
  event.waitUntil(
    done.then(
      (answer) => port?.postMessage(answer),
      () => port?.postMessage(false),
    ),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(answerPage(request, pathname))
  else if (files.has(pathname) || pathname.startsWith('/_astro/'))
    event.respondWith(findKept(pathname).then((kept) => kept ?? fetch(request)))
})
