import { compareCodeUnits } from './ranking/code-unit-order.ts'
import type { RankedProposal } from './ranking/weighted-mean.ts'

/** A cluster's field: how many of its proposals are ranked and may go on. */
export type ClusterField = { clusterId: string; count: number }
export type ClusterShare = { clusterId: string; places: number }

/**
 * Shares places among clusters in proportion to their fields, by largest remainder (Hare). A cluster whose quota is below
 * one place gets one, and the others share the rest; where there are fewer places than clusters that cannot be, and the
 * largest quotas win. Equal remainders: the larger field, then the cluster id. No share is larger than its field.
 * The result has the clusters in the order given, those with no place too.
 */
export function sharePlaces(places: number, fields: readonly ClusterField[]): ClusterShare[] {
  const present = fields.filter(({ count }) => count > 0)
  const shares = new Map<string, number>()
  let rest = present
  let open = Math.min(places, sum(present))
  while (open >= rest.length) {
    const total = sum(rest)
    const small = rest.filter(({ count }) => open * count < total)
    if (small.length === 0) break
    for (const { clusterId } of small) shares.set(clusterId, 1)
    open -= small.length
    rest = rest.filter((field) => !small.includes(field))
  }
  for (const { clusterId, places: share } of largestRemainder(open, rest)) shares.set(clusterId, share)
  return fields.map(({ clusterId }) => ({ clusterId, places: shares.get(clusterId) ?? 0 }))
}

const sum = (fields: readonly ClusterField[]): number => fields.reduce((total, { count }) => total + count, 0)

/** Whole quotas first; what is left goes one by one to the largest remainders. Exact: quota and remainder are integers. */
function largestRemainder(places: number, fields: readonly ClusterField[]): ClusterShare[] {
  const total = sum(fields)
  const quotas = fields.map(({ clusterId, count }) => ({
    clusterId,
    count,
    whole: Math.floor((places * count) / total),
    remainder: (places * count) % total,
  }))
  const left = places - quotas.reduce((given, { whole }) => given + whole, 0)
  const lucky = quotas
    .toSorted((a, b) => b.remainder - a.remainder || b.count - a.count || compareCodeUnits(a.clusterId, b.clusterId))
    .slice(0, left)
  return quotas.map((quota) => ({ clusterId: quota.clusterId, places: quota.whole + (lucky.includes(quota) ? 1 : 0) }))
}

/** `inside` are above the line. `tiedAtCut` share one rank across it: the scores cannot choose among them. */
export type CutLine = { inside: string[]; tiedAtCut: string[] }

/**
 * Draws the line through one contest (group x cluster), best first. Proposals of equal rank pass it together while all of
 * them fit; a tie that does not fit stays outside whole, and nobody below it passes.
 */
export function drawCutLine(ranked: readonly Pick<RankedProposal, 'proposalId' | 'rank'>[], places: number): CutLine {
  const inside: string[] = []
  while (inside.length < ranked.length) {
    const { rank } = ranked[inside.length]!
    const sharers = ranked.filter((other) => other.rank === rank).map(({ proposalId }) => proposalId)
    if (inside.length + sharers.length > places) return { inside, tiedAtCut: inside.length < places ? sharers : [] }
    inside.push(...sharers)
  }
  return { inside, tiedAtCut: [] }
}
