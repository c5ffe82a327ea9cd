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

type Ranking = ReturnType<typeof rankStandings>

/**
 * The same proposals in the order of a calibration, by reference number. One that the calibration did not rank is not ranked,
 * whatever its mean is.
 */
export function rankByCalibration(
  plain: Ranking,
  rankOf: ReadonlyMap<string, number>,
  requiredSheets: number,
): Ranking {
  const placed = plain.ranked.map((one) => ({ one, rank: rankOf.get(one.referenceNumber) }))
  const contestOf = ({ groupId, clusterId }: Ranking['ranked'][number]) => `${groupId}/${clusterId}`
  // The plain list is by group and cluster already: its contests keep their order.
  const contests = [...new Set(plain.ranked.map(contestOf))]
  const keyOf = ({ one, rank }: (typeof placed)[number]) => `${contestOf(one)} ${rank}`
  const sharers = new Map<string, number>()
  for (const entry of placed) sharers.set(keyOf(entry), (sharers.get(keyOf(entry)) ?? 0) + 1)
  const ranked = placed
    .flatMap((entry) => {
      const { one, rank } = entry
      return rank === undefined ? [] : [{ ...one, rank, tied: (sharers.get(keyOf(entry)) ?? 0) > 1 }]
    })
    .toSorted((a, b) => contests.indexOf(contestOf(a)) - contests.indexOf(contestOf(b)) || a.rank - b.rank)
  const left = placed.flatMap(({ one, rank }) => {
    if (rank !== undefined) return []
    const { proposalId, groupId, clusterId, sheetCount, referenceNumber, title, agency } = one
    return [{ proposalId, groupId, clusterId, sheetCount, requiredSheets, referenceNumber, title, agency }]
  })
  return { ranked, unranked: [...plain.unranked, ...left] }
}
