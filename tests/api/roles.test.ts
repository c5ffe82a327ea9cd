import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aPerson, anAgencyWithPeople, answer, call, db, type Person } from './portal.ts'
import { auditActions, lettersOf } from './proposals-factories.ts'

const day = 24 * 3600 * 1000

async function roleOf(person: Person, role?: string) {
  const rows = await db.select().from(tables.roles).where(eq(tables.roles.userId, person.id))
  const row = rows.find((one) => role === undefined || one.role === role)
  if (!row) throw new Error(`${person.name} holds no role`)
  return row
}

const end = async (by: Person, of: Person, reason = 'Pindah tugas') =>
  answer(call(by, 'POST', `/roles/${(await roleOf(of)).id}/end`, { reason }))

test('ending a colleague’s role is a row with end, who and why; the role is worth nothing at once, and the person is told', async () => {
  const { agency, admin, author } = await anAgencyWithPeople()
  const before = await answer(call(author, 'GET', '/proposals?as=author'))
  const ended = await end(admin, author, ' Pindah\u0007 tugas ')
  const row = await roleOf(author)
  expect([
    before[0],
    ended,
    { endedBy: row.endedBy, endReason: row.endReason },
    (await answer(call(author, 'GET', '/proposals?as=author')))[0],
    await end(admin, author),
    (await lettersOf(author)).map(({ kind }) => kind),
    await auditActions(agency.id),
  ]).toEqual([
    200,
    [200, { endsAt: row.endsAt?.toISOString() }],
    { endedBy: admin.id, endReason: 'Pindah tugas' },
    403,
    [409, { code: 'role_ended' }],
    ['role_ended'],
    ['role.ended'],
  ])
})

