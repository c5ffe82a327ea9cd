import { useCallback, useState } from 'react'

const prefix = 'gelanggang:isian:'

/** Words typed into a form: kept for this tab under `key`, so that a reload or a step back loses nothing. */
export function useKept(key: string, initial = ''): [string, (value: string) => void, () => void] {
  const [kept, setKept] = useState({ key, value: read(key) ?? initial })
  const value = kept.key === key ? kept.value : (read(key) ?? initial)

  const change = useCallback(
    (next: string) => {
      setKept({ key, value: next })
      write(key, next)
    },
    [key],
  )
  const forget = useCallback(() => {
    setKept({ key, value: initial })
    write(key, null)
  }, [key, initial])
  return [value, change, forget]
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(prefix + key)
    else sessionStorage.setItem(prefix + key, value)
  } catch {
    // a device that keeps nothing still shows what is typed
  }
}
