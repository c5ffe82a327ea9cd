import type { Context } from 'hono'
import { writeCalendar, type Calendar, type CalendarEvent } from '#domain/calendar.ts'

/** An interview as it is or was in somebody's calendar. `calledOffAt`: since when it is theirs no more. */
type Entry = {
  stageId: string
  proposalId: string
  beginsAt: Date
  endsAt: Date
  room: string
  at: Date
  /** How often it was put somewhere or taken away. */
  changes: number
  calledOffAt: Date | null
}

/**
 * The interview of a proposal in a stage keeps its UID wherever it moves, so that it moves in calendars too; what is called off is
 * said to be, so that it goes from them. Source: RFC 5545, 3.8.4.7, 3.8.7.4 and 3.8.1.11.
 */
export const interviewEntry = (
  { stageId, proposalId, beginsAt, endsAt, room, at, changes, calledOffAt }: Entry,
  host: string,
  words: Pick<CalendarEvent, 'summary' | 'description' | 'url'>,
): CalendarEvent => ({
  ...words,
  uid: `wawancara-${stageId}-${proposalId}@${host}`,
  sequence: changes - 1,
  changedAt: calledOffAt ?? at,
  startsAt: beginsAt,
  endsAt,
  location: room,
  isCancelled: calledOffAt !== null,
})

export const interviewCalendar = (c: Context, calendar: Calendar) =>
  c.body(writeCalendar(calendar), 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'attachment; filename="wawancara.ics"',
  })
