import { createHash } from 'node:crypto'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import kipp2023 from '#content/templates/kipp-2023.json' with { type: 'json' }
import simulation from '#content/simulation.json' with { type: 'json' }
import { rulesOf, templateSchema } from '#content/template.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import type { Rules } from '#domain/edition.ts'
import { askedForm, lastGoal } from '#domain/form.ts'
import { referenceNumber } from '#domain/reference-number.ts'
import { planWindows } from '#domain/schedule.ts'
import { searchWords, type SubmittedProposal } from '#domain/submission.ts'
import { demoPeople } from '#worker/demo.ts'
import { agencyTreeSql } from './agency-tree.ts'
import { seedAgencies, type SeedAgency, type SeedUnit } from './agencies.ts'
import { onePagePdf } from './pdf.ts'
import { sectionTexts, titleOf } from './proposals.ts'
import { randomFrom, type Random } from './random.ts'

const hourMs = 3600 * 1000
const dayMs = 24 * hourMs

export type SeedOptions = {
  /** Instant from which the schedule is laid; the same instant and size give the same rows. */
  now: Date
  proposals: number
  jurors: number
}

export const seedEdition = { id: 'sim-edition', slug: 'kipp-simulasi', name: 'KIPP Simulasi' }

/** The one file that all simulated proposals attach; it lies in R2 under this key. */
export const seedAttachment = (() => {
  const line = 'Surat pernyataan implementasi (simulasi, bukan dokumen sebenarnya)'
  const bytes = onePagePdf(line)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { line, bytes, sha256, objectKey: `attachments/simulasi/${sha256}`, fileName: 'surat-pernyataan-simulasi.pdf' }
})()

/** The template of 2023 with fewer places, since 120 proposals compete and not 2,000. */
export function seedRules(): Rules {
  const rules = rulesOf(templateSchema.parse(kipp2023))
  const places: Record<string, number> = { top99: 30, 'top15-khusus': 5, top45: 12, outstanding: 2 }
  const names: Record<string, string> = {
    top99: 'TOP 30',
    'top15-khusus': 'TOP 5 Khusus',
    top45: 'TOP 12',
    outstanding: 'Outstanding Achievement',
  }
  return {
    ...rules,
    awards: rules.awards.map(({ id, name }) => ({ id, name: `${names[id] ?? name} (simulasi)` })),
    stages: rules.stages.map((stage) =>
      stage.kind === 'plenary'
        ? { ...stage, cuts: stage.cuts.map((cut) => ({ ...cut, places: places[cut.awardId] ?? cut.places })) }
        : stage,
    ),
  }
}

function writer(db: DatabaseSync) {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  return (table: string, row: Record<string, SQLInputValue>): void => {
    const columns = Object.keys(row)
    const key = `${table}:${columns.join()}`
    const statement =
      statements.get(key) ??
      db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    statements.set(key, statement)
    statement.run(...Object.values(row))
  }
}
type Write = ReturnType<typeof writer>

function person(write: Write, at: number, id: string, name: string, email: string) {
  write('users', { id, name, email, email_verified: 1, created_at: at, updated_at: at })
}

function role(
  write: Write,
  at: number,
  userId: string,
  name: string,
  agencyId: string | null,
  editionId: string | null,
) {
  write('roles', {
    id: `${userId}-${name}`,
    user_id: userId,
    role: name,
    agency_id: agencyId,
    edition_id: editionId,
    begins_at: at,
  })
}

/** The whole tree; in 40 of its agencies somebody works. */
function writeAgencies(db: DatabaseSync, write: Write, at: number, agencies: readonly SeedAgency[]): void {
  db.exec(agencyTreeSql())
  for (const [i, agency] of agencies.entries()) {
    const adminId = `sim-admin-${i + 1}`
    const adminEmail = i === 0 ? demoPeople.agency_admin.email : `admin${i + 1}@demo.gelanggang.test`
    const name = simulation.people[i % simulation.people.length] ?? ''
    person(write, at, adminId, `${name} (admin simulasi)`, adminEmail)
    role(write, at, adminId, 'agency_admin', agency.id, null)
    for (const [n, unit] of agency.units.entries()) {
      write('agencies', {
        ...unit,
        cluster_id: agency.clusterId,
        parent_id: agency.id,
        regional_government_id: agency.regionalGovernmentId,
        enterprise_group_id: agency.enterpriseGroupId,
        province: agency.province,
        valid_from: 0,
      })
      const authorId = `sim-author-${i + 1}-${n + 1}`
      const email = i === 0 && n === 0 ? demoPeople.author.email : `penulis${i + 1}-${n + 1}@demo.gelanggang.test`
      const author = simulation.people[(i + n * 7 + 3) % simulation.people.length] ?? ''
      person(write, at, authorId, `${author} (penulis simulasi)`, email)
      role(write, at, authorId, 'author', unit.id, null)
    }
  }
}

