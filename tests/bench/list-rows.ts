import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { edition, scoring, signPacts } from './competition.ts'

/** Inserts rows of one shape quickly. */
export function writer(db: DatabaseSync) {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  return (table: string, row: Record<string, SQLInputValue>): void => {
    const key = `${table} ${Object.keys(row).join()}`
    const sql = `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).fill('?').join(', ')})`
    const statement = statements.get(key) ?? db.prepare(sql)
    statements.set(key, statement)
    statement.run(...Object.values(row))
  }
}
export type Write = ReturnType<typeof writer>

export const rowsOf = (db: DatabaseSync, sql: string, ...bound: string[]): string[] =>
  db
    .prepare(sql)
    .all(...bound)
    .map((row) => String(Object.values(row)[0]))

export function person(write: Write, id: string, role: string, agencyId: string, endsAt: number | null = null): string {
  write('users', { id, name: id, email: `${id}@contoh.go.id`, email_verified: 1, created_at: 0, updated_at: 0 })
  write('roles', { id, user_id: id, role, agency_id: agencyId, begins_at: 0, ends_at: endsAt })
  return id
}

export const short = 'Naskah pendek (simulasi).'

/** People, invitations and requests of one agency, sessions of one person: more than any had, and no more where proposals are many. */
const people = 250

type Around = { agencyId: string; adminId: string; big: string; sectionId: string; proposals: number; at: number }

/** Letters, reports and publications as many as the proposals ask for; people and what they leave as many as there are. */
export function writeAround(write: Write, { agencyId, adminId, big, sectionId, proposals, at }: Around): void {
  const grown = Math.round(proposals / 5)
  for (let n = 0; n < grown; n++) {
    const time = at + n * 50
    const isSent = n % 10 > 1
    const to = { to_user_id: n % 5 === 0 ? adminId : null, to_address: `l-${n}@contoh.go.id` }
    const state = {
      sent_at: isSent ? time : null,
      attempts: isSent ? 1 : 2,
      last_error: n % 10 === 1 ? 'tidak diterima' : null,
      due_at: isSent || n % 20 === 1 ? null : time,
    }
    write('mails', {
      id: `l-mail-${n}`,
      kind: 'proposal_received',
      subject: 'Surat',
      body: short,
      ...to,
      created_at: time,
      ...state,
    })
    const kind = n % 6 === 5 ? 'bounced' : 'delivered'
    if (isSent)
      write('mail_events', {
        id: `l-event-${n}`,
        mail_id: `l-mail-${n}`,
        kind,
        address: `l-${n}@contoh.go.id`,
        at: time,
      })

    const report = { slug: 'klinik', language: 'id', statement: short, proposed: short, sender_hash: String(n % 97) }
    write('corrections', { id: `l-correction-${n}`, reference: `K${n}`, ...report, at: time })
    const answer = { sequence: 1, outcome: 'noted', text: short, at: time, by_id: 'sim-secretariat' }
    if (n < grown / 2 || n % 3 === 0) write('correction_answers', { correction_id: `l-correction-${n}`, ...answer })

    const published = { kind: 'edition', edition_id: edition.id, object_key: 'x', size_bytes: 1 }
    write('publications', { hash: `l-${n}`, ...published, published_at: time })
  }
  for (let n = 0; n < people; n++) {
    const letter = { letter_name: 'surat.pdf', letter_key: 'x', letter_size_bytes: 1, letter_sha256: '0' }
    const asker = { name: `Pemohon ${n}`, email: `pemohon-${n}@contoh.go.id`, post: 'Kepala bagian' }
    write('account_requests', {
      id: `l-request-${n}`,
      reference: `R${n}`,
      agency_id: agencyId,
      ...asker,
      ...letter,
      at: at + n,
    })
    const decided = { outcome: 'granted', at: at + n, by_id: 'sim-secretariat' }
    // The oldest are decided, and every third of the others.
    if (n < people / 2 || n % 3 === 0) write('account_request_decisions', { request_id: `l-request-${n}`, ...decided })

    for (const [agency, role] of [
      [agencyId, 'author'],
      [null, 'secretariat'],
    ] as const) {
      const id = `l-invitation-${role}-${n}`
      const invited = { token_hash: id, email: `${id}@contoh.go.id`, name: id, role, agency_id: agency }
      write('invitations', { id, ...invited, at: at + n, by_id: adminId, expires_at: at + n + 1000 })
    }
    person(write, `l-former-${n}`, 'author', agencyId, at + n)
    const session = {
      token: `l-session-${n}`,
      user_id: adminId,
      expires_at: n < 10 ? at * 2 : at,
      created_at: at,
      updated_at: at,
    }
    write('sessions', { id: `l-session-${n}`, ...session })
    const event = { actor_id: adminId, action: 'role.granted', subject_id: agencyId, detail: '{}' }
    write('audit_events', { at: at + n, ...event })
    const saved = { text: short, saved_at: at + n, saved_by: adminId }
    write('section_revisions', { proposal_id: big, section_id: sectionId, version: n + 1, ...saved })
  }
}

/** Of so many proposals one has jurors who are far apart, and a round that is open. */
const divergesEvery = 7

/** Two readers a proposal, dealt in turn to the jurors whom only their university ties; two thirds are handed in. */
export function writeReadings(db: DatabaseSync, write: Write, at: number): [string, string] {
  const free = rowsOf(
    db,
    `SELECT user_id FROM roles WHERE role = ? AND user_id NOT IN (
       SELECT user_id FROM affiliations WHERE post = 'Tenaga ahli'
       UNION SELECT user_id FROM juror_ties UNION SELECT juror_id FROM conflicts)
     ORDER BY user_id`,
    scoring.jurorRole,
  )
  const place = { edition_id: edition.id, stage_id: scoring.id }
  write('assignment_plans', { id: 'l-plan', ...place, seed: 1, readers_per_proposal: 2, at, by_id: 'sim-secretariat' })
  signPacts(db, new Date(at))
  let n = 0
  for (const [i, proposalId] of rowsOf(db, `SELECT id FROM proposals WHERE state = 'eligible' ORDER BY id`).entries()) {
    if (i % divergesEvery === 0) {
      const found = { difference_hundredths: 2100, limit_hundredths: 2000, found_at: at, opened_at: at }
      write('divergences', { id: `l-divergence-${i}`, ...place, proposal_id: proposalId, ...found })
    }
    for (const _ of [1, 2]) {
      const id = `l-assignment-${n}`
      const reading = {
        proposal_id: proposalId,
        juror_id: free[n % free.length] ?? '',
        position: Math.floor(n / free.length) + 1,
      }
      write('assignments', { id, plan_id: 'l-plan', ...place, ...reading, assigned_at: at })
      const sheet = { total_hundredths: 5000 + (n % 4000), comment: short, handed_in_at: at }
      if (n % 3 > 0) write('score_sheets', { assignment_id: id, ...place, proposal_id: proposalId, ...sheet })
      n += 1
    }
  }
  return [free[0] ?? '', 'l-assignment-0']
}
