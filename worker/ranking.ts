import { rankByWeightedMean } from '#domain/ranking/weighted-mean.ts'

/** A candidate of a stage with the totals of its handed-in sheets. */
export type Standing = {
  proposalId: string
  referenceNumber: string
  title: string
  agency: string
  groupId: string
  clusterId: string
  sheets: number[]
}

/** The ranking of a stage with the names people know the proposals by. */
export function rankStandings(standings: readonly Standing[], requiredSheets: number) {
  const names = new Map(
    standings.map(({ proposalId, referenceNumber, title, agency }) => [proposalId, { referenceNumber, title, agency }]),
  )
  const totals = standings.flatMap(({ proposalId, sheets }) =>
    sheets.map((totalHundredths) => ({ proposalId, totalHundredths })),
  )
  const candidates = standings.map(({ proposalId, groupId, clusterId }) => {
    return { proposalId, groupId, clusterId, requiredSheets }
  })
  const { ranked, unranked } = rankByWeightedMean(candidates, totals)
  return {
    ranked: ranked.map((one) => ({ ...one, ...names.get(one.proposalId)! })),
    unranked: unranked.map((one) => ({ ...one, ...names.get(one.proposalId)! })),
  }
}
