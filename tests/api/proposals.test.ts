import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { listProposals } from '#db/proposals.ts'
import { agencies } from '#db/schema.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, db } from './portal.ts'
import { aCompleteDraft, aDraft, aPassed, auditActions, capped, lettersOf, nowIn } from './proposals-factories.ts'

test('an author begins a proposal, and the portal shows it as an empty form', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const begun = await call(agency.author, 'POST', '/proposals', {
    edition: edition.slug,
    unitId: agency.unit.id,
    groupId: 'umum',
    title: ' Klinik Keliling ',
  })
  const { id }: { id: string } = await begun.json()
  const [status, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect([begun.status, status, view, await auditActions(id)]).toEqual([
    201,
    200,
    {
      id,
      title: 'Klinik Keliling',
      groupId: 'umum',
      startedOn: null,
      registryId: null,
      replicationOf: null,
      themeIds: [],
      goals: [],
      answers: {},
      version: 1,
      state: 'draft',
      stateSince: expect.stringMatching(/Z$/),
      unit: agency.unit.name,
      agency: agency.agency.name,
      edition: { slug: edition.slug, name: expect.stringContaining('KIPP Uji'), isSimulation: true },
      registration: {
        opensAt: edition.stages[0]?.opensAt.toISOString(),
        closesAt: edition.stages[0]?.closesAt.toISOString(),
      },
      repair: {
        opensAt: edition.stages[1]?.opensAt.toISOString(),
        closesAt: edition.stages[1]?.closesAt.toISOString(),
      },
      now: expect.stringMatching(/Z$/),
      rules: {
        comparedSectionIds: ['ringkasan'],
        groups: edition.rules.groups,
        questions: edition.rules.questions,
        themes: edition.rules.themes,
        goals: edition.rules.goals,
        sections: edition.rules.sections.map((section, i) => ({
          ...section,
          weightPercent: [0, 10, 15, 5, 30, 20, 5, 15, 0][i],
        })),
        attachments: edition.rules.attachments,
      },
      sections: [],
      attachments: [],
      handovers: [],
      receipts: [],
      screening: null,
      problems: [
        { code: 'start_missing' },
        { code: 'theme_missing', min: 1 },
        { code: 'goal_missing', min: 1 },
        { code: 'question_unanswered', questionId: 'aplikasi' },
        ...edition.rules.sections
          .filter(({ when }) => when === undefined)
          .map(({ id: sectionId }) => ({ code: 'section_missing', sectionId })),
        { code: 'attachment_missing', ruleId: 'pernyataan-implementasi' },
      ],
      age: null,
      may: { edit: true, pass: true, recall: false, return: false, forward: false, withdraw: false },
    },
    ['proposal.created'],
  ])
})

test('the trail that the secretariat reads does not tell the title of what was never forwarded', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const order = { edition: edition.slug, unitId: agency.unit.id, groupId: 'umum', title: 'Rahasia Unit' }
  await call(agency.author, 'POST', '/proposals', order)
  const trail = await call(edition.secretariat, 'GET', `/editions/${edition.slug}/audit-events`)
  const text = await trail.text()
  expect([text.includes('proposal.created'), text.includes('Rahasia Unit')]).toEqual([true, false])
})

test('a proposal cannot begin in an unknown edition, for a foreign unit, in an unknown group, or without a title', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const begin = (change: object) =>
    answer(
      call(agency.author, 'POST', '/proposals', {
        edition: edition.slug,
        unitId: agency.unit.id,
        groupId: 'umum',
        title: 'A',
        ...change,
      }),
    )
  expect([
    await begin({ edition: 'tidak-ada' }),
    await begin({ unitId: other.unit.id }),
    await begin({ unitId: 'tidak-ada' }),
    await begin({ groupId: 'tidak-ada' }),
    await begin({ title: '  ' }),
  ]).toEqual([
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [422, { code: 'invalid_input', fields: ['groupId'] }],
    [422, { code: 'invalid_input', fields: ['title'] }],
  ])
})

test('a proposal cannot begin when registration is not open, by the clock of the server', async () => {
  const edition = await anEdition('seleksi')
  const agency = await anAgencyWithPeople()
  const registration = edition.stages[0]
  const form = { edition: edition.slug, unitId: agency.unit.id, groupId: 'umum', title: 'Terlambat' }
  expect(await answer(call(agency.author, 'POST', '/proposals', form))).toEqual([
    409,
    {
      code: 'stage_not_open',
      opensAt: registration?.opensAt.toISOString(),
      closesAt: registration?.closesAt.toISOString(),
    },
  ])
})

