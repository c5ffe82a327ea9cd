import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aPerson, anAgency, anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { aCompleteDraft, aPassed, aPdf, aSubmitted, submissionOf } from './proposals-factories.ts'
import { idOf, startUpload } from './upload-factories.ts'

/** Everything of the agency's side that names a thing of somebody. `$` stands for the thing. */
const ofProposals = (section: string): [string, string, unknown?][] => [
  ['GET', '/proposals/$'],
  ['PUT', '/proposals/$', { version: 1, title: 'Milik saya' }],
  ['PUT', `/proposals/$/sections/${section}`, { text: 'Milik saya', version: 1 }],
  ['GET', `/proposals/$/sections/${section}/revisions`],
  ['GET', `/proposals/$/sections/${section}/revisions/1`],
  ['POST', `/proposals/$/sections/${section}/restorations`, { version: 1, over: 1 }],
  ['PUT', '/proposals/$/presence', { sectionId: section, known: {}, version: 0 }],
  ['GET', '/proposals/$/uploads'],
  ['POST', '/proposals/$/uploads', { ruleId: 'x', fileName: 'x.pdf', sizeBytes: 1, sha256: 'a'.repeat(64) }],
  ['GET', '/proposals/$/attachments/removed'],
  ['GET', '/proposals/$/attachments/attachment-$'],
  ['DELETE', '/proposals/$/attachments/attachment-$'],
  ['POST', '/proposals/$/handovers', { kind: 'passed', note: '' }],
  ['POST', '/proposals/$/handovers', { kind: 'returned', note: 'x' }],
  ['POST', '/proposals/$/submissions', {}],
  ['GET', '/proposals/$/intent'],
  ['POST', '/proposals/$/withdrawals', { note: '' }],
  ['GET', '/proposals/$/receipts/1'],
  ['GET', '/proposals/$/receipts/1/content'],
  ['GET', '/proposals/$/feedback-letters'],
  ['GET', '/proposals/$/feedback-letters/proposal'],
  ['GET', '/proposals/$/similarities'],
  ['GET', '/proposals/$/eligibility'],
]

const ask = (person: Person, [method, path, body]: [string, string, unknown?], id: string) =>
  answer(call(person, method, path.replaceAll('$', id), body))

test(
  'to whoever has nothing to do with a proposal it answers exactly as one that does not exist',
  { timeout: 60_000 },
  async () => {
    const edition = await anEdition()
    const other = await anEdition()
    const owner = await anAgencyWithPeople()
    const stranger = await anAgencyWithPeople()
    const besides = await anAgency({ parentId: owner.agency.id })
    const strangers = {
      anotherAdmin: stranger.admin,
      anotherAuthor: stranger.author,
      authorBeside: await aPerson({ role: 'author', agencyId: besides.id }),
      authorOfTheAgencyItself: await aPerson({ role: 'author', agencyId: owner.agency.id }),
      adminOfTheUnit: await aPerson({ role: 'agency_admin', agencyId: owner.unit.id }),
      adminOfAnotherEdition: await aPerson({ role: 'agency_admin', agencyId: owner.agency.id, editionId: other.id }),
      formerAdmin: await aPerson(
        { role: 'agency_admin', agencyId: owner.agency.id },
        { role: 'author', agencyId: stranger.unit.id },
      ),
    }
    await db.update(tables.roles).set({ endsAt: new Date() }).where(eq(tables.roles.userId, strangers.formerAdmin.id))
    await db.insert(tables.roles).values({
      id: `role-${strangers.formerAdmin.id}-still`,
      userId: strangers.formerAdmin.id,
      role: 'author',
      agencyId: stranger.unit.id,
      beginsAt: new Date(0),
    })
    const [draft, passed, submitted] = [
      await aCompleteDraft(edition, owner),
      await aPassed(edition, owner),
      await aSubmitted(edition, owner),
    ]
    const told: string[] = []
    for (const [name, person] of Object.entries(strangers)) {
      for (const route of ofProposals(edition.rules.sections[0]?.id ?? '')) {
        const nothing = await ask(person, route, 'tidak-ada')
        for (const id of [draft, passed, submitted]) {
          const something = await ask(person, route, id)
          if (JSON.stringify(something) !== JSON.stringify(nothing)) {
            told.push(`${name} ${route[0]} ${route[1]}: ${JSON.stringify(something)} beside ${JSON.stringify(nothing)}`)
          }
        }
      }
    }
    expect(told).toEqual([])
    const trail = await db
      .select({ actor: tables.auditEvents.actorId })
      .from(tables.auditEvents)
      .where(eq(tables.auditEvents.subjectId, draft))
    expect(trail).toEqual([])
  },
)

