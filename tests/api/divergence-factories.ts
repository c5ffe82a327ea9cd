import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { findScoringStage } from '#domain/edition.ts'
import { followDivergence, giveThirdReaders } from '#worker/divergence.ts'
import { aJuror, allPoints, anEligible, assigned } from './jury-factories.ts'
import { anEdition, answer, call, db, type Person } from './portal.ts'
import type { Edition } from './proposals-factories.ts'

/** An open stage with a limit of this many hundredths, two readers, and as many more jurors who are free. */
export async function aDivergentEdition({ limit = 1500, free = 2 }: { limit?: number | null; free?: number } = {}) {
  const edition = await anEdition('penilaian', (rules) => ({
    ...rules,
    stages: rules.stages.map((stage) =>
      stage.id === 'penilaian' && stage.kind === 'scoring'
        ? { ...stage, divergenceHundredths: limit, rereadings: 0 }
        : stage,
    ),
  }))
  const jurors: Person[] = []
  for (let n = 0; n < 2 + free; n++) jurors.push(await aJuror(edition))
  const [first, second] = jurors
  if (!first || !second) throw new Error('no jurors')
  const proposal = await anEligible(edition)
  const readings = [...(await assigned(edition, first, [proposal])), ...(await assigned(edition, second, [proposal]))]
  return { edition, jurors, first, second, proposal, readings }
}

const handedIn = z.object({ totalHundredths: z.number() })

/** Hands in these points everywhere, works the job that follows, and lets a minute pass. */
export async function handIn(
  edition: Edition,
  juror: Person,
  readingId: string,
  points: number,
  comment = '',
): Promise<void> {
  const sheet = { points: allPoints(edition, points), comments: {}, comment }
  const [status, body] = await answer(call(juror, 'POST', `/assignments/${readingId}/score-sheet`, sheet))
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  handedIn.parse(body)
  await followDivergence(env, readingId, new Date())
  await giveThirdReaders(env, new Date())
}

/** The readings of a proposal in the order they were given, with the kind of their plan. */
export const readingsOf = (edition: Edition, proposalId: string) =>
  db
    .select({ id: tables.assignments.id, jurorId: tables.assignments.jurorId, planKind: tables.assignmentPlans.kind })
    .from(tables.assignments)
    .innerJoin(tables.assignmentPlans, eq(tables.assignmentPlans.id, tables.assignments.planId))
    .where(and(eq(tables.assignments.editionId, edition.id), eq(tables.assignments.proposalId, proposalId)))
    .orderBy(tables.assignments.assignedAt)

export const divergencesOf = (edition: Edition) =>
  db.select().from(tables.divergences).where(eq(tables.divergences.editionId, edition.id))

export const lettersTo = async (person: Person, kind: string) =>
  (
    await db
      .select({ subject: tables.mails.subject, body: tables.mails.body })
      .from(tables.mails)
      .where(and(eq(tables.mails.toUserId, person.id), eq(tables.mails.kind, kind)))
  ).map(({ subject, body }) => ({ subject, body }))

/** A round that is open: 90 and 60 by the first two, 70 by the third. */
export async function anOpenRound() {
  const made = await aDivergentEdition()
  const { edition, jurors, first, second, proposal, readings } = made
  await handIn(edition, first, readings[0] ?? '', 90, 'Unggul.')
  await handIn(edition, second, readings[1] ?? '', 60, 'Cukup.')
  const given = (await readingsOf(edition, proposal.id)).find(({ planKind }) => planKind === 'third_reading')
  const third = jurors.find(({ id }) => id === given?.jurorId)
  if (!given || !third) throw new Error('no third reader')
  await handIn(edition, third, given.id, 70, 'Baik.')
  const [divergence] = await divergencesOf(edition)
  if (!divergence) throw new Error('no divergence')
  return { ...made, third, thirdReading: given.id, divergence, id: divergence.id }
}

/** Rules of the edition's stage of readings. */
export const scoringOf = (edition: Edition) => {
  const rules = findScoringStage(edition.rules, 'penilaian')
  if (!rules) throw new Error('no scoring stage')
  return rules
}
