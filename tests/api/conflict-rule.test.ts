import { and, eq, sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { barredProposals } from '#db/barred-proposals.ts'
import { inConflict } from '#db/conflicts.ts'
import * as tables from '#db/schema.ts'
import { conflictBetween, conflictingPairs, tieKinds, type AgencyNode } from '#domain/conflict.ts'
import { aJuror, anAffiliation, anEligible, assigned, type Eligible } from './jury-factories.ts'
import { aPerson, anEdition, db, type Person } from './portal.ts'

let run = 0

const index = fc.nat({ max: 9 })
const someTree = fc.array(fc.record({ parent: fc.option(index), region: fc.option(index), group: fc.option(index) }), {
  minLength: 1,
  maxLength: 6,
})
const instant = fc.option(fc.integer({ min: -1, max: 1 }))
/** By a post, by a role, or by a tie that was said and perhaps ended. */
const someTie = fc.record({
  by: fc.constantFrom('post', 'role', 'tie'),
  at: index,
  ends: instant,
  wasEnded: instant,
})
/** What was said of the pair: nothing, something that counts, something that was taken back, and that again and anew. */
const someWord = fc.constantFrom('nothing', 'said', 'ended', 'said anew')
const someProposal = fc.record({ agency: index, unit: index, word: someWord })

const now = new Date(1_000_000)
const around = (offset: number | null) => (offset === null ? null : new Date(now.getTime() + offset))

/** References lead to agencies that are there already, as they do in the portal. */
function treeOf(
  given: readonly { parent: number | null; region: number | null; group: number | null }[],
): AgencyNode[] {
  return given.map(({ parent, region, group }, i) => {
    const id = (at: number | null) => (at === null ? null : `pohon${run}-${Math.min(at, i)}`)
    return {
      id: `pohon${run}-${i}`,
      parentId: parent === null || parent >= i ? null : id(parent),
      regionalGovernmentId: id(region),
      enterpriseGroupId: id(group),
    }
  })
}

async function said(juror: Person, agencyId: string, endsAt: Date | null, endedAt: Date | null, n: number) {
  const id = `hubungan-${run}-${n}`
  const kind = tieKinds[n % tieKinds.length] ?? 'other'
  const by = { at: new Date(0), by: juror.id }
  await db
    .insert(tables.jurorTies)
    .values({ id, userId: juror.id, agencyId, kind, source: 'declared', reason: 'a', endsAt, ...by })
  if (endedAt) await db.insert(tables.jurorTieEnds).values({ tieId: id, reason: 'b', at: endedAt, by: juror.id })
}

const takenBack = (juror: Person, proposal: Eligible) =>
  db
    .update(tables.conflicts)
    .set({ endedAt: now, endedBy: juror.id, endReason: 'Keliru.' })
    .where(and(eq(tables.conflicts.jurorId, juror.id), eq(tables.conflicts.proposalId, proposal.id)))

const earlier = (a: Date | null, b: Date | null) => (a && b ? (a < b ? a : b) : (a ?? b))

/** Those of the proposals that the schema lets nobody give to the juror. */
async function refusedBySchema(planId: string, juror: Person, proposals: readonly Eligible[], editionId: string) {
  const refused: string[] = []
  for (const { id: proposalId } of proposals) {
    const place = { planId, editionId, stageId: 'penilaian', proposalId, jurorId: juror.id, position: 1 }
    try {
      await db.insert(tables.assignments).values({ id: crypto.randomUUID(), ...place, assignedAt: now })
    } catch (error) {
      expect(String(error instanceof Error ? error.cause : error)).toContain('conflict_of_interest')
      refused.push(proposalId)
    }
  }
  return refused
}

test('domain, condition, view, list and schema find the same conflicts in any tree', { timeout: 120_000 }, async () => {
  const edition = await anEdition('penilaian')
  await assigned(edition, edition.secretariat, [])
  const [plan] = await db.select().from(tables.assignmentPlans).where(eq(tables.assignmentPlans.editionId, edition.id))
  const author = await aPerson({ role: 'author' })
  await fc.assert(
    fc.asyncProperty(
      someTree,
      fc.array(someTie, { maxLength: 3 }),
      fc.array(someProposal, { minLength: 1, maxLength: 3 }),
      async (given, held, written) => {
        run += 1
        const tree = treeOf(given)
        const node = (at: number) => tree[at % tree.length]!
        const juror = await aJuror(edition)
        for (const one of tree) {
          await db.insert(tables.agencies).values({ ...one, name: one.id, clusterId: 'kota', validFrom: new Date(0) })
        }
        const affiliations = []
        for (const [n, { by, at, ends, wasEnded }] of held.entries()) {
          const agency = node(at)
          const endsAt = around(ends)
          const endedAt = by === 'tie' ? around(wasEnded) : null
          if (by === 'post') await anAffiliation(juror, agency.id, endsAt)
          if (by === 'tie') await said(juror, agency.id, endsAt, endedAt, n)
          if (by === 'role') {
            await db.insert(tables.roles).values({
              id: `peran-${run}-${n}`,
              userId: juror.id,
              role: 'author',
              agencyId: agency.id,
              beginsAt: new Date(0),
              endsAt,
            })
          }
          affiliations.push({ agency, endsAt: earlier(endsAt, endedAt) })
        }
        const proposals: (Eligible & { expected: boolean })[] = []
        for (const { agency, unit, word } of written) {
          const named = { agency: { id: node(agency).id, name: 'a' }, unit: { id: node(unit).id, name: 'u' } }
          const proposal = await anEligible(edition, { agency: { ...named, author, admin: author } })
          const declaration = { kind: 'other', source: 'declared', reason: 'Kenal.', at: now } as const
          const pair = { ...declaration, proposalId: proposal.id, jurorId: juror.id, by: juror.id }
          const said = () => db.insert(tables.conflicts).values({ ...pair, id: crypto.randomUUID() })
          if (word !== 'nothing') await said()
          if (word === 'ended' || word === 'said anew') await takenBack(juror, proposal)
          if (word === 'said anew') await said()
          const isSaid = word === 'said' || word === 'said anew'
          const agencies = { agency: node(agency), unit: node(unit) }
          const conflict = conflictBetween(affiliations, agencies, isSaid ? declaration : undefined, now)
          proposals.push({ ...proposal, expected: conflict !== null })
        }
        const expected = proposals.filter((one) => one.expected).map(({ id }) => id)
        expect({
          ...(await inDatabase(juror, proposals)),
          schema: await refusedBySchema(plan!.id, juror, proposals, edition.id),
        }).toEqual({ condition: expected, view: expected, list: expected, schema: expected })
        const pairs = conflictingPairs(
          written.map(({ agency, unit }, i) => ({ id: proposals[i]!.id, agency: node(agency), unit: node(unit) })),
          affiliations.map((one) => ({ ...one, jurorId: juror.id })),
          written.flatMap(({ word }, i) =>
            word === 'said' || word === 'said anew' ? [{ jurorId: juror.id, proposalId: proposals[i]!.id }] : [],
          ),
          now,
        )
        expect(pairs.map(({ proposalId }) => proposalId)).toEqual(expected)
      },
    ),
    { numRuns: 60 },
  )
})

/** The same question asked in the three ways that the database has. */
async function inDatabase(juror: Person, proposals: readonly Eligible[]) {
  const ids = proposals.map(({ id }) => id)
  const among = sql`proposals.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const asked = (condition: ReturnType<typeof sql>) =>
    db.select({ id: tables.proposals.id }).from(tables.proposals).where(and(among, condition))
  const found = await Promise.all([
    asked(sql`${inConflict(sql`${juror.id}`, sql`proposals.id`, now)}`),
    asked(sql`EXISTS (SELECT 1 FROM conflicted_pairs pair WHERE pair.juror_id = ${juror.id}
      AND pair.proposal_id = proposals.id AND (pair.ends_at IS NULL OR pair.ends_at > ${now.getTime()}))`),
    asked(sql`proposals.id IN ${barredProposals(juror.id, now)}`),
  ])
  const [condition, view, list] = found.map((rows) => ids.filter((id) => rows.some((row) => row.id === id)))
  return { condition, view, list }
}

test('a sheet in conflict is refused by the schema itself', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [assignmentId = ''] = await assigned(edition, juror, [proposal])
  await anAffiliation(juror, proposal.agency.unit.id)
  const sheet = { assignmentId, editionId: edition.id, stageId: 'penilaian', proposalId: proposal.id }
  const handedIn = db
    .insert(tables.scoreSheets)
    .values({ ...sheet, totalHundredths: 5000, comment: '', handedInAt: new Date() })
  await expect(handedIn).rejects.toThrow()
  expect(await db.select().from(tables.scoreSheets).where(eq(tables.scoreSheets.assignmentId, assignmentId))).toEqual(
    [],
  )
})
