import { compareCodeUnits } from '../ranking/code-unit-order.ts'
import type { Pair } from './demand.ts'

type JurorDifference = { jurorId: string; a: number; b: number; onlyA: number; onlyB: number }

/** In what two plans of one demand differ: readings that only one of them has, over all and for each juror of either. */
export type PlanComparison = { onlyA: number; onlyB: number; shared: number; perJuror: JurorDifference[] }

/** The jurors in the order of their ids. */
export function comparePlans(a: readonly Pair[], b: readonly Pair[]): PlanComparison {
  const [readA, readB] = [readingsOf(a), readingsOf(b)]
  const jurorIds = [...new Set([...readA.keys(), ...readB.keys()])].toSorted(compareCodeUnits)
  const perJuror = jurorIds.map((jurorId): JurorDifference => {
    const [mineA, mineB] = [readA.get(jurorId) ?? new Set<string>(), readB.get(jurorId) ?? new Set<string>()]
    const shared = [...mineA].filter((id) => mineB.has(id)).length
    return { jurorId, a: mineA.size, b: mineB.size, onlyA: mineA.size - shared, onlyB: mineB.size - shared }
  })
  const sum = (count: (one: JurorDifference) => number) => perJuror.reduce((total, one) => total + count(one), 0)
  const onlyA = sum((one) => one.onlyA)
  return { onlyA, onlyB: sum((one) => one.onlyB), shared: sum((one) => one.a) - onlyA, perJuror }
}

function readingsOf(pairs: readonly Pair[]): Map<string, Set<string>> {
  const read = new Map<string, Set<string>>()
  for (const { jurorId, proposalId } of pairs) {
    const mine = read.get(jurorId) ?? new Set()
    read.set(jurorId, mine.add(proposalId))
  }
  return read
}
