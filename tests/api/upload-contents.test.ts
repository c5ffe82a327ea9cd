import { deflateRawSync, deflateSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import * as tables from '#db/schema.ts'
import { concatenate } from '#worker/bytes.ts'
import { onePagePdf } from '#worker/cli/seed/pdf.ts'
import { db } from './portal.ts'
import { aPdf } from './proposals-factories.ts'
import { attachmentsOf, aWriter, keysUnder, sha256Of, upload } from './upload-factories.ts'

const text = (given: string) => new TextEncoder().encode(given)

const packed = (inside: string | Uint8Array, dictionary: string) => {
  const stream = deflateSync(inside)
  const head = text(
    `%PDF-1.7\n1 0 obj\n<< ${dictionary} /Filter /FlateDecode /Length ${stream.byteLength} >>\nstream\n`,
  )
  return concatenate([head, new Uint8Array(stream), text('\nendstream\nendobj\ntrailer\n<< >>\n%%EOF\n')])
}
const inObjects = (object: string) => packed(`7 0 ${object}`, '/Type /ObjStm /N 1 /First 4')
const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024)
const twice = (() => {
  const stream = deflateSync(deflateSync(zeros(80)))
  const head = text(`%PDF-1.7\n1 0 obj\n<< /Filter [/FlateDecode /FlateDecode] >>\nstream\n`)
  return concatenate([head, new Uint8Array(stream), text('\nendstream\nendobj\n%%EOF\n')])
})()
const broken = concatenate([
  text('%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n'),
  new Uint8Array(deflateRawSync('7 0 << /S /JavaScript >>')),
  text('\nendstream\nendobj\n%%EOF\n'),
])
const png = concatenate([
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
  text('IHDR'),
  new Uint8Array([0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0, 0, 0, 0, 0]),
])

test.each([
  [
    'a zip renamed to PDF',
    concatenate([new Uint8Array([0x50, 0x4b, 3, 4]), text('word/document.xml')]),
    { code: 'file_type_unknown', looksLike: 'zip' },
  ],
  ['a text file', text('Surat pernyataan'), { code: 'file_type_unknown', looksLike: null }],
  ['an encrypted PDF', aPdf('trailer << /Encrypt 5 0 R >>'), { code: 'pdf_encrypted' }],
  ['a PDF with a script', aPdf('<< /S /JavaScript /JS (app.alert(1)) >>'), { code: 'pdf_scripted' }],
  ['a script packed among objects', inObjects('<< /S /JavaScript /JS (x) >>'), { code: 'pdf_scripted' }],
  [
    'a file packed among objects',
    inObjects('<< /Type /Filespec /EF << /F 9 0 R >> /EmbeddedFiles 3 0 R >>'),
    { code: 'pdf_carries_files' },
  ],
  ['objects that cannot be unpacked', broken, { code: 'file_damaged', kind: 'pdf' }],
  ['a PDF bomb', packed(zeros(80), '/Type /XObject'), { code: 'pdf_bomb' }],
  ['a bomb of objects', packed(zeros(9), '/Type /ObjStm /N 1 /First 4'), { code: 'pdf_bomb' }],
  ['a bomb packed twice', twice, { code: 'pdf_bomb' }],
  ['a PDF cut off', onePagePdf('Terpotong').slice(0, -40), { code: 'file_damaged', kind: 'pdf' }],
  ['a picture cut off', png, { code: 'file_damaged', kind: 'png' }],
])('%s is refused with its reason; what was there stays, and nothing of it is stored', async (_, file, refusal) => {
  const { person, proposalId } = await aWriter((rules) => rules)
  const good = onePagePdf('Sudah ada')
  await upload(person, proposalId, good)
  const refused = await upload(person, proposalId, file)
  const rows = await db
    .select()
    .from(tables.uploads)
    .where(eq(tables.uploads.sha256, await sha256Of(file)))
  expect([refused, await attachmentsOf(proposalId), await keysUnder(`attachments/${proposalId}/`)]).toEqual([
    [422, refusal],
    [{ fileName: 'surat.pdf', sha256: await sha256Of(good), removedAt: null }],
    [`attachments/${proposalId}/${await sha256Of(good)}`],
  ])
  const last = rows.find((row) => row.proposalId === proposalId)
  expect([last?.endedAt, last?.attachmentId]).toEqual([expect.any(Date), null])
  await vi.waitFor(async () => expect(await keysUnder(`uploads/${last?.id}/`)).toEqual([]))
})

test('honest packed objects and a large empty page pass; a picture is named by its content', async () => {
  const { person, proposalId } = await aWriter((rules) => rules)
  const jpeg = new Uint8Array([
    0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 17, 0, 0xff, 0xda, 0, 2, 1, 0xff, 0xd9,
  ])
  const ruleId = 'bukti-dampak'
  expect([
    await upload(person, proposalId, inObjects('<< /Title (Belajar CSS/JS) >>'), { ruleId }),
    await upload(person, proposalId, packed(zeros(26), '/Type /XObject'), { ruleId }),
    await upload(person, proposalId, jpeg, { ruleId, fileName: 'foto.pdf' }),
  ]).toEqual([
    [201, expect.objectContaining({ fileName: 'surat.pdf' })],
    [201, expect.objectContaining({ fileName: 'surat.pdf' })],
    [201, expect.objectContaining({ fileName: 'foto.pdf.jpg' })],
  ])
  expect(await upload(person, proposalId, onePagePdf('Keempat'), { ruleId })).toEqual([
    409,
    { code: 'too_many_files', maxFiles: 3 },
  ])
})
