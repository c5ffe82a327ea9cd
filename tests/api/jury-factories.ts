import { env } from 'cloudflare:workers'
import * as tables from '#db/schema.ts'
import type { ClusterId } from '#domain/edition.ts'
import { sha256Hex } from '#worker/bytes.ts'
import { aPerson, anAgencyWithPeople, db, type Person } from './portal.ts'
import { aDraft, type Agency, type Edition } from './proposals-factories.ts'

let counter = 0

type Given = { title?: string; groupId?: string; clusterId?: ClusterId; agency?: Agency }

export type Eligible = { id: string; agency: Agency; referenceNumber: string; title: string }

/** A proposal found eligible, of an agency of its own unless one is given. */
export async function anEligible(edition: Edition, given: Given = {}): Promise<Eligible> {
  const n = ++counter
  const clusterId = given.clusterId ?? 'kabupaten'
  const agency = given.agency ?? (await anAgencyWithPeople(clusterId))
  const groupId = given.groupId ?? 'umum'
  const title = given.title ?? `Usulan ${String(n).padStart(3, '0')}`
  const id = await aDraft(edition, agency, { title, groupId })
  const referenceNumber = `UJI-${String(n).padStart(5, '0')}`
  const at = new Date(0)
  await db.batch([
    db
      .insert(tables.handovers)
      .values({ id: `passed-${id}`, proposalId: id, kind: 'passed', at, by: agency.author.id }),
    db.insert(tables.submissions).values({
      id: `submission-${id}`,
      proposalId: id,
      revision: 1,
      editionId: edition.id,
      agencyId: agency.agency.id,
      groupId,
      slot: n,
      referenceNumber,
      content: {
        edition: edition.slug,
        referenceNumber,
        revision: 1,
        title,
        groupId,
        clusterId,
        agency: agency.agency.name,
        unit: agency.unit.name,
        startedOn: '2020-01-01',
        sections: edition.rules.sections.map((section) => ({ id: section.id, text: `Jawaban atas ${section.title}.` })),
        attachments: [
          {
            ruleId: 'bukti-dampak',
            fileName: 'survei.pdf',
            sizeBytes: 3,
            sha256: 'b'.repeat(64),
            objectKey: `uji/${id}`,
          },
        ],
      },
      sha256: 'c'.repeat(64),
      submittedAt: at,
      submittedBy: agency.admin.id,
    }),
    db.insert(tables.screenings).values({
      submissionId: `submission-${id}`,
      sequence: 1,
      outcome: 'eligible',
      at,
      by: edition.secretariat.id,
    }),
  ])
  return { id, agency, referenceNumber, title }
}

/** The file of the proposal's attachment, put where its submission says. */
export const putFile = (proposal: Eligible) => env.FILES.put(`uji/${proposal.id}`, '%PDF-1.7\n%%EOF')

/** A juror who has not signed the pact of the edition yet. */
export const anUnsignedJuror = (edition: Edition, role: 'evaluator' | 'panelist' = 'evaluator'): Promise<Person> =>
  aPerson({ role, editionId: edition.id })

/** A juror who has signed the pact of the edition, if it has one. */
export async function aJuror(edition: Edition, role: 'evaluator' | 'panelist' = 'evaluator'): Promise<Person> {
  const juror = await anUnsignedJuror(edition, role)
  const text = edition.rules.integrityPact
  if (text === undefined) return juror
  const sha256 = await sha256Hex(new TextEncoder().encode(text))
  const signed = { editionId: edition.id, jurorId: juror.id, sha256, text, signedAt: new Date() }
  await db.insert(tables.integrityPacts).values(signed)
  return juror
}

export async function anAffiliation(person: Person, agencyId: string, endsAt: Date | null = null): Promise<void> {
  await db.insert(tables.affiliations).values({
    id: `affiliation-${++counter}`,
    userId: person.id,
    agencyId,
    post: 'Analis',
    beginsAt: new Date(0),
    endsAt,
  })
}

/** Readings of these proposals in this order, as a plan would write them. Answers their ids. */
export async function assigned(
  edition: Edition,
  juror: Person,
  proposals: readonly { id: string }[],
  stageId = 'penilaian',
  givenAt = new Date(),
): Promise<string[]> {
  const planId = `plan-${++counter}`
  const rows = proposals.map((proposal, index) => ({
    id: `assignment-${planId}-${index + 1}`,
    planId,
    editionId: edition.id,
    stageId,
    proposalId: proposal.id,
    jurorId: juror.id,
    position: index + 1,
    assignedAt: givenAt,
  }))
  await db.insert(tables.assignmentPlans).values({
    id: planId,
    editionId: edition.id,
    stageId,
    seed: 1,
    readersPerProposal: 2,
    at: givenAt,
    by: edition.secretariat.id,
    publishedAt: givenAt,
    publishedBy: edition.secretariat.id,
  })
  for (const row of rows) await db.insert(tables.assignments).values(row)
  return rows.map(({ id }) => id)
}

/** A handed-in sheet of this total, written by a juror who exists for it alone. */
export async function aSheet(
  edition: Edition,
  proposal: { id: string },
  totalHundredths: number,
  stageId = 'penilaian',
) {
  const juror = await aJuror(edition, stageId === 'wawancara' ? 'panelist' : 'evaluator')
  const [assignmentId = ''] = await assigned(edition, juror, [proposal], stageId)
  await db.insert(tables.scoreSheets).values({
    assignmentId,
    editionId: edition.id,
    stageId,
    proposalId: proposal.id,
    totalHundredths,
    comment: '',
    handedInAt: new Date(),
  })
}

/** Proposals of one contest, each with two sheets of the same total. */
export async function scored(edition: Edition, totals: readonly number[], given: Given = {}): Promise<Eligible[]> {
  const proposals: Eligible[] = []
  for (const total of totals) {
    const proposal = await anEligible(edition, given)
    await aSheet(edition, proposal, total)
    await aSheet(edition, proposal, total)
    proposals.push(proposal)
  }
  return proposals
}

/** Whole points for every criterion of the desk's rubric. */
export const allPoints = (edition: Edition, points: number): Record<string, unknown> => {
  const stage = edition.rules.stages.find(({ id }) => id === 'penilaian')
  const rubric = stage?.kind === 'scoring' ? stage.rubric : []
  return Object.fromEntries(rubric.map(({ id }) => [id, points]))
}
