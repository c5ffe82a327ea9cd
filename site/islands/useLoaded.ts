import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import type { Answer } from './answer.ts'

type Loaded<Value> = { key: string; round: number; answer: Answer<Value> }

/**
 * Loads once for each `key` and again on `reload`, which keeps what is shown until the new answer is there.
 * An answer that arrives after the key has changed is dropped.
 */
export function useLoaded<Value>(key: string, load: () => Promise<Answer<Value>>) {
  const [loaded, setLoaded] = useState<Loaded<Value>>()
  const [round, setRound] = useState(0)
  const ask = useEffectEvent(load)

  useEffect(() => {
    let isCurrent = true
    void ask().then((answer) => {
      if (isCurrent) setLoaded({ key, round, answer })
    })
    return () => {
      isCurrent = false
    }
  }, [key, round])

  const reload = useCallback(() => setRound((n) => n + 1), [])
  const answer = loaded?.key === key ? loaded.answer : undefined
  return { answer, isReloading: loaded?.round !== round, reload }
}