test('an end needs its reason, and is nobody’s but the agency’s and the holder’s', async () => {
  const { admin, author, agency } = await anAgencyWithPeople()
  const stranger = await anAgencyWithPeople()
  const secretary = await aPerson({ role: 'secretariat' })
  expect([
    await end(admin, author, '\u200b '),
    await end(stranger.admin, author),
    await end(secretary, author),
    await end(author, admin),
    await answer(call(admin, 'POST', '/roles/tidak-ada/end', { reason: 'x' })),
    await end(author, author),
    await auditActions(agency.id),
  ]).toEqual([
    [422, { code: 'invalid_input', fields: ['reason'] }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [200, { endsAt: expect.stringMatching(/Z$/) }],
    ['role.ended'],
  ])
})

test('the last admin cannot remove himself; with a second one he can; the secretariat can end the last', async () => {
  const { agency, admin } = await anAgencyWithPeople()
  const alone = await end(admin, admin)
  const second = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  const withSecond = await end(admin, admin)
  const secretary = await aPerson({ role: 'secretariat' })
  expect([alone, withSecond[0], await end(second, second), (await end(secretary, second))[0]]).toEqual([
    [409, { code: 'last_holder' }],
    200,
    [409, { code: 'last_holder' }],
    200,
  ])
})

test('two admins who end each other at the same moment leave one', async () => {
  const { agency, admin } = await anAgencyWithPeople()
  const second = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  const both = await Promise.all([end(admin, second), end(second, admin)])
  const rows = await db.select().from(tables.roles).where(eq(tables.roles.agencyId, agency.id))
  expect([
    rows.filter(({ endsAt }) => endsAt === null).length,
    both.filter(([status]) => status === 200).length,
  ]).toEqual([1, 1])
  expect((await auditActions(agency.id)).length).toBe(1)
})

test('an admin hands over to a colleague on a date: one row ends where the other begins', async () => {
  const { agency, admin, author } = await anAgencyWithPeople()
  const own = await roleOf(admin)
  const at = new Date(Math.floor(Date.now() / 1000) * 1000 + 7 * day)
  const hand = (successorId: string, when: string | null) =>
    answer(call(admin, 'POST', `/roles/${own.id}/handover`, { successorId, at: when }))
  const stranger = await anAgencyWithPeople()
  expect([
    await hand(stranger.author.id, null),
    await hand(admin.id, null),
    await hand(author.id, new Date(Date.now() - day).toISOString()),
    await hand(author.id, new Date(Date.now() + 400 * day).toISOString()),
    await answer(call(stranger.admin, 'POST', `/roles/${own.id}/handover`, { successorId: author.id, at: null })),
    await hand(author.id, at.toISOString()),
  ]).toEqual([
    [422, { code: 'not_a_colleague' }],
    [422, { code: 'not_a_colleague' }],
    [422, { code: 'handover_date_out_of_range' }],
    [422, { code: 'handover_date_out_of_range' }],
    [404, { code: 'not_found' }],
    [201, { endsAt: at.toISOString(), successor: author.name }],
  ])
  const next = await roleOf(author, 'agency_admin')
  const [, stillThere] = await answer(call(admin, 'GET', `/roles?agency=${agency.id}`))
  expect([
    (await roleOf(admin)).endsAt,
    next.beginsAt,
    next.endsAt,
    (await lettersOf(author)).map(({ kind }) => kind),
    await auditActions(agency.id),
    stillThere,
  ]).toEqual([
    at,
    at,
    null,
    ['role_handed_over'],
    ['role.handed_over'],
    expect.objectContaining({ roles: expect.arrayContaining([expect.objectContaining({ name: author.name })]) }),
  ])
})

test('a handing over at once moves what the role may do', async () => {
  const { agency, admin, author } = await anAgencyWithPeople()
  const own = await roleOf(admin)
  const handed = await answer(call(admin, 'POST', `/roles/${own.id}/handover`, { successorId: author.id, at: null }))
  const list = (by: Person) => call(by, 'GET', `/roles?agency=${agency.id}`).then(({ status }) => status)
  expect([handed[0], await list(admin), await list(author)]).toEqual([201, 403, 200])
})

test('the last of the secretariat cannot go, also not when both go at once', async () => {
  const secretariat = await db.select().from(tables.roles).where(eq(tables.roles.role, 'secretariat'))
  await Promise.all(
    secretariat.map(({ id }) =>
      db
        .update(tables.roles)
        .set({ endsAt: new Date(1) })
        .where(eq(tables.roles.id, id)),
    ),
  )
  const [one, two] = [await aPerson({ role: 'secretariat' }), await aPerson({ role: 'secretariat' })]
  const both = await Promise.all([end(one, one), end(two, two)])
  expect(both.map(([status]) => status).toSorted()).toEqual([200, 409])
})

test('the list of people names everybody who holds or held a role, and when each was last here', async () => {
  const { agency, unit, admin, author } = await anAgencyWithPeople()
  await aPerson({ role: 'author', agencyId: unit.id })
  await db.insert(tables.auditEvents).values({
    at: new Date(5000),
    actorId: author.id,
    action: 'session.opened',
    subjectId: author.id,
    detail: {},
  })
  const [status, body] = await answer(call(admin, 'GET', `/roles?agency=${agency.id}`))
  const secretary = await aPerson({ role: 'secretariat' })
  const [forStaff] = await answer(call(secretary, 'GET', `/roles?agency=${agency.id}`))
  expect([status, body, forStaff]).toEqual([
    200,
    {
      roles: [
        {
          id: expect.any(String),
          userId: author.id,
          name: author.name,
          email: author.email,
          role: 'author',
          agencyId: unit.id,
          agency: unit.name,
          beginsAt: new Date(0).toISOString(),
          endsAt: null,
          endReason: null,
          endedBy: null,
          hasSecondFactor: false,
          lastSignInAt: new Date(5000).toISOString(),
          mailFailedAt: null,
          handover: null,
          isComing: false,
          isOver: false,
        },
        expect.objectContaining({ name: admin.name, role: 'agency_admin', lastSignInAt: null, endsAt: null }),
        expect.objectContaining({ role: 'author' }),
      ],
      events: [],
    },
    200,
  ])
})

test('a second handing over while one is planned is refused whole: nobody else gets the role', async () => {
  const { agency, unit, admin, author } = await anAgencyWithPeople()
  const other = await aPerson({ role: 'author', agencyId: unit.id })
  const own = await roleOf(admin)
  const hand = (successorId: string, inDays: number) =>
    answer(
      call(admin, 'POST', `/roles/${own.id}/handover`, {
        successorId,
        at: new Date(Date.now() + inDays * day).toISOString(),
      }),
    )
  const planned = await hand(author.id, 7)
  const later = await hand(other.id, 30)
  const rolesOfOther = await db.select().from(tables.roles).where(eq(tables.roles.userId, other.id))
  expect([
    planned[0],
    later,
    rolesOfOther.map(({ role }) => role),
    await lettersOf(other),
    await auditActions(agency.id),
  ]).toEqual([
    201,
    [409, { code: 'handover_planned', startsAt: (await roleOf(admin)).endsAt?.toISOString() }],
    ['author'],
    [],
    ['role.handed_over'],
  ])
})

const withdraw = async (by: Person, roleId: string, reason = 'Mutasi ditunda') =>
  answer(call(by, 'POST', `/roles/${roleId}/handover/withdrawal`, { reason }))

/** The day as its first moment: whole milliseconds. */
const inDays = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * day)

