import { env } from 'cloudflare:workers'
import { eq, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import * as tables from '#db/schema.ts'
import { aPerson, anAgencyWithPeople, anEdition, call, db, type Person } from './portal.ts'
import { aCompleteDraft, capped, nowIn, submissionOf, type Agency, type Edition } from './proposals-factories.ts'

const cap = 2
const minute = 60_000

type Field = { edition: Edition; agencies: Agency[]; colleagues: Person[]; proposalIds: string[]; began: Date }

async function aField(): Promise<Field> {
  const edition = await anEdition('pendaftaran', capped(cap))
  const agencies = [await anAgencyWithPeople(), await anAgencyWithPeople()]
  const colleagues = await Promise.all(
    agencies.map(({ agency }) => aPerson({ role: 'agency_admin', agencyId: agency.id })),
  )
  const proposalIds: string[] = []
  const began = new Date()
  for (const agency of agencies) {
    for (const groupId of ['umum', 'umum', 'khusus']) {
      proposalIds.push(await aCompleteDraft(edition, agency, { groupId, stateSince: began }))
    }
  }
  return { edition, agencies, colleagues, proposalIds, began }
}

const kinds = ['passed', 'recalled', 'returned', 'forwarded', 'withdrawn', 'regrouped', 'created'] as const
type Kind = (typeof kinds)[number]
type Move = { kind: Kind; proposal: number; isColleague: boolean }

const aMove = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Kind>('passed', 'forwarded') },
    { weight: 1, arbitrary: fc.constantFrom<Kind>(...kinds) },
  ),
  proposal: fc.nat({ max: 5 }),
  isColleague: fc.boolean(),
})

/** Moves made at the same moment, and the minutes that pass before the next ones. */
const aStep = fc.record({
  moves: fc.array(aMove, { minLength: 1, maxLength: 3 }),
  minutes: fc.integer({ min: 1, max: 9 * 60 }),
})

async function make({ edition, agencies, colleagues, proposalIds }: Field, { kind, proposal, isColleague }: Move) {
  const owner = proposal < 3 ? 0 : 1
  const agency = agencies[owner]
  const id = proposalIds[proposal] ?? ''
  if (!agency) throw new Error('no agency')
  const admin = (isColleague ? colleagues[owner] : undefined) ?? agency.admin
  switch (kind) {
    case 'passed':
    case 'recalled':
      return call(agency.author, 'POST', `/proposals/${id}/handovers`, { kind, note: '' })
    case 'returned':
      return call(admin, 'POST', `/proposals/${id}/handovers`, { kind, note: 'Perbaiki' })
    case 'forwarded':
      return call(admin, 'POST', `/proposals/${id}/submissions`, {})
    case 'withdrawn':
      return call(admin, 'POST', `/proposals/${id}/withdrawals`, { note: '' })
    case 'regrouped': {
      const row = await db.select().from(tables.proposals).where(eq(tables.proposals.id, id)).get()
      const groupId = row?.groupId === 'umum' ? 'khusus' : 'umum'
      return call(admin, 'PUT', `/proposals/${id}`, { version: row?.version, groupId })
    }
    case 'created':
      return call(agency.author, 'POST', '/proposals', {
        edition: edition.slug,
        unitId: agency.unit.id,
        groupId: 'umum',
        title: 'Baru',
      })
  }
}

const tally = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const key of keys.toSorted()) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

const stateAfter = { passed: 'with_agency', returned: 'returned', recalled: 'draft' } as const

const jakartaDay = (at: Date) => new Date(at.getTime() + 7 * 3600_000).toISOString().slice(0, 10)

/** What the tables that count say, and what a count of the facts says. */
async function counted({ edition, began }: Field) {
  const rows = async <T>(sql: string) => (await env.DB.prepare(sql).bind(edition.id).all<T>()).results
  const proposals = await db.select().from(tables.proposals).where(eq(tables.proposals.editionId, edition.id))
  const ids = proposals.map(({ id }) => id)
  const handovers = await db.select().from(tables.handovers).where(inArray(tables.handovers.proposalId, ids))
  const submissions = await db.select().from(tables.submissions).where(eq(tables.submissions.editionId, edition.id))
  const frozen = submissions.map(({ id }) => id)
  const { submissionWithdrawals: withdrawn, screenings } = tables
  const withdrawals = await db.select().from(withdrawn).where(inArray(withdrawn.submissionId, frozen))
  const verdicts = await db.select().from(screenings).where(inArray(screenings.submissionId, frozen))
  const moves = [
    ...proposals.map(({ createdAt }) => ({ state: 'draft', at: createdAt.getTime() === 0 ? began : createdAt })),
    ...handovers.map(({ kind, at }) => ({ state: stateAfter[kind], at })),
    ...submissions.map(({ submittedAt: at }) => ({ state: 'submitted', at })),
    ...withdrawals.map(({ at }) => ({ state: 'with_agency', at })),
    ...verdicts.map(({ outcome, at }) => ({ state: outcome, at })),
  ]
  const byAgency = await rows<{ agency_id: string; state: string; count: number }>(
    'SELECT agency_id, state, count FROM agency_proposal_counts WHERE edition_id = ? AND count <> 0',
  )
  const byDay = await rows<{ day: string; state: string; count: number }>(
    'SELECT day, state, count FROM daily_proposal_moves WHERE edition_id = ?',
  )
  const national = await rows<{ state: string; count: number }>(
    'SELECT state, count FROM proposal_counts WHERE edition_id = ? AND count <> 0',
  )
  const sum = (all: readonly (readonly [string, number])[]) =>
    Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return {
    tables: {
      byAgency: sum(byAgency.map((row) => [`${row.agency_id} ${row.state}`, row.count])),
      byDay: sum(byDay.map((row) => [`${row.day} ${row.state}`, row.count])),
      national: sum(national.map((row) => [row.state, row.count])),
    },
    facts: {
      byAgency: tally(proposals.map((row) => `${row.agencyId} ${row.state}`)),
      byDay: tally(moves.map((row) => `${jakartaDay(row.at)} ${row.state}`)),
      national: tally(proposals.map((row) => row.state)),
    },
  }
}

