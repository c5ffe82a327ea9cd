import { insertAuditEvent } from '#db/audit-events.ts'
import { insertBundle } from '#db/bundles.ts'
import { isUniqueViolation, type Db } from '#db/client.ts'
import { findNewestBundledRun, findNewestWholeRun } from '#db/ranking-runs.ts'
import type { RankedProposal } from '#domain/ranking/weighted-mean.ts'
import type { RankingBundle } from '#domain/ranking/bundle.ts'
import { sha256Hex as hashText } from '#domain/ranking/secure-hash.ts'
import { accept, refuse } from '#domain/result.ts'
import type { Env } from './env.ts'
import { requestRun } from './ranking-request.ts'
import type { HeldStage } from './stage-access.ts'

type Official = Pick<RankedProposal, 'rank' | 'sheetCount'> & { referenceNumber: string }

type Publishing = {
  /** The stage whose scores the published places rest on. */
  ranked: HeldStage
  official: readonly Official[]
  /** Whether it was scored or held as an interview: in the latter spread is not corrected. */
  spread: boolean
  /** When the official list was decided: from then on its scores stand. */
  decidedAt: Date
  now: Date
  actorId: string
}

type Found = { hash: string; runId: string; bytes: ArrayBuffer }

/** The newest bundle over all scores, when its plain ranks are those of the official list. */
async function findFitting(env: Env, db: Db, { ranked, official }: Publishing): Promise<Found | undefined> {
  const run = await findNewestBundledRun(db, ranked.edition.id, ranked.stage.id)
  const object = run?.bundleKey ? await env.FILES.get(run.bundleKey) : null
  if (!run?.bundleHash || !object) return undefined
  const bytes = await object.arrayBuffer()
  const bundle: RankingBundle = JSON.parse(new TextDecoder().decode(bytes))
  const stated = new Map(bundle.ranking.filter(({ plainRank }) => plainRank > 0).map((row) => [row.id, row]))
  const fits =
    stated.size === official.length &&
    official.every(({ referenceNumber, rank, sheetCount }) => {
      const row = stated.get(referenceNumber)
      return row?.plainRank === rank && row.scores === sheetCount
    })
  return fits ? { hash: run.bundleHash, runId: run.id, bytes } : undefined
}

/**
 * Whether a bundle is still to come: a run over all scores since the list was decided, asked for now if nobody has. One that
 * has ended and does not fit says that these scores give no bundle.
 */
async function isUnderWay(env: Env, db: Db, { ranked, spread, decidedAt, now, actorId }: Publishing): Promise<boolean> {
  const place = { editionId: ranked.edition.id, stageId: ranked.stage.id }
  const run = await findNewestWholeRun(db, place.editionId, place.stageId, decidedAt)
  if (run) return run.status === null
  const config = { spread, exclusions: 'none' as const, disconnected: null }
  // One run, however many publish at the same moment.
  const id = hashText(JSON.stringify(['bundle', place, decidedAt.getTime()])).slice(0, 32)
  try {
    await requestRun(env, db, { ...place, config, now, actorId, id })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  return true
}

/**
 * What a visitor recomputes the published list from: its bytes go to R2 first; the statements belong in the batch of the
 * publication that names its hash. Nothing when the scores cannot be bundled so that they give the official list; a refusal
 * while the queue still computes it.
 */
export async function prepareBundle(env: Env, db: Db, publishing: Publishing) {
  const found = await findFitting(env, db, publishing)
  if (!found) {
    if (await isUnderWay(env, db, publishing)) return refuse({ code: 'bundle_not_ready' as const })
    return accept({ hash: null, statements: [] as const })
  }
  const { hash, runId, bytes } = found
  const objectKey = `bundles/${hash}.json`
  await env.FILES.put(objectKey, bytes, { httpMetadata: { contentType: 'application/json' } })
  const { now, actorId, ranked } = publishing
  const statements = [
    insertBundle(db, { hash, runId, objectKey, sizeBytes: bytes.byteLength, publishedAt: now, publishedBy: actorId }),
    insertAuditEvent(db, {
      at: now,
      actorId,
      action: 'bundle.published',
      editionId: ranked.edition.id,
      subjectId: hash,
      detail: { stageId: ranked.stage.id, runId },
    }),
  ] as const
  return accept({ hash, statements })
}
