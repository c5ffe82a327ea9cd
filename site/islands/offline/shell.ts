/** The jury's pages on this device: the service worker of `/juri/` keeps them, `shell-worker.js` says how. */
const address = '/juri/luring.js'
const scope = '/juri/'

/** A service worker that has not answered for this long (milliseconds), with all pages to fetch on a slow line, has failed. */
const patienceMs = 60_000

/** Has this device keep the jury's pages and all that they load; true when they would open without a network. */
export async function prepareShell(): Promise<boolean> {
  const worker = await install()
  if (!worker) return false
  // The browser may otherwise throw away what it keeps for this site when its disk is full.
  void navigator.storage?.persist?.().catch(() => undefined)
  return ask(worker, 'keep')
}

/** Whether the pages would open without a network; fetches nothing. */
export async function isShellKept(): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration(scope).catch(() => undefined)
  const worker = registration?.scope.endsWith(scope) ? registration.active : null
  return worker ? ask(worker, 'check') : false
}

/** At sign-out. Pages hold no personal data; the worker stays, and a later build of the pages may be kept by it again. */
export async function forgetShell(): Promise<void> {
  if (typeof caches === 'undefined') return
  const names = await caches.keys().catch(() => [])
  await Promise.all(names.filter((name) => name.startsWith('juri-')).map((name) => caches.delete(name)))
}

async function install(): Promise<ServiceWorker | undefined> {
  try {
    const registration = await navigator.serviceWorker.register(address, { scope, updateViaCache: 'none' })
    const worker = registration.installing ?? registration.waiting ?? registration.active
    return worker ? await activated(worker, registration) : undefined
  } catch {
    // No service workers here, or the portal was not reached: then one of an earlier visit may still do.
    const registration = await navigator.serviceWorker?.getRegistration(scope).catch(() => undefined)
    return registration?.scope.endsWith(scope) ? (registration.active ?? undefined) : undefined
  }
}

function activated(worker: ServiceWorker, registration: ServiceWorkerRegistration): Promise<ServiceWorker | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'activated') resolve(worker)
      // A new build could not be fetched: the one before still stands.
      if (worker.state === 'redundant') resolve(registration.active ?? undefined)
    }
    worker.addEventListener('statechange', look)
    setTimeout(() => resolve(undefined), patienceMs)
    look()
  })
}

function ask(worker: ServiceWorker, kind: 'keep' | 'check'): Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(data === true))
    port1.start()
    setTimeout(() => resolve(false), patienceMs)
    worker.postMessage(kind, [port2])
  })
}