const forwarded = ['submitted', 'eligible', 'needs_repair', 'ineligible']

/** What is wrong with places, numbers, search words and the trail. */
async function faultsOf({ edition, agencies, proposalIds }: Field): Promise<string[]> {
  const faults: string[] = []
  const proposals = await db.select().from(tables.proposals).where(eq(tables.proposals.editionId, edition.id))
  const places = (
    await db.select().from(tables.agencyPlaces).where(eq(tables.agencyPlaces.editionId, edition.id))
  ).filter(({ releasedAt }) => releasedAt === null)
  const words = await db.select().from(tables.proposalWords).where(eq(tables.proposalWords.editionId, edition.id))
  const submissions = await db.select().from(tables.submissions).where(eq(tables.submissions.editionId, edition.id))
  const events = await db.select().from(tables.auditEvents).where(inArray(tables.auditEvents.subjectId, proposalIds))
  const handovers = await db.select().from(tables.handovers).where(inArray(tables.handovers.proposalId, proposalIds))
  const withdrawals = await db.select().from(tables.submissionWithdrawals)
  for (const { id, state, groupId } of proposals) {
    const isIn = forwarded.includes(state)
    const held = places.filter((place) => place.proposalId === id)
    if (held.length !== (isIn ? 1 : 0)) faults.push(`${id} ${state} holds ${held.length} places`)
    if (held.some((place) => place.groupId !== groupId)) faults.push(`${id} holds a place of another group`)
    if (words.some((word) => word.proposalId === id) !== isIn) faults.push(`${id} ${state} is found wrongly`)
    const own = submissions.filter((one) => one.proposalId === id)
    if (new Set(own.map((one) => one.referenceNumber)).size > 1) faults.push(`${id} has two numbers`)
    const facts =
      handovers.filter((one) => one.proposalId === id).length +
      own.length +
      withdrawals.filter((one) => own.some((submission) => submission.id === one.submissionId)).length
    const told = events.filter((one) => one.subjectId === id && /^proposal\.(?!created)/.test(one.action)).length
    if (facts !== told) faults.push(`${id}: ${facts} facts, ${told} events`)
  }
  for (const { agency } of agencies) {
    for (const groupId of ['umum', 'khusus']) {
      const slots = places
        .filter((one) => one.agencyId === agency.id && one.groupId === groupId)
        .map(({ slot }) => slot)
      if (slots.length > cap || new Set(slots).size < slots.length)
        faults.push(`${agency.id} ${groupId}: ${slots.join()}`)
    }
  }
  return faults
}

test(
  'whatever is moved, also at the same moment, counts equal a recount, and places, numbers, words and trail are right',
  { timeout: 120_000 },
  async () => {
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(aStep, { minLength: 4, maxLength: 14 }),
        fc.array(fc.constantFrom('eligible', 'needs_repair', 'ineligible'), { maxLength: 6 }),
        async (steps, verdicts) => {
          const field = await aField()
          let at = Date.now()
          vi.useFakeTimers({ toFake: ['Date'], now: at })
          try {
            for (const { moves, minutes } of steps) {
              at += minutes * minute
              vi.setSystemTime(at)
              for (const { status } of await Promise.all(moves.map((move) => make(field, move)))) statuses.add(status)
            }
          } finally {
            vi.useRealTimers()
          }
          await nowIn(field.edition, 'seleksi')
          const waiting = await db
            .select({ id: tables.proposals.id, state: tables.proposals.state, agencyId: tables.proposals.agencyId })
            .from(tables.proposals)
            .where(eq(tables.proposals.editionId, field.edition.id))
          for (const [n, { id, agencyId }] of waiting.filter(({ state }) => state === 'submitted').entries()) {
            const outcome = verdicts[n]
            if (!outcome) continue
            const body = {
              outcome,
              sequence: 1,
              note: outcome === 'eligible' ? '' : 'Lihat',
              reasonCodes: outcome === 'eligible' ? [] : ['incomplete'],
            }
            const { status } = await call(
              field.edition.secretariat,
              'POST',
              `/submissions/${(await submissionOf(id)).id}/screenings`,
              body,
            )
            expect(status).toBe(201)
            const admin = field.agencies.find(({ agency }) => agency.id === agencyId)?.admin
            if (outcome === 'needs_repair' && admin && n % 2 === 0) {
              statuses.add((await call(admin, 'POST', `/proposals/${id}/submissions`, {})).status)
            }
          }
          const { tables: kept, facts } = await counted(field)
          expect(kept).toEqual(facts)
          expect(await faultsOf(field)).toEqual([])
        },
      ),
      { numRuns: 12 },
    )
    expect([...statuses].toSorted()).toEqual([200, 201, 409])
  },
)
