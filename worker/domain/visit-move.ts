import { accept, refuse, type Result } from './result.ts'

type Visit = {
  /** `YYYY-MM-DD` */
  visitsOn: string
  place: string
  /** `handedInAt`: null while the sheet is open. */
  visitors: readonly { id: string; handedInAt: string | null }[]
}
type Wanted = { visitsOn: string; place: string; visitorIds: readonly string[]; reason: string }
type Allowed = {
  /** Whether a visit may be put on that day. */
  isDayOpen: (day: string) => boolean
  jurorIds: readonly string[]
  /** In conflict with the proposal. */
  barredIds: readonly string[]
}

export type VisitMoveRefusal =
  | { code: 'reason_needed' }
  | { code: 'already_handed_in' }
  | { code: 'invalid_input'; fields: string[] }
  | { code: 'conflict_of_interest' }

/**
 * Who joins and who leaves when a visit is moved. A visit of which something is handed in has taken place and stays; its own day may
 * stay although it is over. Nothing changed at all is refused as an `invalid_input` of `visitsOn`.
 */
export function checkVisitMove(
  visit: Visit,
  { visitsOn, place, visitorIds, reason }: Wanted,
  { isDayOpen, jurorIds, barredIds }: Allowed,
): Result<{ joinedIds: string[]; leftIds: string[] }, VisitMoveRefusal> {
  if (reason === '') return refuse({ code: 'reason_needed' })
  if (visit.visitors.some(({ handedInAt }) => handedInAt !== null)) return refuse({ code: 'already_handed_in' })
  const going = visit.visitors.map(({ id }) => id)
  const joinedIds = [...new Set(visitorIds)].filter((id) => !going.includes(id))
  const leftIds = going.filter((id) => !visitorIds.includes(id))
  const isSameDay = visitsOn === visit.visitsOn
  const isUnchanged = isSameDay && place === visit.place && joinedIds.length + leftIds.length === 0
  const fields = [
    ...(isUnchanged || !(isSameDay || isDayOpen(visitsOn)) ? ['visitsOn'] : []),
    ...(joinedIds.every((id) => jurorIds.includes(id)) ? [] : ['visitorIds']),
  ]
  if (fields.length > 0) return refuse({ code: 'invalid_input', fields })
  if (joinedIds.some((id) => barredIds.includes(id))) return refuse({ code: 'conflict_of_interest' })
  return accept({ joinedIds, leftIds })
}
