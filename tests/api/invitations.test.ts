import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import * as tables from '#db/schema.ts'
import { aPerson, anAgencyWithPeople, answer, call, db, type Person } from './portal.ts'
import { auditActions } from './proposals-factories.ts'

let counter = 0
const freshAddress = () => `rekan${++counter}@contoh.go.id`

type Offer = { role: string; agencyId: string | null; name?: string; email: string }

const invite = (by: Person, offer: Offer) =>
  answer(call(by, 'POST', '/invitations', { name: 'Budi Santoso', ...offer }))

/** The token as it stands in the newest letter to this address. */
async function tokenTo(email: string): Promise<string> {
  const letters = await db
    .select({ body: tables.mails.body, kind: tables.mails.kind })
    .from(tables.mails)
    .where(eq(tables.mails.toAddress, email))
  const token = letters
    .filter(({ kind }) => kind === 'invitation')
    .at(-1)
    ?.body.match(/kode=([A-Za-z0-9_-]{43})/)?.[1]
  if (!token) throw new Error('no invitation was mailed')
  return token
}

const accept = (token: string, name = 'Budi Santoso') =>
  answer(call(null, 'POST', '/invitations/answers', { token, outcome: 'accepted', name }))
const view = (token: string) => answer(call(null, 'POST', '/invitations/views', { token }))
const idIn = (body: unknown) => (typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '')

const rolesOf = async (email: string) =>
  (
    await db
      .select({ role: tables.roles.role, agencyId: tables.roles.agencyId })
      .from(tables.roles)
      .innerJoin(tables.users, eq(tables.users.id, tables.roles.userId))
      .where(eq(tables.users.email, email))
  ).toSorted((a, b) => a.role.localeCompare(b.role))

test('a colleague is invited, reads what is offered, accepts once under an own name, and holds the role', async () => {
  const { agency, unit, admin } = await anAgencyWithPeople()
  const email = freshAddress()
  const sent = await invite(admin, { role: 'author', agencyId: unit.id, email: ` ${email.toUpperCase()} ` })
  const token = await tokenTo(email)
  const offered = await view(token)
  const accepted = await accept(token, ' Budi \u202eSantoso, S.Kom. ')
  const again = await accept(token)
  const user = await db.select().from(tables.users).where(eq(tables.users.email, email)).get()
  const stored = await db.select().from(tables.invitations).where(eq(tables.invitations.email, email))
  expect([
    sent,
    offered,
    accepted,
    again,
    user?.name,
    await rolesOf(email),
    JSON.stringify(stored).includes(token),
    await auditActions(unit.id),
    (await auditActions(agency.id)).length,
  ]).toEqual([
    [201, { id: expect.any(String), expiresAt: expect.stringMatching(/Z$/) }],
    [
      200,
      {
        state: 'open',
        name: 'Budi Santoso',
        email,
        role: 'author',
        agency: unit.name,
        invitedBy: admin.name,
        expiresAt: expect.stringMatching(/Z$/),
        knownAs: null,
      },
    ],
    [201, { outcome: 'accepted', email }],
    [409, { code: 'invitation_not_open', state: 'accepted' }],
    'Budi Santoso, S.Kom.',
    [{ role: 'author', agencyId: unit.id }],
    false,
    ['invitation.sent', 'invitation.accepted'],
    0,
  ])
})

test('an address in use: a holder needs no invitation, a waiting one is not invited twice, an account gets the role', async () => {
  const { agency, unit, admin, author } = await anAgencyWithPeople()
  const holder = await invite(admin, { role: 'author', agencyId: unit.id, email: author.email })
  const first = await invite(admin, { role: 'agency_admin', agencyId: agency.id, email: author.email })
  const second = await invite(admin, { role: 'agency_admin', agencyId: agency.id, email: author.email })
  const token = await tokenTo(author.email)
  const [, offered] = await view(token)
  const accepted = await accept(token, 'Nama Lain')
  const user = await db.select().from(tables.users).where(eq(tables.users.email, author.email)).get()
  expect([holder, first[0], second, offered, accepted[0], user?.name, await rolesOf(author.email)]).toEqual([
    [409, { code: 'already_holds_role', name: author.name }],
    201,
    [409, { code: 'already_invited' }],
    expect.objectContaining({ knownAs: author.name }),
    201,
    author.name,
    [
      { role: 'agency_admin', agencyId: agency.id },
      { role: 'author', agencyId: unit.id },
    ],
  ])
})

