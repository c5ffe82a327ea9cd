import { expect, test } from 'vitest'
import { anAgencyWithPeople, anEdition, answer, call, type Person } from './portal.ts'
import { aCompleteDraft, aDraft, aPassed, aSubmitted, auditActions, lettersOf, nowIn } from './proposals-factories.ts'

const handOver = (person: Person, id: string, kind: 'passed' | 'returned' | 'recalled', note = '') =>
  answer(call(person, 'POST', `/proposals/${id}/handovers`, { kind, note }))

test('a unit passes, the admin returns with a note, the unit passes again and recalls', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency, { title: 'Bolak-balik' })
  const answers = [
    await handOver(agency.author, id, 'passed', 'Sudah lengkap'),
    await handOver(agency.admin, id, 'returned', 'Lengkapi angka dampak'),
    await handOver(agency.author, id, 'passed'),
    await handOver(agency.author, id, 'recalled'),
  ]
  const [, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  const at = expect.stringMatching(/Z$/)
  expect([answers, view, await auditActions(id)]).toEqual([
    [
      [201, { state: 'with_agency' }],
      [201, { state: 'returned' }],
      [201, { state: 'with_agency' }],
      [201, { state: 'draft' }],
    ],
    expect.objectContaining({
      state: 'draft',
      handovers: [
        { kind: 'passed', note: 'Sudah lengkap', notes: [], at, by: agency.author.name },
        { kind: 'returned', note: 'Lengkapi angka dampak', notes: [], at, by: agency.admin.name },
        { kind: 'passed', note: '', notes: [], at, by: agency.author.name },
        { kind: 'recalled', note: '', notes: [], at, by: agency.author.name },
      ],
    }),
    ['proposal.passed', 'proposal.returned', 'proposal.passed', 'proposal.recalled'],
  ])
  expect([await lettersOf(agency.author), (await lettersOf(agency.admin)).map(({ subject }) => subject)]).toEqual([
    [
      {
        kind: 'proposal_returned',
        subject: 'Proposal dikembalikan: Bolak-balik',
        body: expect.stringContaining('Catatan: Lengkapi angka dampak'),
      },
    ],
    ['Proposal menunggu Anda: Bolak-balik', 'Proposal menunggu Anda: Bolak-balik'],
  ])
})

test('a section over its limit and every other gap stop the handing over, all named at once', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency, { startedOn: null })
  await call(agency.author, 'PUT', `/proposals/${id}/sections/ringkasan`, { text: 'kata '.repeat(201), version: 1 })
  await call(agency.author, 'PUT', `/proposals/${id}/sections/kebaruan`, { text: ' - ', version: 1 })
  expect(await handOver(agency.author, id, 'passed')).toEqual([
    422,
    {
      code: 'proposal_incomplete',
      problems: [
        { code: 'start_missing' },
        { code: 'section_too_long', sectionId: 'ringkasan', words: 201, maxWords: 200 },
        { code: 'section_missing', sectionId: 'kebaruan' },
      ],
    },
  ])
})

test('what is returned carries a note', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  expect(await handOver(agency.admin, id, 'returned', '  ')).toEqual([422, { code: 'note_needed' }])
})

test('moves that make no sense from where it stands are refused with the state', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const draft = await aDraft(edition, agency)
  const submitted = await aSubmitted(edition, agency)
  expect([
    await handOver(agency.author, draft, 'recalled'),
    await handOver(agency.admin, draft, 'returned', 'A'),
    await handOver(agency.admin, draft, 'passed'),
    await handOver(agency.author, submitted, 'recalled'),
    await handOver(agency.admin, submitted, 'returned', 'A'),
  ]).toEqual([
    [409, { code: 'move_not_possible', state: 'draft' }],
    [409, { code: 'move_not_possible', state: 'draft' }],
    [409, { code: 'move_not_possible', state: 'draft' }],
    [409, { code: 'move_not_possible', state: 'submitted' }],
    [409, { code: 'move_not_possible', state: 'submitted' }],
  ])
})

test('passed twice at the same moment, it is passed once and leaves one trace', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency)
  const answers = await Promise.all([handOver(agency.author, id, 'passed'), handOver(agency.author, id, 'passed')])
  expect([
    answers.toSorted(([a], [b]) => a - b),
    await auditActions(id),
    (await lettersOf(agency.admin)).length,
  ]).toEqual([
    [
      [201, { state: 'with_agency' }],
      [409, { code: 'move_not_possible', state: 'with_agency' }],
    ],
    ['proposal.passed'],
    1,
  ])
})

test('after registration closes nothing is handed over', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency)
  await nowIn(edition, 'seleksi')
  expect(await handOver(agency.author, id, 'passed')).toEqual([
    409,
    { code: 'stage_not_open', opensAt: expect.stringMatching(/Z$/), closesAt: expect.stringMatching(/Z$/) },
  ])
})

test('what is returned carries notes on the parts they speak of, in the view and in the letter', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency, { title: 'Bercatatan' })
  const give = (notes: unknown) =>
    answer(call(agency.admin, 'POST', `/proposals/${id}/handovers`, { kind: 'returned', note: '', notes }))
  const refusal = [422, { code: 'invalid_input', fields: ['notes'] }]
  expect([
    await give([]),
    await give([{ sectionId: 'tidak-ada', note: 'A' }]),
    await give([
      { sectionId: 'ringkasan', note: 'A' },
      { sectionId: 'ringkasan', note: 'B' },
    ]),
    await give([
      { sectionId: 'signifikansi', note: 'Sebutkan sumber angkanya\u202e' },
      { sectionId: 'lampiran', note: 'Pindai ulang' },
    ]),
  ]).toEqual([[422, { code: 'note_needed' }], refusal, refusal, [201, { state: 'returned' }]])
  const [, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect(Object(view).handovers.at(-1)).toEqual({
    kind: 'returned',
    note: '',
    notes: [
      { sectionId: 'signifikansi', note: 'Sebutkan sumber angkanya' },
      { sectionId: 'lampiran', note: 'Pindai ulang' },
    ],
    at: expect.stringMatching(/Z$/),
    by: agency.admin.name,
  })
  const [letter] = await lettersOf(agency.author)
  expect(letter?.body).toContain('Signifikansi: Sebutkan sumber angkanya\n\nLampiran: Pindai ulang')
})
