import type { ProposalView } from './api.ts'
import { readLocally } from './local-texts.ts'

/** The first step as typed; an empty `startedOn` is not yet said. */
export type Details = { title: string; groupId: string; startedOn: string }

/** Stands where a section's id stands for the other copies on the device. */
export const localDetailsId = '(data)'

export const detailsOf = ({ title, groupId, startedOn }: ProposalView): Details => ({
  title,
  groupId,
  startedOn: startedOn ?? '',
})

export const sameDetails = (a: Details, b: Details): boolean =>
  a.title.trim() === b.title.trim() && a.groupId === b.groupId && a.startedOn === b.startedOn

/** What a former visit typed and could not send, if it says something else than the portal. */
export function keptDetails(view: ProposalView, userId: string): Details | undefined {
  const kept = readLocally(userId, view.id, localDetailsId)
  if (!kept) return undefined
  const value: unknown = JSON.parse(kept.text)
  if (typeof value !== 'object' || value === null) return undefined
  if (!('title' in value && 'groupId' in value && 'startedOn' in value)) return undefined
  const { title, groupId, startedOn } = value
  if (typeof title !== 'string' || typeof groupId !== 'string' || typeof startedOn !== 'string') return undefined
  return { title, groupId, startedOn }
}
