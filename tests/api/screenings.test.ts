import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { listScreenings } from '#db/screenings.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, db } from './portal.ts'
import {
  aDraft,
  aSubmitted,
  auditActions,
  lettersOf,
  nowIn,
  submissionOf,
  type Agency,
  type Edition,
} from './proposals-factories.ts'

type Verdict = { outcome: string; reasonCodes?: string[]; note?: string; sequence?: number }

const record = (edition: Edition, submissionId: string, verdict: Verdict) =>
  answer(
    call(edition.secretariat, 'POST', `/submissions/${submissionId}/screenings`, {
      reasonCodes: [],
      note: '',
      sequence: 1,
      ...verdict,
    }),
  )

/** An edition in its screening, with these proposals submitted one after another. */
async function screeningOf(titles: readonly string[], agencyOf?: (edition: Edition) => Promise<Agency>) {
  const edition = await anEdition()
  const agency = agencyOf ? await agencyOf(edition) : await anAgencyWithPeople()
  const submissions = []
  for (const title of titles) submissions.push(await submissionOf(await aSubmitted(edition, agency, { title })))
  await nowIn(edition, 'seleksi')
  return { edition, agency, submissions }
}

test('the secretariat finds a proposal ineligible, and the agency reads the reason', async () => {
  const { edition, agency, submissions } = await screeningOf(['Terlalu muda'])
  const [{ id, proposalId, referenceNumber } = { id: '', proposalId: '', referenceNumber: '' }] = submissions
  const recorded = await record(edition, id, {
    outcome: 'ineligible',
    reasonCodes: ['too_young', 'prior_award'],
    note: 'Berjalan sejak Januari.',
  })
  const [, view] = await answer(call(agency.author, 'GET', `/proposals/${proposalId}`))
  const at = expect.stringMatching(/Z$/)
  const reasons = [
    { code: 'prior_award', name: 'Pernah menerima penghargaan yang membatasi' },
    { code: 'too_young', name: 'Umur inovasi kurang dari syarat' },
  ]
  expect([recorded, view, await auditActions(id)]).toEqual([
    [201, { sequence: 1 }],
    expect.objectContaining({
      state: 'ineligible',
      screening: { outcome: 'ineligible', note: 'Berjalan sejak Januari.', reasons, at },
    }),
    ['screening.recorded'],
  ])
  const letters = (await lettersOf(agency.admin)).filter(({ kind }) => kind !== 'receipt')
  expect([letters, (await lettersOf(agency.author)).map(({ kind }) => kind).toSorted()]).toEqual([
    [
      {
        kind: 'screening_ineligible',
        subject: `${referenceNumber}: tidak layak`,
        body: [
          `Hasil seleksi administrasi proposal "Terlalu muda" (${referenceNumber}): tidak layak.`,
          'Alasan:\n- Pernah menerima penghargaan yang membatasi\n- Umur inovasi kurang dari syarat',
          'Catatan sekretariat: Berjalan sejak Januari.',
          'Proposal tidak dilanjutkan ke tahap penilaian. Bila ada yang keliru, hubungi sekretariat dengan menyebut nomor di atas.',
        ].join('\n\n'),
      },
    ],
    ['receipt', 'screening_ineligible'],
  ])
})

test('a repair is written, forwarded as the next revision under the same number, and screened anew', async () => {
  const { edition, agency, submissions } = await screeningOf(['Perlu surat'])
  const [first] = submissions
  if (!first) throw new Error('nothing submitted')
  await record(edition, first.id, { outcome: 'needs_repair', reasonCodes: ['incomplete'] })
  const path = `/proposals/${first.proposalId}`
  const saved = await answer(
    call(agency.author, 'PUT', `${path}/sections/ringkasan`, { text: 'Sudah diperbaiki', version: 1 }),
  )
  const moved = await answer(
    call(agency.author, 'PUT', path, {
      title: 'Sudah lengkap',
      groupId: 'khusus',
      startedOn: '2020-01-01',
      version: 1,
    }),
  )
  const renamed = await answer(
    call(agency.author, 'PUT', path, { title: 'Sudah lengkap', groupId: 'umum', startedOn: '2020-01-01', version: 1 }),
  )
  const [status, receipt] = await answer(call(agency.admin, 'POST', `${path}/submissions`, {}))
  const second = await submissionOf(first.proposalId)
  const [, view] = await answer(call(agency.author, 'GET', path))
  expect([saved[0], moved, renamed, status, receipt, second.slot, second.content.title, view]).toEqual([
    200,
    [422, { code: 'invalid_input', fields: ['groupId'] }],
    [200, { version: 2, savedAt: expect.any(String) }],
    201,
    {
      referenceNumber: first.referenceNumber,
      revision: 2,
      sha256: second.sha256,
      submittedAt: second.submittedAt.toISOString(),
    },
    first.slot,
    'Sudah lengkap',
    expect.objectContaining({ state: 'submitted', screening: null }),
  ])
  expect([
    await record(edition, first.id, { outcome: 'eligible', sequence: 2 }),
    await record(edition, second.id, { outcome: 'eligible' }),
  ]).toEqual([
    [409, { code: 'already_screened' }],
    [201, { sequence: 1 }],
  ])
})