test('a token that is expired, taken back, replaced or of nobody opens nothing', async () => {
  const { unit, admin } = await anAgencyWithPeople()
  const offer = { role: 'author', agencyId: unit.id }
  const [late, revoked, replaced] = [freshAddress(), freshAddress(), freshAddress()]
  await invite(admin, { ...offer, email: late })
  const [, toRevoke] = await invite(admin, { ...offer, email: revoked })
  const [, toReplace] = await invite(admin, { ...offer, email: replaced })
  const old = await tokenTo(replaced)
  const taken = await answer(call(admin, 'POST', `/invitations/${idIn(toRevoke)}/revocation`, {}))
  const renewed = await answer(call(admin, 'POST', `/invitations/${idIn(toReplace)}/renewal`, {}))
  const tokens = [await tokenTo(late), await tokenTo(revoked)]
  const fresh = await tokenTo(replaced)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 24 * 3600_000 })
  const expired = await accept(tokens[0] ?? '').finally(() => vi.useRealTimers())
  expect([
    taken[0],
    renewed[0],
    expired,
    await accept(tokens[1] ?? ''),
    await accept(old),
    await accept('a'.repeat(43)),
    await accept('terlalu pendek'),
    (await accept(fresh))[0],
    await answer(call(admin, 'POST', `/invitations/${idIn(toRevoke)}/renewal`, {})),
    await answer(call(admin, 'POST', `/invitations/${idIn(toReplace)}/revocation`, {})),
  ]).toEqual([
    201,
    201,
    [409, { code: 'invitation_not_open', state: 'expired' }],
    [409, { code: 'invitation_not_open', state: 'revoked' }],
    [409, { code: 'invitation_not_open', state: 'revoked' }],
    [404, { code: 'not_found' }],
    [422, { code: 'invalid_input', fields: ['token'] }],
    201,
    [409, { code: 'invitation_not_open', state: 'revoked' }],
    [409, { code: 'invitation_not_open', state: 'revoked' }],
  ])
  expect([await rolesOf(late), await rolesOf(revoked), await rolesOf(replaced)]).toEqual([
    [],
    [],
    [{ role: 'author', agencyId: unit.id }],
  ])
})

test('a token used at the same moment from several places gives one role', async () => {
  const { unit, admin } = await anAgencyWithPeople()
  const email = freshAddress()
  await invite(admin, { role: 'author', agencyId: unit.id, email })
  const token = await tokenTo(email)
  const all = await Promise.all([accept(token), accept(token), accept(token)])
  expect([all.map(([status]) => status).toSorted(), await rolesOf(email)]).toEqual([
    [201, 409, 409],
    [{ role: 'author', agencyId: unit.id }],
  ])
})

test('an invitation can be declined, and the inviter is told', async () => {
  const { unit, admin } = await anAgencyWithPeople()
  const email = freshAddress()
  await invite(admin, { role: 'author', agencyId: unit.id, email })
  const token = await tokenTo(email)
  const declined = await answer(call(null, 'POST', '/invitations/answers', { token, outcome: 'declined' }))
  const told = await db.select().from(tables.mails).where(eq(tables.mails.toUserId, admin.id))
  expect([declined, await accept(token), await rolesOf(email), told.map(({ kind }) => kind)]).toEqual([
    [201, { outcome: 'declined', email }],
    [409, { code: 'invitation_not_open', state: 'declined' }],
    [],
    ['invitation_answered'],
  ])
})

test('nobody invites to what is not theirs to give', async () => {
  const mine = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const secretary = await aPerson({ role: 'secretariat' })
  const attempt = (by: Person, role: string, agencyId: string | null) =>
    invite(by, { role, agencyId, email: freshAddress() }).then(([status]) => status)
  expect([
    await attempt(mine.admin, 'author', other.unit.id),
    await attempt(mine.admin, 'agency_admin', other.agency.id),
    await attempt(mine.admin, 'agency_admin', mine.unit.id),
    await attempt(mine.admin, 'secretariat', null),
    await attempt(mine.admin, 'operator', null),
    await attempt(mine.author, 'author', mine.unit.id),
    await attempt(secretary, 'author', mine.unit.id),
    await attempt(secretary, 'agency_admin', mine.agency.id),
    await attempt(secretary, 'secretariat', null),
    await attempt(secretary, 'auditor', null),
    await attempt(secretary, 'secretariat', mine.agency.id),
  ]).toEqual([404, 404, 404, 404, 422, 403, 404, 201, 201, 201, 404])
})

