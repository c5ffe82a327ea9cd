import type { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import type { Stored } from './testimony.ts'

const texts = z.record(z.string(), z.string())
const numbers = z.record(z.string(), z.number())
const parse = <Value>(shape: z.ZodType<Value>, json: unknown): Value => shape.parse(JSON.parse(String(json)))

const fieldsOf = (points: Record<string, number>, comments: Record<string, string>, comment: string) =>
  Object.fromEntries(
    [
      ...Object.entries(points).map(([id, value]) => [`points:${id}`, String(value)] as const),
      ...Object.entries(comments).map(([id, text]) => [`comments:${id}`, text] as const),
      ['comment', comment] as const,
    ].filter(([, text]) => text !== ''),
  )

/** What stands of each reading: its sheet, else its draft. */
export function readStored(db: DatabaseSync): Map<string, Stored> {
  const drafts = db.prepare('SELECT assignment_id, points, comments, comment FROM score_sheet_drafts').all()
  const sheets = db
    .prepare(
      `SELECT assignment_id, total_hundredths, sha256, comment,
        (SELECT json_group_object(criterion_id, points) FROM scores s WHERE s.assignment_id = score_sheets.assignment_id) AS points,
        (SELECT json_group_object(criterion_id, comment) FROM scores s WHERE s.assignment_id = score_sheets.assignment_id) AS comments
      FROM score_sheets`,
    )
    .all()
  const content = ({ points, comments, comment }: Record<string, unknown>) =>
    fieldsOf(parse(numbers, points), parse(texts, comments), String(comment))
  const stored = new Map<string, Stored>()
  for (const row of drafts) stored.set(String(row.assignment_id), { content: content(row), sheet: null })
  for (const row of sheets) {
    const sheet = { totalHundredths: Number(row.total_hundredths), sha256: String(row.sha256) }
    stored.set(String(row.assignment_id), { content: content(row), sheet })
  }
  return stored
}

/** Readings that stand, blind repetitions among them. */
export const countReadings = (db: DatabaseSync): number =>
  Number(db.prepare('SELECT count(*) AS count FROM assignments WHERE ended_at IS NULL').get()?.count)

/** Sheets that count twice for one juror and proposal. */
export const findTwice = (db: DatabaseSync): string[] =>
  db
    .prepare(
      `SELECT a.juror_id || ' ' || s.proposal_id AS pair FROM counted_sheets s JOIN assignments a ON a.id = s.assignment_id
      GROUP BY s.edition_id, s.stage_id, s.proposal_id, a.juror_id HAVING count(*) > 1`,
    )
    .all()
    .map(({ pair }) => String(pair))

/** What the trail says of the sheets: one event each, and none without a sheet. */
const trail = {
  told: `SELECT subject_id, action, count(*) FROM audit_events
    WHERE action IN ('score_sheet.handed_in', 'rereading.handed_in') GROUP BY 1, 2`,
  counted: `SELECT assignment_id, CASE is_rereading WHEN 1 THEN 'rereading.handed_in' ELSE 'score_sheet.handed_in' END, 1
    FROM score_sheets`,
}

/** Each count that triggers keep, beside the counting itself. */
const counts: Readonly<Record<string, { told: string; counted: string }>> = {
  audit_events: trail,
  reading_counts: {
    told: 'SELECT edition_id, stage_id, juror_id, assigned, handed_in FROM reading_counts WHERE assigned > 0 OR handed_in <> 0',
    counted: `SELECT a.edition_id, a.stage_id, a.juror_id, count(*), count(s.assignment_id) FROM assignments a
      LEFT JOIN counted_sheets s ON s.assignment_id = a.id WHERE a.ended_at IS NULL AND a.rereads_id IS NULL GROUP BY 1, 2, 3`,
  },
  proposal_readings: {
    told: 'SELECT edition_id, stage_id, proposal_id, live, handed_in FROM proposal_readings WHERE live > 0 OR handed_in <> 0',
    counted: `SELECT a.edition_id, a.stage_id, a.proposal_id, count(*), count(s.assignment_id) FROM assignments a
      LEFT JOIN counted_sheets s ON s.assignment_id = a.id WHERE a.ended_at IS NULL AND a.rereads_id IS NULL GROUP BY 1, 2, 3`,
  },
  reader_counts: {
    told: 'SELECT edition_id, stage_id, live, proposals FROM reader_counts WHERE proposals <> 0 AND live > 0',
    counted: `SELECT edition_id, stage_id, live, count(*) FROM (
      SELECT edition_id, stage_id, proposal_id, count(*) AS live FROM assignments
      WHERE ended_at IS NULL AND rereads_id IS NULL GROUP BY 1, 2, 3) GROUP BY 1, 2, 3`,
  },
  daily_sheets: {
    told: 'SELECT edition_id, stage_id, juror_id, day, count FROM daily_sheets WHERE count <> 0',
    counted: `SELECT s.edition_id, s.stage_id, a.juror_id, date(s.handed_in_at / 1000 + 25200, 'unixepoch'), count(*)
      FROM score_sheets s JOIN assignments a ON a.id = s.assignment_id WHERE s.is_rereading = 0 GROUP BY 1, 2, 3, 4`,
  },
}

/** Rows that only one of two ways to count has. */
export function findMiscounts(db: DatabaseSync): string[] {
  const differing = (one: string, other: string) =>
    db.prepare(`SELECT * FROM (${one}) EXCEPT SELECT * FROM (${other})`).all()
  return Object.entries(counts).flatMap(([name, { told, counted }]) => [
    ...differing(told, counted).map((row) => `${name} says ${Object.values(row).join(' ')}`),
    ...differing(counted, told).map((row) => `${name} lacks ${Object.values(row).join(' ')}`),
  ])
}
