import { expect, test } from 'vitest'
import { conflictBetween, conflictingPairs, type AgencyNode } from '#domain/conflict.ts'

const now = new Date('2027-06-01T00:00:00Z')
const later = new Date('2027-06-02T00:00:00Z')

const ministry: AgencyNode = { id: 'kementerian', parentId: null, regionalGovernmentId: null }
const otherMinistry: AgencyNode = { id: 'kementerian-lain', parentId: null, regionalGovernmentId: null }
const district: AgencyNode = { id: 'kabupaten', parentId: null, regionalGovernmentId: 'kabupaten' }
const clinic: AgencyNode = { id: 'puskesmas', parentId: 'kabupaten', regionalGovernmentId: 'kabupaten' }
const school: AgencyNode = { id: 'sekolah', parentId: 'dinas', regionalGovernmentId: 'kabupaten' }

const ofClinic = { agency: district, unit: clinic }
const at = (agency: AgencyNode, endsAt: Date | null = null) => [{ agency, endsAt }]

test('the own agency is a conflict, the one that forwards as well as the unit that wrote', () => {
  expect(conflictBetween(at(clinic), ofClinic, undefined, now)).toEqual({
    kind: 'own_agency',
    agencyId: 'puskesmas',
    towards: 'puskesmas',
  })
  expect(conflictBetween(at(district), ofClinic, undefined, now)?.kind).toBe('own_agency')
})

test('parent and child of the agency are conflicts', () => {
  const directorate: AgencyNode = { id: 'ditjen', parentId: 'kementerian', regionalGovernmentId: null }
  expect(conflictBetween(at(ministry), { agency: directorate, unit: directorate }, undefined, now)?.kind).toBe(
    'parent_agency',
  )
  expect(conflictBetween(at(directorate), { agency: ministry, unit: ministry }, undefined, now)?.kind).toBe(
    'child_agency',
  )
})

test('another unit of the same regional government is a conflict', () => {
  expect(conflictBetween(at(school), { agency: clinic, unit: clinic }, undefined, now)).toEqual({
    kind: 'same_regional_government',
    agencyId: 'sekolah',
    towards: 'puskesmas',
  })
})

test('two central agencies have no regional government in common', () => {
  expect(conflictBetween(at(otherMinistry), { agency: ministry, unit: ministry }, undefined, now)).toBeNull()
})

test('a former post counts until its end and not at it', () => {
  expect(conflictBetween(at(district, later), ofClinic, undefined, now)?.kind).toBe('own_agency')
  expect(conflictBetween(at(district, now), ofClinic, undefined, now)).toBeNull()
})

test('a declaration is a conflict without any agency', () => {
  expect(conflictBetween([], ofClinic, { source: 'declared', reason: 'Pernah menjadi konsultan.' }, now)).toEqual({
    kind: 'declared',
    reason: 'Pernah menjadi konsultan.',
  })
})

test('pairs are named for each juror and proposal that must not meet', () => {
  const proposals = [
    { id: 'a', ...ofClinic },
    { id: 'b', agency: ministry, unit: ministry },
  ]
  const affiliations = [
    { jurorId: 'dari-kabupaten', agency: district, endsAt: null },
    { jurorId: 'bebas', agency: otherMinistry, endsAt: null },
  ]
  const declarations = [
    { jurorId: 'bebas', proposalId: 'b', source: 'secretariat' as const, reason: 'Saudara inovator.' },
  ]
  expect(conflictingPairs(proposals, affiliations, declarations, now)).toEqual([
    { proposalId: 'a', jurorId: 'dari-kabupaten' },
    { proposalId: 'b', jurorId: 'bebas' },
  ])
})