test("another agency's proposal does not exist, whatever is asked of it", async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency)
  const asked = await Promise.all(
    [other.author, other.admin].flatMap((stranger) => [
      answer(call(stranger, 'GET', `/proposals/${id}`)),
      answer(call(stranger, 'PUT', `/proposals/${id}`, { title: 'X', groupId: 'umum', startedOn: null, version: 1 })),
      answer(call(stranger, 'PUT', `/proposals/${id}/sections/ringkasan`, { text: 'X', version: 1 })),
      answer(call(stranger, 'POST', `/proposals/${id}/handovers`, { kind: 'passed', note: '' })),
      answer(call(stranger, 'GET', `/proposals/${id}/attachments/removed`)),
      answer(call(stranger, 'GET', `/proposals/${id}/uploads`)),
      answer(call(stranger, 'GET', `/proposals/${id}/attachments/attachment-${id}-pernyataan-implementasi`)),
      answer(call(stranger, 'DELETE', `/proposals/${id}/attachments/attachment-${id}-pernyataan-implementasi`)),
    ]),
  )
  expect(asked).toEqual(Array.from({ length: 16 }, () => [404, { code: 'not_found' }]))
})

test('the secretariat and the jury have no business with drafts; nobody unsigned has', async () => {
  const edition = await anEdition()
  const id = await aDraft(edition, await anAgencyWithPeople())
  const juror = await aPerson({ role: 'evaluator' })
  expect([
    await answer(call(edition.secretariat, 'GET', `/proposals/${id}`)),
    await answer(call(juror, 'GET', `/proposals/${id}`)),
    await answer(call(null, 'GET', `/proposals/${id}`)),
  ]).toEqual([
    [403, { code: 'not_allowed' }],
    [403, { code: 'not_allowed' }],
    [401, { code: 'sign_in_needed' }],
  ])
})

test('details are saved over the version they were typed on, not over a newer one', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const save = (version: number, title: string) =>
    answer(
      call(agency.author, 'PUT', `/proposals/${id}`, { title, groupId: 'khusus', startedOn: '2024-02-29', version }),
    )
  expect([await save(1, 'Pertama'), await save(1, 'Kedua'), await save(2, 'Ketiga')]).toEqual([
    [200, { version: 2, savedAt: expect.stringMatching(/Z$/) }],
    [
      409,
      {
        code: 'details_conflict',
        version: 2,
        theirs: {
          title: 'Pertama',
          groupId: 'khusus',
          startedOn: '2024-02-29',
          registryId: null,
          replicationOf: null,
          themeIds: ['kesehatan'],
          goals: [3],
          answers: { aplikasi: false },
        },
      },
    ],
    [200, { version: 3, savedAt: expect.stringMatching(/Z$/) }],
  ])
  expect((await answer(call(agency.author, 'GET', `/proposals/${id}`)))[1]).toMatchObject({
    title: 'Ketiga',
    groupId: 'khusus',
    startedOn: '2024-02-29',
  })
})

test('a day that does not exist and a group that does not exist are not saved', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const save = (change: object) =>
    answer(
      call(agency.author, 'PUT', `/proposals/${id}`, {
        title: 'A',
        groupId: 'umum',
        startedOn: null,
        version: 1,
        ...change,
      }),
    )
  expect([await save({ startedOn: '2025-02-29' }), await save({ groupId: 'lama' })]).toEqual([
    [422, { code: 'invalid_input', fields: ['startedOn'] }],
    [422, { code: 'invalid_input', fields: ['groupId'] }],
  ])
})

test('while the admin has it, the unit cannot change it but the admin can', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const form = { title: 'Dibetulkan', groupId: 'umum', startedOn: '2020-01-01', version: 1 }
  expect([
    await answer(call(agency.author, 'PUT', `/proposals/${id}`, form)),
    await answer(call(agency.admin, 'PUT', `/proposals/${id}`, form)),
  ]).toEqual([
    [409, { code: 'not_editable', state: 'with_agency' }],
    [200, { version: 2, savedAt: expect.stringMatching(/Z$/) }],
  ])
})

test('a list shows only what is one’s own, page by page, and the admin sees the caps', async () => {
  const edition = await anEdition('pendaftaran', capped(7))
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  await aDraft(edition, other)
  const ids: string[] = []
  for (let i = 0; i < 53; i += 1)
    ids.push(await aDraft(edition, agency, { stateSince: new Date(1000 + Math.floor(i / 2)) }))

  type Listing = { proposals: { id: string }[]; next: string | null; caps: unknown[] }
  const list = async (after: string) => {
    const response = await call(agency.admin, 'GET', `/proposals?as=agency_admin&edition=${edition.slug}${after}`)
    const listing: Listing = await response.json()
    return listing
  }
  const first = await list('')
  const second = await list(`&after=${first.next}`)
  const [, ofOther] = await answer(call(other.author, 'GET', '/proposals?as=author'))
  expect([
    [...first.proposals, ...second.proposals].map(({ id }) => id),
    first.proposals.length,
    second.next,
    first.proposals[0],
    first.caps,
    ofOther,
  ]).toEqual([
    ids.toReversed(),
    50,
    null,
    {
      id: ids[52],
      edition: edition.slug,
      title: expect.any(String),
      groupId: 'umum',
      group: 'Umum',
      state: 'draft',
      stateSince: new Date(1026).toISOString(),
      unit: agency.unit.name,
      agency: agency.agency.name,
      referenceNumber: null,
    },
    edition.rules.groups.map(({ id, name }) => ({
      edition: edition.slug,
      agencyId: agency.agency.id,
      agency: agency.agency.name,
      groupId: id,
      group: name,
      cap: 7,
      used: 0,
    })),
    { proposals: [expect.objectContaining({ unit: other.unit.name })], next: null, caps: [] },
  ])
})

