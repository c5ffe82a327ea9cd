import { useCallback, useEffect, useRef, useState } from 'react'
import type { Verification } from '#domain/ranking/bundle-verification.ts'
import type { RecomputeNews, RecomputeOrder } from './recompute-worker.ts'

/** How far a recomputation is; `seconds` is what it took in this browser. */
export type Recomputation =
  | { step: 'idle' }
  | { step: 'loading' }
  | { step: 'running'; share: number }
  | { step: 'done'; verification: Verification; seconds: number }
  | { step: 'failed'; reason: 'network' | 'not-json' | 'worker' }

/** Reads a bundle and recomputes it in a worker; a new start ends the one before. */
export function useRecompute() {
  const [state, setState] = useState<Recomputation>({ step: 'idle' })
  const worker = useRef<Worker>(null)
  const round = useRef(0)
  useEffect(() => () => worker.current?.terminate(), [])

  const start = useCallback(async (read: () => Promise<string>, expectedHash: string | null) => {
    const mine = ++round.current
    worker.current?.terminate()
    setState({ step: 'loading' })
    const text = await read().catch(() => undefined)
    if (mine !== round.current) return
    if (text === undefined) return setState({ step: 'failed', reason: 'network' })
    const began = performance.now()
    const engine = new Worker(new URL('./recompute-worker.ts', import.meta.url), { type: 'module' })
    worker.current = engine
    setState({ step: 'running', share: 0 })
    engine.addEventListener('error', () => setState({ step: 'failed', reason: 'worker' }))
    engine.addEventListener('message', ({ data }: MessageEvent<RecomputeNews>) => {
      if (data.kind === 'progress') return setState({ step: 'running', share: data.share })
      engine.terminate()
      if (data.kind === 'not-json') return setState({ step: 'failed', reason: 'not-json' })
      setState({ step: 'done', verification: data.verification, seconds: (performance.now() - began) / 1000 })
    })
    engine.postMessage({ text, expectedHash } satisfies RecomputeOrder, {})
  }, [])
  return { state, start }
}
