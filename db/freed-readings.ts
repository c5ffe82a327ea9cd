import { sql, type SQL } from 'drizzle-orm'
import { barredProposals } from './barred-proposals.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { among } from './json-list.ts'
import { assignments, auditEvents, fieldVisitors, interviewSeats } from './schema.ts'

/** Of whom, and which of their proposals are barred: conditions on the columns of what they have open. */
type Barring = { isTheirs: (jurorId: SQL) => SQL; isBarred: (jurorId: SQL, proposalId: SQL) => SQL }

type Ending = { by: string | null; reason: string; at: Date }

/** What `endBarred` does, for whoever and whatever the conditions say. */
function endOpen(db: Db, { isTheirs, isBarred }: Barring, { by, reason, at }: Ending) {
  const [reader, sitter, visitor] = [
    sql`assignments.juror_id`,
    sql`interview_seats.juror_id`,
    sql`field_visitors.juror_id`,
  ]
  const isOpen = sql`${isTheirs(reader)} AND assignments.ended_at IS NULL AND ${isBarred(reader, sql`assignments.proposal_id`)}
    AND NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id)`
  const ended = { endedAt: at }
  return [
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${at.getTime()}, ${by}, 'reading.freed', edition_id, id,
        json_object('stageId', stage_id, 'proposalId', proposal_id) FROM assignments WHERE ${isOpen}`),
    db
      .update(assignments)
      .set({ ...ended, endReason: reason })
      .where(isOpen)
      .returning({ editionId: assignments.editionId, stageId: assignments.stageId }),
    db.update(interviewSeats).set(ended).where(sql`${isTheirs(sitter)} AND interview_seats.ended_at IS NULL
      AND interview_seats.begins_at > ${at.getTime()}
      AND ${isBarred(sitter, sql`(SELECT slot.proposal_id FROM interview_slots slot WHERE slot.id = interview_seats.slot_id)`)}`),
    db.update(fieldVisitors).set(ended).where(sql`${isTheirs(visitor)} AND field_visitors.ended_at IS NULL
      AND ${isBarred(visitor, sql`(SELECT visit.proposal_id FROM field_visits visit WHERE visit.id = field_visitors.visit_id)`)}
      AND NOT EXISTS (SELECT 1 FROM visit_sheets sheet
        WHERE sheet.visit_id = field_visitors.visit_id AND sheet.juror_id = field_visitors.juror_id)`),
  ] as const
}

/**
 * Ends whatever a juror has open of proposals that are barred by now: readings, seats of interviews to come, visits. Goes into the
 * batch of every act that may make a conflict, after it. What is handed in stays. The second statement answers the freed readings.
 */
export function endBarred(db: Db, { jurorId, ...ending }: Ending & { jurorId: string }) {
  const barred = barredProposals(jurorId, ending.at)
  return endOpen(
    db,
    { isTheirs: (juror) => sql`${juror} = ${jurorId}`, isBarred: (_, proposal) => sql`${proposal} IN ${barred}` },
    ending,
  )
}

/** The same for many jurors in as many statements: each of their rows is looked at by itself. */
export const endBarredOf = (db: Db, { jurorIds, ...ending }: Ending & { jurorIds: readonly string[] }) =>
  endOpen(
    db,
    {
      isTheirs: (juror) => sql`${juror} IN ${among(jurorIds)}`,
      isBarred: (juror, proposal) => inConflict(juror, proposal, ending.at),
    },
    ending,
  )
