import { Hono, type Context } from 'hono'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { selectReceipt, type ReceiptRow } from '#db/receipts.ts'
import { holdsIn } from '#domain/access.ts'
import { writersAmong } from '#domain/proposal.ts'
import { allow } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { letterPdf } from '../letter-pdf.ts'
import { receiptOnPaper } from '../letters/receipt.ts'
import { problem } from '../problem.ts'

const readers = allow('author', 'agency_admin', 'secretariat', 'auditor')

/** The receipt for its author, its agency and those who read everything; for anybody else there is none. */
async function loadReceipt(c: Context<AppEnv>): Promise<ReceiptRow | undefined> {
  const { id = '', revision = '' } = c.req.param()
  if (!/^[1-9]\d{0,5}$/.test(revision)) return undefined
  const receipt = await selectReceipt(openDb(c.env.DB), id, Number(revision))
  if (!receipt) return undefined
  const { actor } = c.var
  const mayRead = writersAmong(actor, receipt).length > 0 || holdsIn(actor, receipt.editionId, 'secretariat', 'auditor')
  return mayRead ? receipt : undefined
}

const noteExport = (c: Context<AppEnv>, action: string, { editionId, submissionId, ...receipt }: ReceiptRow) =>
  insertAuditEvent(openDb(c.env.DB), {
    at: c.var.now,
    actorId: c.var.actor.id,
    action,
    editionId,
    subjectId: submissionId,
    detail: { referenceNumber: receipt.referenceNumber, revision: receipt.revision },
  })

const asFile = (type: string, name: string) => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="${name}"`,
  'Content-Security-Policy': "sandbox; default-src 'none'",
})

/** What proves that a proposal arrived: the receipt on paper, and the very text its hash was taken of. Mounted at /api/proposals. */
export const receipts = new Hono<AppEnv>()
  .get('/:id/receipts/:revision', readers, async (c) => {
    const receipt = await loadReceipt(c)
    if (!receipt) return problem(c, { code: 'not_found' })
    const { referenceNumber, revision, submittedAt } = receipt
    const letter = receiptOnPaper(receipt, c.env.ORIGIN)
    const pdf = await letterPdf({ ...letter, title: `Tanda terima ${referenceNumber}`, at: submittedAt })
    await noteExport(c, 'receipt.exported', receipt)
    const name = `tanda-terima-${referenceNumber}-revisi-${revision}.pdf`
    return c.body(pdf, 200, asFile('application/pdf', name))
  })
  .get('/:id/receipts/:revision/content', readers, async (c) => {
    const receipt = await loadReceipt(c)
    if (!receipt) return problem(c, { code: 'not_found' })
    await noteExport(c, 'revision.exported', receipt)
    const name = `usulan-${receipt.referenceNumber}-revisi-${receipt.revision}.json`
    return c.body(receipt.canonical, 200, asFile('application/json; charset=utf-8', name))
  })