test('the words of an old title no longer find a repaired proposal', async () => {
  const { edition, agency, submissions } = await screeningOf(['Kepompong'])
  const [first] = submissions
  if (!first) throw new Error('nothing submitted')
  await record(edition, first.id, { outcome: 'needs_repair', reasonCodes: ['incomplete'] })
  const path = `/proposals/${first.proposalId}`
  await call(agency.author, 'PUT', path, { title: 'Kupu-kupu', groupId: 'umum', startedOn: '2020-01-01', version: 1 })
  await call(agency.admin, 'POST', `${path}/submissions`, {})
  const find = async (q: string) => {
    const [, list] = await answer(
      call(edition.secretariat, 'GET', `/editions/${edition.slug}/screenings?state=all&q=${q}`),
    )
    return list
  }
  expect([await find('kepompong'), await find('kupu')]).toEqual([
    expect.objectContaining({ rows: [] }),
    expect.objectContaining({ rows: [expect.objectContaining({ title: 'Kupu-kupu' })] }),
  ])
})

test('a refusal without a reason, an unknown reason, a reason for passing, are not recorded', async () => {
  const { edition, submissions } = await screeningOf(['A'])
  const id = submissions[0]?.id ?? ''
  expect([
    await record(edition, id, { outcome: 'needs_repair' }),
    await record(edition, id, { outcome: 'ineligible', reasonCodes: ['bosan'] }),
    await record(edition, id, { outcome: 'eligible', reasonCodes: ['incomplete'] }),
    await record(edition, id, { outcome: 'mungkin' }),
    await auditActions(id),
  ]).toEqual([
    [422, { code: 'reasons_needed' }],
    [422, { code: 'invalid_input', fields: ['reasonCodes'] }],
    [422, { code: 'invalid_input', fields: ['reasonCodes'] }],
    [422, { code: 'invalid_input', fields: ['outcome'] }],
    [],
  ])
})

test('two people screening at the same moment: one verdict, one letter; the other is told', async () => {
  const { edition, agency, submissions } = await screeningOf(['A'])
  const id = submissions[0]?.id ?? ''
  const answers = await Promise.all([
    record(edition, id, { outcome: 'eligible' }),
    record(edition, id, { outcome: 'ineligible', reasonCodes: ['meaningless'] }),
  ])
  const letters = (await lettersOf(agency.author)).filter(({ kind }) => kind !== 'receipt')
  expect([answers.toSorted(([a], [b]) => a - b), await auditActions(id), letters.length]).toEqual([
    [
      [201, { sequence: 1 }],
      [409, { code: 'already_screened' }],
    ],
    ['screening.recorded'],
    1,
  ])
})

test('a verdict is corrected by the next one; both stay on record', async () => {
  const { edition, submissions } = await screeningOf(['A'])
  const id = submissions[0]?.id ?? ''
  await record(edition, id, { outcome: 'ineligible', reasonCodes: ['meaningless'] })
  const again = await record(edition, id, { outcome: 'ineligible', reasonCodes: ['incomplete'], sequence: 2 })
  const corrected = await record(edition, id, { outcome: 'eligible', note: 'Keliru', sequence: 2 })
  const [, view] = await answer(call(edition.secretariat, 'GET', `/submissions/${id}`))
  const told = { at: expect.stringMatching(/Z$/), by: edition.secretariat.name }
  expect([again, corrected, view]).toEqual([
    [409, { code: 'move_not_possible', state: 'ineligible' }],
    [201, { sequence: 2 }],
    expect.objectContaining({
      state: 'eligible',
      screenings: [
        {
          sequence: 1,
          outcome: 'ineligible',
          note: '',
          reasons: [{ code: 'meaningless', name: 'Jawaban tidak bermakna' }],
          ...told,
        },
        { sequence: 2, outcome: 'eligible', note: 'Keliru', reasons: [], ...told },
      ],
    }),
  ])
})

