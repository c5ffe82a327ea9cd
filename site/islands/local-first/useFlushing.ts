import { useEffect } from 'react'

type Flushable = { isPending: () => boolean; isAtRisk: () => boolean; flush: (isLeaving?: boolean) => Promise<void> }

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
    window.addEventListener('pagehide', leave)
    window.addEventListener('beforeunload', warn)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      window.removeEventListener('online', again)
      window.removeEventListener('focus', again)
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('beforeunload', warn)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [savers])
}
