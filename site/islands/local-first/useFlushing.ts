import { useEffect } from 'react'

type Flushable = { isPending: () => boolean; isAtRisk: () => boolean; flush: (isLeaving?: boolean) => Promise<void> }

const wish = 'gelanggang:kirim'

/** Asks the savers of this page to send what waits, such as before somebody leaves. */
export const askToFlush = () => window.dispatchEvent(new Event(wish))

/** Sends what waits whenever there is a new chance: network back, window in front again, signed in elsewhere, page going away. */
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
    window.addEventListener('online', again)
    window.addEventListener('focus', again)
    window.addEventListener(wish, again)
    window.addEventListener('pagehide', leave)
    window.addEventListener('beforeunload', warn)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      window.removeEventListener('online', again)
      window.removeEventListener('focus', again)
      window.removeEventListener(wish, again)
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('beforeunload', warn)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [savers])
}
