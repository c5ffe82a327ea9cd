import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { listRevisions } from '#db/receipts.ts'
import { anAgencyWithPeople, anEdition, answer, call, db } from './portal.ts'
import { aSubmitted, nowIn, submissionOf } from './proposals-factories.ts'

let callers = 0

/** A page as text without its tags. Each test is a caller of its own unless it says which. */
async function check(query: Record<string, string>, caller = `203.0.113.${++callers}`) {
  const address = `http://localhost/api/verifications?${new URLSearchParams(query).toString()}`
  const response = await exports.default.fetch(address, { headers: { 'cf-connecting-ip': caller } })
  const html = await response.text()
  return {
    status: response.status,
    html,
    words: html
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  }
}

async function send(form: FormData, language = 'id') {
  return exports.default.fetch(`http://localhost/api/verifications?language=${language}`, {
    method: 'POST',
    headers: { origin: 'http://localhost', 'cf-connecting-ip': `203.0.113.${++callers}` },
    body: form,
    redirect: 'manual',
  })
}

async function aSubmission() {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aSubmitted(edition, agency, { title: 'Rahasia Judul' })
  const submission = await submissionOf(id)
  return { edition, agency, id, submission, number: submission.referenceNumber, hash: submission.sha256 }
}

test('number and hash together tell that it is genuine, which revision, and when; nothing of the content', async () => {
  const { agency, number, hash } = await aSubmission()
  const { status, words, html } = await check({ number, hash })
  expect([status, words]).toEqual([
    200,
    expect.stringMatching(
      new RegExp(
        `^terakhir simulasi ${number} revisi 1 dari 1 : \\d+ \\S+ \\d{4} pukul [\\d.]+ WIB ; .* WITA ; .* WIT ; ditarik$`,
      ),
    ),
  ])
  expect(['Rahasia', agency.agency.name, agency.unit.name].filter((secret) => html.includes(secret))).toEqual([])
  expect(html).toContain(`value="${hash}"`)
})

test('number and hash are known however they are typed, in English too', async () => {
  const { number, hash } = await aSubmission()
  const typed = {
    number: ` ${number.toLowerCase().replaceAll('-', ' ')}`,
    hash: `${hash.toUpperCase().slice(0, 32)}\n ${hash.slice(32)}`,
  }
  const { status, html, words } = await check({ ...typed, language: 'en' })
  expect([status, html.includes('lang="en"'), /\d+ [A-Z]\w+ \d{4} at \d\d:\d\d:\d\d WIB/.test(words)]).toEqual([
    200,
    true,
    true,
  ])
})

test('a wrong number and a wrong hash are one answer', async () => {
  const one = await aSubmission()
  const two = await aSubmission()
  const wrongHash = await check({ number: one.number, hash: 'a'.repeat(64) })
  const foreignHash = await check({ number: one.number, hash: two.hash })
  const wrongNumber = await check({ number: 'KIPP-TIDAK-ADA-ACEFHJ', hash: one.hash })
  const bare = ({ status, words }: typeof wrongHash) => [status, words]
  expect([wrongHash, foreignHash, wrongNumber].map(bare)).toEqual(Array.from({ length: 3 }, () => [404, 'tidak cocok']))
})

test('what is mistyped is said before anything is looked up, and what was typed stays, harmless', async () => {
  const { number, hash } = await aSubmission()
  const wrong = number.slice(0, -1) + (number.endsWith('A') ? 'C' : 'A')
  expect([await check({ number: wrong, hash }), await check({ number, hash: 'xyz' }), await check({})]).toMatchObject([
    { status: 422, words: 'nomor salah ketik' },
    { status: 422, words: 'sidik tidak utuh' },
    { status: 422, words: 'nomor salah ketik sidik tidak utuh' },
  ])
  const { html } = await check({ number: '"><script>alert(1)</script>', hash })
  expect([html.includes('value="&quot;>'), html.includes('aria-invalid="true"')]).toEqual([true, true])
})

