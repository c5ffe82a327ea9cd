import { compareCodeUnits } from '../ranking/code-unit-order.ts'
import type { AssignmentDemand, AvailableJuror, DemandedProposal, Pair } from './demand.ts'
import { themeBits, type ThemeBits } from './theme.ts'

/** Bits of a cell, one cell for each proposal and juror; 0 means that the juror may be asked. */
export const CONFLICT = 1
/** Asked once, and ended. */
export const FORMER = 2
export const READS = 4
/** A kept reading that moved on so that another proposal finds its reader; it may still return. */
export const MOVED = 8

const NO_CAP = 0x7fffffff

/** A demand in numbers: proposals and jurors are their places in the order of their ids. */
export type Field = {
  proposalIds: readonly string[]
  jurorIds: readonly string[]
  /** Group of each proposal, numbered in the order of their ids; -1: not demanded, only read by kept readings. */
  groupOf: Int32Array
  groups: number
  /** The most readings of each juror; 0 for one who is gone. */
  cap: Int32Array
  isGone: Uint8Array
  /** Proposals times jurors. */
  cells: Uint8Array
  /** Jurors kept apart from each juror; undefined when no pair is. */
  apartFrom: readonly (readonly number[])[] | undefined
  themes: ThemeBits
}

/** Kept readings bring in jurors who are gone and proposals that are not demanded: they stay, and are asked nothing new. */
export function layOutField(demand: AssignmentDemand): Field {
  const proposals = withStrangers(demand.proposals, demand.kept, ({ proposalId }): DemandedProposal => {
    return { id: proposalId, groupId: '', themeIds: [] }
  })
  const jurors = withStrangers(demand.jurors, demand.kept, ({ jurorId }): AvailableJuror => {
    return { id: jurorId, mostReadings: 0, themeIds: [] }
  })
  const demanded = new Set(demand.proposals.map(({ id }) => id))
  const available = new Set(demand.jurors.map(({ id }) => id))
  const groupIds = [...new Set(demand.proposals.map(({ groupId }) => groupId))].toSorted(compareCodeUnits)
  const groupAt = new Map(groupIds.map((id, at) => [id, at]))
  const [proposalAt, jurorAt] = [placesOf(proposals), placesOf(jurors)]
  const cells = new Uint8Array(proposals.length * jurors.length)
  const mark = (pairs: readonly Pair[], bit: number) => {
    for (const { proposalId, jurorId } of pairs) {
      const [proposal, juror] = [proposalAt.get(proposalId), jurorAt.get(jurorId)]
      if (proposal !== undefined && juror !== undefined) cells[proposal * jurors.length + juror]! |= bit
    }
  }
  mark(demand.conflicts, CONFLICT)
  mark(demand.former, FORMER)
  return {
    proposalIds: proposals.map(({ id }) => id),
    jurorIds: jurors.map(({ id }) => id),
    groupOf: Int32Array.from(proposals, ({ id, groupId }) => (demanded.has(id) ? groupAt.get(groupId)! : -1)),
    groups: groupIds.length,
    cap: Int32Array.from(jurors, ({ mostReadings }) => mostReadings ?? NO_CAP),
    isGone: Uint8Array.from(jurors, ({ id }) => (available.has(id) ? 0 : 1)),
    cells,
    apartFrom: apartLists(demand.apart, jurorAt),
    themes: themeBits(proposals, jurors),
  }
}

/** All in the order of their ids, with those whom only kept readings name. */
function withStrangers<One extends { id: string }>(
  known: readonly One[],
  kept: readonly Pair[],
  stranger: (pair: Pair) => One,
): One[] {
  const all = new Map(known.map((one) => [one.id, one]))
  for (const pair of kept) {
    const one = stranger(pair)
    if (!all.has(one.id)) all.set(one.id, one)
  }
  return [...all.values()].toSorted((a, b) => compareCodeUnits(a.id, b.id))
}

const placesOf = (all: readonly { id: string }[]): Map<string, number> => new Map(all.map(({ id }, at) => [id, at]))

function apartLists(apart: AssignmentDemand['apart'], jurorAt: ReadonlyMap<string, number>): Field['apartFrom'] {
  const lists = Array.from({ length: jurorAt.size }, () => new Set<number>())
  for (const { a, b } of apart) {
    const [one, other] = [jurorAt.get(a), jurorAt.get(b)]
    if (one === undefined || other === undefined || one === other) continue
    lists[one]!.add(other)
    lists[other]!.add(one)
  }
  if (lists.every(({ size }) => size === 0)) return undefined
  return lists.map((list) => [...list].toSorted((a, b) => a - b))
}
