import { useEffect } from 'react'

type Flushable = { isPending: () => boolean; isAtRisk: () => boolean; flush: (isLeaving?: boolean) => Promise<void> }

const wish = 'gelanggang:kirim'

/** Asks the savers of this page to send what waits, such as before somebody leaves. */
export const askToFlush = () => window.dispatchEvent(new Event(wish))

const chances = ['online', 'focus', wish] as const

/** Calls whenever there is a new chance to send: network back, window in front again, somebody about to leave. Answers its end. */
export function onNewChance(send: () => void): () => void {
  for (const chance of chances) window.addEventListener(chance, send)
  return () => {
    for (const chance of chances) window.removeEventListener(chance, send)
  }
}

/** Sends what waits whenever there is a new chance, also when the page goes away. */
export function useFlushing(savers: readonly Flushable[]): void {
  useEffect(() => {
    const flush = (isLeaving: boolean) => {
      for (const saver of savers) if (saver.isPending()) void saver.flush(isLeaving)
    }
    const again = () => flush(false)
    const leave = () => flush(true)
    const onVisibility = () => flush(document.visibilityState === 'hidden')
    const warn = (event: BeforeUnloadEvent) => {
      if (savers.some((saver) => saver.isAtRisk())) event.preventDefault()
    }
    again()
    const forget = onNewChance(again)
    window.addEventListener('pagehide', leave)
    window.addEventListener('beforeunload', warn)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      forget()
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('beforeunload', warn)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [savers])
}