test('outside of the screening stage nothing is recorded, and no repair is forwarded', async () => {
  const { edition, agency, submissions } = await screeningOf(['A', 'B'])
  const [a, b] = submissions
  if (!a || !b) throw new Error('nothing submitted')
  await record(edition, a.id, { outcome: 'needs_repair', reasonCodes: ['incomplete'] })
  await nowIn(edition, 'penilaian')
  const closed = [409, { code: 'stage_not_open', opensAt: expect.any(String), closesAt: expect.any(String) }]
  expect([
    await record(edition, b.id, { outcome: 'eligible' }),
    await answer(
      call(edition.secretariat, 'POST', `/editions/${edition.slug}/screenings`, {
        submissionIds: [b.id],
        outcome: 'eligible',
      }),
    ),
    await answer(call(agency.admin, 'POST', `/proposals/${a.proposalId}/submissions`, {})),
    await answer(
      call(agency.author, 'PUT', `/proposals/${a.proposalId}/sections/ringkasan`, { text: 'A', version: 1 }),
    ),
  ]).toEqual([closed, closed, closed, closed])
})

test('many pass at once; those already looked at and those of other editions are skipped', async () => {
  const { edition, agency, submissions } = await screeningOf(['A', 'B', 'C'])
  const foreign = await screeningOf(['D'])
  const ids = submissions.map(({ id }) => id)
  await record(edition, ids[0] ?? '', { outcome: 'ineligible', reasonCodes: ['meaningless'] })
  const submissionIds = [...ids, ids[1], foreign.submissions[0]?.id, 'tidak-ada']
  const passed = await answer(
    call(edition.secretariat, 'POST', `/editions/${edition.slug}/screenings`, { submissionIds, outcome: 'eligible' }),
  )
  const [, list] = await answer(call(edition.secretariat, 'GET', `/editions/${edition.slug}/screenings?state=eligible`))
  const letters = (await lettersOf(agency.author)).filter(({ kind }) => kind === 'screening_eligible')
  expect([passed, list, await auditActions(ids[1] ?? ''), letters.length]).toEqual([
    [200, { done: 2, skipped: 3 }],
    expect.objectContaining({
      rows: [expect.objectContaining({ state: 'eligible' }), expect.objectContaining({ state: 'eligible' })],
      counts: {
        draft: 0,
        with_agency: 0,
        returned: 0,
        submitted: 0,
        eligible: 2,
        needs_repair: 0,
        ineligible: 1,
      },
    }),
    ['screening.recorded'],
    2,
  ])
})

