import { useEffect, useEffectEvent } from 'react'

/** Asks at once, then again and again while the page is looked at, and when it is looked at again or the network is back. */
export function usePolling(key: string, ask: () => Promise<void>, everyMs: number): void {
  const askNow = useEffectEvent(() => {
    if (document.visibilityState !== 'hidden') void ask()
  })
  useEffect(() => {
    askNow()
    const timer = setInterval(askNow, everyMs)
    document.addEventListener('visibilitychange', askNow)
    window.addEventListener('online', askNow)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', askNow)
      window.removeEventListener('online', askNow)
    }
  }, [key, everyMs])
}
