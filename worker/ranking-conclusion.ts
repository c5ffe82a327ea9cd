import { insertAuditEvent } from '#db/audit-events.ts'
import { isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { findRankingRun, insertRankingResult } from '#db/ranking-runs.ts'
import { insertReviewItems } from '#db/reviews.ts'
import { packBundle, type StartedSheets } from '#domain/ranking/bundle-run.ts'
import { addCounts } from '#domain/ranking/rank-probabilities.ts'
import { canonicalJson } from '#domain/ranking/ranking-plan.ts'
import type { StartedRun } from '#domain/ranking/ranking-run.ts'
import { sha256Hex as hashText } from '#domain/ranking/secure-hash.ts'
import { resultOf, type RaisedItem } from '#domain/ranking-result.ts'
import type { Env } from './env.ts'
import type { Gathered } from './ranking-gathering.ts'
import { jsonBytes, keep, readStep, type Run, type Step, type StoredResult } from './ranking-store.ts'

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

/** Draws together, result, what it raises, and the bundle: the last step. */
export async function conclude(env: Env, db: Db, { run, steps, gathered, sheets, now }: Concluding): Promise<void> {
  const { started, tieTables } = sheets
  const counts = started.kind === 'open' && started.draws > 0 ? await addParts(env, started, steps.slice(1)) : undefined
  const finished = started.kind === 'open' ? started.finish(counts) : started.run
  const bundle = packBundle(gathered.source, finished)
  const { people, source, contests } = gathered
  const agencyOf = new Map(source.proposals.map((reference, at) => [reference, people.agencies[at]!]))
  const { result, raised } = resultOf(finished, { contests, tieTables, agencyOf })
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

/** Result, what it raises and the trail in one batch; nothing when the run has a result already. `error`: for the trail. */
async function saveResult(
  db: Db,
  run: Pick<Run, 'id' | 'editionId' | 'stageId'>,
  items: readonly ItemRow[],
  row: ResultRow,
  error?: string,
): Promise<void> {
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
          ...(error === undefined ? {} : { error }),
        },
      }),
    ])
  } catch (refused) {
    if (!isUniqueViolation(refused)) throw refused
  }
}

/** The scores as they are cannot be ranked: that is a result too. */
export async function refuseRun(db: Db, run: Run, reason: string, gathered: Gathered, now: Date): Promise<undefined> {
  const items = gathered.conflicted.map(({ proposalId, jurorId }) =>
    itemRow(run, { kind: 'CONFLICTED_SCORE', jurorId, proposalId, strength: 0 }, now),
  )
  await saveResult(db, run, items, { runId: run.id, status: 'REFUSED', reason, finishedAt: now })
}

/** A run that fails whenever it is tried ends with that, so that a person sees it and starts another. */
export async function failRun(env: Env, runId: string, error: string, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const run = await findRankingRun(db, runId)
  if (!run) return
  const row = { runId, status: 'REFUSED' as const, reason: 'STEP_FAILED', finishedAt: now }
  await saveResult(db, run, [], row, error.slice(0, 500))
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
