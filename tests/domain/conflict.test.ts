import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { conflictBetween, conflictingPairs, relationBetween, type AgencyNode } from '#domain/conflict.ts'

const now = new Date('2027-06-01T00:00:00Z')
const later = new Date('2027-06-02T00:00:00Z')

const node = (id: string, related: Partial<AgencyNode> = {}): AgencyNode => ({
  id,
  parentId: null,
  regionalGovernmentId: null,
  enterpriseGroupId: null,
  ...related,
})

const ministry = node('kementerian')
const otherMinistry = node('kementerian-lain')
const district = node('kabupaten', { regionalGovernmentId: 'kabupaten' })
const clinic = node('puskesmas', { parentId: 'kabupaten', regionalGovernmentId: 'kabupaten' })
const school = node('sekolah', { parentId: 'dinas', regionalGovernmentId: 'kabupaten' })
const holding = node('induk-usaha', { enterpriseGroupId: 'induk-usaha' })
const member = node('anak-usaha', { enterpriseGroupId: 'induk-usaha' })
const sister = node('anak-usaha-lain', { enterpriseGroupId: 'induk-usaha' })

const ofClinic = { agency: district, unit: clinic }
const at = (agency: AgencyNode, endsAt: Date | null = null) => [{ agency, endsAt }]
const byItself = (agency: AgencyNode) => ({ agency, unit: agency })

test('the own agency is a conflict, the one that forwards as well as the unit that wrote', () => {
  const [post] = at(clinic)
  expect(conflictBetween(at(clinic), ofClinic, undefined, now)).toEqual({
    kind: 'own_agency',
    affiliation: post,
    towards: 'puskesmas',
  })
  expect(conflictBetween(at(district), ofClinic, undefined, now)).toMatchObject({ kind: 'own_agency' })
})

test('parent and child of the agency are conflicts', () => {
  const directorate = node('ditjen', { parentId: 'kementerian' })
  expect([relationBetween(ministry, directorate), relationBetween(directorate, ministry)]).toEqual([
    'parent_agency',
    'child_agency',
  ])
})

test('another unit of the same regional government is a conflict', () => {
  expect(conflictBetween(at(school), byItself(clinic), undefined, now)).toMatchObject({
    kind: 'same_regional_government',
    affiliation: { agency: school },
    towards: 'puskesmas',
  })
})

test('the head and the members of a group of enterprises are conflicts of each other', () => {
  expect([
    relationBetween(holding, member),
    relationBetween(member, holding),
    relationBetween(member, sister),
    relationBetween(member, node('usaha-bebas')),
    relationBetween(member, node('usaha-lain', { enterpriseGroupId: 'usaha-lain' })),
  ]).toEqual(['same_enterprise_group', 'same_enterprise_group', 'same_enterprise_group', null, null])
})

test('two central agencies have neither regional government nor group in common', () => {
  expect(conflictBetween(at(otherMinistry), byItself(ministry), undefined, now)).toBeNull()
})

test('a former post counts until its end and not at it', () => {
  expect(conflictBetween(at(district, later), ofClinic, undefined, now)).toMatchObject({ kind: 'own_agency' })
  expect(conflictBetween(at(district, now), ofClinic, undefined, now)).toBeNull()
})

test('a declaration is a conflict without any agency, and speaks before those of the tree', () => {
  const said = { kind: 'advisor', source: 'declared', reason: 'Pernah menjadi konsultan.', at: now } as const
  expect(conflictBetween([], ofClinic, said, now)).toEqual(said)
  expect(conflictBetween(at(clinic), ofClinic, said, now)).toEqual(said)
})

test('of several relations the nearest is named', () => {
  const posts = [...at(school), ...at(district), ...at(clinic)]
  expect(conflictBetween(posts, byItself(clinic), undefined, now)).toMatchObject({ affiliation: { agency: clinic } })
})

test('pairs are named for each juror and proposal that must not meet', () => {
  const proposals = [
    { id: 'a', ...ofClinic },
    { id: 'b', ...byItself(ministry) },
  ]
  const affiliations = [
    { jurorId: 'dari-kabupaten', agency: district, endsAt: null },
    { jurorId: 'bebas', agency: otherMinistry, endsAt: null },
  ]
  expect(conflictingPairs(proposals, affiliations, [{ jurorId: 'bebas', proposalId: 'b' }], now)).toEqual([
    { proposalId: 'a', jurorId: 'dari-kabupaten' },
    { proposalId: 'b', jurorId: 'bebas' },
  ])
})

const someId = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const someAgency = fc.record({
  id: someId,
  parentId: fc.option(someId),
  regionalGovernmentId: fc.option(someId),
  enterpriseGroupId: fc.option(someId),
})

test('the pairs of a whole edition are those that the rule finds one by one', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(someAgency, { minLength: 1, maxLength: 5, selector: ({ id }) => id }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
      fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.nat(), fc.option(fc.integer({ min: -2, max: 2 }))), {
        maxLength: 6,
      }),
      fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.nat()), { maxLength: 3 }),
      (tree, written, held, said) => {
        const one = (index: number) => tree[index % tree.length]!
        const proposals = written.map(([agency, unit], i) => ({ id: `p${i}`, agency: one(agency), unit: one(unit) }))
        const affiliations = held.map(([jurorId, index, ends]) => ({
          jurorId,
          agency: one(index),
          endsAt: ends === null ? null : new Date(now.getTime() + ends),
        }))
        const declarations = said.map(([jurorId, index]) => ({ jurorId, proposalId: `p${index % 6}` }))
        const found = conflictingPairs(proposals, affiliations, declarations, now)
        const expected = ['x', 'y', 'z'].flatMap((jurorId) =>
          proposals
            .filter((proposal) => {
              const own = affiliations.filter((tie) => tie.jurorId === jurorId)
              const isSaid = declarations.some((pair) => pair.jurorId === jurorId && pair.proposalId === proposal.id)
              return isSaid || conflictBetween(own, proposal, undefined, now) !== null
            })
            .map(({ id }) => `${jurorId} ${id}`),
        )
        expect(found.map((pair) => `${pair.jurorId} ${pair.proposalId}`).toSorted()).toEqual(expected.toSorted())
      },
    ),
  )
})