test('uploads, submissions, roles, invitations and gates of others do not exist either', async () => {
  const edition = await anEdition()
  const owner = await anAgencyWithPeople()
  const stranger = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, owner)
  const submission = await submissionOf(await aSubmitted(edition, owner))
  const [, begun] = await startUpload(owner.author, id, aPdf())
  const uploadId = idOf(begun)
  const [, invited] = await answer(
    call(owner.admin, 'POST', '/invitations', {
      role: 'author',
      agencyId: owner.unit.id,
      name: 'Budi',
      email: 'budi.asing@contoh.go.id',
    }),
  )
  const role = await db.select().from(tables.roles).where(eq(tables.roles.userId, owner.author.id)).get()
  const elsewhere = await aPerson({ role: 'secretariat', editionId: (await anEdition()).id })
  const routes: [Person, string, string, unknown?][] = [
    [stranger.author, 'POST', `/uploads/${uploadId}/completion`],
    [stranger.author, 'DELETE', `/uploads/${uploadId}`],
    [stranger.author, 'PUT', `/uploads/${uploadId}/chunks/0`],
    [stranger.admin, 'POST', `/invitations/${idOf(invited)}/renewal`, {}],
    [stranger.admin, 'POST', `/invitations/${idOf(invited)}/revocation`, {}],
    [stranger.admin, 'GET', `/invitations?agency=${owner.agency.id}`],
    [stranger.admin, 'GET', `/invitations`],
    [stranger.admin, 'GET', `/roles?agency=${owner.agency.id}`],
    [stranger.admin, 'GET', `/roles`],
    [stranger.admin, 'POST', `/roles/${role?.id}/end`, { reason: 'x' }],
    [stranger.admin, 'GET', `/agencies/${owner.agency.id}/units`],
    [stranger.admin, 'POST', `/agencies/${owner.agency.id}/units`, { unitName: 'Milik saya' }],
    [stranger.admin, 'GET', `/agency-proposals?agency=${owner.agency.id}`],
    [stranger.admin, 'GET', `/agency-proposals/csv?agency=${owner.agency.id}`],
    [
      stranger.author,
      'POST',
      '/eligibility-checks',
      {
        edition: edition.slug,
        unitId: owner.unit.id,
        groupId: 'umum',
        title: 'x',
        startedOn: null,
        registryId: null,
        replicationOf: null,
      },
    ],
    [
      stranger.author,
      'POST',
      '/proposals',
      { edition: edition.slug, unitId: owner.unit.id, groupId: 'umum', title: 'x' },
    ],
    [elsewhere, 'GET', `/submissions/${submission.id}`],
    [elsewhere, 'GET', `/submissions/${submission.id}/similarities`],
    [elsewhere, 'GET', `/submissions/${submission.id}/attachments/${'a'.repeat(64)}`],
    [elsewhere, 'GET', `/proposals/${submission.proposalId}/receipts/1`],
    [elsewhere, 'GET', `/editions/${edition.slug}/funnel/agencies`],
    [elsewhere, 'GET', `/editions/${edition.slug}/funnel/days`],
    [elsewhere, 'GET', `/editions/${edition.slug}/funnel/csv`],
    [elsewhere, 'GET', `/editions/${edition.slug}/screenings`],
    [
      elsewhere,
      'POST',
      `/editions/${edition.slug}/agency-reminders`,
      { agencyIds: [owner.agency.id], note: '', preview: true },
    ],
    [elsewhere, 'GET', `/roles?agency=${owner.agency.id}`],
    [elsewhere, 'GET', `/invitations?agency=${owner.agency.id}`],
  ]
  const answers = await Promise.all(
    routes.map(
      async ([person, method, path, body]) =>
        `${method} ${path} ${JSON.stringify(await answer(call(person, method, path, body)))}`,
    ),
  )
  expect(answers.filter((one) => !one.endsWith('[404,{"code":"not_found"}]'))).toEqual([])
})

test('the log of letters names no draft to those who read everything else', async () => {
  const edition = await anEdition()
  const owner = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, owner, { title: 'Rahasia Dapur Desa' })
  await call(owner.author, 'POST', `/proposals/${id}/handovers`, { kind: 'passed', note: 'Tolong Rahasia Dapur Desa' })
  await call(owner.admin, 'POST', `/proposals/${id}/handovers`, { kind: 'returned', note: 'Ulang' })
  const response = await call(edition.secretariat, 'GET', '/mails/log')
  const text = await response.text()
  expect([
    response.status,
    text.includes('proposal_passed'),
    text.includes('proposal_returned'),
    text.includes('Rahasia'),
  ]).toEqual([200, true, true, false])
})

test('accounts and letters belong to no edition: the secretariat of one edition only does not decide on them', async () => {
  const edition = await anEdition()
  const ofOne = await aPerson({ role: 'secretariat', editionId: edition.id })
  const ofAll = edition.secretariat
  const { author } = await anAgencyWithPeople()
  const routes: [string, string, unknown?][] = [
    ['GET', '/account-requests'],
    ['GET', '/account-requests/tidak-ada/letter'],
    ['POST', '/account-requests/tidak-ada/decision', { outcome: 'granted' }],
    ['POST', `/people/${author.id}/second-factor-reset`, { reason: 'Hilang' }],
    ['GET', '/mails/log'],
    ['POST', '/mails/attempts', { mailIds: ['tidak-ada'] }],
  ]
  const statuses = (person: Person) =>
    Promise.all(routes.map(async ([method, path, body]) => (await call(person, method, path, body)).status))
  expect([await statuses(ofOne), await statuses(ofAll)]).toEqual([
    [403, 403, 403, 403, 403, 403],
    [200, 404, 404, 409, 200, 201],
  ])
})