test('a taken back submission and one that was repaired since say so', async () => {
  const { agency, edition, id, number, hash } = await aSubmission()
  expect((await answer(call(agency.admin, 'POST', `/proposals/${id}/withdrawals`, { note: '' })))[0]).toBe(201)
  const withdrawn = await check({ number, hash })
  expect([withdrawn.status, withdrawn.words]).toEqual([
    200,
    expect.stringMatching(/^ditarik simulasi .* ditarik \d.* WIB$/),
  ])
  expect((await answer(call(agency.admin, 'POST', `/proposals/${id}/submissions`, {})))[0]).toBe(201)
  const second = await submissionOf(id)
  await nowIn(edition, 'seleksi')
  const verdict = { outcome: 'needs_repair', reasonCodes: ['incomplete'], note: 'Lengkapi.', sequence: 1 }
  await answer(call(edition.secretariat, 'POST', `/submissions/${second.id}/screenings`, verdict))
  expect((await answer(call(agency.admin, 'POST', `/proposals/${id}/submissions`, {})))[0]).toBe(201)
  const third = await submissionOf(id)
  const checks = [await check({ number, hash: second.sha256 }), await check({ number, hash: third.sha256 })]
  expect(checks.map(({ words }) => words.split(' : ')[0])).toEqual([
    `ada sesudahnya simulasi ${number} revisi 2 dari 3`,
    `terakhir simulasi ${number} revisi 3 dari 3`,
  ])
})

test('the file itself is as good as its hash, and one changed letter is not', async () => {
  const { agency, id, number, hash } = await aSubmission()
  const bytes = await (await call(agency.author, 'GET', `/proposals/${id}/receipts/1/content`)).arrayBuffer()
  const form = (file: ArrayBuffer | string) => {
    const filled = new FormData()
    filled.set('number', number)
    filled.set('file', new File([file], 'usulan.json'))
    return filled
  }
  const sent = await send(form(bytes), 'en')
  const address = new URL(sent.headers.get('location') ?? '', 'http://localhost')
  expect([sent.status, Object.fromEntries(address.searchParams)]).toEqual([303, { number, hash, language: 'en' }])
  const changed = await send(form(new TextDecoder().decode(bytes).replace('Rahasia', 'rahasia')))
  const other = new URL(changed.headers.get('location') ?? '', 'http://localhost')
  expect((await check(Object.fromEntries(other.searchParams))).words).toBe('tidak cocok')
})

test('no file, an empty one and one beyond a megabyte are refused with the reason', async () => {
  const answers: [number, boolean][] = []
  for (const [content, fault] of [
    [undefined, 'tanpa berkas'],
    ['', 'tanpa berkas'],
    ['x'.repeat(1024 * 1024 + 1), 'terlalu besar'],
    ['x'.repeat(3 * 1024 * 1024), 'terlalu besar'],
  ] as const) {
    const form = new FormData()
    form.set('number', 'KIPP-ACEFHJ')
    if (content !== undefined) form.set('file', new File([content], 'usulan.json'))
    const response = await send(form)
    answers.push([response.status, (await response.text()).includes(fault)])
  }
  expect(answers).toEqual(Array.from({ length: 4 }, () => [422, true]))
})

test('a caller who asks too often is told to wait; others are not', async () => {
  const { number, hash } = await aSubmission()
  const statuses: number[] = []
  for (let n = 0; n < 122; n += 1) statuses.push((await check({ number, hash }, '198.51.100.1')).status)
  expect([statuses.filter((status) => status === 200).length, statuses.slice(-2)]).toEqual([120, [429, 429]])
  expect((await check({ number, hash })).status).toBe(200)
})

test('a check reads a handful of rows, however many submissions there are', async () => {
  const { number } = await aSubmission()
  for (let n = 0; n < 3; n += 1) await aSubmission()
  const { sql, params } = listRevisions(db, number).toSQL()
  const { results, meta } = await env.DB.prepare(sql)
    .bind(...params)
    .all()
  expect([results.length, meta.rows_read]).toEqual([1, expect.toSatisfy((rows: number) => rows <= 6)])
})
