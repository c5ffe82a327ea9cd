import { useEffect, useState, useSyncExternalStore } from 'react'
import { findOwner } from './owner.ts'
import { isShellKept } from './shell.ts'
import { countUnsent } from './unsent.ts'
import { onUnsent } from './unsent-news.ts'

/** From a change of the copies to counting them, milliseconds: each keystroke is one. */
const restMs = 400
/** Between two looks at whether the pages are kept until they are, milliseconds. */
const lookMs = 3000

export type Offline = {
  /** What the device knows of its network; whether the portal answers is told by each save. */
  isOnline: boolean
  /** Whether the jury's pages would open without a network. */
  isPrepared: boolean
  /** Sheets with words that only this device has. */
  unsent: number
}

/** For the header of the jury's pages. */
export function useOffline(): Offline {
  return { isOnline: useIsOnline(), isPrepared: useIsPrepared(), unsent: useUnsent() }
}

function useIsOnline(): boolean {
  return useSyncExternalStore(onLine, () => navigator.onLine)
}

function onLine(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

function useIsPrepared(): boolean {
  const [isPrepared, setPrepared] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isCurrent = true
    const look = async () => {
      const isKept = await isShellKept()
      if (!isCurrent) return
      setPrepared(isKept)
      if (!isKept) timer = setTimeout(() => void look(), lookMs)
    }
    void look()
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [])
  return isPrepared
}

function useUnsent(): number {
  const [unsent, setUnsent] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isCurrent = true
    const look = async () => {
      const owner = await findOwner()
      const found = owner === undefined ? 0 : await countUnsent(owner)
      if (isCurrent) setUnsent(found)
    }
    const stopListening = onUnsent(() => {
      clearTimeout(timer)
      timer = setTimeout(() => void look(), restMs)
    })
    void look()
    return () => {
      isCurrent = false
      clearTimeout(timer)
      stopListening()
    }
  }, [])
  return unsent
}
