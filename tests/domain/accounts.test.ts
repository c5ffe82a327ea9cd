import { expect, test } from 'vitest'
import { effectiveGrants, type Grant } from '#domain/access.ts'
import { invitationState, mayInvite } from '#domain/invitation.ts'
import { isOfficeMailbox } from '#domain/mailbox.ts'
import { plainLine } from '#domain/plain-line.ts'
import { endRole, isHeld, mayEnd } from '#domain/role-period.ts'

const at = (ms: number) => new Date(ms)

test.each([
  ['admin@kota.go.id', true],
  ['Humas.1@kota.go.id', true],
  ['bag_organisasi@kota.go.id', false],
  ['siti.rahma@kota.go.id', false],
  ['tuti@kota.go.id', false],
  ['info@kota.go.id', true],
])('%s looks like an office’s mailbox: %s', (address, expected) => {
  expect(isOfficeMailbox(address)).toBe(expected)
})

test('a line keeps letters of every script and loses what cannot be seen', () => {
  expect([
    plainLine('  Siti\u202e\u0000\tRahma\r\n '),
    plainLine('\u200b\u200f\u2028'),
    plainLine('Ñuraíni Ḥasan'),
    plainLine('e\u0301'),
  ]).toEqual(['Siti Rahma', '', 'Ñuraíni Ḥasan', 'é'])
})

test('an answer outlives the expiry, and an invitation is open up to the instant it expires', () => {
  expect([
    invitationState({ outcome: null, expiresAt: at(10) }, at(9)),
    invitationState({ outcome: null, expiresAt: at(10) }, at(10)),
    invitationState({ outcome: 'accepted', expiresAt: at(10) }, at(99)),
  ]).toEqual(['open', 'expired', 'accepted'])
})

test('without a second factor the grants of secretariat and operator do not count, all others do', () => {
  const grants = (['author', 'secretariat', 'operator', 'auditor'] as const).map((role): Grant => {
    return { role, agencyId: null, editionId: null }
  })
  expect([effectiveGrants(grants, false).map(({ role }) => role), effectiveGrants(grants, true).length]).toEqual([
    ['author', 'auditor'],
    4,
  ])
})

const admin = { id: 'a', grants: [{ role: 'agency_admin', agencyId: 'kota', editionId: null }] } as const
const ofOneEdition = { id: 's', grants: [{ role: 'secretariat', agencyId: null, editionId: 'e' }] } as const

test('who is of the secretariat in one edition only gives and takes no roles', () => {
  const period = { id: 'r', userId: 'x', role: 'agency_admin', agencyId: 'kota', topAgencyId: 'kota' } as const
  expect([
    mayInvite(ofOneEdition, { role: 'secretariat', agency: null }),
    mayInvite(admin, { role: 'author', agency: { id: 'unit', parentId: 'kota' } }),
    mayEnd(ofOneEdition, { ...period, beginsAt: at(0), endsAt: null }),
    mayEnd(admin, { ...period, beginsAt: at(0), endsAt: null }),
  ]).toEqual([false, true, false, true])
})

test('a juror’s role is ended in its edition, not here', () => {
  const period = { id: 'r', userId: 'a', role: 'evaluator', agencyId: null, topAgencyId: null } as const
  expect(mayEnd(admin, { ...period, beginsAt: at(0), endsAt: null })).toBe(false)
})

test('a role is held from its beginning, before its end', () => {
  expect([9, 10, 19, 20].map((now) => isHeld({ beginsAt: at(10), endsAt: at(20) }, at(now)))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test.each([
  ['author', 0, false, true],
  ['agency_admin', 0, false, 'last_holder'],
  ['agency_admin', 1, false, true],
  ['agency_admin', 0, true, true],
  ['secretariat', 0, true, 'last_holder'],
] as const)('%s with %i others, by one who can appoint: %s -> %s', (role, remaining, canAppoint, expected) => {
  const period = { id: 'r', userId: 'x', role, agencyId: null, topAgencyId: null, beginsAt: at(0), endsAt: null }
  const outcome = endRole(period, { reason: 'x', at: at(1), remaining, canAppoint })
  expect(outcome.ok || outcome.refusal.code).toBe(expected)
})
