import type { DatabaseSync } from 'node:sqlite'
import { edition, rules, signIn } from './competition.ts'

/** One proposal of the field, with the cookie of who may work on it. */
export type Entry = { proposalId: string; cookie: string }
export type Field = { written: Entry[]; waiting: Entry[] }

const agencies = 1000
const proposals = 3500
/** Of ten proposals so many stand with the agency admin, ready to be forwarded. */
const waitingOfTen = 3

const firstId = (db: DatabaseSync, sql: string): string => {
  const row = db.prepare(sql).get()
  if (!row) throw new Error(`the seed has nothing for: ${sql}`)
  return String(Object.values(row)[0])
}

/** All columns of a table but these, for copies of a row. */
const otherColumns = (db: DatabaseSync, table: string, own: readonly string[]): string =>
  db
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => String(name))
    .filter((name) => !own.includes(name))
    .map((name) => `"${name}"`)
    .join(', ')

/**
 * 1,000 agencies, each with an author and an admin, and 3,500 proposals among them: copies of a draft of the demonstration, and of a
 * proposal that is complete. Goes in while no Worker runs.
 */
export async function writeField(db: DatabaseSync, now: Date): Promise<Field> {
  const draft = firstId(db, `SELECT id FROM proposals WHERE state = 'draft' ORDER BY id LIMIT 1`)
  const complete = firstId(
    db,
    `SELECT id FROM proposals WHERE state = 'submitted' AND (SELECT count(*) FROM proposal_sections s WHERE s.proposal_id = proposals.id)
       = ${rules.sections.filter(({ when }) => when === undefined).length} ORDER BY id LIMIT 1`,
  )
  const at = now.getTime() - 3 * 24 * 3600 * 1000
  const agency = db.prepare(
    `INSERT INTO agencies (id, name, cluster_id, parent_id, regional_government_id, valid_from) VALUES (?, ?, 'kabupaten', ?, ?, 0)`,
  )
  const user = db.prepare(
    `INSERT INTO users (id, name, email, email_verified, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)`,
  )
  const role = db.prepare(`INSERT INTO roles (id, user_id, role, agency_id, begins_at) VALUES (?, ?, ?, ?, 0)`)
  const rest = {
    proposals: otherColumns(db, 'proposals', ['id', 'agency_id', 'unit_id', 'created_by', 'state', 'state_since']),
    proposal_sections: otherColumns(db, 'proposal_sections', ['proposal_id']),
    attachments: otherColumns(db, 'attachments', ['id', 'proposal_id']),
  }
  const copyOf = {
    proposal: db.prepare(
      `INSERT INTO proposals (id, agency_id, unit_id, created_by, state, state_since, ${rest.proposals})
       SELECT ?, ?, ?, ?, 'draft', ?, ${rest.proposals} FROM proposals WHERE id = ?`,
    ),
    sections: db.prepare(
      `INSERT INTO proposal_sections (proposal_id, ${rest.proposal_sections})
       SELECT ?, ${rest.proposal_sections} FROM proposal_sections WHERE proposal_id = ?`,
    ),
    attachments: db.prepare(
      `INSERT INTO attachments (id, proposal_id, ${rest.attachments})
       SELECT ? || id, ?, ${rest.attachments} FROM attachments WHERE proposal_id = ? AND removed_at IS NULL`,
    ),
    handover: db.prepare(
      `INSERT INTO handovers (id, proposal_id, kind, note, at, by_id) VALUES (?, ?, 'passed', '', ?, ?)`,
    ),
  }
  const field: Field = { written: [], waiting: [] }
  const cookies = new Map<string, string>()
  db.exec('BEGIN')
  for (let n = 0; n < agencies; n++) {
    agency.run(`b-${n}`, `Instansi ${n}`, null, `b-${n}`)
    agency.run(`b-${n}-unit`, `Unit ${n}`, `b-${n}`, `b-${n}`)
    for (const who of ['author', 'agency_admin'] as const) {
      const id = `b-${who}-${n}`
      user.run(id, id, `${id}@contoh.go.id`, at, at)
      role.run(id, id, who, who === 'author' ? `b-${n}-unit` : `b-${n}`)
      cookies.set(id, await signIn(db, id, now))
    }
  }
  for (let n = 0; n < proposals; n++) {
    const at1000 = n % agencies
    const id = `b-proposal-${n}`
    const isWaiting = n % 10 < waitingOfTen
    const from = isWaiting ? complete : draft
    copyOf.proposal.run(id, `b-${at1000}`, `b-${at1000}-unit`, `b-author-${at1000}`, at, from)
    copyOf.sections.run(id, from)
    copyOf.attachments.run(`${id}-`, id, from)
    if (isWaiting) copyOf.handover.run(`${id}-passed`, id, at, `b-author-${at1000}`)
    const cookie = cookies.get(`b-${isWaiting ? 'agency_admin' : 'author'}-${at1000}`) ?? ''
    field[isWaiting ? 'waiting' : 'written'].push({ proposalId: id, cookie })
  }
  db.prepare('UPDATE proposals SET edition_id = ? WHERE id LIKE ?').run(edition.id, 'b-proposal-%')
  db.exec('COMMIT')
  return field
}