test('a planned handing over is called off: the role goes on, the other never begins, both read why, and it can be planned anew', async () => {
  const { agency, admin, author } = await anAgencyWithPeople()
  const own = await roleOf(admin)
  const plan = (at: Date) =>
    answer(call(admin, 'POST', `/roles/${own.id}/handover`, { successorId: author.id, at: at.toISOString() }))
  await plan(inDays(7))
  const secretary = await aPerson({ role: 'secretariat' })
  const [, planned] = await answer(call(secretary, 'GET', `/roles?agency=${agency.id}`))
  const withdrawn = await withdraw(secretary, own.id)
  const successor = await roleOf(author, 'agency_admin')
  expect([
    Object(planned).roles.find(({ id }: { id: string }) => id === own.id).handover,
    withdrawn,
    { ...(await roleOf(admin)), beginsAt: own.beginsAt },
    { isOver: successor.endsAt! < successor.beginsAt, by: successor.endedBy, reason: successor.endReason },
    (await lettersOf(author)).map(({ kind }) => kind),
    (await lettersOf(admin)).map(({ kind, body }) => [kind, body.includes('Mutasi ditunda')]),
    await auditActions(agency.id),
    await plan(inDays(3)),
  ]).toEqual([
    { successor: author.name },
    [201, { endsAt: null }],
    own,
    { isOver: true, by: secretary.id, reason: 'Mutasi ditunda' },
    ['role_handed_over', 'role_handover_withdrawn'],
    [['role_handover_withdrawn', true]],
    ['role.handed_over', 'role.handover_withdrawn'],
    [201, { endsAt: expect.stringMatching(/Z$/), successor: author.name }],
  ])
})

test('calling off is refused after it began, without a plan, to strangers, without a reason; of two at once one counts', async () => {
  const { agency, admin, author } = await anAgencyWithPeople()
  const own = await roleOf(admin)
  const stranger = await anAgencyWithPeople()
  const none = await withdraw(admin, own.id)
  await answer(
    call(admin, 'POST', `/roles/${own.id}/handover`, { successorId: author.id, at: inDays(2).toISOString() }),
  )
  const refused = [
    await withdraw(stranger.admin, own.id),
    await withdraw(author, own.id),
    await withdraw(admin, own.id, ' '),
  ]
  const both = await Promise.all([withdraw(admin, own.id), withdraw(admin, own.id)])
  await answer(call(admin, 'POST', `/roles/${own.id}/handover`, { successorId: author.id, at: null }))
  expect([
    none,
    refused,
    both.toSorted(([a], [b]) => a - b),
    await withdraw(admin, own.id),
    await auditActions(agency.id),
    (await roleOf(admin)).endedBy,
  ]).toEqual([
    [409, { code: 'handover_not_planned' }],
    [
      [404, { code: 'not_found' }],
      [404, { code: 'not_found' }],
      [422, { code: 'invalid_input', fields: ['reason'] }],
    ],
    [
      [201, { endsAt: null }],
      [409, { code: 'handover_not_planned' }],
    ],
    [409, { code: 'handover_not_planned' }],
    ['role.handed_over', 'role.handover_withdrawn', 'role.handed_over'],
    admin.id,
  ])
})

const planTo = async (admin: Person, successor: Person, at: Date) =>
  answer(
    call(admin, 'POST', `/roles/${(await roleOf(admin)).id}/handover`, {
      successorId: successor.id,
      at: at.toISOString(),
    }),
  )

test('a successor who is ended before the beginning, or declines, leaves the holder in the role, who is told why', async () => {
  for (const who of ['successor', 'holder', 'secretariat'] as const) {
    const { agency, admin, author } = await anAgencyWithPeople()
    const secretary = await aPerson({ role: 'secretariat' })
    const own = await roleOf(admin)
    await planTo(admin, author, inDays(7))
    const coming = await roleOf(author, 'agency_admin')
    const by = { successor: author, holder: admin, secretariat: secretary }[who]
    const ended = await answer(call(by, 'POST', `/roles/${coming.id}/end`, { reason: 'Mutasi batal' }))
    const never = await roleOf(author, 'agency_admin')
    const told = async (person: Person) =>
      (await lettersOf(person)).map(({ kind, body }) => [kind, body.includes('Mutasi batal')])
    expect([
      who,
      ended,
      await roleOf(admin),
      { by: never.endedBy, hasBegun: never.endsAt! > never.beginsAt },
      await told(admin),
      await told(author),
      await auditActions(agency.id),
      await withdraw(admin, own.id),
      (await planTo(admin, author, inDays(3)))[0],
    ]).toEqual([
      who,
      [200, { endsAt: never.endsAt?.toISOString() }],
      own,
      { by: by.id, hasBegun: false },
      who === 'holder' ? [] : [['role_handover_withdrawn', true]],
      [['role_handed_over', false], ...(who === 'successor' ? [] : [['role_ended', true]])],
      ['role.handed_over', 'role.ended', 'role.handover_withdrawn'],
      [409, { code: 'handover_not_planned' }],
      201,
    ])
  }
})