test('only the secretariat records, the auditor reads, others learn nothing', async () => {
  const { edition, agency, submissions } = await screeningOf(['A'])
  const id = submissions[0]?.id ?? ''
  const auditor = await aPerson({ role: 'auditor' })
  const elsewhere = await aPerson({ role: 'secretariat', editionId: (await anEdition()).id })
  const list = `/editions/${edition.slug}/screenings`
  const verdict = { outcome: 'eligible', reasonCodes: [], note: '', sequence: 1 }
  expect([
    (await answer(call(auditor, 'GET', list)))[0],
    await answer(call(auditor, 'POST', `/submissions/${id}/screenings`, verdict)),
    await answer(call(agency.admin, 'GET', list)),
    await answer(call(elsewhere, 'GET', list)),
    await answer(call(elsewhere, 'POST', `/submissions/${id}/screenings`, verdict)),
    await answer(call(elsewhere, 'POST', list, { submissionIds: [id], outcome: 'eligible' })),
    await answer(call(edition.secretariat, 'GET', '/editions/tidak-ada/screenings')),
  ]).toEqual([
    200,
    [403, { code: 'not_allowed' }],
    [403, { code: 'not_allowed' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
  ])
})

test('a row of the list says what the secretariat needs, with what the machine noticed', async () => {
  const { edition, agency, submissions } = await screeningOf(['Klinik Keliling', 'KLINIK keliling!'])
  const [first, second] = submissions
  const [, list] = await answer(call(edition.secretariat, 'GET', `/editions/${edition.slug}/screenings`))
  const row = (submission: typeof first, twin: typeof first) => ({
    submissionId: submission?.id,
    proposalId: submission?.proposalId,
    referenceNumber: submission?.referenceNumber,
    title: submission?.content.title,
    agency: agency.agency.name,
    unit: agency.unit.name,
    clusterId: 'kabupaten',
    groupId: 'umum',
    state: 'submitted',
    stateSince: submission?.submittedAt.toISOString(),
    ageMonths: expect.any(Number),
    requiredMonths: 24,
    problems: [{ code: 'same_title', text: `Judul sama dengan ${twin?.referenceNumber}` }],
    similar: null,
    isCompared: false,
    screening: null,
  })
  expect(list).toEqual({
    notablePercent: 30,
    rows: [row(first, second), row(second, first)],
    next: null,
    counts: { draft: 0, with_agency: 0, returned: 0, submitted: 2, eligible: 0, needs_repair: 0, ineligible: 0 },
  })
})

test('words are found by their beginnings, all of them, in title, agency and number', async () => {
  const { edition, agency, submissions } = await screeningOf(['Klinik Keliling Desa', 'Klinik Laut', 'Pasar Desa'])
  const titles = async (q: string) => {
    const response = await call(
      edition.secretariat,
      'GET',
      `/editions/${edition.slug}/screenings?state=all&q=${encodeURIComponent(q)}`,
    )
    const { rows }: { rows: { title: string }[] } = await response.json()
    return rows.map(({ title }) => title)
  }
  expect([
    await titles('klin'),
    await titles('desa klin'),
    await titles('linik'),
    await titles(submissions[2]?.referenceNumber ?? ''),
    await titles(agency.agency.name),
    await titles("' OR 1=1 --"),
  ]).toEqual([
    ['Klinik Keliling Desa', 'Klinik Laut'],
    ['Klinik Keliling Desa'],
    [],
    ['Pasar Desa'],
    ['Klinik Keliling Desa', 'Klinik Laut', 'Pasar Desa'],
    [],
  ])
})

test('a long list comes page by page, each proposal once', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  await submitMany(edition, agency, 120)
  const seen: string[] = []
  const sizes: number[] = []
  let after = ''
  do {
    const response = await call(edition.secretariat, 'GET', `/editions/${edition.slug}/screenings?state=all${after}`)
    const { rows, next }: { rows: { proposalId: string }[]; next: string | null } = await response.json()
    seen.push(...rows.map(({ proposalId }) => proposalId))
    sizes.push(rows.length)
    after = next === null ? '' : `&after=${encodeURIComponent(next)}`
  } while (after !== '')
  expect([sizes, new Set(seen).size]).toEqual([[50, 50, 20], 120])
})

/** Submissions written straight to the tables, many with the same instant. */
async function submitMany(edition: Edition, agency: Agency, count: number) {
  const rows = Array.from({ length: count }, (_, i) => i)
  for (const i of rows) {
    const id = await aDraft(edition, agency, { title: `Massal ${i}` })
    const content = JSON.stringify({ title: `Massal ${i}`, startedOn: '2020-01-01', attachments: [] })
    await env.DB.batch([
      env.DB.prepare(`INSERT INTO handovers (id, proposal_id, kind, at, by_id) VALUES (?1, ?1, 'passed', 1, ?2)`).bind(
        id,
        agency.author.id,
      ),
      env.DB.prepare(
        `INSERT INTO submissions (id, proposal_id, revision, edition_id, agency_id, group_id, slot, reference_number,
           content, sha256, submitted_at, submitted_by)
         VALUES (?1, ?1, 1, ?2, ?3, 'umum', ?4, ?1, ?5, '', ?6, ?7)`,
      ).bind(id, edition.id, agency.agency.id, i + 1, content, 1000 + Math.floor(i / 10), agency.admin.id),
    ])
  }
}

/** Rows that D1 read to answer the list. */
async function rowsRead(editionId: string, prefixes: readonly string[] = []) {
  const { sql, params } = listScreenings(
    db,
    { editionId, states: ['submitted'], prefixes, after: undefined, sight: { notablePercent: 30, editionIds: null } },
    51,
  ).toSQL()
  const { results, meta } = await env.DB.prepare(sql)
    .bind(...params)
    .all()
  return { rows: results.length, read: meta.rows_read }
}

test('what is not shown is not read: other states and other titles cost nothing', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  for (const title of ['Pertama', 'Kedua', 'Ketiga']) await aSubmitted(edition, agency, { title })
  for (let i = 0; i < 3; i += 1) await aDraft(edition, agency)
  const before = [await rowsRead(edition.id), await rowsRead(edition.id, ['kedua'])]
  for (let i = 0; i < 30; i += 1) await aDraft(edition, agency)
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
     INSERT INTO proposal_words (edition_id, word, proposal_id) SELECT ?1, 'lain' || i, id FROM n, (SELECT id FROM proposals WHERE edition_id = ?1 LIMIT 1)`,
  )
    .bind(edition.id)
    .run()
  expect([await rowsRead(edition.id), await rowsRead(edition.id, ['kedua'])]).toEqual(before)
  expect(before.map(({ rows }) => rows)).toEqual([3, 1])
})
