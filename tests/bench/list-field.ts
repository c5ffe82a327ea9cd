import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { writeSeed } from '#worker/cli/seed/seed.ts'
import { edition, jurors, scoring } from './competition.ts'

/** Who asks, and of which rows: the addresses of the lists are made of it. */
export type Field = {
  agencyId: string
  unitId: string
  adminId: string
  authorId: string
  jurorId: string
  assignmentId: string
  /** A proposal of the agency with a long history. */
  proposalId: string
  sectionId: string
  /** Words of one proposal in a hundred, and of all. */
  rareWord: string
  commonWord: string
}

/** How far of a hundred proposals come; after the funnel of 2022 with its third that never arrived. */
const reached = [
  ...Array<'draft'>(12).fill('draft'),
  ...Array<'returned'>(6).fill('returned'),
  ...Array<'with_agency'>(12).fill('with_agency'),
  ...Array<'submitted'>(25).fill('submitted'),
  ...Array<'eligible'>(33).fill('eligible'),
  ...Array<'needs_repair'>(4).fill('needs_repair'),
  ...Array<'ineligible'>(8).fill('ineligible'),
]
const isVerdict = (state: string) => ['eligible', 'needs_repair', 'ineligible'].includes(state)

/** Of the proposals so many are of one agency, which so grows tenfold when the country grows a hundredfold. */
const ofOneAgency = (proposals: number) => Math.round(350 * Math.sqrt(proposals / 35_000))
const units = 20

/** Inserts rows of one shape quickly. */
function writer(db: DatabaseSync) {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  return (table: string, row: Record<string, SQLInputValue>): void => {
    const key = `${table} ${Object.keys(row).join()}`
    const sql = `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).fill('?').join(', ')})`
    const statement = statements.get(key) ?? db.prepare(sql)
    statements.set(key, statement)
    statement.run(...Object.values(row))
  }
}
type Write = ReturnType<typeof writer>

const rowsOf = (db: DatabaseSync, sql: string, ...bound: string[]): string[] =>
  db
    .prepare(sql)
    .all(...bound)
    .map((row) => String(Object.values(row)[0]))

/** All columns of the proposal but these, for copies of it. */
const copied = (db: DatabaseSync, own: readonly string[]): string =>
  rowsOf(db, `SELECT name FROM pragma_table_info('proposals')`)
    .filter((name) => !own.includes(name))
    .join(', ')

function person(write: Write, id: string, role: string, agencyId: string, endsAt: number | null = null): string {
  write('users', { id, name: id, email: `${id}@contoh.go.id`, email_verified: 1, created_at: 0, updated_at: 0 })
  write('roles', { id, user_id: id, role, agency_id: agencyId, begins_at: 0, ends_at: endsAt })
  return id
}

const short = 'Naskah pendek (simulasi).'

type Source = { id: string; content: Record<string, unknown>; sectionIds: string[] }

/** A complete proposal of the demonstration: what every other is copied from. */
function sourceOf(db: DatabaseSync): Source {
  const row = db.prepare('SELECT proposal_id, content FROM submissions ORDER BY proposal_id LIMIT 1').get()
  if (!row) throw new Error('the seed has no submission')
  const content: { sections: { id: string }[] } = JSON.parse(String(row.content))
  const sectionIds = content.sections.map(({ id }) => id)
  const sections = sectionIds.map((id) => ({ id, text: short }))
  return { id: String(row.proposal_id), content: { ...content, sections }, sectionIds }
}

/** As many proposals as asked in the agencies of the whole tree, in every state, with what hangs on them. Goes in while no Worker runs. */
export function writeField(db: DatabaseSync, proposals: number, now: Date): Field {
  writeSeed(db, { now, proposals: 40, jurors })
  const write = writer(db)
  const source = sourceOf(db)
  const at = now.getTime() - 20 * 24 * 3600 * 1000
  const top = rowsOf(db, `SELECT id FROM agencies WHERE parent_id IS NULL AND cluster_id <> 'lembaga' ORDER BY id`)
  const [agencyId = ''] = top
  db.exec('BEGIN')
  const unitOf = (agency: string, n: number) => `l-unit-${agency}-${n}`
  for (const agency of top) {
    for (let n = 0; n < (agency === agencyId ? units : 1); n++) {
      const id = unitOf(agency, n)
      const above = { parent_id: agency, regional_government_id: agency }
      write('agencies', { id, name: `Dinas Contoh ${n} ${agency}`, cluster_id: 'kabupaten', ...above, valid_from: 0 })
    }
  }
  const adminId = person(write, 'l-admin', 'agency_admin', agencyId)
  const authorId = person(write, 'l-author', 'author', unitOf(agencyId, 0))
  const columns = copied(db, ['id', 'agency_id', 'unit_id', 'created_by', 'title', 'state', 'state_since'])
  const copy = db.prepare(
    `INSERT INTO proposals (id, agency_id, unit_id, created_by, title, state, state_since, ${columns})
     SELECT ?, ?, ?, ?, ?, 'draft', ?, ${columns} FROM proposals WHERE id = '${source.id}'`,
  )
  const own = ofOneAgency(proposals)
  const slots = new Map<string, number>()
  for (let n = 0; n < proposals; n++) {
    const agency = n % Math.floor(proposals / own) === 0 ? agencyId : (top[1 + (n % (top.length - 1))] ?? agencyId)
    const ownUnit = Math.floor(n / Math.floor(proposals / own)) % (2 * units)
    const unit = unitOf(agency, agency === agencyId && ownUnit < units ? ownUnit : 0)
    const id = `l-proposal-${n}`
    copy.run(id, agency, unit, authorId, `Inovasi simulasi nomor ${n}`, at + n * 10)
    writeHistory(write, { id, n, at: at + n * 10, source, agencyId: agency, adminId, authorId, slots })
  }
  const big = rowsOf(db, 'SELECT id FROM proposals WHERE agency_id = ? ORDER BY id LIMIT 1', agencyId)[0] ?? ''
  const sectionId = source.sectionIds[0] ?? ''
  writeAround(write, { agencyId, adminId, big, sectionId, proposals, at })
  const [jurorId = '', assignmentId = ''] = writeReadings(db, write, at)
  db.exec('COMMIT')

  const words = { rareWord: 'langka7', commonWord: 'inovasi' }
  return {
    agencyId,
    unitId: unitOf(agencyId, 0),
    adminId,
    authorId,
    jurorId,
    assignmentId,
    proposalId: big,
    sectionId,
    ...words,
  }
}