test('a body that is not JSON, or of 10 MB, changes nothing', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency, { title: 'Tetap' })
  const { exports } = await import('cloudflare:workers')
  const put = (body: string, type = 'application/json') =>
    answer(
      exports.default.fetch(`http://localhost/api/proposals/${id}/sections/ringkasan`, {
        method: 'PUT',
        headers: { cookie: agency.author.cookie, 'content-type': type },
        body,
      }),
    )
  const large = JSON.stringify({ text: 'a'.repeat(10_000_000), version: 0 })
  const tooLarge = [413, { code: 'body_too_large', maxBytes: 1024 * 1024 }]
  expect([
    await put('{"text": "terpotong'),
    await put(large),
    await put(large, 'Application/JSON'),
    await put(large, 'application/merge-patch+json'),
  ]).toEqual([[400, { code: 'not_json' }], tooLarge, tooLarge, tooLarge])
  expect((await answer(call(agency.author, 'GET', `/proposals/${id}`)))[1]).toMatchObject({
    title: 'Tetap',
    sections: [],
  })
})

test('after registration closes the form is still readable and nothing may be done', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency)
  await nowIn(edition, 'seleksi')
  expect((await answer(call(agency.author, 'GET', `/proposals/${id}`)))[1]).toMatchObject({
    state: 'draft',
    may: { edit: false, pass: false, recall: false, return: false, forward: false },
  })
})

test('a list reads nothing of other agencies, however many they are', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  for (let i = 0; i < 3; i += 1) await aDraft(edition, agency)
  const rowsRead = async () => {
    const places = [{ agencyId: agency.agency.id, editionId: null }]
    const { sql, params } = listProposals(
      db,
      { as: 'agency_admin', places, edition: edition.slug, after: undefined },
      51,
    ).toSQL()
    const { results, meta } = await env.DB.prepare(sql)
      .bind(...params)
      .all()
    return [results.length, meta.rows_read]
  }
  const before = await rowsRead()
  for (let i = 0; i < 30; i += 1) await aDraft(edition, other)
  expect([await rowsRead(), before[0]]).toEqual([before, 3])
})

test('a title pasted with line breaks is one line, so that no letter carries a second header', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const title = 'Satu\r\nBcc: lain@contoh.go.id\n\n<b>Dua</b>\u2028tiga'
  const plain = 'Satu Bcc: lain@contoh.go.id <b>Dua</b> tiga'
  const place = { edition: edition.slug, unitId: agency.unit.id, groupId: 'umum' }
  const [, begun] = await answer(call(agency.author, 'POST', '/proposals', { ...place, title, replicationOf: title }))
  const titleOf = async (id: string) => {
    const [, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
    return view
  }
  const id = await aCompleteDraft(edition, agency)
  const saved = await answer(call(agency.author, 'PUT', `/proposals/${id}`, { title, version: 1 }))
  await call(agency.author, 'POST', `/proposals/${id}/handovers`, { kind: 'passed', note: '' })
  expect([
    await titleOf(Object(begun).id),
    saved[0],
    await titleOf(id),
    (await lettersOf(agency.admin)).map(({ subject }) => subject),
  ]).toEqual([
    expect.objectContaining({ title: plain, replicationOf: plain }),
    200,
    expect.objectContaining({ title: plain }),
    [`Proposal menunggu Anda: ${plain}`],
  ])
})

test('in a unit that is no more, or whose agency is no more, nothing new is begun', async () => {
  const edition = await anEdition()
  const begin = async (ended: 'unit' | 'agency' | null, at = new Date()) => {
    const agency = await anAgencyWithPeople()
    if (ended) await db.update(agencies).set({ validTo: at }).where(eq(agencies.id, agency[ended].id))
    const place = { edition: edition.slug, unitId: agency.unit.id, groupId: 'umum', title: 'Baru' }
    return answer(call(agency.author, 'POST', '/proposals', place))
  }
  expect([
    await begin('unit'),
    await begin('agency'),
    (await begin('agency', new Date(Date.now() + 60_000)))[0],
    (await begin(null))[0],
  ]).toEqual([[409, { code: 'agency_closed' }], [409, { code: 'agency_closed' }], 201, 201])
})
