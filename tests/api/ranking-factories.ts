import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { findScoringStage, type Rules } from '#domain/edition.ts'
import { seededDraw } from '#domain/seeded-draw.ts'
import type { Job, Env } from '#worker/env.ts'
import { aJuror, anEligible, type Eligible } from './jury-factories.ts'
import { anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'

/** Three readers a proposal, and this many places for the general group. */
export const withPlaces =
  (places: number, readersPerProposal = 3) =>
  (rules: Rules): Rules => ({
    ...rules,
    stages: rules.stages.map((stage) => {
      if (stage.kind === 'plenary') {
        return { ...stage, cuts: stage.cuts.map((cut) => (cut.groupId === 'umum' ? { ...cut, places } : cut)) }
      }
      return stage.kind === 'scoring' ? { ...stage, readersPerProposal } : stage
    }),
  })

export type Sheet = { proposal: number; juror: number; points: number }

export type Round = { edition: Edition; proposals: Eligible[]; jurors: Person[] }

/** Hands in sheets with the same points on every criterion, except the last, which has up to three more. */
export async function handIn({ edition, proposals, jurors }: Round, sheets: readonly Sheet[]): Promise<void> {
  const rubric = findScoringStage(edition.rules, 'penilaian')?.rubric ?? []
  const planId = `plan-${crypto.randomUUID()}`
  const at = new Date()
  await db.insert(tables.assignmentPlans).values({
    id: planId,
    editionId: edition.id,
    stageId: 'penilaian',
    seed: 1,
    readersPerProposal: 3,
    at,
    by: edition.secretariat.id,
  })
  const statements = sheets.flatMap(({ proposal, juror, points }, position) => {
    const assignmentId = `${planId}-${position}`
    const proposalId = proposals[proposal]?.id ?? ''
    const place = { editionId: edition.id, stageId: 'penilaian', proposalId }
    const lines = rubric.map(({ id, weightPercent }, index) => ({
      criterionId: id,
      weightPercent,
      points: Math.min(100, points + (index === rubric.length - 1 ? (proposal + juror) % 4 : 0)),
    }))
    const totalHundredths = lines.reduce((sum, line) => sum + line.points * line.weightPercent, 0)
    const assignment = {
      ...place,
      id: assignmentId,
      planId,
      jurorId: jurors[juror]?.id ?? '',
      position,
      assignedAt: at,
    }
    return [
      db.insert(tables.assignments).values(assignment),
      db.insert(tables.scoreSheets).values({ ...place, assignmentId, totalHundredths, comment: '', handedInAt: at }),
      db
        .insert(tables.scores)
        .values(
          lines.map(({ criterionId, points: given }) => ({ assignmentId, criterionId, points: given, comment: '' })),
        ),
    ]
  })
  const [first, ...rest] = statements
  if (first) await db.batch([first, ...rest])
}

/** Points of a juror for a proposal: its quality, the juror's severity, and chance. */
export function sheetsOf(proposals: number, jurors: number, readers: number, seed: number): Sheet[] {
  const draw = seededDraw(seed)
  const uniform = () => draw() / 2 ** 32
  const noise = () => uniform() + uniform() + uniform() - 1.5
  const quality = Array.from({ length: proposals }, () => 65 + 14 * noise())
  const severity = Array.from({ length: jurors }, () => 8 * noise())
  return Array.from({ length: proposals * readers }, (_, at) => {
    const proposal = Math.floor(at / readers)
    const juror = (proposal * 3 + (at % readers) * (1 + (proposal % 3))) % jurors
    const points = Math.round((quality[proposal] ?? 0) + (severity[juror] ?? 0) + 6 * noise())
    return { proposal, juror, points: Math.max(0, Math.min(97, points)) }
  })
}

type Given = {
  proposals?: number
  jurors?: number
  places?: number
  seed?: number
  sheets?: readonly Sheet[]
  change?: (rules: Rules) => Rules
}

/** A stage that was scored and has closed: 20 proposals of one contest, 3 of 7 jurors each, 6 places. */
export async function aScoredRound(given: Given = {}): Promise<Round> {
  const { proposals: size = 20, jurors: jury = 7, places = 6, seed = 7, change = (rules: Rules) => rules } = given
  const sheets = given.sheets ?? sheetsOf(size, jury, 3, seed)
  const edition = await anEdition('penilaian', (rules) => change(withPlaces(places)(rules)))
  const agency = await anAgencyWithPeople()
  const proposals: Eligible[] = []
  while (proposals.length < size) proposals.push(await anEligible(edition, { agency }))
  const jurors: Person[] = []
  while (jurors.length < jury) jurors.push(await aJuror(edition))
  const round: Round = { edition, proposals, jurors }
  await handIn(round, sheets)
  await nowIn(edition, 'pleno-finalis')
  return round
}

export const stagePath = (edition: Edition, rest: string) => `/editions/${edition.slug}/stages/penilaian/${rest}`

const requested = z.object({ id: z.string() })

/** Asks for a run as the secretariat; the test's queue works on it at once. */
export async function aRun(edition: Edition, config: Record<string, unknown> = {}): Promise<string> {
  const [status, made] = await answer(call(edition.secretariat, 'POST', stagePath(edition, 'ranking-runs'), config))
  expect(status).toBe(201)
  return requested.parse(made).id
}

/** Waits until the queue has finished the run. */
export async function finished(runId: string) {
  for (let tries = 0; tries < 400; tries++) {
    const row = await db.select().from(tables.rankingResults).where(eq(tables.rankingResults.runId, runId)).get()
    if (row) return row
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`run ${runId} does not finish`)
}

/** A portal whose queue only takes note. */
export function withoutQueue(): { portal: Env; queued: Job[] } {
  const queued: Job[] = []
  const send = async (job: Job) => {
    queued.push(job)
  }
  return { portal: { ...env, JOBS: Object.assign(Object.create(env.JOBS), { send }) }, queued }
}