type Written = {
  id: string
  n: number
  at: number
  source: Source
  agencyId: string
  adminId: string
  authorId: string
  slots: Map<string, number>
}

/** Sections, letters between unit and agency, submission, verdict, words and trail of the n-th proposal. */
function writeHistory(write: Write, { id, n, at, source, agencyId, adminId, authorId, slots }: Written): void {
  const state = reached[(n * 37 + Math.floor(n / 100) * 11) % reached.length] ?? 'draft'
  for (const sectionId of source.sectionIds) {
    const saved = { text: short, version: 1, saved_at: at, saved_by: authorId }
    write('proposal_sections', { proposal_id: id, section_id: sectionId, ...saved })
  }
  const trail = (action: string) =>
    write('audit_events', { at, actor_id: adminId, action, edition_id: edition.id, subject_id: id, detail: '{}' })
  trail('proposal.created')
  if (state === 'draft') return
  const handover = { proposal_id: id, note: '', at: at + 1 }
  write('handovers', { id: `${id}-passed`, kind: 'passed', ...handover, by_id: authorId })
  if (state === 'with_agency') return
  if (state === 'returned')
    return write('handovers', { id: `${id}-back`, kind: 'returned', ...handover, by_id: adminId })
  const slot = (slots.get(agencyId) ?? 1000) + 1
  slots.set(agencyId, slot)
  const number = `L-${n}`
  const title = `Inovasi simulasi nomor ${n}`
  write('submissions', {
    ...{
      id: `${id}-1`,
      proposal_id: id,
      revision: 1,
      edition_id: edition.id,
      agency_id: agencyId,
      group_id: 'umum',
      slot,
    },
    ...{ reference_number: number, content: JSON.stringify({ ...source.content, title, referenceNumber: number }) },
    ...{ sha256: String(n).padStart(64, '0'), submitted_at: at + 2, submitted_by: adminId },
  })
  trail('proposal.submitted')
  for (const word of ['inovasi', 'simulasi', `nomor${n % 40}`, `langka${n % 100}`, number.toLowerCase()]) {
    write('proposal_words', { edition_id: edition.id, word, proposal_id: id })
  }
  if (!isVerdict(state)) return
  const screened = { at: at + 3, by_id: 'sim-secretariat' }
  write('screenings', { submission_id: `${id}-1`, sequence: 1, outcome: state, note: '', ...screened })
  trail('screening.recorded')
}

type Around = { agencyId: string; adminId: string; big: string; sectionId: string; proposals: number; at: number }

/** People, invitations and requests of one agency, sessions of one person: more than any had, and no more where proposals are many. */
const people = 250

/** Letters, reports and publications as many as the proposals ask for; people and what they leave as many as there are. */
function writeAround(write: Write, { agencyId, adminId, big, sectionId, proposals, at }: Around): void {
  const grown = Math.round(proposals / 5)
  for (let n = 0; n < grown; n++) {
    const time = at + n * 50
    const isSent = n % 10 > 1
    const to = { to_user_id: n % 5 === 0 ? adminId : null, to_address: `l-${n}@contoh.go.id` }
    const state = {
      sent_at: isSent ? time : null,
      attempts: isSent ? 1 : 2,
      last_error: n % 10 === 1 ? 'tidak diterima' : null,
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

/** Two readers a proposal, dealt in turn to the jurors who work nowhere but at their university; two thirds are handed in. */
function writeReadings(db: DatabaseSync, write: Write, at: number): [string, string] {
  const free = rowsOf(
    db,
    `SELECT user_id FROM roles WHERE role = ? AND user_id NOT IN (SELECT user_id FROM affiliations WHERE post = 'Tenaga ahli')
     ORDER BY user_id`,
    scoring.jurorRole,
  )
  const place = { edition_id: edition.id, stage_id: scoring.id }
  write('assignment_plans', { id: 'l-plan', ...place, seed: 1, readers_per_proposal: 2, at, by_id: 'sim-secretariat' })
  let n = 0
  for (const proposalId of rowsOf(db, `SELECT id FROM proposals WHERE state = 'eligible' ORDER BY id`)) {
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
