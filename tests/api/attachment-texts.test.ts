import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import * as tables from '#db/schema.ts'
import { failText, readAttachmentText, sweepAttachmentTexts } from '#worker/attachment-texts.ts'
import { onePagePdf } from '#worker/cli/seed/pdf.ts'
import { limits, readPdfText } from '#worker/pdf-text.ts'
import { anAgencyWithPeople, anEdition, answer, call, db } from './portal.ts'
import { aDraft, aPdf } from './proposals-factories.ts'
import { idOf, upload } from './upload-factories.ts'

const textOf = (attachmentId: string) =>
  db.select().from(tables.attachmentTexts).where(eq(tables.attachmentTexts.attachmentId, attachmentId)).get()

async function anAttachment(file: Uint8Array) {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const proposalId = await aDraft(edition, agency)
  const [, attachment] = await upload(agency.author, proposalId, file)
  const view = () => answer(call(agency.author, 'GET', `/proposals/${proposalId}`))
  return { id: idOf(attachment), proposalId, view }
}

/** Pages of one line each. */
function pagesPdf(lines: string[]): Uint8Array {
  const kids = lines.map((_, i) => `${3 + i * 2} 0 R`).join(' ')
  const pages = lines.map((line, i) => {
    const stream = `BT /F1 14 Tf 72 760 Td (${line}) Tj ET`
    return (
      `${3 + i * 2} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${4 + i * 2} 0 R ` +
      `/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n` +
      `${4 + i * 2} 0 obj\n<< /Length ${stream.length} >>\nstream\n${stream}\nendstream\nendobj\n`
    )
  })
  return new TextEncoder().encode(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n` +
      `2 0 obj\n<< /Type /Pages /Kids [${kids}] /Count ${lines.length} >>\nendobj\n${pages.join('')}` +
      `trailer\n<< /Root 1 0 R >>\n%%EOF\n`,
  )
}

test('the queue reads the text of an uploaded PDF, and the writer is told how many pages', async () => {
  const { id, view } = await anAttachment(onePagePdf('Surat pernyataan implementasi sejak Januari'))
  await vi.waitFor(async () => expect(await textOf(id)).toBeDefined(), 10_000)
  expect([await textOf(id), (await view())[1]]).toEqual([
    {
      attachmentId: id,
      status: 'read',
      text: 'Surat pernyataan implementasi sejak Januari',
      pages: 1,
      at: expect.any(Date),
    },
    expect.objectContaining({
      attachments: [expect.objectContaining({ id, text: { status: 'read', pages: 1 } })],
    }),
  ])
})

test('a PDF that cannot be read says so, to the writer too', async () => {
  const { id, view } = await anAttachment(aPdf())
  await vi.waitFor(async () => expect(await textOf(id)).toBeDefined(), 10_000)
  expect([await textOf(id), (await view())[1]]).toEqual([
    { attachmentId: id, status: 'failed', text: '', pages: null, at: expect.any(Date) },
    expect.objectContaining({ attachments: [expect.objectContaining({ text: { status: 'failed', pages: null } })] }),
  ])
})

test('read twice or failed later, the first result stands', async () => {
  const { id } = await anAttachment(onePagePdf('Sekali saja'))
  await vi.waitFor(async () => expect(await textOf(id)).toBeDefined(), 10_000)
  const first = await textOf(id)
  await readAttachmentText(env, id, new Date())
  await failText(env, id, 'memory', new Date())
  expect(await textOf(id)).toEqual(first)
})

test('a message that was lost is sent again by the clock; pictures and files that were read are left alone', async () => {
  const { id, proposalId } = await anAttachment(onePagePdf('Terlupa'))
  await vi.waitFor(async () => expect(await textOf(id)).toBeDefined(), 10_000)
  const row = await db.select().from(tables.attachments).where(eq(tables.attachments.id, id)).get()
  if (!row) throw new Error('the attachment is gone')
  const old = new Date(Date.now() - 3 * 60_000)
  await db.insert(tables.attachments).values([
    { ...row, id: `${id}-lost`, ruleId: 'bukti-dampak', uploadedAt: old },
    { ...row, id: `${id}-picture`, ruleId: 'bukti-dampak', fileName: 'foto.jpg', uploadedAt: old },
  ])
  await sweepAttachmentTexts(env, new Date())
  await vi.waitFor(async () => expect((await textOf(`${id}-lost`))?.text).toBe('Terlupa'), 10_000)
  expect([proposalId, await textOf(`${id}-picture`)]).toEqual([row.proposalId, undefined])
})

test('pages follow one another; a scan without text is told from one that fails', async () => {
  expect([
    await readPdfText(pagesPdf(['Halaman satu', 'Halaman dua'])),
    await readPdfText(pagesPdf([''])),
    await readPdfText(new TextEncoder().encode('bukan PDF')),
  ]).toEqual([
    { status: 'read', text: 'Halaman satu\n\nHalaman dua', pages: 2 },
    { status: 'no_text', text: '', pages: 1 },
    { status: 'failed', text: '', pages: null },
  ])
})

test('of a very long file the first pages are read, and all of them counted', async () => {
  const lines = Array.from({ length: limits.pages + 5 }, (_, i) => `hlm ${i + 1}`)
  const { status, text, pages } = await readPdfText(pagesPdf(lines))
  expect([status, text.split('\n\n').length, text.split('\n\n').at(-1), pages]).toEqual([
    'read',
    limits.pages,
    `hlm ${limits.pages}`,
    limits.pages + 5,
  ])
})
