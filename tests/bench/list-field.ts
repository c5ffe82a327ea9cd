import type { DatabaseSync } from 'node:sqlite'
import { writeSeed } from '#worker/cli/seed/seed.ts'
import { edition, jurors } from './competition.ts'
import { person, rowsOf, short, writeAround, writer, writeReadings, type Write } from './list-rows.ts'

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

/** All columns of the proposal but these, for copies of it. */
const copied = (db: DatabaseSync, own: readonly string[]): string =>
  rowsOf(db, `SELECT name FROM pragma_table_info('proposals')`)
    .filter((name) => !own.includes(name))
    .join(', ')

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
    id: `${id}-1`,
    proposal_id: id,
    revision: 1,
    edition_id: edition.id,
    agency_id: agencyId,
    group_id: 'umum',
    slot,
    reference_number: number,
    content: JSON.stringify({ ...source.content, title, referenceNumber: number }),
    sha256: String(n).padStart(64, '0'),
    submitted_at: at + 2,
    submitted_by: adminId,
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
