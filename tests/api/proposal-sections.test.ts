import type { D1PreparedStatement } from '@cloudflare/workers-types'
import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { app } from '#worker/app.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, db } from './portal.ts'
import { aCompleteDraft, aDraft, aPassed, capped, nowIn, submissionOf } from './proposals-factories.ts'

const isInstant = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)

test('a section is saved again and again, each time as the next version with its words', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const save = (text: string, version: number) =>
    answer(call(agency.author, 'PUT', `/proposals/${id}/sections/ringkasan`, { text, version }))
  expect([await save('Satu dua', 0), await save('Satu dua – tiga', 1), await save('', 2)]).toEqual([
    [200, { version: 1, savedAt: isInstant, words: 2 }],
    [200, { version: 2, savedAt: isInstant, words: 3 }],
    [200, { version: 3, savedAt: isInstant, words: 0 }],
  ])
})

test('two people saving the same section: the second sees the first one’s text and nothing is lost', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const colleague = await aPerson({ role: 'author', agencyId: agency.unit.id })
  const id = await aDraft(edition, agency)
  const path = `/proposals/${id}/sections/ringkasan`
  const answers = await Promise.all([
    answer(call(agency.author, 'PUT', path, { text: 'Dari saya', version: 0 })),
    answer(call(colleague, 'PUT', path, { text: 'Dari rekan', version: 0 })),
  ])
  const winner = answers.findIndex(([status]) => status === 200)
  const [text, savedBy] = winner === 0 ? ['Dari saya', agency.author.name] : ['Dari rekan', colleague.name]
  expect([winner >= 0, answers[1 - winner]]).toEqual([
    true,
    [409, { code: 'version_conflict', theirs: { text, version: 1, savedAt: isInstant, savedBy } }],
  ])
  expect((await answer(call(agency.admin, 'GET', `/proposals/${id}`)))[1]).toMatchObject({
    sections: [{ id: 'ringkasan', text, version: 1, savedAt: isInstant, savedBy }],
  })
})

test('twenty saves of one version at the same moment leave exactly one', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency)
  const statuses = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      call(agency.author, 'PUT', `/proposals/${id}/sections/ringkasan`, { text: `Teks ${i}`, version: 1 }).then(
        ({ status }) => status,
      ),
    ),
  )
  expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
})

test('a save whose answer got lost may be repeated', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const save = () =>
    answer(call(agency.author, 'PUT', `/proposals/${id}/sections/ringkasan`, { text: 'Sama', version: 0 }))
  const first = await save()
  expect(await save()).toEqual(first)
})

test('a text over the word limit is kept and counted; one beyond all measure is refused', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const save = (text: string) =>
    answer(call(agency.author, 'PUT', `/proposals/${id}/sections/ringkasan`, { text, version: 0 }))
  expect([await save('a'.repeat(120_001)), await save('kata '.repeat(201))]).toEqual([
    [422, { code: 'text_too_long', maxCharacters: 120_000 }],
    [200, { version: 1, savedAt: isInstant, words: 201 }],
  ])
})

test('a section the form does not have is not saved', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  expect(
    await answer(call(agency.author, 'PUT', `/proposals/${id}/sections/tidak-ada`, { text: 'A', version: 0 })),
  ).toEqual([404, { code: 'not_found' }])
})

test('saving stops for the unit when the admin has it, and for all when registration closes', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const save = (as: typeof agency.author, version: number) =>
    answer(call(as, 'PUT', `/proposals/${id}/sections/ringkasan`, { text: `Teks ${version}`, version }))
  const byAuthor = await save(agency.author, 1)
  const byAdmin = await save(agency.admin, 1)
  await nowIn(edition, 'seleksi')
  expect([byAuthor, byAdmin, await save(agency.admin, 2)]).toEqual([
    [409, { code: 'not_editable', state: 'with_agency' }],
    [200, { version: 2, savedAt: isInstant, words: 2 }],
    [409, { code: 'stage_not_open', opensAt: isInstant, closesAt: isInstant }],
  ])
})