/** Jurors come from invented universities; every fourth also works or worked for a competing agency, so that conflicts occur. */
function writeJury(
  write: Write,
  at: number,
  jurors: number,
  agencies: readonly SeedAgency[],
  editionEnd: number,
): void {
  const universities = Math.min(8, jurors)
  for (let i = 1; i <= universities; i++) {
    write('agencies', {
      id: `sim-university-${i}`,
      name: `Universitas Contoh ${i} (simulasi)`,
      cluster_id: 'lembaga',
      valid_from: 0,
    })
  }
  const people = [
    ...Array.from({ length: jurors }, (_, i) => ({ role: 'evaluator', label: 'juri', n: i + 1 })),
    ...Array.from({ length: 5 }, (_, i) => ({ role: 'panelist', label: 'panelis', n: i + 1 })),
  ]
  for (const [i, { role: held, label, n }] of people.entries()) {
    const id = `sim-${label}-${n}`
    const name = simulation.people[(i * 3 + 1) % simulation.people.length] ?? ''
    person(write, at, id, `Dr. ${name} (${label} simulasi ${n})`, `${label}${n}@demo.gelanggang.test`)
    role(write, at, id, held, null, seedEdition.id)
    write('affiliations', {
      id: `${id}-university`,
      user_id: id,
      agency_id: `sim-university-${(i % universities) + 1}`,
      post: 'Dosen',
      begins_at: 0,
    })
    const formerAgency = agencies[(i * 5) % agencies.length]
    if (i % 4 === 0 && formerAgency) {
      write('affiliations', {
        id: `${id}-former`,
        user_id: id,
        agency_id: formerAgency.id,
        post: 'Tenaga ahli',
        begins_at: 0,
        ends_at: editionEnd,
      })
    }
  }
}

/** What jurors and secretariat have said beside posts: a few of each kind, one of them ended, and one proposal given back. */
function writeTies(
  write: Write,
  { now, jurors, proposals }: { now: number; jurors: number; proposals: number },
  agencies: readonly SeedAgency[],
) {
  const said = [
    { juror: 2, kind: 'family', source: 'declared', reason: 'Adik kandung bekerja di sana (simulasi).', ends: null },
    {
      juror: 3,
      kind: 'former_post',
      source: 'declared',
      reason: 'Kepala dinas sampai tahun lalu (simulasi).',
      ends: now + 300 * dayMs,
    },
    {
      juror: 6,
      kind: 'advisor',
      source: 'secretariat',
      reason: 'Konsultan reformasi birokrasi (simulasi).',
      ends: null,
    },
    { juror: 7, kind: 'business', source: 'secretariat', reason: 'Rekanan pengadaan (simulasi).', ends: null },
  ]
  for (const [i, { juror, kind, source, reason, ends }] of said.entries()) {
    const agency = agencies[(i * 9 + 4) % agencies.length]
    if (juror > jurors || !agency) continue
    const by = source === 'declared' ? `sim-juri-${juror}` : 'sim-secretariat'
    const tie = { id: `sim-tie-${juror}`, user_id: `sim-juri-${juror}`, agency_id: agency.id, kind, source, reason }
    write('juror_ties', { ...tie, ends_at: ends, at: now - 10 * dayMs, by_id: by })
  }
  if (jurors >= 7) {
    const end = { tie_id: 'sim-tie-7', reason: 'Orang lain dengan nama yang sama (simulasi).' }
    write('juror_tie_ends', { ...end, at: now - 5 * dayMs, by_id: 'sim-secretariat' })
  }
  if (jurors < 4 || proposals < 2) return
  write('conflicts', {
    id: 'sim-conflict-1',
    proposal_id: `sim-proposal-${Math.ceil(proposals * 0.6)}`,
    juror_id: 'sim-juri-4',
    source: 'declared',
    kind: 'advisor',
    reason: 'Pernah membimbing tim penulisnya (simulasi).',
    at: now - 3 * dayMs,
    by_id: 'sim-juri-4',
  })
}

type Competing = { agency: SeedAgency; unit: SeedUnit; authorId: string; adminId: string }

type Seeding = { write: Write; rules: Rules; now: number; random: Random; numbers: Set<string> }

/** How far the n-th proposal has come: most are submitted, the rest lies where proposals are lost. */
function reached(n: number, total: number): 'draft' | 'incomplete' | 'with_agency' | 'returned' | 'submitted' {
  const share = (n * 100) / total
  if (share < 6) return 'incomplete'
  if (share < 10) return 'draft'
  if (share < 17) return 'with_agency'
  if (share < 20) return 'returned'
  return 'submitted'
}

