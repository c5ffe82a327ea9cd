import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, it } from 'vitest'

const html = '<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/_astro/a.css"><a href="/inovasi/">'
const origin = 'https://portal.example'

type FetchEvent = {
  request: { url: string; method: string; mode: string }
  respondWith: (answer: Promise<unknown>) => void
}
type Listener = (event: { waitUntil: (work: Promise<unknown>) => void } & Partial<FetchEvent>) => void

/** The service worker in a world of its own, whose network can be cut. */
function aDevice() {
  const [listeners, kept] = [new Map<string, Listener>(), new Map<string, string>()]
  const network = { isUp: true }
  const keyOf = (request: string | { url: string }) =>
    new URL(typeof request === 'string' ? request : request.url, origin).pathname
  const fetch = async (request: string | { url: string }) => {
    if (!network.isUp) throw new TypeError('no network')
    const path = keyOf(request)
    return { ok: true, path, clone: () => ({ text: async () => html }) }
  }
  const cache = {
    addAll: async (paths: string[]) => paths.forEach((path) => kept.set(path, path)),
    put: async (path: string, page: { path: string }) => kept.set(path, page.path),
  }
  const caches = {
    open: async () => cache,
    match: async (request: string | { url: string }) => kept.get(keyOf(request)),
  }
  const self = { addEventListener: (name: string, listener: Listener) => listeners.set(name, listener) }
  runInContext(readFileSync('site/public/sw.js', 'utf8'), createContext({ self, caches, fetch, URL }))
  return { listeners, kept, network }
}

async function installed() {
  const device = aDevice()
  let work: Promise<unknown> = Promise.resolve()
  device.listeners.get('install')?.({ waitUntil: (promise) => (work = promise) })
  await work
  return device
}

/** What the device answers; `undefined` when the worker leaves the request alone. */
async function ask(device: ReturnType<typeof aDevice>, path: string, mode = 'navigate', method = 'GET') {
  let answer: Promise<unknown> | undefined
  device.listeners.get('fetch')?.({
    waitUntil: () => undefined,
    request: { url: `${origin}${path}`, method, mode },
    respondWith: (promise) => (answer = promise),
  })
  return answer
}

describe('the page for those without network', () => {
  it('is kept in both languages with all it names, and nothing else', async () => {
    const { kept } = await installed()
    expect([...kept.keys()].toSorted()).toEqual(['/_astro/a.css', '/en/luring/', '/favicon.svg', '/luring/'])
  })

  it('is shown in the language of the address when the network fails', async () => {
    const device = await installed()
    device.network.isUp = false
    expect([await ask(device, '/peserta/usulan/'), await ask(device, '/en/inovasi/')]).toEqual([
      '/luring/',
      '/en/luring/',
    ])
    expect(await ask(device, '/_astro/a.css', 'no-cors')).toBe('/_astro/a.css')
  })

  it('never stands in for an answer of the portal, and never while there is a network', async () => {
    const device = await installed()
    expect(await ask(device, '/inovasi/')).toMatchObject({ path: '/inovasi/' })
    device.network.isUp = false
    expect(await ask(device, '/api/proposals', 'cors')).toBeUndefined()
    expect(await ask(device, '/inovasi/', 'navigate', 'POST')).toBeUndefined()
    await expect(ask(device, '/_astro/unknown.js', 'no-cors')).rejects.toThrow('no network')
  })
})
