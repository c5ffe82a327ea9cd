import type { PanelMember } from '#db/interviews.ts'
import type { PanelRefusal } from '#domain/interview-panel.ts'
import { peopleOf } from './interview-acts.ts'
import type { Told } from './interview-letters.ts'
import type { Interviews } from './interview-planning.ts'

type Place = { beginsAt: Date; endsAt: Date; room: string }
type Change = {
  proposalId: string
  before: Interviews['slots'][number] | undefined
  slot: Place
  panelistIds: readonly string[]
  /** Whoever could be asked to sit there. */
  jurors: readonly PanelMember[]
}

/** Who is told what of one interview: who stays where it moved to, who joins where it is, who leaves that it is no longer theirs. */
export function changesOfSlot(
  interviews: Interviews,
  { proposalId, before, slot, panelistIds, jurors }: Change,
): Told[] {
  const known = peopleOf(interviews)
  const people = (ids: readonly string[]) => ids.flatMap((id) => jurors.find((juror) => juror.id === id) ?? known([id]))
  if (!before) return [{ proposalId, people: people(panelistIds), toAgency: true, change: 'set', slot }]
  const seated = before.seats.filter(({ state }) => state === 'seated').map(({ id }) => id)
  const isElsewhere = before.beginsAt.getTime() !== slot.beginsAt.getTime() || before.room !== slot.room
  const stayed = isElsewhere ? panelistIds.filter((id) => seated.includes(id)) : []
  const joined = panelistIds.filter((id) => !seated.includes(id))
  const left = seated.filter((id) => !panelistIds.includes(id))
  return [
    { proposalId, people: people(stayed), toAgency: isElsewhere, change: 'moved', former: before, slot },
    { proposalId, people: people(joined), toAgency: false, change: 'set', slot },
    { proposalId, people: people(left), toAgency: false, change: 'left', former: before },
  ]
}

/** The refusal with names instead of ids. */
export function slotRefusal(refusal: PanelRefusal, { interviewees }: Interviews, jurors: readonly PanelMember[] = []) {
  if (refusal.code !== 'slot_not_free') return refusal
  const { code, cause, ids } = refusal
  const panelists = [...interviewees.flatMap(({ panel }) => panel), ...jurors]
  const names = ids.map((id) => {
    if (cause === 'room') return interviewees.find(({ proposalId }) => proposalId === id)?.title ?? ''
    return panelists.find((panelist) => panelist.id === id)?.name ?? ''
  })
  return { code, cause, names }
}
