import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import * as schema from '#db/schema.ts'

/** All migrations in order on an empty database. */
function migrated(): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  db.exec('PRAGMA foreign_keys = ON')
  for (const file of globSync('db/migrations/*.sql').toSorted()) db.exec(readFileSync(file, 'utf8'))
  return db
}

const tables = Object.values(schema).filter((table) => is(table, SQLiteTable))

test('generating a migration from the schema writes nothing: all of it is migrated', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gelanggang-drift-'))
  cpSync('db/migrations', join(folder, 'migrations'), { recursive: true })
  execFileSync(
    'node_modules/.bin/drizzle-kit',
    ['generate', '--dialect', 'sqlite', '--schema', 'db/schema.ts', '--out', join(folder, 'migrations')],
    { stdio: 'pipe' },
  )
  const written = globSync('*.sql', { cwd: join(folder, 'migrations') }).toSorted()
  rmSync(folder, { recursive: true })
  expect(written).toEqual(globSync('*.sql', { cwd: 'db/migrations' }).toSorted())
})

test('the migrated database has the columns of the schema, and every table is STRICT', () => {
  const db = migrated()
  const found = db
    .prepare(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all()
    .map(({ name, strict }) => ({
      name,
      strict,
      columns: db
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(String(name))
        .map((column) => String(column.name))
        .toSorted(),
    }))
    .toSorted((a, b) => String(a.name).localeCompare(String(b.name)))
  const wanted = tables
    .map((table) => ({
      name: getTableName(table),
      strict: 1,
      columns: Object.values(getTableColumns(table))
        .map((column) => column.name)
        .toSorted(),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
  expect(found).toEqual(wanted)
})

test('every foreign key of the migrated database points to something', () => {
  expect(migrated().prepare('PRAGMA foreign_key_check').all()).toEqual([])
})

/** Facts with who and when: one that is to hold no more is followed by another. */
const insertOnly = [
  'account_request_decisions',
  'account_requests',
  'attachment_texts',
  'audit_events',
  'bundles',
  'consolidation_answers',
  'correction_answers',
  'corrections',
  'decisions',
  'edition_versions',
  'handover_notes',
  'handovers',
  'integrity_pacts',
  'interview_hours',
  'interview_timings',
  'invitation_answers',
  'invitations',
  'juror_reminders',
  'juror_tie_ends',
  'juror_ties',
  'late_submissions',
  'mail_events',
  'places',
  'plenary_moves',
  'prior_awards',
  'publications',
  'ranking_results',
  'ranking_run_steps',
  'ranking_runs',
  'reminders',
  'review_decisions',
  'review_items',
  'role_handover_withdrawals',
  'role_handovers',
  'score_sheet_revisions',
  'score_sheets',
  'scores',
  'screening_findings',
  'screenings',
  'second_readings',
  'section_revisions',
  'sheet_withdrawals',
  'submission_withdrawals',
  'submissions',
  'upload_chunks',
  'visit_moves',
  'visit_sheets',
]

test('the database itself refuses to alter or delete a fact', () => {
  const guarded = (event: 'UPDATE' | 'DELETE') =>
    migrated()
      .prepare(
        `SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE ${event} ON%insert_only%' ORDER BY tbl_name`,
      )
      .all()
      .map(({ tbl_name }) => tbl_name)
  expect([guarded('UPDATE'), guarded('DELETE')]).toEqual([insertOnly, insertOnly])
})
