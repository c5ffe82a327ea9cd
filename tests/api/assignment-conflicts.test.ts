import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { conflictBetween, type AgencyNode } from '#domain/conflict.ts'
import { aJuror, anAffiliation, anEligible, assigned, type Eligible } from './jury-factories.ts'
import { aPerson, anEdition, db, type Person } from './portal.ts'

/** Trees of up to six agencies: each may have a parent and a regional government among those before it, or be one itself. */
const trees = fc.array(fc.record({ parent: fc.option(fc.nat({ max: 5 })), region: fc.option(fc.nat({ max: 5 })) }), {
  minLength: 2,
  maxLength: 6,
})

test('domain and database call the same pairs a conflict', async () => {
  const edition = await anEdition('penilaian')
  const author = await aPerson({ role: 'author' })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      trees,
      fc.nat({ max: 5 }),
      fc.nat({ max: 5 }),
      fc.array(fc.tuple(fc.nat({ max: 5 }), fc.constantFrom(null, -1, 0, 1)), { maxLength: 2 }),
      fc.boolean(),
      async (tree, agencyIndex, unitIndex, posts, isDeclared) => {
        run += 1
        const nodes = tree.map(({ parent, region }, i): AgencyNode => {
          const at = (index: number | null) => (index === null ? null : `t${run}-${Math.min(index, i)}`)
          const parentId = parent === i ? null : at(parent)
          return { id: `t${run}-${i}`, parentId, regionalGovernmentId: at(region), enterpriseGroupId: null }
        })
        const node = (index: number) => nodes[index % nodes.length]!
        const now = new Date(1_000_000)
        const affiliations = posts.map(([index, ends]) => ({
          agency: node(index),
          endsAt: ends === null ? null : new Date(now.getTime() + ends),
        }))
        const juror = await aJuror(edition)
        const proposal = await seed(nodes, node(agencyIndex), node(unitIndex))
        for (const { agency, endsAt } of affiliations) await anAffiliation(juror, agency.id, endsAt)
        if (isDeclared) await declare(proposal, juror)
        const said = { kind: 'other', source: 'declared', reason: 'Kenal.', at: now } as const
        const declaration = isDeclared ? said : undefined
        const agencies = { agency: node(agencyIndex), unit: node(unitIndex) }
        const inDomain = conflictBetween(affiliations, agencies, declaration, now) !== null
        expect(await isRefused(proposal, juror, now)).toBe(inDomain)
      },
    ),
    { numRuns: 60 },
  )

  async function seed(nodes: readonly AgencyNode[], agency: AgencyNode, unit: AgencyNode): Promise<Eligible> {
    for (const { id, parentId, regionalGovernmentId } of nodes) {
      await db.insert(tables.agencies).values({
        id,
        name: id,
        clusterId: 'kabupaten',
        parentId,
        regionalGovernmentId,
        validFrom: new Date(0),
      })
    }
    const named = { agency: { id: agency.id, name: agency.id }, unit: { id: unit.id, name: unit.id } }
    return anEligible(edition, { agency: { ...named, author, admin: author } })
  }

  async function isRefused(proposal: Eligible, juror: Person, assignedAt: Date): Promise<boolean> {
    const planId = await emptyPlan()
    try {
      await db.insert(tables.assignments).values({
        id: `a-${run}`,
        planId,
        editionId: edition.id,
        stageId: 'penilaian',
        proposalId: proposal.id,
        jurorId: juror.id,
        position: 1,
        assignedAt,
      })
      return false
    } catch (error) {
      expect(String(error instanceof Error ? error.cause : error)).toContain('conflict_of_interest')
      return true
    }
  }

  async function emptyPlan(): Promise<string> {
    await assigned(edition, edition.secretariat, [])
    const [row] = await db.select({ id: tables.assignmentPlans.id }).from(tables.assignmentPlans).limit(1)
    return row?.id ?? ''
  }
})

async function declare(proposal: Eligible, juror: Person): Promise<void> {
  await db.insert(tables.conflicts).values({
    id: crypto.randomUUID(),
    proposalId: proposal.id,
    jurorId: juror.id,
    source: 'declared',
    reason: 'Kenal.',
    at: new Date(0),
    by: juror.id,
  })
}
