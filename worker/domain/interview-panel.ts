import type { SlotRefusal } from './interview-plan.ts'
import { accept, refuse, type Result } from './result.ts'

type Known = {
  /** Who holds the role of the stage. */
  jurorIds: readonly string[]
  /** In conflict with the proposal. */
  barredIds: readonly string[]
  /** Whose sheet of this interview is handed in. */
  handedInIds: readonly string[]
  /** Pairs that never hear the same proposal. */
  apart: readonly { firstId: string; secondId: string }[]
}

export type PanelChange = { joinedIds: string[]; leftIds: string[] }

export type PanelRefusal =
  | { code: 'invalid_input'; fields: string[] }
  | { code: 'conflict_of_interest' }
  | { code: 'already_handed_in' }
  | SlotRefusal

/** Who joins and who leaves when a panel is to be these. Whoever has handed in has heard the interview and stays. */
export function changePanel(
  present: readonly string[],
  wanted: readonly string[],
  { jurorIds, barredIds, handedInIds, apart }: Known,
): Result<PanelChange, PanelRefusal> {
  const joinedIds = [...new Set(wanted)].filter((id) => !present.includes(id))
  const leftIds = present.filter((id) => !wanted.includes(id))
  if (joinedIds.some((id) => !jurorIds.includes(id))) return refuse({ code: 'invalid_input', fields: ['panelistIds'] })
  if (joinedIds.some((id) => barredIds.includes(id))) return refuse({ code: 'conflict_of_interest' })
  if (leftIds.some((id) => handedInIds.includes(id))) return refuse({ code: 'already_handed_in' })
  const pair = apart.find(({ firstId, secondId }) => {
    const both = [firstId, secondId]
    return both.every((id) => wanted.includes(id)) && both.some((id) => joinedIds.includes(id))
  })
  if (pair) return refuse({ code: 'slot_not_free', cause: 'apart', ids: [pair.firstId, pair.secondId] })
  return accept({ joinedIds, leftIds })
}