function writeProposal(seeding: Seeding, n: number, total: number, competing: Competing): void {
  const { write, rules, now, random } = seeding
  const { agency, unit, authorId, adminId } = competing
  const id = `sim-proposal-${n + 1}`
  const title = titleOf(n)
  const groupId = n % 10 === 9 ? 'khusus' : 'umum'
  const goal = reached(n, total)
  const createdAt = now - 25 * dayMs + Math.floor((n / total) * 20 * dayMs)
  // Three in a hundred are younger than the rules allow, so that screening has something to find.
  const ageDays = n % 33 === 32 ? 300 : random.between(800, 2400)
  const startedOn = new Date(now - ageDays * dayMs).toISOString().slice(0, 10)
  const themeIds = (rules.themes?.items ?? []).filter((_, i, all) => i === n % all.length).map((theme) => theme.id)
  const goals = [(n % lastGoal) + 1]
  const answers = Object.fromEntries((rules.questions ?? []).map((question) => [question.id, n % 4 === 0]))
  const form = askedForm(rules, { groupId, answers })
  write('proposals', {
    id,
    edition_id: seedEdition.id,
    agency_id: agency.id,
    unit_id: unit.id,
    group_id: groupId,
    title,
    started_on: startedOn,
    theme_ids: JSON.stringify(themeIds),
    goals: JSON.stringify(goals),
    answers: JSON.stringify(answers),
    state_since: createdAt,
    created_at: createdAt,
    created_by: authorId,
  })
  // One in forty tells what another has told, so that the comparison has something to find.
  const copied = n % 40 === 39 ? titleOf(n - 1) : title
  const texts = sectionTexts(form, title, random, copied).slice(
    0,
    goal === 'incomplete' ? random.between(1, 5) : undefined,
  )
  for (const section of texts) {
    write('proposal_sections', {
      proposal_id: id,
      section_id: section.id,
      text: section.text,
      version: 1,
      saved_at: createdAt + hourMs,
      saved_by: authorId,
    })
  }
  if (goal === 'incomplete') return
  const letter = rules.attachments[0]
  if (!letter) throw new Error('the rules ask for no attachment')
  const { line, bytes, sha256, objectKey, fileName } = seedAttachment
  write('attachments', {
    id: `${id}-letter`,
    proposal_id: id,
    rule_id: letter.id,
    file_name: fileName,
    size_bytes: bytes.byteLength,
    sha256,
    object_key: objectKey,
    uploaded_at: createdAt + hourMs,
    uploaded_by: authorId,
  })
  write('attachment_texts', {
    attachment_id: `${id}-letter`,
    status: 'read',
    text: line,
    pages: 1,
    at: createdAt + hourMs,
  })
  if (goal === 'draft') return
  const handover = (kind: string, at: number, by: string, note: string) =>
    write('handovers', { id: `${id}-${kind}`, proposal_id: id, kind, note, at, by_id: by })
  handover('passed', createdAt + dayMs, authorId, '')
  if (goal === 'with_agency') return
  if (goal === 'returned') {
    handover(
      'returned',
      createdAt + 2 * dayMs,
      adminId,
      'Bagian Signifikansi belum menyebut sumber angkanya. Mohon dilengkapi.',
    )
    return
  }
  const frozen: SubmittedProposal = {
    edition: seedEdition.slug,
    referenceNumber: unusedNumber(seeding),
    revision: 1,
    title,
    groupId,
    clusterId: agency.clusterId,
    agency: agency.name,
    unit: unit.name,
    startedOn,
    registryId: null,
    replicationOf: null,
    themeIds,
    goals,
    answers,
    sections: texts,
    attachments: [{ ruleId: letter.id, fileName, sizeBytes: bytes.byteLength, sha256, objectKey }],
  }
  writeSubmission(seeding, id, frozen, competing, createdAt + 2 * dayMs)
}

const slots = new WeakMap<Seeding, Map<string, number>>()

function nextSlot(seeding: Seeding, key: string): number {
  const taken = slots.get(seeding) ?? new Map<string, number>()
  slots.set(seeding, taken)
  const slot = (taken.get(key) ?? 0) + 1
  taken.set(key, slot)
  return slot
}

/** Among twenty thousand two numbers would be alike; as in the portal, the second draws again. */
function unusedNumber({ random, numbers }: Seeding): string {
  for (;;) {
    const number = referenceNumber(seedEdition.slug, random.below)
    if (numbers.has(number)) continue
    numbers.add(number)
    return number
  }
}

