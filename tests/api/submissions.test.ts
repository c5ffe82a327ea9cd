import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { canonicalJson } from '#domain/canonical-json.ts'
import { referenceAlphabet } from '#domain/reference-number.ts'
import { day } from '../factories.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, type Person } from './portal.ts'
import {
  aCompleteDraft,
  aPassed,
  aPdf,
  aSubmitted,
  auditActions,
  capped,
  lettersOf,
  nowIn,
  submissionOf,
  type Edition,
} from './proposals-factories.ts'
import { upload } from './upload-factories.ts'

const forward = (person: Person, id: string) => answer(call(person, 'POST', `/proposals/${id}/submissions`, {}))

const sha256 = async (text: string) =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

/** Rules from before the portal refused anything: the young one comes as far as the secretariat. */
const judgedByThePerson = ({ eligibility: _, ...rules }: Edition['rules']): Edition['rules'] => rules

/** What is asked when every question is answered with no. */
const asked = (sections: Edition['rules']['sections']) => sections.filter(({ when }) => when === undefined)

test('forwarding freezes the text, and the receipt proves which', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency, { title: 'Klinik Keliling', startedOn: '2020-02-29' })
  const [status, receipt] = await forward(agency.admin, id)
  const row = await env.DB.prepare('SELECT content, sha256, slot FROM submissions WHERE proposal_id = ?')
    .bind(id)
    .first<{
      content: string
      sha256: string
      slot: number
    }>()
  const content = JSON.parse(row?.content ?? 'null')
  expect([status, receipt, row, content, await auditActions(id)]).toEqual([
    201,
    {
      referenceNumber: expect.stringMatching(new RegExp(`^${edition.slug.toUpperCase()}-[${referenceAlphabet}]{7}$`)),
      revision: 1,
      sha256: await sha256(row?.content ?? ''),
      submittedAt: expect.stringMatching(/Z$/),
    },
    { content: canonicalJson(content), sha256: await sha256(canonicalJson(content)), slot: 1 },
    {
      edition: edition.slug,
      referenceNumber: expect.any(String),
      revision: 1,
      title: 'Klinik Keliling',
      groupId: 'umum',
      clusterId: 'kabupaten',
      agency: agency.agency.name,
      unit: agency.unit.name,
      startedOn: '2020-02-29',
      registryId: null,
      replicationOf: null,
      themeIds: ['kesehatan'],
      goals: [3],
      answers: { aplikasi: false },
      sections: asked(edition.rules.sections).map((section) => ({ id: section.id, text: `Jawaban ${section.id}.` })),
      attachments: [
        {
          ruleId: 'pernyataan-implementasi',
          fileName: 'surat.pdf',
          sizeBytes: 100,
          sha256: 'a'.repeat(64),
          objectKey: `attachments/${id}/${'a'.repeat(64)}`,
        },
      ],
    },
    ['proposal.submitted'],
  ])
  const { referenceNumber, submittedAt }: { referenceNumber: string; submittedAt: string } = Object(receipt)
  const [, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect(view).toMatchObject({
    state: 'submitted',
    receipts: [{ referenceNumber, revision: 1, sha256: row?.sha256, submittedAt, submittedBy: agency.admin.name }],
    may: { edit: false, pass: false, recall: false, return: false, forward: false },
  })
  const letter = {
    kind: 'receipt',
    subject: `Tanda terima ${referenceNumber}`,
    body: expect.stringContaining(row?.sha256 ?? '-'),
  }
  expect([await lettersOf(agency.author), await lettersOf(agency.admin)]).toEqual([[letter], [letter]])
  expect((await lettersOf(agency.author))[0]?.body).toMatch(/pukul \d\d\.\d\d WIB \/ .* WITA \/ .* WIT\n/)
})

test('a double click forwards once and answers the same receipt', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const clicks = await Promise.all([forward(agency.admin, id), forward(agency.admin, id), forward(agency.admin, id)])
  const later = await forward(agency.admin, id)
  const [[, receipt] = [0, null]] = clicks.filter(([status]) => status === 201)
  expect([
    clicks.toSorted(([a], [b]) => a - b),
    later,
    await auditActions(id),
    (await lettersOf(agency.author)).length,
  ]).toEqual([
    [
      [200, receipt],
      [200, receipt],
      [201, receipt],
    ],
    [200, receipt],
    ['proposal.submitted'],
    1,
  ])
})

