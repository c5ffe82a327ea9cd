import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, type Db } from '#db/client.ts'
import { insertLateSubmission } from '#db/graces.ts'
import { insertMails } from '#db/mails.ts'
import { selectRecipients } from '#db/recipients.ts'
import { insertSubmission, replaceProposalWords } from '#db/submissions.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { referenceNumber } from '#domain/reference-number.ts'
import { freeze, searchWords, type SubmittedProposal } from '#domain/submission.ts'
import { sha256Hex } from './bytes.ts'
import type { Lateness } from './late-submission.ts'
import { receiptLetter } from './letters/proposal.ts'
import { pick } from './pick.ts'
import { lettersTo } from './post.ts'
import type { WholeProposal } from './proposal-view.ts'

/** The proposal as it would be frozen now; a repaired one keeps its number and is the next revision. */
export function freezeNow(whole: WholeProposal) {
  const { title, groupId, clusterId, agency, unit, startedOn, sections } = whole
  const { registryId, replicationOf, themeIds, goals, answers } = whole
  const last = whole.receipts[0]
  const attachments = whole.attachments.map(({ ruleId, fileName, sizeBytes, sha256, objectKey }) => ({
    ruleId,
    fileName,
    sizeBytes,
    sha256,
    objectKey,
  }))
  return freeze(
    {
      edition: whole.edition.slug,
      title,
      groupId,
      clusterId,
      agency,
      unit,
      startedOn,
      registryId,
      replicationOf,
      themeIds,
      goals,
      answers,
      sections,
      attachments,
    },
    {
      referenceNumber: last?.referenceNumber ?? referenceNumber(whole.edition.slug, pick),
      revision: (last?.revision ?? 0) + 1,
    },
    whole.rules,
  )
}

type Save = {
  whole: WholeProposal
  frozen: SubmittedProposal
  cap: number | null
  at: Date
  by: string
  /** Why it counts although registration had closed. */
  late: Lateness | undefined
}

/** Submission, search words, audit event and receipts together, or nothing. Throws when somebody wrote in between. */
export async function saveSubmission(db: Db, { whole, frozen, cap, at, by, late }: Save) {
  const content = canonicalJson(frozen)
  const receipt = {
    id: crypto.randomUUID(),
    sha256: await sha256Hex(new TextEncoder().encode(content)),
    submittedAt: at,
  }
  const { referenceNumber, revision } = frozen
  const recipients = await selectRecipients(db, [whole.id], at)
  const mails = lettersTo(at, recipients, receiptLetter(frozen, receipt))
  await db.batch([
    insertSubmission(
      db,
      {
        ...receipt,
        proposalId: whole.id,
        editionId: whole.editionId,
        agencyId: whole.agencyId,
        groupId: whole.groupId,
        revision,
        referenceNumber,
        content,
        submittedBy: by,
      },
      cap,
      {
        proposalVersion: whole.version,
        sectionVersions: whole.sections.reduce((sum, { version }) => sum + version, 0),
        attachmentIds: whole.attachments.map(({ id }) => id),
      },
    ),
    ...replaceProposalWords(db, whole.editionId, whole.id, searchWords(frozen)),
    insertAuditEvent(db, {
      at,
      actorId: by,
      action: 'proposal.submitted',
      editionId: whole.editionId,
      subjectId: whole.id,
      detail: { referenceNumber, revision, sha256: receipt.sha256, ...(late ? { grace: late.graceId } : {}) },
    }),
    ...(late ? [insertLateSubmission(db, { submissionId: receipt.id, ...late })] : []),
    insertMails(db, mails),
  ])
  return { receipt, mails }
}

/** Refused by what others wrote since it was read: read again and decide anew. */
export const isOvertaken = (error: unknown): boolean =>
  isUniqueViolation(error) ||
  isRefusedByTrigger(error, 'move_not_possible') ||
  isRefusedByTrigger(error, 'NOT NULL constraint failed: submissions.slot')
