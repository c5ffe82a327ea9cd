import { accept, refuse, type Result } from './result.ts'

/** What a sender meant to forward while registration was open; the server signs it. */
export type Intent = {
  proposalId: string
  /** SHA-256 of the proposal's content at that moment, hex. */
  contentHash: string
  issuedAt: Date
}

export type LateRefusal =
  | { code: 'intent_invalid' }
  /** The text is not the one the sender had checked. */
  | { code: 'intent_outdated' }
  /** Our service did not fail near this closing, so the closing holds. */
  | { code: 'no_grace'; closedAt: string }
  | { code: 'grace_over'; endedAt: string }

type Late = {
  intent: Intent | undefined
  proposalId: string
  contentHash: string
  /** When the content was last saved. */
  savedAt: Date
  closesAt: Date
  grace: { endsAt: Date } | undefined
}

/**
 * Whether a forwarding that arrives after the closing counts all the same: the sender had shown the intent before the closing, the
 * content is that of then, a recorded failure of our service covers the closing, and the grace is not over.
 */
export function acceptLate(late: Late, now: Date): Result<Intent, LateRefusal> {
  const { intent, proposalId, contentHash, savedAt, closesAt, grace } = late
  if (!intent || intent.proposalId !== proposalId || intent.issuedAt >= closesAt) {
    return refuse({ code: 'intent_invalid' })
  }
  if (intent.contentHash !== contentHash || savedAt >= closesAt) return refuse({ code: 'intent_outdated' })
  if (!grace) return refuse({ code: 'no_grace', closedAt: closesAt.toISOString() })
  if (now >= grace.endsAt) return refuse({ code: 'grace_over', endedAt: grace.endsAt.toISOString() })
  return accept(intent)
}
