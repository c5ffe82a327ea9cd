import { selectPublisher } from '#db/assignment-plans.ts'
import { openDb, type Db } from '#db/client.ts'
import { listEditions, loadEdition } from '#db/editions.ts'
import { listGaps, selectCurrentDraft } from '#db/reader-gaps.ts'
import { findScoringStage } from '#domain/edition.ts'
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
 * nobody is free still, nothing is written; the secretariat has heard of them once. A stage that fails keeps none of the others
 * from being filled; it is told, and tried again an hour later.
 */
export async function sweepGaps(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const failures: unknown[] = []
  for (const { slug, isOpened, stages } of await listEditions(db)) {
    const open = stages.filter(({ kind, closesAt }) => (kind === 'scoring' || kind === 'interview') && now < closesAt)
    for (const { id: stageId } of isOpened ? open : []) {
      await sweepStage(env, db, { slug, stageId, now }).catch((error: unknown) => {
        console.error(JSON.stringify({ sweep: 'gaps', edition: slug, stageId, error: String(error) }))
        failures.push(error)
      })
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'gaps of some stages could not be filled')
}

type Sweep = { slug: string; stageId: string; now: Date }

async function sweepStage(env: Env, db: Db, { slug, stageId, now }: Sweep): Promise<void> {
  const edition = await loadEdition(db, slug)
  const stage = edition?.stages.find(({ id }) => id === stageId)
  const rules = edition && findScoringStage(edition.rules, stageId)
  if (!edition || !stage || !rules) return
  const [plan] = await selectPublisher(db, edition.id, stageId)
  if (!plan?.publishedBy) return
  const at = plannedStage({ edition, stage, rules })
  const since = (ms: number) => new Date(now.getTime() - ms)
  const [gaps, [draft]] = await db.batch([
    listGaps(db, at, { readers: rules.readersPerProposal, since: since(freshForMs), now }, mostGaps),
    selectCurrentDraft(db, at, { since: since(lookedAtForMs), now }),
  ])
  if (gaps.length === 0 || draft) return
  const { unmet } = await fillGaps(env, db, {
    editionId: edition.id,
    stageId,
    kind: 'replan',
    by: plan.publishedBy,
    actorId: null,
    now,
    reason: 'Kekurangan penilai yang belum terisi',
    extra: gaps.map(({ proposalId, readers }) => ({ proposalId, readers, atMost: readers })),
  })
  await tellLacking(env, db, { editionId: edition.id, stageId, now, unmet })
}