test('a save costs one round trip to the database, and so does a refusal', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency)
  const { DB, trips } = counted(env.DB)
  const save = async (text: string) => {
    const response = app.request(
      `/api/proposals/${id}/sections/ringkasan`,
      {
        method: 'PUT',
        headers: { cookie: agency.author.cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ text, version: 1 }),
      },
      { ...env, DB },
    )
    return [(await answer(Promise.resolve(response)))[0], trips.splice(0)]
  }
  expect([await save('Dihitung'), await save('Terlambat')]).toEqual([
    [200, ['batch']],
    [409, ['batch']],
  ])
})

/** The database, with a note of every round trip. */
function counted(database: typeof env.DB) {
  const trips: string[] = []
  const statement = (real: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(real, {
      get: (target, key) => {
        if (key === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        const member: unknown = Reflect.get(target, key, target)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
          trips.push(String(key))
          return member.apply(target, given)
        }
      },
    })
  const DB = new Proxy(database, {
    get: (target, key) => {
      if (key === 'prepare') return (text: string) => statement(target.prepare(text))
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function') return member
      return (...given: unknown[]) => {
        trips.push(String(key))
        return member.apply(target, given)
      }
    },
  })
  return { DB, trips }
}

test('control characters, marks of direction and foreign line breaks do not reach the portal’s text', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const path = `/proposals/${id}/sections/ringkasan`
  await call(agency.author, 'PUT', path, { text: 'Sa\u0000tu\u202E dua\r\ntiga \u2066العربية\u2069', version: 0 })
  expect((await answer(call(agency.author, 'GET', `/proposals/${id}`)))[1]).toMatchObject({
    sections: [{ id: 'ringkasan', text: 'Satu dua\ntiga العربية', version: 1 }],
  })
})

test('ten thousand words in a section of two hundred are kept whole and counted', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const text = 'pelayanan masyarakat '.repeat(5_000).trim()
  expect(await answer(call(agency.author, 'PUT', `/proposals/${id}/sections/ringkasan`, { text, version: 0 }))).toEqual(
    [200, { version: 1, savedAt: isInstant, words: 10_000 }],
  )
  const [, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect(view).toMatchObject({
    sections: [{ text }],
    problems: expect.arrayContaining([
      { code: 'section_too_long', sectionId: 'ringkasan', words: 10_000, maxWords: 200 },
    ]),
  })
})

test('a save at the instant of the handing over is either in what is frozen or refused, never lost in between', async () => {
  const edition = await anEdition('pendaftaran', capped(null))
  const agency = await anAgencyWithPeople()
  const section = edition.rules.sections[0]?.id ?? ''
  for (let round = 0; round < 12; round += 1) {
    const id = await aPassed(edition, agency)
    const save = (text: string) =>
      call(agency.admin, 'PUT', `/proposals/${id}/sections/${section}`, { text, version: 1 })
    const forward = () => call(agency.admin, 'POST', `/proposals/${id}/submissions`, {})
    const both = round % 2 === 0 ? [save('Baru saja.'), forward()] : [forward(), save('Baru saja.')]
    const statuses = (await Promise.all(both)).map(({ status }) => status)
    const [saved, forwarded] = round % 2 === 0 ? statuses : statuses.toReversed()
    const { content } = await submissionOf(id)
    const frozen = content.sections.find((one) => one.id === section)?.text
    const kept = await db
      .select({ text: tables.proposalSections.text })
      .from(tables.proposalSections)
      .where(and(eq(tables.proposalSections.proposalId, id), eq(tables.proposalSections.sectionId, section)))
      .get()
    expect([forwarded, frozen, kept?.text]).toEqual(
      saved === 200 ? [201, 'Baru saja.', 'Baru saja.'] : [201, `Jawaban ${section}.`, `Jawaban ${section}.`],
    )
  }
})
