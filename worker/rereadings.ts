import { openDb, type Db } from '#db/client.ts'
import { listEditions, loadEdition } from '#db/editions.ts'
import {
  insertRereading,
  listFirstSheets,
  listJurorsToReread,
  listOpenPositions,
  selectDueStage,
  type OwnStage,
} from '#db/rereadings.ts'
import { findScoringStage, isOpen } from '#domain/edition.ts'
import { chooseRereadings, rereadingSeed } from '#domain/rereading.ts'
import type { Env } from './env.ts'

/** Brings back to one juror what is due. Done twice, it adds nothing. */
async function giveTo(db: Db, own: OwnStage, wanted: number, now: Date): Promise<void> {
  const [sheets, open] = await db.batch([listFirstSheets(db, own, now), listOpenPositions(db, own, now)])
  const openPositions = open.map(({ position }) => position)
  const seed = rereadingSeed(own.stageId, own.jurorId)
  const due = chooseRereadings({ sheets, openPositions, wanted, seed })
  const [first, ...rest] = due.flatMap((one) => insertRereading(db, own, one, wanted, now))
  if (first) await db.batch([first, ...rest])
}

/** After a sheet was handed in: whether earlier readings of its juror come back now. */
export async function giveRereadings(env: Env, assignmentId: string, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const [due] = await selectDueStage(db, assignmentId, now)
  if (due) await giveTo(db, due, due.wanted, now)
}

/** The same for every juror, for messages that were lost. */
export async function sweepRereadings(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  for (const { slug, isOpened, stages } of await listEditions(db)) {
    const open = stages.filter(
      (stage) => isOpen(stage, now) && (stage.kind === 'scoring' || stage.kind === 'interview'),
    )
    const edition = isOpened && open.length > 0 ? await loadEdition(db, slug) : undefined
    if (!edition) continue
    for (const { id: stageId } of open) {
      const wanted = findScoringStage(edition.rules, stageId)?.rereadings ?? 0
      if (wanted === 0) continue
      for (const { jurorId } of await listJurorsToReread(db, edition.id, stageId, wanted)) {
        await giveTo(db, { jurorId, editionId: edition.id, stageId }, wanted, now)
      }
    }
  }
}