test('whoever is to begin may decline also where the holder was ended early: the role was never held', async () => {
  const { agency, admin, author } = await anAgencyWithPeople()
  const secretary = await aPerson({ role: 'secretariat' })
  await planTo(admin, author, inDays(7))
  await end(secretary, admin)
  const { id } = await roleOf(author, 'agency_admin')
  const declined = await answer(call(author, 'POST', `/roles/${id}/end`, { reason: 'Pindah dinas' }))
  const never = await roleOf(author, 'agency_admin')
  expect([declined, never.endsAt! < never.beginsAt, await auditActions(agency.id)]).toEqual([
    [200, { endsAt: never.endsAt?.toISOString() }],
    true,
    ['role.handed_over', 'role.ended', 'role.ended'],
  ])
})

test('an admin whom another admin was to hand over to may leave: the other stays', async () => {
  const { agency, admin } = await anAgencyWithPeople()
  const second = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  await planTo(admin, second, inDays(7))
  expect([
    (await end(second, second))[0],
    (await roleOf(admin)).endsAt,
    await end(admin, admin),
    await auditActions(agency.id),
  ]).toEqual([200, null, [409, { code: 'last_holder' }], ['role.handed_over', 'role.ended', 'role.handover_withdrawn']])
})

test('nobody is to begin in one role twice: a colleague who waits for it gets no second one, not even at the same moment', async () => {
  const { agency, admin, author } = await anAgencyWithPeople()
  const second = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  const third = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  const both = await Promise.all([planTo(admin, author, inDays(7)), planTo(second, author, inDays(7))])
  const later = await planTo(third, author, inDays(9))
  const begins = await db.select().from(tables.roles).where(eq(tables.roles.userId, author.id))
  const coming = (await roleOf(author, 'agency_admin')).beginsAt
  expect([
    both.map(([status]) => status).toSorted(),
    later,
    begins.map(({ role }) => role).toSorted(),
    await auditActions(agency.id),
  ]).toEqual([
    [201, 409],
    [409, { code: 'successor_planned', startsAt: coming.toISOString() }],
    ['agency_admin', 'author'],
    ['role.handed_over'],
  ])
})

test('two admins who hand over to each other do not both end: who is to leave the role is nobody’s successor before', async () => {
  const { agency, admin } = await anAgencyWithPeople()
  const second = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  const ends = inDays(9)
  const first = await planTo(admin, second, ends)
  const leaves = [409, { code: 'successor_leaves', endsAt: ends.toISOString() }]
  expect([
    first[0],
    await planTo(second, admin, inDays(5)),
    await planTo(second, admin, inDays(0.01)),
    (await roleOf(second)).endsAt,
    await auditActions(agency.id),
    (await planTo(second, admin, ends))[0],
  ]).toEqual([201, leaves, leaves, null, ['role.handed_over'], 201])
})

test('of two admins who hand over to each other at the same moment one does', async () => {
  const { agency, admin } = await anAgencyWithPeople()
  const second = await aPerson({ role: 'agency_admin', agencyId: agency.id })
  const both = await Promise.all([planTo(admin, second, inDays(5)), planTo(second, admin, inDays(4))])
  const rows = await db.select().from(tables.roles).where(eq(tables.roles.agencyId, agency.id))
  const lastAt = inDays(6)
  expect([
    both.filter(([status]) => status === 201).length,
    rows.filter(({ endsAt }) => endsAt === null || endsAt > lastAt).length,
    await auditActions(agency.id),
  ]).toEqual([1, 1, ['role.handed_over']])
})

test('the database keeps a role from being handed over again while one handing over stands', async () => {
  const { admin, author } = await anAgencyWithPeople()
  await planTo(admin, author, inDays(7))
  const [planned] = await db.select().from(tables.roleHandovers).where(eq(tables.roleHandovers.successorId, author.id))
  if (!planned) throw new Error('nothing is planned')
  const again = db
    .insert(tables.roleHandovers)
    .values({ ...planned, id: crypto.randomUUID() })
    .catch((error: Error) => String(error.cause))
  expect(await again).toContain('handover_planned')
})