test('the cap of a group stops the next one, and says so', async () => {
  const edition = await anEdition('pendaftaran', capped(1))
  const agency = await anAgencyWithPeople()
  await aSubmitted(edition, agency)
  const next = await aPassed(edition, agency)
  const inOtherGroup = await aPassed(edition, agency, { groupId: 'khusus' })
  const ofOtherAgency = await anAgencyWithPeople()
  expect([
    await forward(agency.admin, next),
    await auditActions(next),
    (await forward(agency.admin, inOtherGroup))[0],
    (await forward(ofOtherAgency.admin, await aPassed(edition, ofOtherAgency)))[0],
  ]).toEqual([[409, { code: 'cap_reached', cap: 1, group: 'Umum' }], [], 201, 201])
  const [, listing] = await answer(call(agency.admin, 'GET', `/proposals?as=agency_admin&edition=${edition.slug}`))
  expect(listing).toMatchObject({
    caps: [
      { groupId: 'umum', cap: 1, used: 1 },
      { groupId: 'khusus', cap: 1, used: 1 },
    ],
  })
})

test('two admins forwarding into the last place at the same moment: one gets it, the other leaves no trace', async () => {
  const edition = await anEdition('pendaftaran', capped(3))
  const agency = await anAgencyWithPeople()
  const colleague = await aPerson({ role: 'agency_admin', agencyId: agency.agency.id })
  await aSubmitted(edition, agency)
  await aSubmitted(edition, agency)
  const ids = [await aPassed(edition, agency), await aPassed(edition, agency)] as const
  const answers = await Promise.all([forward(agency.admin, ids[0]), forward(colleague, ids[1])])
  const loser = ids[answers.findIndex(([status]) => status === 409)] ?? ''
  expect([
    answers.map(([status]) => status).toSorted(),
    answers.find(([status]) => status === 409)?.[1],
    await auditActions(loser),
    (await answer(call(agency.admin, 'GET', `/proposals/${loser}`)))[1],
  ]).toEqual([
    [201, 409],
    { code: 'cap_reached', cap: 3, group: 'Umum' },
    [],
    expect.objectContaining({ state: 'with_agency', receipts: [] }),
  ])
})

test('five proposals forwarded at once take five places in turn', async () => {
  const edition = await anEdition('pendaftaran', capped(null))
  const agency = await anAgencyWithPeople()
  const ids = await Promise.all(Array.from({ length: 5 }, () => aPassed(edition, agency)))
  const answers = await Promise.all(ids.map((id) => forward(agency.admin, id)))
  const slots = await Promise.all(ids.map(async (id) => (await submissionOf(id)).slot))
  expect([answers.map(([status]) => status), slots.toSorted()]).toEqual([
    [201, 201, 201, 201, 201],
    [1, 2, 3, 4, 5],
  ])
})

test('after the close nothing is forwarded, by the clock of the server', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  await nowIn(edition, 'seleksi')
  expect([await forward(agency.admin, id), await auditActions(id)]).toEqual([
    [409, { code: 'stage_not_open', opensAt: expect.stringMatching(/Z$/), closesAt: expect.stringMatching(/Z$/) }],
    [],
  ])
})

test('only the admin of the agency forwards, only what was passed, only what is complete', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const other = await anAgencyWithPeople()
  const draft = await aCompleteDraft(edition, agency)
  const passed = await aPassed(edition, agency)
  await call(agency.admin, 'PUT', `/proposals/${passed}/sections/ringkasan`, { text: '', version: 1 })
  expect([
    await forward(agency.author, passed),
    await forward(other.admin, passed),
    await forward(agency.admin, draft),
    await forward(agency.admin, passed),
    await forward(agency.admin, 'tidak-ada'),
  ]).toEqual([
    [403, { code: 'not_allowed' }],
    [404, { code: 'not_found' }],
    [409, { code: 'move_not_possible', state: 'draft' }],
    [422, { code: 'proposal_incomplete', problems: [{ code: 'section_missing', sectionId: 'ringkasan' }] }],
    [404, { code: 'not_found' }],
  ])
})

test('a submission is never altered, not even by SQL', async () => {
  const edition = await anEdition()
  const id = await aSubmitted(edition, await anAgencyWithPeople())
  await expect(
    env.DB.prepare("UPDATE submissions SET sha256 = '0' WHERE proposal_id = ?").bind(id).run(),
  ).rejects.toThrow('insert_only')
})

