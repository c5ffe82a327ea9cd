import { shuffled } from '../seeded-draw.ts'
import type { AssignmentDemand } from './demand.ts'
import { CONFLICT, FORMER, type Field } from './field.ts'

/**
 * Places of the anchors: those of an earlier plan first, then the proposals that the fewest jurors may not read, the seed between
 * equals.
 */
export function chooseAnchors(
  field: Field,
  { kept, readersPerProposal, anchorsPerGroup, anchorReaders }: AssignmentDemand,
  draw: () => number,
): number[] {
  if (anchorReaders <= readersPerProposal) return []
  const readers = new Map<string, number>()
  for (const { proposalId } of kept) readers.set(proposalId, (readers.get(proposalId) ?? 0) + 1)
  // Three readers after a divergence do not make an anchor; as many as an anchor has come first.
  const earlier = field.proposalIds.map((id) => {
    const count = Math.min(anchorReaders, readers.get(id) ?? 0)
    return count > readersPerProposal ? count : 0
  })
  const barred = field.proposalIds.map((_, proposal) => countBarred(field, proposal))
  const mixed = shuffled([...field.proposalIds.keys()], draw).toSorted(
    (a, b) => earlier[b]! - earlier[a]! || barred[a]! - barred[b]!,
  )
  return Array.from({ length: field.groups }, (_, group) =>
    mixed.filter((proposal) => field.groupOf[proposal] === group).slice(0, anchorsPerGroup),
  ).flat()
}

function countBarred({ cells, jurorIds }: Field, proposal: number): number {
  let count = 0
  for (let cell = proposal * jurorIds.length; cell < (proposal + 1) * jurorIds.length; cell++) {
    if (cells[cell]! & (CONFLICT | FORMER)) count += 1
  }
  return count
}
