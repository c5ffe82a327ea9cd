import { selectAttachments } from '#db/attachments.ts'
import type { Db } from '#db/client.ts'
import { selectHandovers } from '#db/handovers.ts'
import { selectSections } from '#db/proposal-sections.ts'
import { selectProposal, windowsOf } from '#db/proposals.ts'
import { selectVerdict } from '#db/screenings.ts'
import { selectReceipts } from '#db/submissions.ts'
import type { Actor } from '#domain/access.ts'
import { isScoring, type Rules } from '#domain/edition.ts'
import { ageMonths } from '#domain/eligibility.ts'
import { possibilities, proposalProblems, writersAmong } from '#domain/proposal.ts'
import { requiredMonths } from '#domain/screening.ts'
import { plainSimilarity } from '#domain/similarity.ts'

/** The whole of a proposal in one round trip. */
export async function loadWholeProposal(db: Db, id: string) {
  const [[proposal], sections, attachments, handovers, receipts, [verdict]] = await db.batch([
    selectProposal(db, id),
    selectSections(db, id),
    selectAttachments(db, id),
    selectHandovers(db, id),
    selectReceipts(db, id),
    selectVerdict(db, id),
  ])
  return proposal && { ...proposal, sections, attachments, handovers, receipts, verdict: verdict ?? null }
}

export type WholeProposal = NonNullable<Awaited<ReturnType<typeof loadWholeProposal>>>

/** What the form needs of the rules. A section weighs what its criterion weighs in the first scoring; 0 is not scored. */
export function formOf(rules: Rules) {
  const { groups, questions = [], themes, goals, sections, attachments, stages, similarity } = rules
  const rubric = stages.find(isScoring)?.rubric ?? []
  return {
    groups,
    questions,
    /** Those whose text is held against other proposals. */
    comparedSectionIds: (similarity ?? plainSimilarity(sections)).sectionIds,
    themes: themes ?? { items: [], min: 0, max: 0 },
    goals: goals ?? { min: 0, max: 0 },
    sections: sections.map((section) => ({
      ...section,
      weightPercent: rubric.find(({ id }) => id === section.id)?.weightPercent ?? 0,
    })),
    attachments,
  }
}

/** What author and agency admin see of a proposal. */
export function proposalView(whole: WholeProposal, actor: Actor, now: Date) {
  const windows = windowsOf(whole)
  const months = ageMonths(whole.startedOn, whole.announcedClosesAt)
  const standing = { state: whole.state, writers: writersAmong(actor, whole), windows }
  return {
    id: whole.id,
    title: whole.title,
    groupId: whole.groupId,
    startedOn: whole.startedOn,
    registryId: whole.registryId,
    replicationOf: whole.replicationOf,
    themeIds: whole.themeIds,
    goals: whole.goals,
    answers: whole.answers,
    version: whole.version,
    state: whole.state,
    stateSince: whole.stateSince.toISOString(),
    unit: whole.unit,
    agency: whole.agency,
    edition: whole.edition,
    registration: inUtc(windows.registration),
    repair: windows.screening && inUtc(windows.screening),
    now: now.toISOString(),
    rules: formOf(whole.rules),
    sections: whole.sections.map((section) => ({ ...section, savedAt: section.savedAt.toISOString() })),
    attachments: whole.attachments.map(
      ({ id, ruleId, fileName, sizeBytes, sha256, uploadedAt, textStatus, pages }) => ({
        id,
        ruleId,
        fileName,
        sizeBytes,
        sha256,
        uploadedAt: uploadedAt.toISOString(),
        /** What was read out of a PDF; null while it waits, and for pictures. */
        text: textStatus && { status: textStatus, pages },
      }),
    ),
    handovers: whole.handovers.map((handover) => ({ ...handover, at: handover.at.toISOString() })),
    receipts: whole.receipts.map(({ referenceNumber, revision, sha256, submittedAt, submittedBy, withdrawnAt }) => ({
      referenceNumber,
      revision,
      sha256,
      submittedAt: submittedAt.toISOString(),
      submittedBy,
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
    screening: whole.verdict && { ...whole.verdict, at: whole.verdict.at.toISOString() },
    problems: proposalProblems(whole, whole.rules),
    age: months === null ? null : { months, required: requiredMonths(whole.rules.groups, whole.groupId) },
    may: possibilities(standing, now),
  }
}

const inUtc = ({ opensAt, closesAt }: { opensAt: Date; closesAt: Date }) => ({
  opensAt: opensAt.toISOString(),
  closesAt: closesAt.toISOString(),
})

/** The wire shape of `GET /api/proposals/:id`. */
export type ProposalView = ReturnType<typeof proposalView>