test('an agency lists its own invitations; another agency’s admin sees and touches none of them', async () => {
  const { agency, unit, admin } = await anAgencyWithPeople()
  const stranger = await anAgencyWithPeople()
  const email = freshAddress()
  const [, sent] = await invite(admin, { role: 'author', agencyId: unit.id, email })
  const [, list] = await answer(call(admin, 'GET', `/invitations?agency=${agency.id}`))
  expect([
    list,
    await answer(call(stranger.admin, 'GET', `/invitations?agency=${agency.id}`)),
    await answer(call(stranger.admin, 'GET', '/invitations')),
    await answer(call(stranger.admin, 'POST', `/invitations/${idIn(sent)}/renewal`, {})),
    await answer(call(stranger.admin, 'POST', `/invitations/${idIn(sent)}/revocation`, {})),
  ]).toEqual([
    { invitations: [expect.objectContaining({ id: idIn(sent), email, state: 'open', agency: unit.name })] },
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
  ])
})

test.each([
  ['a name of 201 characters', { name: 'n'.repeat(201) }, ['name']],
  ['a name of invisible characters', { name: '\u200f\u0000' }, ['name']],
  ['something that is no address', { email: 'budi@' }, ['email']],
  ['an address with a line break', { email: 'budi@contoh.go.id\nBcc: x@y.id' }, ['email']],
])('%s is refused', async (_, bad, fields) => {
  const { unit, admin } = await anAgencyWithPeople()
  const offer = { role: 'author', agencyId: unit.id, email: freshAddress(), ...bad }
  expect(await invite(admin, offer)).toEqual([422, { code: 'invalid_input', fields }])
})

test('an expired invitation is not sent again beside a newer one, nor to somebody who holds the role by now', async () => {
  const { unit, admin } = await anAgencyWithPeople()
  const [waiting, holding] = [freshAddress(), freshAddress()]
  const offer = { role: 'author', agencyId: unit.id }
  const [, first] = await invite(admin, { ...offer, email: waiting })
  const [, second] = await invite(admin, { ...offer, email: holding })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 24 * 3600_000 })
  try {
    await invite(admin, { ...offer, email: waiting })
    await invite(admin, { ...offer, email: holding })
    await accept(await tokenTo(holding))
    const letters = async () =>
      (await db.select({ to: tables.mails.toAddress }).from(tables.mails)).filter(({ to }) =>
        [waiting, holding].includes(to),
      ).length
    const before = await letters()
    expect([
      await answer(call(admin, 'POST', `/invitations/${idIn(first)}/renewal`, {})),
      await answer(call(admin, 'POST', `/invitations/${idIn(second)}/renewal`, {})),
      (await letters()) - before,
      (await accept(await tokenTo(waiting)))[0],
    ]).toEqual([
      [409, { code: 'already_invited' }],
      [409, { code: 'already_holds_role', name: 'Budi Santoso' }],
      0,
      201,
    ])
  } finally {
    vi.useRealTimers()
  }
  expect((await auditActions(unit.id)).filter((action) => action === 'invitation.sent').length).toBe(4)
})

test('who is removed by another does not come back through an invitation of his own', async () => {
  const { agency, unit, admin } = await anAgencyWithPeople()
  const colleague = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  const [own, colleagues, answered] = [freshAddress(), freshAddress(), freshAddress()]
  await invite(admin, { role: 'agency_admin', agencyId: agency.id, email: own })
  await invite(admin, { role: 'author', agencyId: unit.id, email: answered })
  await accept(await tokenTo(answered))
  await invite(colleague, { role: 'author', agencyId: unit.id, email: colleagues })
  const [row] = await db.select().from(tables.roles).where(eq(tables.roles.userId, admin.id))
  await call(colleague, 'POST', `/roles/${row?.id}/end`, { reason: 'Dimutasi' })
  expect([
    await accept(await tokenTo(own)),
    await rolesOf(own),
    await rolesOf(answered),
    (await accept(await tokenTo(colleagues)))[0],
  ]).toEqual([
    [409, { code: 'invitation_not_open', state: 'revoked' }],
    [],
    [{ role: 'author', agencyId: unit.id }],
    201,
  ])
})
