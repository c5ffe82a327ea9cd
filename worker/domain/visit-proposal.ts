import { seededDraw, shuffled } from './seeded-draw.ts'

/** A finalist to be visited; those of one `area` are visited one after the other. */
export type Visited = { proposalId: string; area: string; barredIds: readonly string[] }
export type VisitDemand = {
  proposals: readonly Visited[]
  visitorIds: readonly string[]
  /** `YYYY-MM-DD`, in order. */
  days: readonly string[]
  visitorsPerProposal: number
  /** Visits that stand: their visitors are away on that day. */
  standing: readonly { day: string; visitorIds: readonly string[] }[]
  seed: number
}
export type ProposedVisit = { proposalId: string; day: string | null; visitorIds: string[]; missing: number }

/**
 * A visit for each proposal: nobody in two places on a day, nobody in conflict, loads as even as that allows. `missing` visitors are
 * said; without a single one there is no day either.
 */
export function proposeVisits(demand: VisitDemand): ProposedVisit[] {
  const order = shuffled(demand.visitorIds, seededDraw(demand.seed))
  const load = new Map(order.map((id) => [id, 0]))
  const away = new Map(demand.days.map((day) => [day, new Set<string>()]))
  for (const { day, visitorIds } of demand.standing) {
    for (const id of visitorIds) {
      away.get(day)?.add(id)
      load.set(id, (load.get(id) ?? 0) + 1)
    }
  }
  const byArea = demand.proposals.toSorted((a, b) => (a.area < b.area ? -1 : a.area > b.area ? 1 : 0))
  return byArea.map(({ proposalId, barredIds }) => {
    const free = (day: string) => order.filter((id) => !barredIds.includes(id) && !away.get(day)?.has(id))
    const first = demand.days.find((day) => free(day).length >= demand.visitorsPerProposal)
    const fullest = demand.days.toSorted((a, b) => free(b).length - free(a).length)[0]
    const day = first ?? fullest
    const visitorIds =
      day === undefined
        ? []
        : free(day)
            .toSorted((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0))
            .slice(0, demand.visitorsPerProposal)
    for (const id of visitorIds) {
      load.set(id, (load.get(id) ?? 0) + 1)
      if (day !== undefined) away.get(day)?.add(id)
    }
    const missing = demand.visitorsPerProposal - visitorIds.length
    return { proposalId, day: visitorIds.length === 0 ? null : (day ?? null), visitorIds, missing }
  })
}
