import { insertAuditEvent } from '#db/audit-events.ts'
import { isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { findEdition } from '#db/editions.ts'
import {
  findRankingResult,
  findRankingRun,
  insertRankingResult,
  insertRunStep,
  listIdleRuns,
  listRunSteps,
} from '#db/ranking-runs.ts'
import { insertReviewItems } from '#db/reviews.ts'
import { packBundle, startSheets, type StartedSheets } from '#domain/ranking/bundle-run.ts'
import { addCounts } from '#domain/ranking/rank-probabilities.ts'
import { canonicalJson } from '#domain/ranking/ranking-plan.ts'
import type { StartedRun } from '#domain/ranking/ranking-run.ts'
import { sha256Hex as hashText } from '#domain/ranking/secure-hash.ts'
import { resultOf, type RaisedItem, type RankingResult } from '#domain/ranking-result.ts'
import { sha256Hex } from './bytes.ts'
import type { Env } from './env.ts'
import { gatherScores, type Gathered } from './ranking-gathering.ts'

/** A finished run as it is kept, with who is meant by reference numbers and pseudonyms. */
export type StoredResult = {
  result: RankingResult
  people: Gathered['people']
  source: { proposals: string[]; jurors: string[] }
}

/** Draws of one message: about a second for 3 500 proposals, the fit included. */
const drawsPerStep = 2500

type Run = NonNullable<Awaited<ReturnType<typeof findRankingRun>>>
type Step = Awaited<ReturnType<typeof listRunSteps>>[number]

/**
 * Does one step of a run and answers which comes next; undefined when there is none, or when somebody else did this one. A
 * step is computed from what the steps before it stored, and the first that is stored counts: a step may be killed, repeated
 * or done twice at once, and the run ends in the same digits.
 */
export async function workRankingStep(env: Env, runId: string, step: number, now: Date): Promise<number | undefined> {
  const db = openDb(env.DB)
  const run = await findRankingRun(db, runId)
  if (!run) return undefined
  const [steps, result] = [await listRunSteps(db, runId), await findRankingResult(db, runId)]
  if (result || steps.length !== step) return undefined
  if (step === 0) return gather(env, db, run, now)
  const gathered = await readGathered(env, steps)
  const sheets = startSheets(gathered.source, gathered.plan)
  if ('problems' in sheets) throw new Error(`run ${runId} was gathered with problems`)
  const [first] = steps
  if (step < first!.ofSteps - 1) return countPart(env, db, sheets.started, { run, step, first: first!, now })
  await conclude(env, db, { run, steps, gathered, sheets, now })
  return undefined
}

const jsonBytes = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value))

/** Under its own hash, so that two who do the same step at once do not overwrite each other. */
async function keep(env: Env, runId: string, name: string, bytes: Uint8Array<ArrayBuffer>) {
  const sha256 = await sha256Hex(bytes)
  const objectKey = `ranking-runs/${runId}/${name}-${sha256}`
  await env.FILES.put(objectKey, bytes)
  return { objectKey, sha256 }
}

/** What a step left, checked against its hash. */
async function readStep(env: Env, { runId, step, objectKey, sha256 }: Step): Promise<Uint8Array<ArrayBuffer>> {
  const object = await env.FILES.get(objectKey)
  if (!object) throw new Error(`step ${step} of run ${runId} is lost`)
  const bytes = new Uint8Array(await object.arrayBuffer())
  if ((await sha256Hex(bytes)) !== sha256) throw new Error(`step ${step} of run ${runId} was changed`)
  return bytes
}

async function readGathered(env: Env, [first]: readonly Step[]): Promise<Gathered> {
  if (!first) throw new Error('a run without its scores')
  return JSON.parse(new TextDecoder().decode(await readStep(env, first)))
}

async function gather(env: Env, db: Db, run: Run, now: Date): Promise<number | undefined> {
  const edition = await findEdition(db, run.editionId)
  const stage = edition?.stages.find(({ id }) => id === run.stageId)
  if (!edition || !stage) throw new Error(`run ${run.id} has no stage`)
  const { config, requestedAt: until } = run
  const gathered = await gatherScores(db, { edition, stage, config, until, secret: env.AUTH_SECRET })
  if (!gathered) throw new Error(`run ${run.id} is over a stage that is not scored`)
  if (gathered.conflicted.length > 0) return refuseRun(db, run, 'CONFLICTED_SCORE', gathered, now)
  if (gathered.source.sheets.length === 0) return refuseRun(db, run, 'NO_SCORES', gathered, now)
  if (gathered.contests.length === 0) return refuseRun(db, run, 'TOO_FEW_SCORES', gathered, now)
  const sheets = startSheets(gathered.source, gathered.plan)
  if ('problems' in sheets) return refuseRun(db, run, sheets.problems[0]!.code, gathered, now)
  const draws = sheets.started.kind === 'open' ? sheets.started.draws : 0
  const ofSteps = 2 + Math.ceil(draws / drawsPerStep)
  const kept = await keep(env, run.id, '0', jsonBytes(gathered))
  await insertRunStep(db, { runId: run.id, step: 0, ofSteps, ...kept, at: now })
  return 1
}

type Part = { run: Run; step: number; first: Step; now: Date }

