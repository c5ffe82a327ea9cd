import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { generateSignedCookie } from 'hono/cookie'
import { assignJurors, type Pair, type Reading } from '#domain/assignment.ts'
import { conflictingPairs } from '#domain/conflict.ts'
import { isScoring, type Rules, type ScoringStageRules } from '#domain/edition.ts'
import { randomFrom } from '#worker/cli/seed/random.ts'
import { seedEdition, seedRules, writeSeed } from '#worker/cli/seed/seed.ts'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { anAssignmentDemand, windowsAround } from '../factories.ts'
import { secret } from './secret.ts'

export const jurors = 60
export const readersPerProposal = 2

export const edition = seedEdition
export const rules: Rules = seedRules()

function stagesOf(rules: Rules) {
  const scoring = rules.stages.find(isScoring)
  const plenary = rules.stages.find((stage) => stage.kind === 'plenary' && stage.rankedStageId === scoring?.id)
  if (!scoring || !plenary) throw new Error('the rules have no scoring stage with a plenary')
  return { scoring, plenary }
}
export const { scoring, plenary } = stagesOf(rules)

/** One column of all rows. */
const texts = (db: DatabaseSync, sql: string, ...bound: string[]): string[] =>
  db
    .prepare(sql)
    .all(...bound)
    .map((row) => String(Object.values(row)[0]))

function inTransaction(db: DatabaseSync, write: () => void): void {
  db.exec('BEGIN')
  write()
  db.exec('COMMIT')
}

/** Where the bare Worker of the benches writes. */
const bareTable = 'CREATE TABLE bench_texts (key INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'

/** Four of five proposals of the demonstration are submitted, so that more are seeded than `submitted`. */
export function writeCompetition(db: DatabaseSync, submitted: number, now: Date): void {
  db.exec(bareTable)
  writeSeed(db, { now, proposals: Math.ceil(submitted / 0.8), jurors })
  const there = texts(db, `SELECT count(*) FROM proposals WHERE state = 'submitted'`)[0]
  if (there !== String(submitted)) throw new Error(`${there} proposals are submitted, not ${submitted}`)
}

/** Moves all windows so that this stage is open and those before it have closed. */
export function openStage(db: DatabaseSync, stageId: string, now: Date): void {
  const update = db.prepare('UPDATE stages SET opens_at = ?, closes_at = ? WHERE edition_id = ? AND id = ?')
  inTransaction(db, () => {
    for (const { id, opensAt, closesAt } of windowsAround(rules, stageId, now)) {
      update.run(opensAt.getTime(), closesAt.getTime(), edition.id, id)
    }
  })
}

/** A session as sign-in makes it; answers its cookie. */
export async function signIn(db: DatabaseSync, userId: string, now: Date): Promise<string> {
  const token = `bench-${userId}`
  const at = now.getTime()
  db.prepare(
    `INSERT INTO sessions (id, token, user_id, expires_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`,
  ).run(token, token, userId, at + 24 * 3600 * 1000, at, at)
  // The secretariat's grants count only with a second factor, and this session stands for one signed in with it.
  db.prepare('UPDATE users SET two_factor_enabled = 1 WHERE id = ?').run(userId)
  const cookie = await generateSignedCookie('gelanggang.session_token', token, secret)
  return cookie.split(';')[0] ?? ''
}

export type Draft = { proposalId: string; authorId: string; sectionIds: string[] }

/** Proposals that are still being written, each by another author. */
export function listDrafts(db: DatabaseSync, limit: number): Draft[] {
  const rows = db
    .prepare(`SELECT id, created_by FROM proposals WHERE state = 'draft' GROUP BY created_by ORDER BY id LIMIT ?`)
    .all(limit)
  const sectionIds = rules.sections.map(({ id }) => id)
  return rows.map(({ id, created_by: by }) => ({ proposalId: String(id), authorId: String(by), sectionIds }))
}

/** What of a proposal is saved: version and text by section. */
export function savedSections(db: DatabaseSync, proposalId: string): Map<string, { version: number; text: string }> {
  const rows = db
    .prepare('SELECT section_id, version, text FROM proposal_sections WHERE proposal_id = ?')
    .all(proposalId)
  return new Map(rows.map((row) => [String(row.section_id), { version: Number(row.version), text: String(row.text) }]))
}

/** The secretariat finds everything eligible. */
export function screenAll(db: DatabaseSync, now: Date): void {
  const insert = db.prepare(
    `INSERT INTO screenings (submission_id, sequence, outcome, at, by_id) VALUES (?, 1, 'eligible', ?, 'sim-secretariat')`,
  )
  inTransaction(db, () => {
    for (const id of texts(db, 'SELECT id FROM submissions ORDER BY id')) insert.run(id, now.getTime())
  })
}

