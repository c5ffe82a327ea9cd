/* Keeps one page on the device and shows it when the network fails; nothing else is cached. Registered by the workspaces. */
const shelf = 'luring'
const offlinePages = ['/luring/', '/en/luring/']

/** The pages with the style sheet, font and icon they name. */
async function keep() {
  const cache = await caches.open(shelf)
  for (const path of offlinePages) {
    const page = await fetch(path, { cache: 'reload' })
    if (!page.ok) throw new Error(`${path} answered ${page.status}`)
    const html = await page.clone().text()
    const assets = [...html.matchAll(/<link rel="(?:stylesheet|preload|icon)" href="(\/[^"]+)"/g)].map(
      ([, href]) => href,
    )
    await cache.addAll(assets)
    await cache.put(path, page)
  }
}

self.addEventListener('install', (event) => event.waitUntil(keep()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  const fallback = request.mode === 'navigate' ? offlinePages[pathname.startsWith('/en/') ? 1 : 0] : request
  const isKept = request.mode === 'navigate' || pathname.startsWith('/_astro/') || pathname === '/favicon.svg'
  if (request.method !== 'GET' || pathname.startsWith('/api/') || !isKept) return
  event.respondWith(
    fetch(request).catch(async (error) => {
      const kept = await caches.match(fallback)
      if (kept) return kept
      throw error
    }),
  )
})
