import { shuffled } from '../seeded-draw.ts'
import { CONFLICT, type Field } from './field.ts'
import { affinity } from './theme.ts'

/** One proposal in so many is read without regard to themes, so that no theme becomes a closed circle (RANKING 8: 5-20 %). */
const CROSSED = 5

/** What the assignment would like beyond what it must: 0 (least) to 5 for each proposal and juror. */
export type Wish = (proposal: number, juror: number) => number

/**
 * Readers whose themes meet the proposal's; and in a group with too few readings to link all jurors, readers from a small circle
 * of its own, so that its proposals can still be compared.
 */
export function wishes(field: Field, readers: number, draw: () => number): Wish {
  const { groupOf, themes } = field
  const isCrossed = new Uint8Array(groupOf.length)
  for (const [turn, proposal] of shuffled([...groupOf.keys()], draw).entries()) {
    isCrossed[proposal] = turn % CROSSED === 0 ? 1 : 0
  }
  const circles = Array.from({ length: field.groups }, (_, group) => circleOf(field, group, readers, draw))
  return (proposal, juror) => {
    const near = isCrossed[proposal] === 1 ? 1 : affinity(themes, proposal, juror)
    const circle = circles[groupOf[proposal]!]
    return circle && circle[juror] === 1 ? near + 3 : near
  }
}

/** 1 for each juror of the circle; undefined where the group has readings enough to link everybody. */
function circleOf(field: Field, group: number, readers: number, draw: () => number): Uint8Array | undefined {
  const { groupOf, isGone, cells, jurorIds } = field
  const available = [...jurorIds.keys()].filter((juror) => isGone[juror] === 0)
  const proposals = [...groupOf.keys()].filter((proposal) => groupOf[proposal] === group)
  // Twice the links that a graph of all jurors needs: random reading is then in one piece but for rare luck.
  const links = proposals.length * (readers - 1)
  if (readers < 2 || links >= 2 * (available.length - 1)) return undefined
  const conflicts = (juror: number) =>
    proposals.filter((proposal) => cells[proposal * jurorIds.length + juror]! & CONFLICT).length
  const members = shuffled(available, draw).map((juror) => ({ juror, conflicts: conflicts(juror) }))
  const circle = new Uint8Array(jurorIds.length)
  const most = Math.max(readers + 1, Math.floor(links / 2))
  for (const { juror } of members.toSorted((a, b) => a.conflicts - b.conflicts).slice(0, most)) circle[juror] = 1
  return circle
}
