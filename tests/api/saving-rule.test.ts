import { and, eq } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { saveSection } from '#db/proposal-sections.ts'
import * as tables from '#db/schema.ts'
import { roleNames } from '#domain/access.ts'
import { proposalStates, requireEditable, writersAmong } from '#domain/proposal.ts'
import { anAgency, anAgencyWithPeople, anEdition, aPerson, db } from './portal.ts'

const now = new Date(2_000_000_000_000)
const at = (offset: number) => new Date(now.getTime() + offset)

/** Usually as it has to be, so that a good part of the saves goes through and each condition is met alone. */
const usually = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...others) })

/** Milliseconds from now. */
const held = fc.record({
  role: fc.constantFrom('author' as const, 'agency_admin' as const, ...roleNames),
  place: fc.constantFrom('unit' as const, 'agency' as const, 'elsewhere' as const, null),
  edition: usually(null, 'own' as const, 'other' as const),
  begins: usually(-1, 0, 1),
  ends: usually(null, -1, 0, 1),
})
const writer = fc.record({
  role: fc.constantFrom('author' as const, 'agency_admin' as const),
  edition: usually(null, 'own' as const, 'other' as const),
  begins: usually(-1, 0, 1),
  ends: usually(null, -1, 0, 1),
})
const window = usually(
  { opens: -1, closes: 1 },
  { opens: 0, closes: 1 },
  { opens: -2, closes: 0 },
  { opens: 1, closes: 2 },
)
const attempt = fc.record({
  state: fc.constantFrom(...proposalStates),
  writers: fc.array(writer, { maxLength: 2 }),
  others: fc.array(held, { maxLength: 2 }),
  registration: window,
  screening: window,
  sessionEnds: usually(1, 0, -1),
  token: usually('own' as const, 'unknown' as const),
  person: usually<'own' | 'another' | null>('own', 'another', null),
  section: usually('ringkasan', 'tidak-ada'),
  proposal: usually('own' as const, 'unknown' as const),
  stored: fc.integer({ min: 0, max: 2 }),
  ahead: usually(0, -1, 1),
})

let run = 0

test(
  'the statement that saves lets exactly those through whom the rule lets through',
  { timeout: 120_000 },
  async () => {
    const edition = await anEdition()
    const other = await anEdition()
    const owner = await anAgencyWithPeople()
    const places = { unit: owner.unit.id, agency: owner.agency.id, elsewhere: (await anAgency()).id }
    const editions = { own: edition.id, other: other.id }
    const around = ({ opens, closes }: { opens: number; closes: number }) => ({
      opensAt: at(opens),
      closesAt: at(closes),
    })
    const seen = { saved: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(attempt, async (given) => {
        run += 1
        const id = `kaidah-${run}`
        const person = await aPerson()
        const written = given.writers.map((one) => ({
          ...one,
          place: one.role === 'author' ? ('unit' as const) : ('agency' as const),
        }))
        const grants = [...written, ...given.others].map(({ role, place, edition: where, begins, ends }) => ({
          role,
          agencyId: place && places[place],
          editionId: where && editions[where],
          beginsAt: at(begins),
          endsAt: ends === null ? null : at(ends),
        }))
        const windows = { registration: around(given.registration), screening: around(given.screening) }
        const proposal = { editionId: edition.id, agencyId: places.agency, unitId: places.unit, state: given.state }
        const place = { proposalId: given.proposal === 'own' ? id : 'tidak-ada', sectionId: given.section }
        const version = Math.max(0, given.stored + given.ahead)
        await db.batch([
          db
            .update(tables.sessions)
            .set({ token: `sesi-${run}`, expiresAt: at(given.sessionEnds) })
            .where(eq(tables.sessions.userId, person.id)),
          ...grants.map((grant, i) =>
            db.insert(tables.roles).values({ ...grant, id: `peran-kaidah-${run}-${i}`, userId: person.id }),
          ),
          ...(['registration', 'screening'] as const).map((kind) =>
            db
              .update(tables.stages)
              .set(windows[kind])
              .where(and(eq(tables.stages.editionId, edition.id), eq(tables.stages.kind, kind))),
          ),
          db.insert(tables.proposals).values({
            ...proposal,
            id,
            groupId: 'umum',
            title: 'A',
            stateSince: now,
            createdAt: now,
            createdBy: owner.author.id,
          }),
          ...(given.stored > 0
            ? [
                db.insert(tables.proposalSections).values({
                  proposalId: id,
                  sectionId: 'ringkasan',
                  text: 'Lama',
                  version: given.stored,
                  savedAt: at(-1),
                  savedBy: owner.author.id,
                }),
              ]
            : []),
        ])
        const [saved] = await db.batch([
          saveSection(db, {
            ...place,
            text: 'Baru',
            version,
            savedAt: now,
            token: given.token === 'own' ? `sesi-${run}` : 'sesi-siapa-pun',
            person: given.person === null ? null : given.person === 'own' ? person.id : owner.author.id,
          }),
        ])
        const live = grants.filter(({ beginsAt, endsAt }) => beginsAt <= now && (endsAt === null || endsAt > now))
        const writers = writersAmong({ id: person.id, grants: live }, proposal)
        const stored = given.section === 'ringkasan' ? given.stored : 0
        const isLet =
          given.sessionEnds > 0 &&
          given.token === 'own' &&
          given.person !== 'another' &&
          given.section === 'ringkasan' &&
          given.proposal === 'own' &&
          stored === version &&
          requireEditable({ state: given.state, writers, windows }, now).ok
        seen[isLet ? 'saved' : 'refused'] += 1
        expect(saved).toEqual(isLet ? [{ version: version + 1 }] : [])
        const kept = await db.select().from(tables.proposalSections).where(eq(tables.proposalSections.proposalId, id))
        const before = {
          proposalId: id,
          sectionId: 'ringkasan',
          text: 'Lama',
          version: given.stored,
          savedAt: at(-1),
          savedBy: owner.author.id,
        }
        const after = { ...before, text: 'Baru', version: version + 1, savedAt: now, savedBy: person.id }
        expect(kept).toEqual(isLet ? [after] : given.stored > 0 ? [before] : [])
      }),
      { numRuns: 300 },
    )
    expect(Math.min(seen.saved, seen.refused)).toBeGreaterThan(30)
  },
)
