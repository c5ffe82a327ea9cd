import { useCallback, useMemo, useSyncExternalStore } from 'react'

const changed = 'gelanggang:address'

function subscribe(notify: () => void): () => void {
  window.addEventListener('popstate', notify)
  window.addEventListener(changed, notify)
  return () => {
    window.removeEventListener('popstate', notify)
    window.removeEventListener(changed, notify)
  }
}

export type Change = Readonly<Record<string, string | null>>

/** The address of this page with some parameters set, and those given as null left out. */
export function addressWith(search: string, change: Change): string {
  const parameters = new URLSearchParams(search)
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') parameters.delete(name)
    else parameters.set(name, value)
  }
  const text = parameters.toString()
  return text === '' ? window.location.pathname : `${window.location.pathname}?${text}`
}

/**
 * The parameters of the address bar as state: they survive a reload and can be sent to a colleague. `go` makes a step
 * one can take back with the browser; `replace` does not.
 */
export function useAddress() {
  const search = useSyncExternalStore(subscribe, () => window.location.search)
  const parameters = useMemo(() => new URLSearchParams(search), [search])

  const write = useCallback((change: Change, method: 'pushState' | 'replaceState') => {
    window.history[method](null, '', addressWith(window.location.search, change))
    window.dispatchEvent(new Event(changed))
  }, [])
  const go = useCallback((change: Change) => write(change, 'pushState'), [write])
  const replace = useCallback((change: Change) => write(change, 'replaceState'), [write])
  const link = useCallback((change: Change) => addressWith(search, change), [search])

  return { get: (name: string) => parameters.get(name), go, replace, link }
}
