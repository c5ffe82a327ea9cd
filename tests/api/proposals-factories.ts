import { and, desc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import * as tables from '#db/schema.ts'
import type { Rules } from '#domain/edition.ts'
import { anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'

export type Edition = Awaited<ReturnType<typeof anEdition>>
export type Agency = Awaited<ReturnType<typeof anAgencyWithPeople>>

/** The bytes of a small, honest PDF; `inside` stands among its objects. */
export const aPdf = (inside = ''): Uint8Array =>
  new TextEncoder().encode(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${inside}\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`,
  )

/** The rules with this cap in every group. */
export const capped =
  (capPerAgency: number | null) =>
  (rules: Rules): Rules => ({ ...rules, groups: rules.groups.map((group) => ({ ...group, capPerAgency })) })

let counter = 0

type Given = { title?: string; startedOn?: string | null; groupId?: string; stateSince?: Date }

/** A draft of the agency's unit. */
export async function aDraft(edition: Edition, agency: Agency, given: Given = {}): Promise<string> {
  const n = ++counter
  const id = `proposal-${String(n).padStart(4, '0')}`
  await db.insert(tables.proposals).values({
    id,
    editionId: edition.id,
    agencyId: agency.agency.id,
    unitId: agency.unit.id,
    groupId: given.groupId ?? 'umum',
    title: given.title ?? `Inovasi ${n}`,
    startedOn: given.startedOn === undefined ? '2020-01-01' : given.startedOn,
    themeIds: edition.rules.themes?.items.slice(0, 1).map((theme) => theme.id) ?? [],
    goals: [3],
    answers: Object.fromEntries((edition.rules.questions ?? []).map((question) => [question.id, false])),
    stateSince: given.stateSince ?? new Date(0),
    createdAt: new Date(0),
    createdBy: agency.author.id,
  })
  return id
}

/** A draft in which nothing is missing. */
export async function aCompleteDraft(edition: Edition, agency: Agency, given: Given = {}): Promise<string> {
  const id = await aDraft(edition, agency, given)
  await db.batch([
    db.insert(tables.attachments).values(
      edition.rules.attachments
        .filter(({ required }) => required)
        .map((rule) => ({
          id: `attachment-${id}-${rule.id}`,
          proposalId: id,
          ruleId: rule.id,
          fileName: 'surat.pdf',
          sizeBytes: 100,
          sha256: 'a'.repeat(64),
          objectKey: `attachments/${id}/${'a'.repeat(64)}`,
          uploadedAt: new Date(0),
          uploadedBy: agency.author.id,
        })),
    ),
    db.insert(tables.proposalSections).values(
      edition.rules.sections.map((section) => ({
        proposalId: id,
        sectionId: section.id,
        text: `Jawaban ${section.id}.`,
        version: 1,
        savedAt: new Date(0),
        savedBy: agency.author.id,
      })),
    ),
  ])
  return id
}

/** A complete proposal that waits for the agency admin. */
export async function aPassed(edition: Edition, agency: Agency, given: Given = {}): Promise<string> {
  const id = await aCompleteDraft(edition, agency, given)
  await db.insert(tables.handovers).values({
    id: `handover-${id}`,
    proposalId: id,
    kind: 'passed',
    at: given.stateSince ?? new Date(),
    by: agency.author.id,
  })
  return id
}

/** A proposal the admin has forwarded while registration was open. */
export async function aSubmitted(edition: Edition, agency: Agency, given: Given = {}): Promise<string> {
  const id = await aPassed(edition, agency, given)
  const [status] = await answer(call(agency.admin, 'POST', `/proposals/${id}/submissions`, {}))
  expect(status).toBe(201)
  return id
}

/** Moves the windows of the edition so that this stage is open now. */
export async function nowIn(edition: Edition, stageId: string): Promise<void> {
  const day = 24 * 3600 * 1000
  const open = edition.stages.findIndex(({ id }) => id === stageId)
  for (const [position, { id }] of edition.stages.entries()) {
    const opensAt = new Date(Date.now() + (position - open) * 10 * day - 5 * day)
    await updateWindow(edition.id, id, { opensAt, closesAt: new Date(opensAt.getTime() + 10 * day) })
  }
}

async function updateWindow(editionId: string, stageId: string, window: { opensAt: Date; closesAt: Date }) {
  await db
    .update(tables.stages)
    .set(window)
    .where(and(eq(tables.stages.editionId, editionId), eq(tables.stages.id, stageId)))
}

/** The newest frozen revision of a proposal. */
export async function submissionOf(proposalId: string) {
  const row = await db
    .select()
    .from(tables.submissions)
    .where(eq(tables.submissions.proposalId, proposalId))
    .orderBy(desc(tables.submissions.revision))
    .get()
  if (!row) throw new Error(`${proposalId} was never submitted`)
  return row
}

/** What the audit trail says of a subject, oldest first. */
export async function auditActions(subjectId: string): Promise<string[]> {
  const rows = await db
    .select({ action: tables.auditEvents.action })
    .from(tables.auditEvents)
    .where(eq(tables.auditEvents.subjectId, subjectId))
    .orderBy(tables.auditEvents.id)
  return rows.map(({ action }) => action)
}

/** Kind and subject of a person's letters, in the order of their subjects. */
export async function lettersOf(person: Person): Promise<{ kind: string; subject: string; body: string }[]> {
  return db
    .select({ kind: tables.mails.kind, subject: tables.mails.subject, body: tables.mails.body })
    .from(tables.mails)
    .where(eq(tables.mails.toUserId, person.id))
    .orderBy(tables.mails.subject)
}

/** The text of what was written to somebody last. */
export async function newestLetterTo(person: Person): Promise<string> {
  const { body, toUserId, createdAt } = tables.mails
  const [letter] = await db
    .select({ body })
    .from(tables.mails)
    .where(eq(toUserId, person.id))
    .orderBy(desc(createdAt))
    .limit(1)
  return letter?.body ?? ''
}