async function countPart(env: Env, db: Db, started: StartedRun, { run, step, first, now }: Part): Promise<number> {
  if (started.kind === 'done') throw new Error(`run ${run.id} has nothing to draw`)
  const counts = started.count((step - 1) * drawsPerStep, Math.min(step * drawsPerStep, started.draws))
  const whole = new Int32Array(counts.reduce((length, one) => length + one.length, 0))
  let at = 0
  for (const one of counts) {
    whole.set(one, at)
    at += one.length
  }
  const kept = await keep(env, run.id, String(step), new Uint8Array(whole.buffer))
  await insertRunStep(db, { runId: run.id, step, ofSteps: first.ofSteps, ...kept, at: now })
  return step + 1
}

/** The counts of all parts together. */
async function addParts(
  env: Env,
  started: StartedRun & { kind: 'open' },
  parts: readonly Step[],
): Promise<Int32Array[]> {
  const sum = started.count(0, 0)
  for (const part of parts) {
    const whole = new Int32Array((await readStep(env, part)).buffer)
    let at = 0
    const counts = sum.map(({ length }) => whole.subarray(at, (at += length)))
    addCounts(sum, counts)
  }
  return sum
}

type Concluding = { run: Run; steps: readonly Step[]; gathered: Gathered; sheets: StartedSheets; now: Date }

async function conclude(env: Env, db: Db, { run, steps, gathered, sheets, now }: Concluding): Promise<void> {
  const { started, tieTables } = sheets
  const counts = started.kind === 'open' && started.draws > 0 ? await addParts(env, started, steps.slice(1)) : undefined
  const finished = started.kind === 'open' ? started.finish(counts) : started.run
  const bundle = packBundle(gathered.source, finished)
  const { result, raised } = resultOf(finished, gathered.contests, tieTables)
  const { people, source } = gathered
  const stored: StoredResult = {
    result,
    people,
    source: { proposals: [...source.proposals], jurors: [...source.jurors] },
  }
  const kept = await keep(env, run.id, 'result', jsonBytes(stored))
  const keptBundle = await keep(env, run.id, 'bundle', jsonBytes(bundle))
  const { status, reason, manifest } = result
  const manifestHash = hashText(`gelanggang manifest/1\n${canonicalJson(manifest)}`)
  await saveResult(db, run, itemsOf(run, raised, gathered, now), {
    runId: run.id,
    status,
    reason,
    manifestHash,
    bundleHash: bundle.bundleHash,
    objectKey: kept.objectKey,
    bundleKey: keptBundle.objectKey,
    finishedAt: now,
  })
}

type ResultRow = Parameters<typeof insertRankingResult>[1]
type ItemRow = Parameters<typeof insertReviewItems>[1][number]

/** Result, what it raises and the trail in one batch; nothing when the run has a result already. */
async function saveResult(db: Db, run: Run, items: readonly ItemRow[], row: ResultRow): Promise<void> {
  try {
    await db.batch([
      insertRankingResult(db, row),
      insertReviewItems(db, items),
      insertAuditEvent(db, {
        at: row.finishedAt,
        actorId: null,
        action: 'ranking.finished',
        editionId: run.editionId,
        subjectId: run.id,
        detail: {
          stageId: run.stageId,
          status: row.status,
          reason: row.reason ?? null,
          manifest: row.manifestHash ?? null,
        },
      }),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
}

async function refuseRun(db: Db, run: Run, reason: string, gathered: Gathered, now: Date): Promise<undefined> {
  const items = gathered.conflicted.map(({ proposalId, jurorId }) =>
    itemRow(run, { kind: 'CONFLICTED_SCORE', jurorId, proposalId, strength: 0 }, now),
  )
  await saveResult(db, run, items, { runId: run.id, status: 'REFUSED', reason, finishedAt: now })
}

function itemsOf(run: Run, raised: readonly RaisedItem[], { source, people }: Gathered, now: Date): ItemRow[] {
  const jurors = new Map(source.jurors.map((pseudonym, at) => [pseudonym, people.jurorIds[at]!]))
  const proposals = new Map(source.proposals.map((reference, at) => [reference, people.proposalIds[at]!]))
  return raised.map(({ kind, juror, proposal, strength }) => {
    const jurorId = jurors.get(juror)!
    return itemRow(
      run,
      { kind, jurorId, proposalId: proposal === null ? null : proposals.get(proposal)!, strength },
      now,
    )
  })
}

type Raised = { kind: ItemRow['kind']; jurorId: string; proposalId: string | null; strength: number }

function itemRow({ id: raisedBy, editionId, stageId }: Run, raised: Raised, raisedAt: Date): ItemRow {
  const { kind, jurorId, proposalId } = raised
  const id = hashText(JSON.stringify([editionId, stageId, kind, jurorId, proposalId])).slice(0, 32)
  return { ...raised, id, editionId, stageId, raisedBy, raisedAt }
}

/** All steps in one go: for a publication that has no run to stand on. */
export async function runToEnd(env: Env, runId: string, now: Date): Promise<void> {
  let step: number | undefined = 0
  while (step !== undefined) step = await workRankingStep(env, runId, step, now)
}

/** A run that has not ended by then needs a person; its steps stay. */
const longestRunMs = 6 * 3600_000

/** Puts runs back into the queue that no message has reached for a minute. */
export async function sweepRankingRuns(env: Env, now: Date): Promise<void> {
  const since = new Date(now.getTime() - longestRunMs)
  const idle = await listIdleRuns(openDb(env.DB), since, new Date(now.getTime() - 60_000), 20)
  for (const { id, step } of idle) await env.JOBS.send({ kind: 'ranking', runId: id, step })
}
