/** Runs the portal's own engine away from the page, so that a long recomputation never freezes it. */
import { verifyBundle } from '#domain/ranking/bundle-verification.ts'
import type { Verification } from '#domain/ranking/bundle-verification.ts'

/** `text`: a bundle as it came. `expectedHash`: its hash as published elsewhere, or null when there is none. */
export type RecomputeOrder = { text: string; expectedHash: string | null }

/** `share`: of the work, 0..1. */
export type RecomputeNews =
  { kind: 'progress'; share: number } | { kind: 'done'; verification: Verification } | { kind: 'not-json' }

const tell = (news: RecomputeNews) => self.postMessage(news, {})

self.addEventListener('message', ({ data }: MessageEvent<RecomputeOrder>) => {
  let value: unknown
  try {
    value = JSON.parse(data.text)
  } catch {
    tell({ kind: 'not-json' })
    return
  }
  const report = (share: number) => tell({ kind: 'progress', share })
  const expectedHash = data.expectedHash ?? undefined
  tell({ kind: 'done', verification: verifyBundle(value, { expectedHash, report }) })
})
