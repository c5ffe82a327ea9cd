import { expect, test, vi } from 'vitest'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, type Person } from './portal.ts'
import { aDraft, aPassed, nowIn, type Agency, type Edition } from './proposals-factories.ts'

const isInstant = expect.stringMatching(/Z$/)

async function aWrittenSection(texts: readonly [Person, string][], edition: Edition, agency: Agency) {
  const id = await aDraft(edition, agency)
  for (const [version, [person, text]] of texts.entries()) {
    expect((await call(person, 'PUT', `/proposals/${id}/sections/ringkasan`, { text, version })).status).toBe(200)
  }
  return { id, path: `/proposals/${id}/sections/ringkasan` }
}

test('what another person wrote is kept when it is saved over, and both unit and admin read it', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const { author, admin } = agency
  const written: [Person, string][] = [
    [author, 'Naskah pertama.'],
    [admin, 'Naskah yang dibetulkan.'],
  ]
  const { path } = await aWrittenSection(written, edition, agency)
  expect([
    await answer(call(author, 'GET', `${path}/revisions`)),
    await answer(call(admin, 'GET', `${path}/revisions/1`)),
    await answer(call(admin, 'GET', `${path}/revisions/2`)),
  ]).toEqual([
    [
      200,
      {
        current: { version: 2, characters: 23, savedAt: isInstant, savedBy: admin.name },
        revisions: [{ version: 1, characters: 15, savedAt: isInstant, savedBy: author.name }],
        next: null,
      },
    ],
    [200, { version: 1, text: 'Naskah pertama.', savedAt: isInstant, savedBy: author.name }],
    [404, { code: 'not_found' }],
  ])
})

test('restoring makes a new version, and can itself be taken back', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const { author, admin } = agency
  const written: [Person, string][] = [
    [author, 'Satu dua tiga.'],
    [admin, 'Empat.'],
    [admin, 'Empat lima.'],
  ]
  const { path } = await aWrittenSection(written, edition, agency)
  const restore = (version: number, over: number) =>
    answer(call(author, 'POST', `${path}/restorations`, { version, over }))
  expect([await restore(1, 3), await restore(3, 4)]).toEqual([
    [201, { text: 'Satu dua tiga.', version: 4, savedAt: isInstant }],
    [201, { text: 'Empat lima.', version: 5, savedAt: isInstant }],
  ])
  const [, history] = await answer(call(author, 'GET', `${path}/revisions`))
  expect(history).toMatchObject({
    current: { version: 5 },
    revisions: [{ version: 4 }, { version: 3 }, { version: 1 }],
  })
})

test('restoring over what a colleague saved meanwhile shows the colleague’s text and changes nothing', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const { author, admin } = agency
  const written: [Person, string][] = [
    [author, 'Satu.'],
    [admin, 'Dua.'],
    [author, 'Tiga.'],
  ]
  const { path } = await aWrittenSection(written, edition, agency)
  expect([
    await answer(call(author, 'POST', `${path}/restorations`, { version: 1, over: 2 })),
    await answer(call(author, 'POST', `${path}/restorations`, { version: 9, over: 3 })),
  ]).toEqual([
    [
      409,
      { code: 'version_conflict', theirs: { text: 'Tiga.', version: 3, savedAt: isInstant, savedBy: author.name } },
    ],
    [404, { code: 'not_found' }],
  ])
})

test('a history is for unit and agency only, and restoring stops when writing does', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const path = `/proposals/${id}/sections/ringkasan`
  const refused = [
    await answer(call(other.author, 'GET', `${path}/revisions`)),
    await answer(call(other.author, 'GET', `${path}/revisions/1`)),
    await answer(call(other.admin, 'POST', `${path}/restorations`, { version: 1, over: 1 })),
    await answer(call(edition.secretariat, 'GET', `${path}/revisions`)),
    await answer(call(agency.author, 'POST', `${path}/restorations`, { version: 1, over: 1 })),
  ]
  await nowIn(edition, 'seleksi')
  const closed = await answer(call(agency.admin, 'POST', `${path}/restorations`, { version: 1, over: 1 }))
  expect([...refused, closed]).toEqual([
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [403, { code: 'not_allowed' }],
    [409, { code: 'not_editable', state: 'with_agency' }],
    [409, { code: 'stage_not_open', opensAt: isInstant, closesAt: isInstant }],
  ])
})

test('a long history comes in pages', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const { author, admin } = agency
  const written = Array.from({ length: 35 }, (_, i): [Person, string] => [i % 2 ? admin : author, `Naskah ${i}.`])
  const { path } = await aWrittenSection(written, edition, agency)
  const page = async (query: string) => {
    const [, body]: [number, unknown] = await answer(call(author, 'GET', `${path}/revisions${query}`))
    const { revisions, next }: { revisions: { version: number }[]; next: number | null } = Object(body)
    return [revisions.map(({ version }) => version), next]
  }
  const versions = Array.from({ length: 34 }, (_, i) => 34 - i)
  expect([await page(''), await page('?before=5')]).toEqual([
    [versions.slice(0, 30), 5],
    [versions.slice(30), null],
  ])
})

test('a colleague who writes is seen for less than a minute, with the section and what was saved meanwhile', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const colleague = await aPerson({ role: 'author', agencyId: agency.unit.id })
  const id = await aDraft(edition, agency)
  const sign = (person: Person, sectionId: string | null, known: Record<string, number>, version = 1) =>
    answer(call(person, 'PUT', `/proposals/${id}/presence`, { sectionId, known, version }))
  const quiet = { others: [], sections: [], details: null, state: 'draft' }
  const alone = await sign(colleague, 'kebaruan', {})
  await call(colleague, 'PUT', `/proposals/${id}/sections/kebaruan`, { text: 'Baru.', version: 0 })
  await call(colleague, 'PUT', `/proposals/${id}`, { title: 'Judul rekan', version: 1 })
  const together = await sign(agency.author, null, { kebaruan: 0 })
  const known = await sign(agency.author, null, { kebaruan: 1 }, 2)
  vi.useFakeTimers({ now: Date.now() + 46_000, toFake: ['Date'] })
  const later = await sign(agency.author, null, { kebaruan: 1 }, 2)
  vi.useRealTimers()
  const others = [{ name: colleague.name, sectionId: 'kebaruan' }]
  expect([alone, together, known, later]).toEqual([
    [200, quiet],
    [
      200,
      {
        others,
        sections: [{ id: 'kebaruan', text: 'Baru.', version: 1, savedAt: isInstant, savedBy: colleague.name }],
        details: expect.objectContaining({ title: 'Judul rekan', version: 2 }),
        state: 'draft',
      },
    ],
    [200, { ...quiet, others }],
    [200, quiet],
  ])
})

test('whoever may not write a proposal leaves no sign in it and learns of nobody', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const stranger = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const sign = { sectionId: 'ringkasan', known: {}, version: 1 }
  expect([
    await answer(call(stranger.author, 'PUT', `/proposals/${id}/presence`, sign)),
    await answer(call(null, 'PUT', `/proposals/${id}/presence`, sign)),
    await answer(call(agency.author, 'PUT', `/proposals/${id}/presence`, { ...sign, known: 'x' })),
  ]).toEqual([
    [404, { code: 'not_found' }],
    [401, { code: 'sign_in_needed' }],
    [422, { code: 'invalid_input', fields: ['known'] }],
  ])
})