function writeSubmission(
  seeding: Seeding,
  proposalId: string,
  frozen: SubmittedProposal,
  competing: Competing,
  at: number,
) {
  const { write } = seeding
  const content = canonicalJson(frozen)
  write('submissions', {
    id: `${proposalId}-1`,
    proposal_id: proposalId,
    revision: 1,
    edition_id: seedEdition.id,
    agency_id: competing.agency.id,
    group_id: frozen.groupId,
    slot: nextSlot(seeding, `${competing.agency.id} ${frozen.groupId}`),
    reference_number: frozen.referenceNumber,
    content,
    sha256: createHash('sha256').update(content).digest('hex'),
    submitted_at: at,
    submitted_by: competing.adminId,
  })
  for (const word of searchWords(frozen)) {
    write('proposal_words', { edition_id: seedEdition.id, word, proposal_id: proposalId })
  }
  write('audit_events', {
    at,
    actor_id: competing.adminId,
    action: 'proposal.submitted',
    edition_id: seedEdition.id,
    subject_id: proposalId,
    detail: JSON.stringify({ referenceNumber: frozen.referenceNumber, revision: 1 }),
  })
}

function writeEdition(write: Write, rules: Rules, now: number): number {
  const durations = templateSchema.parse(kipp2023).stages.map(({ durationDays }) => durationDays.value)
  const windows = planWindows(new Date(now - 30 * dayMs), [44, ...durations.slice(1)])
  write('editions', {
    ...seedEdition,
    is_simulation: 1,
    draft_rules: JSON.stringify(rules),
    created_at: now - 40 * dayMs,
    created_by: 'sim-secretariat',
  })
  write('edition_versions', {
    edition_id: seedEdition.id,
    version: 1,
    rules: JSON.stringify(rules),
    reason: 'Pembukaan edisi',
    frozen_at: now - 35 * dayMs,
    frozen_by: 'sim-secretariat',
  })
  for (const [position, { id, kind, name }] of rules.stages.entries()) {
    const window = windows[position]
    if (!window) throw new Error(`no window for ${id}`)
    write('stages', {
      edition_id: seedEdition.id,
      id,
      position,
      kind,
      name,
      opens_at: window.opensAt.getTime(),
      closes_at: window.closesAt.getTime(),
    })
  }
  write('audit_events', {
    at: now - 35 * dayMs,
    actor_id: 'sim-secretariat',
    action: 'edition.opened',
    edition_id: seedEdition.id,
    subject_id: seedEdition.id,
    detail: JSON.stringify({ version: 1 }),
  })
  return windows.at(-1)?.closesAt.getTime() ?? now
}

/**
 * Writes the demonstration into an empty, migrated database: one edition in registration, the agency tree, 40 agencies at work, jurors and proposals
 * in every state. Answers `already_there` and writes nothing when the edition exists.
 */
export function writeSeed(db: DatabaseSync, options: SeedOptions): 'written' | 'already_there' {
  if (db.prepare('SELECT 1 FROM editions WHERE id = ?').get(seedEdition.id)) return 'already_there'
  const now = Math.floor(options.now.getTime() / hourMs) * hourMs
  const rules = seedRules()
  const agencies = seedAgencies()
  const write = writer(db)
  const random = randomFrom(20)
  const seeding: Seeding = { write, rules, now, random, numbers: new Set() }
  db.exec('BEGIN')
  const joined = now - 60 * dayMs
  person(write, joined, 'sim-secretariat', 'Ratih Kusuma (sekretariat simulasi)', demoPeople.secretariat.email)
  role(write, joined, 'sim-secretariat', 'secretariat', null, null)
  person(write, joined, 'sim-auditor', 'Bambang Setiadi (pengawas simulasi)', demoPeople.auditor.email)
  role(write, joined, 'sim-auditor', 'auditor', null, null)
  writeAgencies(db, write, joined, agencies)
  const end = writeEdition(write, rules, now)
  writeJury(write, joined, options.jurors, agencies, end)
  for (let n = 0; n < options.proposals; n++) {
    const i = n % agencies.length
    const agency = agencies[i]
    const u = Math.floor(n / agencies.length) % 2
    const unit = agency?.units[u]
    if (!agency || !unit) throw new Error('an agency without units')
    writeProposal(seeding, n, options.proposals, {
      agency,
      unit,
      authorId: `sim-author-${i + 1}-${u + 1}`,
      adminId: `sim-admin-${i + 1}`,
    })
  }
  writeTies(write, { now, jurors: options.jurors, proposals: options.proposals }, agencies)
  db.exec('COMMIT')
  return 'written'
}
