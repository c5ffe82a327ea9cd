import { selectPublisher } from '#db/assignment-plans.ts'
import { openDb, type Db } from '#db/client.ts'
import { listEditions, loadEdition, type LoadedEdition } from '#db/editions.ts'
import { listGaps, selectCurrentDraft } from '#db/reader-gaps.ts'
import { findScoringStage, type Stage } from '#domain/edition.ts'
import { plannedStage } from './assignment-demand.ts'
import type { Env } from './env.ts'
import { tellLacking } from './lacking-readers.ts'
import { fillGaps } from './replanning.ts'

const hourMs = 3600_000
/** So long a gap is left to its own message, and one that a juror who stops leaves to the re-plan of the secretariat. */
const freshForMs = hourMs
/** So long a draft is taken for one that somebody is looking at. */
const lookedAtForMs = 24 * hourMs
/** More proposals than a stage reads. */
const mostGaps = 5000

/**
 * Once an hour: proposals that still lack readers, because a message was lost or because nobody was free when it came. Where
 * nobody is free still, nothing is written; the secretariat has heard of them once.
 */
export async function sweepGaps(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  for (const { slug, isOpened, stages } of await listEditions(db)) {
    const open = stages.filter(({ kind, closesAt }) => (kind === 'scoring' || kind === 'interview') && now < closesAt)
    const edition = isOpened && open.length > 0 ? await loadEdition(db, slug) : undefined
    if (!edition) continue
    for (const stage of open) await sweepStage(env, db, { edition, stage, now })
  }
}

type Sweep = { edition: LoadedEdition; stage: Stage; now: Date }

async function sweepStage(env: Env, db: Db, { edition, stage, now }: Sweep): Promise<void> {
  const rules = findScoringStage(edition.rules, stage.id)
  const [plan] = await selectPublisher(db, edition.id, stage.id)
  if (!rules || !plan?.publishedBy) return
  const at = plannedStage({ edition, stage, rules })
  const readers = rules.readersPerProposal
  const since = (ms: number) => new Date(now.getTime() - ms)
  const [gaps, [draft]] = await db.batch([
    listGaps(db, at, { readers, since: since(freshForMs), now }, mostGaps),
    selectCurrentDraft(db, at, { since: since(lookedAtForMs), now }),
  ])
  if (gaps.length === 0 || draft) return
  const { editionId, stageId } = at
  const { unmet } = await fillGaps(env, db, {
    editionId,
    stageId,
    kind: 'replan',
    by: plan.publishedBy,
    actorId: null,
    now,
    reason: 'Kekurangan penilai yang belum terisi',
    extra: gaps.map(({ proposalId }) => ({ proposalId, readers, atMost: readers })),
  })
  await tellLacking(env, db, { editionId, stageId, now, unmet })
}