export type Demand = { proposals: string[]; jurors: string[]; conflicts: Pair[] }

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Who can read what in this stage, from the rows that the portal plans from. After a plenary only what it gave a place. */
export function loadDemand(db: DatabaseSync, now: Date, stage: ScoringStageRules = scoring): Demand {
  const agencies = new Map(
    db
      .prepare('SELECT id, parent_id, regional_government_id, enterprise_group_id FROM agencies')
      .all()
      .map((row) => [
        String(row.id),
        {
          id: String(row.id),
          parentId: textOrNull(row.parent_id),
          regionalGovernmentId: textOrNull(row.regional_government_id),
          enterpriseGroupId: textOrNull(row.enterprise_group_id),
        },
      ]),
  )
  const node = (id: unknown) => {
    const found = agencies.get(String(id))
    if (!found) throw new Error(`no agency ${String(id)}`)
    return found
  }
  const proposals = db
    .prepare(
      `SELECT id, agency_id, unit_id FROM proposals WHERE state = 'eligible'
        AND (NOT EXISTS (SELECT 1 FROM places) OR id IN (SELECT proposal_id FROM places)) ORDER BY id`,
    )
    .all()
    .map((row) => ({ id: String(row.id), agency: node(row.agency_id), unit: node(row.unit_id) }))
  const jurorIds = texts(db, 'SELECT user_id FROM roles WHERE role = ? ORDER BY user_id', stage.jurorRole)
  const affiliations = db
    .prepare('SELECT user_id, agency_id, ends_at FROM ties')
    .all()
    .map((row) => ({
      jurorId: String(row.user_id),
      agency: node(row.agency_id),
      endsAt: row.ends_at === null ? null : new Date(Number(row.ends_at)),
    }))
    .filter(({ jurorId }) => jurorIds.includes(jurorId))
  const declarations = db
    .prepare('SELECT juror_id, proposal_id FROM conflicts')
    .all()
    .map((row) => ({ jurorId: String(row.juror_id), proposalId: String(row.proposal_id) }))
    .filter(({ jurorId }) => jurorIds.includes(jurorId))
  return {
    proposals: proposals.map(({ id }) => id),
    jurors: jurorIds,
    conflicts: conflictingPairs(proposals, affiliations, declarations, now),
  }
}

export function plan(demand: Demand): Reading[] {
  const planned = assignJurors(anAssignmentDemand({ ...demand, readersPerProposal, seed: 20 }))
  if (!planned.ok) throw new Error(planned.refusal.code)
  if (planned.value.unmet.length > 0) throw new Error(`${planned.value.unmet.length} proposals lack readers`)
  return planned.value.readings
}

export type Assignment = Reading & { id: string }

/** The plan as rows, given out when the stage opened. The schema's triggers check each against conflicts and eligibility once more. */
export function writePlan(
  db: DatabaseSync,
  readings: readonly Reading[],
  now: Date,
  stage: ScoringStageRules = scoring,
): Assignment[] {
  const insert = db.prepare(
    `INSERT INTO assignments (id, plan_id, edition_id, stage_id, proposal_id, juror_id, position, assigned_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const at = now.getTime()
  const plan = stage.id === scoring.id ? 'bench-plan' : `bench-plan-${stage.id}`
  const named = stage.id === scoring.id ? 'bench-assignment' : `bench-assignment-${stage.id}`
  const assignments = readings.map((reading, i) => ({ ...reading, id: `${named}-${i + 1}` }))
  inTransaction(db, () => {
    db.prepare(
      `INSERT INTO assignment_plans (id, edition_id, stage_id, seed, readers_per_proposal, at, by_id, published_at, published_by)
        VALUES (?1, ?2, ?3, 20, ?4, ?5, 'sim-secretariat',
          (SELECT min(opens_at, ?5) FROM stages WHERE edition_id = ?2 AND id = ?3), 'sim-secretariat')`,
    ).run(plan, edition.id, stage.id, readersPerProposal, at)
    for (const { id, proposalId, jurorId, position } of assignments) {
      insert.run(id, plan, edition.id, stage.id, proposalId, jurorId, position, at)
    }
  })
  return assignments
}

/** Every juror has signed the pact of the edition, if it has one. */
export function signPacts(db: DatabaseSync, now: Date): void {
  const text = rules.integrityPact
  if (text === undefined) return
  const sha256 = createHash('sha256').update(text).digest('hex')
  db.prepare(
    `INSERT OR IGNORE INTO integrity_pacts (edition_id, juror_id, sha256, text, signed_at)
      SELECT ?, user_id, ?, ?, ? FROM roles WHERE role IN ('evaluator', 'panelist')`,
  ).run(edition.id, sha256, text, now.getTime())
}

const comment = 'Data sebelum dan sesudah penerapan lengkap dan dapat diperiksa; rencana keberlanjutannya masih umum.'

/** A filled sheet as a juror sends it. The same number makes the same sheet. */
export function sheetOf(n: number) {
  const random = randomFrom(n)
  const ids = scoring.rubric.map(({ id }) => id)
  return {
    points: Object.fromEntries(ids.map((id) => [id, random.between(40, 95)])),
    comments: Object.fromEntries(ids.map((id) => [id, comment])),
    comment: `${comment} (simulasi ${n})`,
  }
}

/** Sheets handed in before the measurement begins. */
export function writeSheets(db: DatabaseSync, assignments: readonly Assignment[], now: Date): void {
  const insertSheet = db.prepare(
    `INSERT INTO score_sheets (assignment_id, edition_id, stage_id, proposal_id, total_hundredths, comment, handed_in_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertScore = db.prepare(
    'INSERT INTO scores (assignment_id, criterion_id, points, comment) VALUES (?, ?, ?, ?)',
  )
  inTransaction(db, () => {
    for (const [n, { id, proposalId }] of assignments.entries()) {
      const sheet = sheetOf(n)
      const total = weightedTotalHundredths(scoring.rubric, sheet.points)
      if (!total.ok) throw new Error(total.refusal.code)
      insertSheet.run(id, edition.id, scoring.id, proposalId, total.value, sheet.comment, now.getTime())
      for (const [criterionId, points] of Object.entries(sheet.points))
        insertScore.run(id, criterionId, points, comment)
    }
  })
}
