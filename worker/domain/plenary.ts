import { drawCutLine, sharePlaces, type ClusterField, type ClusterShare } from './cut-line.ts'
import type { Cut } from './edition.ts'
import type { RankedProposal } from './ranking/weighted-mean.ts'
import { accept, refuse, type Result } from './result.ts'

export type MoveDirection = 'in' | 'out' | 'restored'

/** A departure of the plenary from the list by score, oldest first where several are given. */
export type Move = { proposalId: string; direction: MoveDirection; reason: string }

export type SharedCut = Cut & { shares: ClusterShare[] }

/** One line of the plenary's list. `byScore` and `proposed` are award ids. */
export type Proposed<M extends Move> = RankedProposal & {
  /** Whether its mean reaches the passing grade of the ranked stage; always where there is none. */
  passes: boolean
  byScore: string | null
  /** Shares its rank with others across the cut, so that the scores cannot choose: the plenary does. */
  tiedAtCut: boolean
  move: M | null
  proposed: string | null
}

export type PlenaryTable<M extends Move> = {
  cuts: SharedCut[]
  list: Proposed<M>[]
  counts: (Cut & { proposed: number })[]
}

type PlenaryInput<M extends Move> = {
  /** In the order of the ranking: by group, cluster, rank. */
  ranked: readonly RankedProposal[]
  cuts: readonly Cut[]
  /** Oldest first: the newest move of a proposal counts. */
  moves: readonly M[]
  passingHundredths: number | null
}

/** Whether a mean reaches the passing grade, exactly. */
export const passesGrade = (
  mean: Pick<RankedProposal, 'sumHundredths' | 'sheetCount'>,
  passingHundredths: number | null,
): boolean => passingHundredths === null || mean.sumHundredths >= passingHundredths * mean.sheetCount

/**
 * What the plenary has before it: the list by score under each cut, and what its moves make of it. Several cuts of one
 * group are drawn in their order, each through what the cuts before it left.
 */
export function plenaryTable<M extends Move>(input: PlenaryInput<M>): PlenaryTable<M> {
  const passing = input.ranked.filter((one) => passesGrade(one, input.passingHundredths))
  const byScore = new Map<string, string>()
  const tied = new Set<string>()
  const cuts = input.cuts.map((cut) => {
    const field = passing.filter(({ proposalId, groupId }) => groupId === cut.groupId && !byScore.has(proposalId))
    const shares = sharePlaces(cut.places, countClusters(field))
    for (const { clusterId, places } of shares) {
      const line = drawCutLine(
        field.filter((one) => one.clusterId === clusterId),
        places,
      )
      for (const proposalId of line.inside) byScore.set(proposalId, cut.awardId)
      for (const proposalId of line.tiedAtCut) tied.add(proposalId)
    }
    return { ...cut, shares }
  })
  const newest = new Map(input.moves.map((move) => [move.proposalId, move]))
  const list = input.ranked.map((one) => {
    const scored = byScore.get(one.proposalId) ?? null
    const move = newest.get(one.proposalId) ?? null
    const passes = passesGrade(one, input.passingHundredths)
    const proposed = afterMove(scored, move, lowestAward(input.cuts, one.groupId))
    return { ...one, passes, byScore: scored, tiedAtCut: tied.has(one.proposalId), move, proposed }
  })
  return { cuts, list, counts: input.cuts.map((cut) => ({ ...cut, proposed: countProposed(list, cut) })) }
}

function countClusters(field: readonly RankedProposal[]): ClusterField[] {
  const counts = new Map<string, number>()
  for (const { clusterId } of field) counts.set(clusterId, (counts.get(clusterId) ?? 0) + 1)
  return [...counts].map(([clusterId, count]) => ({ clusterId, count }))
}

/** Who is moved in receives the last award cut for the group: a higher one of two is won by score. */
const lowestAward = (cuts: readonly Cut[], groupId: string): string | null =>
  cuts.findLast((cut) => cut.groupId === groupId)?.awardId ?? null

function afterMove(byScore: string | null, move: Move | null, lowest: string | null): string | null {
  if (move?.direction === 'out') return null
  if (move?.direction === 'in') return byScore ?? lowest
  return byScore
}

const countProposed = (list: readonly Proposed<Move>[], { awardId, groupId }: Cut): number =>
  list.filter((one) => one.proposed === awardId && one.groupId === groupId).length

/**
 * Whether the plenary may move this proposal.
 * Refuses `reason_needed`, and `not_a_candidate` for one that is not ranked or whose group has no cut in this plenary.
 */
export function checkMove(
  move: Move,
  ranked: readonly Pick<RankedProposal, 'proposalId' | 'groupId'>[],
  cuts: readonly Cut[],
): Result<Move, { code: 'reason_needed' } | { code: 'not_a_candidate' }> {
  const reason = move.reason.trim()
  if (reason === '') return refuse({ code: 'reason_needed' })
  const one = ranked.find(({ proposalId }) => proposalId === move.proposalId)
  if (!one || lowestAward(cuts, one.groupId) === null) return refuse({ code: 'not_a_candidate' })
  return accept({ ...move, reason })
}

export type Decree = { decreeNumber: string; decreeDate: string }

/** A place as it is decided. `plenaryReason` is null when the score alone brought it. */
export type DecidedPlace = Pick<RankedProposal, 'proposalId' | 'rank' | 'sumHundredths' | 'sheetCount'> & {
  awardId: string
  plenaryReason: string | null
}

/**
 * The places of a plenary under its decree. The plenary may fill a cut short or over; it may not decide without a decree
 * (number, and a day that exists), nor when nobody would receive a place.
 */
export function decide(
  decree: Decree,
  list: readonly Proposed<Move>[],
): Result<Decree & { places: DecidedPlace[] }, { code: 'decree_needed' } | { code: 'nothing_ranked' }> {
  const decreeNumber = decree.decreeNumber.trim()
  if (decreeNumber === '' || !isDay(decree.decreeDate)) return refuse({ code: 'decree_needed' })
  const places = list.flatMap(({ proposalId, rank, sumHundredths, sheetCount, byScore, move, proposed }) => {
    if (proposed === null) return []
    const plenaryReason = byScore === null && move !== null ? move.reason : null
    return [{ proposalId, awardId: proposed, rank, sumHundredths, sheetCount, plenaryReason }]
  })
  if (places.length === 0) return refuse({ code: 'nothing_ranked' })
  return accept({ decreeNumber, decreeDate: decree.decreeDate, places })
}

/** `YYYY-MM-DD` of a day that exists. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
