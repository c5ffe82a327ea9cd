import { insertAuditEventIf } from '#db/audit-events.ts'
import type { Db } from '#db/client.ts'
import { insertMails } from '#db/mails.ts'
import { isMoved, moveVisit, selectVisitMove, type VisitMove } from '#db/visit-moves.ts'
import { dayOf } from '#domain/jakarta-day.ts'
import { accept, refuse } from '#domain/result.ts'
import { checkVisitMove } from '#domain/visit-move.ts'
import { changesOfMove, lettersOfAppointments } from './appointment-letters.ts'
import { visitWords, type VisitPlace } from './letters/field-visit.ts'
import { isInStage } from './visit-days.ts'
import { visitEvent, type Visits, type VisitStage } from './visit-planning.ts'

type Person = { id: string; name: string; email: string }
type Standing = Visits['visits'][number]

/** `sequence`: which move of the visit it would be for whoever asks. */
type AskedVisitMove = {
  sequence: number
  /** `YYYY-MM-DD` */
  visitsOn: string
  place: string
  visitorIds: readonly string[]
  reason: string
}

type Acting = { db: Db; stageOf: VisitStage; visits: Visits; now: Date; by: string }

/** Whether this person has already made this very move: its answer was lost on the way. */
export async function isMade({ db, by }: Acting, visitId: string, asked: AskedVisitMove) {
  const { sequence, visitsOn, place, visitorIds, reason } = asked
  const [made] = await selectVisitMove(db, { visitId, sequence })
  if (made?.by !== by || made.visitsOn !== visitsOn || made.place !== place || made.reason !== reason) return false
  return made.joinedIds.every((id) => visitorIds.includes(id)) && !made.leftIds.some((id) => visitorIds.includes(id))
}

/** The move of a visit with who stays, joins and leaves; nothing is written. `jurors`: who could go. */
export function prepareVisitMove(
  { stageOf, visits, now, by }: Acting,
  visit: Standing,
  asked: AskedVisitMove,
  jurors: readonly Person[],
) {
  if (visit.moves + 1 !== asked.sequence) return refuse({ code: 'visit_changed' as const })
  const checked = checkVisitMove(visit, asked, {
    isDayOpen: (day) => day >= dayOf(now) && isInStage(day, stageOf.stage),
    jurorIds: jurors.map(({ id }) => id),
    barredIds: visits.visitable.find(({ proposalId }) => proposalId === visit.proposalId)?.barredIds ?? [],
  })
  if (!checked.ok) return checked
  const { joinedIds, leftIds } = checked.value
  const { sequence, visitsOn, place, reason } = asked
  const going = visit.visitors.filter(({ state }) => state === 'going')
  const former = { formerVisitsOn: visit.visitsOn, formerPlace: visit.place }
  const row: VisitMove = {
    visitId: visit.id,
    sequence,
    visitsOn,
    place,
    ...former,
    ...checked.value,
    reason,
    at: now,
    by,
  }
  return accept({
    visit,
    row,
    stayed: going.filter(({ id }) => !leftIds.includes(id)),
    joined: jurors.filter(({ id }) => joinedIds.includes(id)),
    left: going.filter(({ id }) => leftIds.includes(id)),
  })
}

type Move = Extract<ReturnType<typeof prepareVisitMove>, { ok: true }>['value']

/** The move with trail and letters in one batch. Answers the letters, or null when it was cancelled or handed in meanwhile. */
export async function saveVisitMove({ db, stageOf, visits, now, by }: Acting, { visit, row, ...people }: Move) {
  const { proposalId } = visit
  const { visitsOn, place, reason } = row
  const former: VisitPlace = visit
  const isElsewhere = visitsOn !== former.visitsOn || place !== former.place
  const changes = changesOfMove({ proposalId, former, place: { visitsOn, place }, isElsewhere }, people)
  const mails = await lettersOfAppointments(db, visitWords, stageOf, visits.visitable, changes, { reason, now })
  const event = visitEvent(stageOf, { at: now, by }, 'visit.moved', visit.id)
  const detail = {
    ...event.detail,
    proposalId,
    from: `${visit.visitsOn} ${visit.place}`,
    to: `${visitsOn} ${place}`,
    joined: people.joined.length,
    left: row.leftIds.length,
    reason,
  }
  const [kept] = await db.batch([
    ...moveVisit(db, row),
    insertMails(db, mails, isMoved(row)),
    insertAuditEventIf(db, { ...event, detail }, isMoved(row)),
  ])
  return kept.length > 0 ? mails : null
}
