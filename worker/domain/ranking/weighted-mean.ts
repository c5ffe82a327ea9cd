import { compareCodeUnits } from './code-unit-order.ts'

/** The weighted total of one handed-in sheet: points x percent, so 100 points are 10 000. Range 0..10 000, whole. */
export type SheetTotal = { proposalId: string; totalHundredths: number }

/** A proposal that may be ranked. `requiredSheets` is at least 1: without a sheet there is nothing to rank. */
export type Candidate = { proposalId: string; groupId: string; clusterId: string; requiredSheets: number }

/** `rank` is a competition rank within group x cluster (1, 2, 2, 4); `tied` when another proposal shares it. */
export type RankedProposal = {
  proposalId: string
  groupId: string
  clusterId: string
  rank: number
  tied: boolean
  sumHundredths: number
  sheetCount: number
}

/** Too few sheets: shown, never ranked, whatever the sheets that are there say. */
export type UnrankedProposal = {
  proposalId: string
  groupId: string
  clusterId: string
  sheetCount: number
  requiredSheets: number
}

/** A mean kept as a fraction: `sumHundredths / sheetCount`. */
export type MeanFraction = { sumHundredths: number; sheetCount: number }

type Tally = Candidate & MeanFraction

const HIGHEST_TOTAL = 10_000

/**
 * Compares two means exactly, by cross-multiplication of integers: no quotient is ever rounded.
 * Positive when `a` is higher, 0 when equal. Exact below 2^53, that is up to 900 000 sheets a proposal.
 * Throws a RangeError for a mean of no sheets.
 */
export function compareMeans(a: MeanFraction, b: MeanFraction): number {
  if (a.sheetCount < 1 || b.sheetCount < 1) throw new RangeError('A mean of no sheets cannot be compared')
  return a.sumHundredths * b.sheetCount - b.sumHundredths * a.sheetCount
}

/**
 * Ranks proposals within group x cluster by the exact mean of their sheets. The order of the inputs does not matter;
 * the output is ordered by group, cluster, rank, proposal. Throws a RangeError on a sheet of an unknown proposal,
 * a total outside 0..10 000 or not whole, a proposal given twice, or a `requiredSheets` below 1.
 */
export function rankByWeightedMean(
  candidates: readonly Candidate[],
  sheets: readonly SheetTotal[],
): { ranked: RankedProposal[]; unranked: UnrankedProposal[] } {
  const tallies = [...tally(candidates, sheets).values()]
  return {
    ranked: withRanks(tallies.filter(hasEnoughSheets).toSorted(byRanking)),
    unranked: tallies
      .filter((one) => !hasEnoughSheets(one))
      .toSorted((a, b) => compareContests(a, b) || compareCodeUnits(a.proposalId, b.proposalId))
      .map(({ proposalId, groupId, clusterId, sheetCount, requiredSheets }) => {
        return { proposalId, groupId, clusterId, sheetCount, requiredSheets }
      }),
  }
}

function hasEnoughSheets(one: Tally): boolean {
  return one.sheetCount >= one.requiredSheets
}

function tally(candidates: readonly Candidate[], sheets: readonly SheetTotal[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const { proposalId, groupId, clusterId, requiredSheets } of candidates) {
    if (tallies.has(proposalId)) throw new RangeError(`Proposal ${proposalId} is given twice`)
    if (!Number.isInteger(requiredSheets) || requiredSheets < 1) {
      throw new RangeError(`Proposal ${proposalId} requires ${requiredSheets} sheets; it must be a whole number from 1`)
    }
    tallies.set(proposalId, { proposalId, groupId, clusterId, sheetCount: 0, requiredSheets, sumHundredths: 0 })
  }
  for (const { proposalId, totalHundredths } of sheets) {
    const found = tallies.get(proposalId)
    if (!found) throw new RangeError(`A sheet names the unknown proposal ${proposalId}`)
    if (!Number.isInteger(totalHundredths) || totalHundredths < 0 || totalHundredths > HIGHEST_TOTAL) {
      throw new RangeError(`A sheet of ${proposalId} has the total ${totalHundredths}; it must be whole, 0 to 10000`)
    }
    found.sumHundredths += totalHundredths
    found.sheetCount += 1
  }
  return tallies
}

/** Walks the sorted tallies: a proposal equal to the one before shares its rank, any other takes its own position. */
function withRanks(sorted: readonly Tally[]): RankedProposal[] {
  const ranked: RankedProposal[] = []
  let contestStart = 0
  for (const [position, one] of sorted.entries()) {
    const before = sorted[position - 1]
    const sameContest = before !== undefined && compareContests(before, one) === 0
    if (!sameContest) contestStart = position
    const sharer = sameContest && compareMeans(before, one) === 0 ? ranked[position - 1] : undefined
    if (sharer) sharer.tied = true
    const { proposalId, groupId, clusterId, sumHundredths, sheetCount } = one
    const rank = sharer?.rank ?? position - contestStart + 1
    ranked.push({ proposalId, groupId, clusterId, rank, tied: sharer !== undefined, sumHundredths, sheetCount })
  }
  return ranked
}

function byRanking(a: Tally, b: Tally): number {
  return compareContests(a, b) || compareMeans(b, a) || compareCodeUnits(a.proposalId, b.proposalId)
}

/** A contest is one group x cluster: only proposals of the same contest are compared by score. */
function compareContests(a: { groupId: string; clusterId: string }, b: { groupId: string; clusterId: string }): number {
  return compareCodeUnits(a.groupId, b.groupId) || compareCodeUnits(a.clusterId, b.clusterId)
}