test('the secretariat reads what was frozen and the machine’s hints; the agency’s people do not get in', async () => {
  const edition = await anEdition('pendaftaran', judgedByThePerson)
  const agency = await anAgencyWithPeople()
  const twin = await aSubmitted(edition, await anAgencyWithPeople(), { title: 'KLINIK – keliling' })
  const startedOn = new Date(Date.now() - 300 * day).toISOString().slice(0, 10)
  const id = await aSubmitted(edition, agency, { title: 'Klinik Keliling', startedOn })
  const [, judged] = await answer(call(agency.admin, 'GET', `/proposals/${id}/eligibility`))
  const auditor = await aPerson({ role: 'auditor' })
  const frozen = await submissionOf(id)
  const [status, view] = await answer(call(auditor, 'GET', `/submissions/${frozen.id}`))
  expect([status, view]).toEqual([
    200,
    {
      submission: frozen.content,
      proposalId: id,
      state: 'submitted',
      isNewest: true,
      ageMonths: expect.any(Number),
      sha256: frozen.sha256,
      submittedAt: frozen.submittedAt.toISOString(),
      sections: asked(edition.rules.sections).map((section) => ({
        id: section.id,
        title: section.title,
        text: `Jawaban ${section.id}.`,
        words: 2,
        maxWords: section.maxWords,
      })),
      attachments: [
        {
          ruleId: 'pernyataan-implementasi',
          title: 'Surat pernyataan implementasi',
          fileName: 'surat.pdf',
          sizeBytes: 100,
          sha256: 'a'.repeat(64),
        },
      ],
      eligibility: judged,
      hints: [
        {
          code: 'too_young',
          text: expect.stringMatching(/^Berjalan \d+ bulan saat pendaftaran ditutup, syaratnya 24 bulan$/),
        },
        { code: 'same_title', text: `Judul sama dengan ${(await submissionOf(twin)).referenceNumber}` },
      ],
      screenings: [],
      nextSubmissionId: (await submissionOf(twin)).id,
    },
  ])
  expect([
    await answer(call(agency.admin, 'GET', `/submissions/${frozen.id}`)),
    await answer(
      call(
        await aPerson({ role: 'secretariat', editionId: (await anEdition()).id }),
        'GET',
        `/submissions/${frozen.id}`,
      ),
    ),
    await answer(call(edition.secretariat, 'GET', '/submissions/tidak-ada')),
  ]).toEqual([
    [403, { code: 'not_allowed' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
  ])
})

test('the secretariat opens the attachment that was frozen, and no other', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aCompleteDraft(edition, agency)
  const file = aPdf('% yang diajukan')
  await upload(agency.author, id, file)
  await call(agency.author, 'POST', `/proposals/${id}/handovers`, { kind: 'passed', note: '' })
  await forward(agency.admin, id)
  const { id: submissionId, content } = await submissionOf(id)
  const hash = content.attachments[0]?.sha256 ?? ''
  const response = await call(edition.secretariat, 'GET', `/submissions/${submissionId}/attachments/${hash}`)
  expect([response.status, await response.text()]).toEqual([200, new TextDecoder().decode(file)])
  expect(
    await answer(call(edition.secretariat, 'GET', `/submissions/${submissionId}/attachments/${'b'.repeat(64)}`)),
  ).toEqual([404, { code: 'not_found' }])
})

test('the last millisecond before the close counts, the close itself does not: for every act of the agency', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const closesAt = edition.stages.find(({ kind }) => kind === 'registration')?.closesAt.getTime() ?? 0
  const section = edition.rules.sections[0]?.id ?? ''
  const { admin, author } = agency
  const acts = async () => {
    const [draft, passed, other, submitted] = [
      await aCompleteDraft(edition, agency),
      await aPassed(edition, agency),
      await aPassed(edition, agency),
      await aPassed(edition, agency),
    ]
    await forward(admin, submitted)
    const file = aPdf('% batas')
    return [
      () => call(author, 'PUT', `/proposals/${draft}`, { version: 1, title: 'Tepat waktu' }),
      () => call(author, 'PUT', `/proposals/${draft}/sections/${section}`, { text: 'Tepat', version: 1 }),
      () => call(author, 'POST', `/proposals/${draft}/handovers`, { kind: 'passed', note: '' }),
      () => call(admin, 'POST', `/proposals/${passed}/handovers`, { kind: 'returned', note: 'x' }),
      () => call(admin, 'POST', `/proposals/${other}/submissions`, {}),
      () => call(admin, 'POST', `/proposals/${submitted}/withdrawals`, { note: '' }),
      () => call(author, 'POST', `/proposals/${passed}/uploads`, uploadOf(edition, file)),
      () =>
        call(author, 'POST', '/proposals', {
          edition: edition.slug,
          unitId: agency.unit.id,
          groupId: 'umum',
          title: 'Baru',
        }),
    ]
  }
  const at = async (now: number) => {
    const waiting = await acts()
    vi.useFakeTimers({ toFake: ['Date'], now })
    const statuses: number[] = []
    try {
      for (const act of waiting) statuses.push((await act()).status)
    } finally {
      vi.useRealTimers()
    }
    return statuses
  }
  expect([await at(closesAt - 1), await at(closesAt)]).toEqual([
    [200, 200, 201, 201, 201, 201, 201, 201],
    [409, 409, 409, 409, 409, 409, 409, 409],
  ])
})

const uploadOf = (edition: Edition, file: Uint8Array) => ({
  ruleId: edition.rules.attachments[0]?.id,
  fileName: 'surat.pdf',
  sizeBytes: file.byteLength,
  sha256: 'a'.repeat(64),
})
