/** A sheet as it is typed anew in a round. */
import { readPoints } from '#domain/score-sheet.ts'
import type { Round, RoundSheet } from './consolidation-api.ts'

/** By criterion, as typed. */
export type Revision = { points: Record<string, string>; comments: Record<string, string>; comment: string }

type Criteria = Pick<Round, 'criteria'>

/** The own sheet, to begin with. */
export const revisionOf = (
  { criteria }: Criteria,
  own: Pick<RoundSheet, 'points' | 'comments' | 'comment'>,
): Revision => ({
  points: Object.fromEntries(criteria.map(({ id }) => [id, String(own.points[id] ?? '')])),
  comments: Object.fromEntries(criteria.map(({ id }) => [id, own.comments[id] ?? ''])),
  comment: own.comment,
})

/** What was typed as points, and the criteria where that is none; an empty field is none either. */
export function readRevision({ criteria }: Criteria, { points, comments }: Revision) {
  const typed = (id: string) => {
    const text = (points[id] ?? '').trim()
    return /^\d{1,3}$/.test(text) ? Number(text) : null
  }
  const read: Record<string, number> = {}
  const invalid: Round['criteria'][number][] = []
  for (const criterion of criteria) {
    const value = typed(criterion.id)
    const one = readPoints([criterion], { [criterion.id]: value })
    if (value === null || !one.ok) invalid.push(criterion)
    else read[criterion.id] = value
  }
  return { points: read, comments, invalid }
}

/** Whether anything is other than on the own sheet. */
export function isChanged(
  round: Criteria,
  own: Pick<RoundSheet, 'points' | 'comments' | 'comment'>,
  revision: Revision,
) {
  const { points, comments, comment } = revisionOf(round, own)
  return (
    comment !== revision.comment ||
    round.criteria.some(
      ({ id }) => points[id] !== revision.points[id]?.trim() || comments[id]?.trim() !== revision.comments[id]?.trim(),
    )
  )
}

export const sameRevision = (a: Revision, b: Revision): boolean =>
  a.comment === b.comment &&
  (['points', 'comments'] as const).every((kind) =>
    [...Object.keys(a[kind]), ...Object.keys(b[kind])].every((id) => (a[kind][id] ?? '') === (b[kind][id] ?? '')),
  )

const areTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string')

/** Whether it is one, as it may come from the device. */
export const isRevision = (value: unknown): value is Revision =>
  typeof value === 'object' &&
  value !== null &&
  'points' in value &&
  'comments' in value &&
  'comment' in value &&
  areTexts(value.points) &&
  areTexts(value.comments) &&
  typeof value.comment === 'string'
