import { Hono, type Context } from 'hono'
import { listReadingOrder, listReadingsOf, listReadStages, selectReadingDesk } from '#db/assignments.ts'
import { openDb, type Db } from '#db/client.ts'
import { holdsIn } from '#domain/access.ts'
import { isOpen } from '#domain/edition.ts'
import { allow, allowWith } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import type { AppEnv } from '../env.ts'
import { pactNeeded, pactOf } from '../integrity-pact.ts'
import { ownReading } from '../own-reading.ts'
import { problem } from '../problem.ts'
import { readingView } from '../reading-view.ts'

/** More than one juror reads in several editions together; the real load is about 365 an edition. */
const mostListed = 2000

type ListedReading = Awaited<ReturnType<typeof listReadingsOf>>[number]
type ReadStage = Awaited<ReturnType<typeof listReadStages>>[number]

const stateOf = ({ totalHundredths, draftPoints }: ListedReading): 'new' | 'draft' | 'handed_in' => {
  if (totalHundredths !== null) return 'handed_in'
  return draftPoints === null ? 'new' : 'draft'
}

const rowOf = (row: ListedReading, index: number) => {
  const { id, referenceNumber, title, clusterId, groupId, totalHundredths, laterAt } = row
  const proposal = { id, position: index + 1, referenceNumber, title, clusterId, groupId }
  const draftFilled = totalHundredths === null ? Object.keys(row.draftPoints ?? {}).length : 0
  return { ...proposal, state: stateOf(row), totalHundredths, laterAt, draftFilled }
}

const keyOf = ({ editionId, stageId }: { editionId: string; stageId: string }) => JSON.stringify([editionId, stageId])

function readingsByStage(readings: readonly ListedReading[]): Map<string, ListedReading[]> {
  const stages = new Map<string, ListedReading[]>()
  for (const reading of readings) {
    const rows = stages.get(keyOf(reading))
    if (rows) rows.push(reading)
    else stages.set(keyOf(reading), [reading])
  }
  return stages
}

/** One stage of the list: its window, what is signed before it, by which criteria it is scored, and its readings. */
async function stageOf(stage: ReadStage, readings: readonly ListedReading[], now: Date) {
  const { edition, editionName, isSimulation, stageId, stageName, opensAt, closesAt, stageRules } = stage
  return {
    edition,
    editionName,
    isSimulation,
    stageId,
    stageName,
    opensAt,
    closesAt,
    isOpen: isOpen({ opensAt, closesAt }, now),
    pact: stage.pact === null ? null : { ...(await pactOf(stage.pact)), signedAt: stage.signedAt },
    /** How many earlier readings come back blind, by the rules. */
    rereadings: stageRules.rereadings ?? 0,
    criteria: stageRules.rubric.map(({ id, title, weightPercent }) => ({ id, title, weightPercent })),
    assignments: readings.map(rowOf),
  }
}

const allowDesk = allowWith(['evaluator', 'panelist'], (db: Db, request, now) =>
  selectReadingDesk(db, request.param('id') ?? '', now),
)

type Desk = Awaited<ReturnType<typeof selectReadingDesk>>[number]

/** Before the stage opens a juror may know the name of a proposal, to declare a conflict, and nothing of its contents. */
function notYet(c: Context, { opensAt, closesAt, content }: Desk) {
  const { referenceNumber, title, agency } = content
  return problem(c, {
    code: 'stage_not_open',
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    proposal: { referenceNumber, title, agency },
  })
}

/** A juror's own readings. What is somebody else's, ended or in conflict does not exist here. */
export const assignments = new Hono<AppEnv>()
  .get('/', allow('evaluator', 'panelist'), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const readings = await listReadingsOf(db, actor.id, now, mostListed)
    const byStage = readingsByStage(readings)
    const pairs = [...byStage.values()].flatMap(([one]) => (one ? [[one.editionId, one.stageId] as const] : []))
    const known = await listReadStages(db, actor.id, pairs)
    const stages = known.filter(({ editionId, stageRules }) => holdsIn(actor, editionId, stageRules.jurorRole))
    const listed = stages.map((stage) => stageOf(stage, byStage.get(keyOf(stage)) ?? [], now))
    return c.json({ stages: await Promise.all(listed), now })
  })
  .get('/:id', allowDesk, async (c) => {
    const desk = ownReading(c.var.actor, c.var.guard)
    if (!desk) return problem(c, { code: 'not_found' })
    if (desk.needsPact) return pactNeeded(c, desk.editionId)
    if (c.var.now < desk.opensAt) return notYet(c, desk)
    const order = await listReadingOrder(openDb(c.env.DB), desk, c.var.now)
    const { editionSlug: slug, editionName, isSimulation, stageId, stageName, opensAt, closesAt } = desk
    const common = {
      edition: { slug, name: editionName, isSimulation },
      stage: { id: stageId, name: stageName, opensAt, closesAt },
      rules: desk.rules,
      stageRules: desk.stageRules,
    }
    return c.json(readingView(desk, common, order))
  })
  .get('/:id/attachments/:sha256', allowDesk, async (c) => {
    const desk = ownReading(c.var.actor, c.var.guard)
    const file = desk?.content.attachments.find(({ sha256 }) => sha256 === c.req.param('sha256'))
    if (!desk || !file) return problem(c, { code: 'not_found' })
    if (desk.needsPact) return pactNeeded(c, desk.editionId)
    if (c.var.now < desk.opensAt) return notYet(c, desk)
    return attachmentFile(c, file, 'no-store')
  })
