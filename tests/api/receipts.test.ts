import { expect, test } from 'vitest'
import { readPdfText } from '#worker/pdf-text.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, type Person } from './portal.ts'
import { aSubmitted, auditActions, nowIn, submissionOf } from './proposals-factories.ts'

const sha256 = async (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

/** The words of the paper, line breaks as spaces. */
async function paper(person: Person, path: string): Promise<string> {
  const response = await call(person, 'GET', path)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const { status, text } = await readPdfText(new Uint8Array(await response.arrayBuffer()))
  expect(status).toBe('read')
  return text.replaceAll(/\s+/g, ' ')
}

async function aReceipt(title = 'Klinik Keliling') {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aSubmitted(edition, agency, { title })
  return { edition, agency, id, path: `/proposals/${id}/receipts/1`, submission: await submissionOf(id) }
}

test('the paper tells what was received, when in three zones, under which number and hash, and with which files', async () => {
  const { edition, agency, path, submission } = await aReceipt()
  const text = await paper(agency.author, path)
  const { referenceNumber, sha256: hash, content } = submission
  const [file] = content.attachments
  const told = [
    'Tanda terima pengajuan',
    edition.slug.toUpperCase(),
    `Nomor ${referenceNumber}`,
    'Judul Klinik Keliling',
    `Instansi ${agency.agency.name}`,
    `Unit ${agency.unit.name}`,
    'Revisi 1, pengajuan pertama',
    `${hash.slice(0, 32)} ${hash.slice(32)}`,
    `${file?.fileName} ${file?.sha256.slice(0, 32)} ${file?.sha256.slice(32)}`,
    'Simulasi, bukan dokumen resmi',
    'Halaman 1 dari 1',
  ]
  expect(told.filter((part) => !text.includes(part))).toEqual([])
  expect(text).toMatch(/Diterima \d+ \S+ \d{4} pukul \d\d\.\d\d\.\d\d WIB .* WITA .* WIT /)
  expect(text).not.toContain('menggantikan huruf')
})

test('the same receipt is the same bytes at any time and for everybody who may have it', async () => {
  const { edition, agency, id, path } = await aReceipt()
  const auditor = await aPerson({ role: 'auditor' })
  const people = [agency.author, agency.admin, edition.secretariat, auditor]
  const files: ArrayBuffer[] = []
  for (const person of people) files.push(await (await call(person, 'GET', path)).arrayBuffer())
  await nowIn(edition, 'penilaian')
  files.push(await (await call(agency.author, 'GET', path)).arrayBuffer())
  expect(new Set(await Promise.all(files.map(sha256))).size).toBe(1)
  expect(files[0]?.byteLength).toBeLessThan(120_000)
  const response = await call(agency.author, 'GET', path)
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="tanda-terima-${(await submissionOf(id)).referenceNumber}-revisi-1.pdf"`,
  )
  await response.body?.cancel()
})

test('the file of the frozen revision has the hash of the receipt', async () => {
  const { agency, path, submission } = await aReceipt('Posyandu "Mawar" 日本')
  const response = await call(agency.admin, 'GET', `${path}/content`)
  const bytes = await response.arrayBuffer()
  expect([response.status, await sha256(bytes), JSON.parse(new TextDecoder().decode(bytes))]).toEqual([
    200,
    submission.sha256,
    submission.content,
  ])
})

test('every download is in the trail of the submission', async () => {
  const { edition, agency, path, submission } = await aReceipt()
  await paper(agency.author, path)
  await (await call(edition.secretariat, 'GET', `${path}/content`)).arrayBuffer()
  expect(await auditActions(submission.id)).toEqual(['receipt.exported', 'revision.exported'])
})

test('letters that the typeface has not are told of, never dropped in silence', async () => {
  const { agency, path } = await aReceipt('Layanan مفتوح')
  const text = await paper(agency.author, path)
  expect([text.includes('Judul Layanan ?????'), text.includes('menggantikan huruf')]).toEqual([true, true])
})

test('for other agencies, other units and unknown revisions there is no receipt; jurors may not ask', async () => {
  const { edition, path, id, submission } = await aReceipt()
  const other = await anAgencyWithPeople()
  const elsewhere = await anEdition()
  const people = [
    [other.author, path],
    [other.admin, `${path}/content`],
    [await aPerson({ role: 'secretariat', editionId: elsewhere.id }), path],
    [edition.secretariat, `/proposals/${id}/receipts/2`],
    [edition.secretariat, `/proposals/${id}/receipts/1.0`],
    [edition.secretariat, `/proposals/${id}/receipts/1e0/content`],
    [edition.secretariat, '/proposals/tidak-ada/receipts/1'],
  ] as const
  for (const [person, asked] of people) {
    expect(await answer(call(person, 'GET', asked))).toEqual([404, { code: 'not_found' }])
  }
  const juror = await aPerson({ role: 'evaluator', editionId: edition.id })
  expect(await answer(call(juror, 'GET', path))).toEqual([403, { code: 'not_allowed' }])
  expect(await auditActions(submission.id)).toEqual([])
})

test('a repaired proposal has a receipt for each revision under one number', async () => {
  const { edition, agency, id, submission } = await aReceipt()
  await nowIn(edition, 'seleksi')
  const verdict = { outcome: 'needs_repair', reasonCodes: ['incomplete'], note: 'Lengkapi.', sequence: 1 }
  const [recorded] = await answer(
    call(edition.secretariat, 'POST', `/submissions/${submission.id}/screenings`, verdict),
  )
  const [again] = await answer(call(agency.admin, 'POST', `/proposals/${id}/submissions`, {}))
  expect([recorded, again]).toEqual([201, 201])
  const texts = [1, 2].map((revision) => paper(agency.author, `/proposals/${id}/receipts/${revision}`))
  const newest = await submissionOf(id)
  expect((await Promise.all(texts)).map((text) => text.includes(newest.referenceNumber))).toEqual([true, true])
  expect((await Promise.all(texts)).map((text) => text.includes(newest.sha256.slice(0, 32)))).toEqual([false, true])
})
