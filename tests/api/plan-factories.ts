/** Plans of the assignment as the secretariat makes and publishes them, and what stands afterwards. */
import { and, eq, isNull } from 'drizzle-orm'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { answer, call, db, type Person } from './portal.ts'
import type { Edition } from './proposals-factories.ts'

export const made = z.object({
  id: z.string(),
  kind: z.string(),
  seed: z.number(),
  readersPerProposal: z.number(),
  isOutdated: z.boolean(),
  added: z.number(),
  ended: z.number(),
  report: z.object({
    proposals: z.number(),
    covered: z.number(),
    loads: z.array(
      z.object({ jurorId: z.string(), name: z.string(), count: z.number(), added: z.number(), ended: z.number() }),
    ),
    conflictsAvoided: z.number(),
    components: z.number(),
    unmet: z.array(
      z.object({
        proposalId: z.string(),
        referenceNumber: z.string(),
        title: z.string(),
        missing: z.number(),
        cause: z.string(),
      }),
    ),
  }),
  changes: z.array(z.object({ act: z.string(), juror: z.string(), referenceNumber: z.string(), title: z.string() })),
})

export const several = async <Made>(count: number, make: () => Promise<Made>): Promise<Made[]> => {
  const made: Made[] = []
  for (let i = 0; i < count; i += 1) made.push(await make())
  return made
}

export type Given = {
  kind?: 'first' | 'replan'
  seed?: number
  stage?: string
  by?: Person
  mostReadings?: number | null
  anchors?: { perGroup: number; readers: number } | null
}

export const plansOf = (edition: Edition, stage = 'penilaian') =>
  `/editions/${edition.slug}/stages/${stage}/assignment-plans`

export const make = (edition: Edition, given: Given = {}) =>
  answer(
    call(given.by ?? edition.secretariat, 'POST', plansOf(edition, given.stage), {
      kind: given.kind ?? 'first',
      seed: given.seed ?? 7,
      mostReadings: given.mostReadings ?? null,
      anchors: given.anchors === undefined ? null : given.anchors,
      usesThemes: true,
      reason: given.kind === 'replan' ? 'Juri berhalangan.' : '',
    }),
  )

export const publish = (edition: Edition, planId: string, stage?: string) =>
  answer(call(edition.secretariat, 'POST', `${plansOf(edition, stage)}/${planId}/publication`))

/** Made and published; the answer is that of the first step that was refused, else the plan's. */
export async function plan(edition: Edition, given: Given = {}): Promise<[number, unknown]> {
  const [status, body] = await make(edition, given)
  if (status !== 201) return [status, body]
  const [refused, why] = await publish(edition, made.parse(body).id, given.stage)
  return refused === 201 ? [status, body] : [refused, why]
}

export const readingsOf = (edition: Edition, stageId = 'penilaian') =>
  db
    .select({
      proposalId: tables.assignments.proposalId,
      jurorId: tables.assignments.jurorId,
      position: tables.assignments.position,
      planId: tables.assignments.planId,
    })
    .from(tables.assignments)
    .where(and(eq(tables.assignments.editionId, edition.id), eq(tables.assignments.stageId, stageId)))

/** Live readings with whether their sheet is handed in. */
export const standing = (edition: Edition) =>
  db
    .select({
      id: tables.assignments.id,
      jurorId: tables.assignments.jurorId,
      proposalId: tables.assignments.proposalId,
      handedInAt: tables.scoreSheets.handedInAt,
    })
    .from(tables.assignments)
    .leftJoin(tables.scoreSheets, eq(tables.scoreSheets.assignmentId, tables.assignments.id))
    .where(and(eq(tables.assignments.editionId, edition.id), isNull(tables.assignments.endedAt)))

export const handIn = (edition: Edition, { id, proposalId }: { id: string; proposalId: string }) =>
  db.insert(tables.scoreSheets).values({
    assignmentId: id,
    editionId: edition.id,
    stageId: 'penilaian',
    proposalId,
    totalHundredths: 8000,
    comment: '',
    handedInAt: new Date(),
  })

export const outdated = [409, { code: 'plan_outdated' }]
