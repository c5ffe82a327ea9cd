import { openDb, type Db } from '#db/client.ts'
import { findEdition } from '#db/editions.ts'
import {
  findRankingResult,
  findRankingRun,
  insertRunStep,
  listIdleRuns,
  listOverdueRuns,
  listRunSteps,
} from '#db/ranking-runs.ts'
import { startSheets } from '#domain/ranking/bundle-run.ts'
import type { StartedRun } from '#domain/ranking/ranking-run.ts'
import type { Env } from './env.ts'
import { conclude, failRun, refuseRun } from './ranking-conclusion.ts'
import { gatherScores } from './ranking-gathering.ts'
import { jsonBytes, keep, readGathered, type Run, type Step } from './ranking-store.ts'

/** Draws times proposals of one message: about a second, the fit included. */
const drawnPerStep = 2500 * 3500

/** Messages that share the draws; two at least, so that a small run shows its way too. None without draws. */
const partsOf = (draws: number, proposals: number): number =>
  draws === 0 ? 0 : Math.max(2, Math.ceil((draws * proposals) / drawnPerStep))

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
  const ofSteps = 2 + partsOf(draws, gathered.source.proposals.length)
  const kept = await keep(env, run.id, '0', jsonBytes(gathered))
  await insertRunStep(db, { runId: run.id, step: 0, ofSteps, ...kept, at: now })
  return 1
}

type Part = { run: Run; step: number; first: Step; now: Date }

async function countPart(env: Env, db: Db, started: StartedRun, { run, step, first, now }: Part): Promise<number> {
  if (started.kind === 'done') throw new Error(`run ${run.id} has nothing to draw`)
  const draws = Math.ceil(started.draws / (first.ofSteps - 2))
  const counts = started.count((step - 1) * draws, Math.min(step * draws, started.draws))
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

/** A run that has no result by then has failed without a word: its steps stay, a person starts another. */
const longestRunMs = 6 * 3600_000

/** How far back the clock looks for such runs. */
const lookBackMs = 7 * 24 * 3600_000

/** A step takes seconds; what stood still for longer has lost its message. A step done twice does no harm. */
const idleMs = 15_000

/** Puts runs back into the queue that stand still, and ends those that have stood for too long. */
export async function sweepRankingRuns(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const before = (ms: number) => new Date(now.getTime() - ms)
  for (const { id } of await listOverdueRuns(db, before(lookBackMs), before(longestRunMs), 20)) {
    await failRun(env, id, 'no result after six hours', now)
  }
  const idle = await listIdleRuns(db, before(longestRunMs), before(idleMs), 20)
  for (const { id, step } of idle) await env.JOBS.send({ kind: 'ranking', runId: id, step })
}
