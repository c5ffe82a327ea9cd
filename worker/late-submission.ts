import type { Db } from '#db/client.ts'
import { selectGrace } from '#db/graces.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { acceptLate } from '#domain/intent.ts'
import { accept } from '#domain/result.ts'
import { sha256Hex } from './bytes.ts'
import type { Env } from './env.ts'
import { readIntent, signIntent } from './intent.ts'
import type { WholeProposal } from './proposal-view.ts'
import { freezeNow } from './submission.ts'

/** SHA-256 of what would be frozen, without the number it gets: the same for the same content. Undefined while it is incomplete. */
async function contentHash(whole: WholeProposal): Promise<string | undefined> {
  const frozen = freezeNow(whole)
  if (!frozen.ok) return undefined
  const { referenceNumber: _, revision: __, ...content } = frozen.value
  return sha256Hex(new TextEncoder().encode(canonicalJson(content)))
}

const lastSavedAt = ({ sections, attachments, handovers, createdAt }: WholeProposal): Date =>
  new Date(
    Math.max(
      createdAt.getTime(),
      ...sections.map(({ savedAt }) => savedAt.getTime()),
      ...attachments.map(({ uploadedAt }) => uploadedAt.getTime()),
      ...handovers.map(({ at }) => at.getTime()),
    ),
  )

/** Long after any closing that it could outlive; whether it counts is asked when it comes. */
const tokenLifetimeMs = 30 * 24 * 3600 * 1000

/** The token that shows later what would be forwarded now; undefined while something is missing. */
export async function intentOf(env: Env, whole: WholeProposal, now: Date): Promise<string | undefined> {
  const hash = await contentHash(whole)
  if (hash === undefined) return undefined
  const intent = { proposalId: whole.id, contentHash: hash, issuedAt: now }
  return signIntent(env, intent, new Date(now.getTime() + tokenLifetimeMs))
}

/** Whether a forwarding after the closing counts, and what of it is kept on record. */
export async function judgeLate(
  env: Env,
  db: Db,
  { whole, token, now }: { whole: WholeProposal; token: string; now: Date },
) {
  const [[grace], intent, hash] = await Promise.all([
    selectGrace(db, whole.editionId, whole.registrationClosesAt),
    readIntent(env, token, now),
    contentHash(whole),
  ])
  const savedAt = lastSavedAt(whole)
  const late = acceptLate(
    { intent, proposalId: whole.id, contentHash: hash ?? '', savedAt, closesAt: whole.registrationClosesAt, grace },
    now,
  )
  if (!late.ok) return late
  return accept({ graceId: grace?.id ?? '', intendedAt: late.value.issuedAt, savedAt })
}

export type Lateness = Extract<Awaited<ReturnType<typeof judgeLate>>, { ok: true }>['value']
