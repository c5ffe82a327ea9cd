import { insertAuditEvent } from '#db/audit-events.ts'
import type { Db } from '#db/client.ts'
import { loadEditionHistory, updateStageWindow, type LoadedEdition } from '#db/editions.ts'
import type { Stage } from '#domain/edition.ts'
import type { Env } from './env.ts'
import { editionSnapshot, preparePublication } from './publication.ts'

export type WindowChange = {
  edition: LoadedEdition
  changed: readonly Stage[]
  reason: string
  now: Date
  actorId: string
}

/**
 * The changed windows, an audit event for each, and — once the edition is open — the snapshot that tells the public. The
 * statements belong in one batch; then call `announceRebuild` with the hash, if there is one.
 */
export async function prepareWindows(env: Env, db: Db, { edition, changed, reason, now, actorId }: WindowChange) {
  const stages = edition.stages.map((stage) => changed.find(({ id }) => id === stage.id) ?? stage)
  const windows = changed.map(({ id, opensAt, closesAt }) => ({
    stageId: id,
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
  }))
  const history = edition.version > 0 ? await loadEditionHistory(db, edition) : undefined
  const publication = history
    ? await preparePublication(env, db, {
        snapshot: editionSnapshot(
          { ...edition, stages },
          {
            ...history,
            changes: [...history.changes, ...windows.map((window) => ({ at: now.toISOString(), ...window, reason }))],
          },
          now,
        ),
        editionId: edition.id,
        stageId: null,
        now,
        actorId,
      })
    : undefined
  const updates = changed.flatMap((stage) => [
    updateStageWindow(db, edition.id, stage),
    insertAuditEvent(db, {
      at: now,
      actorId,
      action: 'stage.changed',
      editionId: edition.id,
      subjectId: stage.id,
      detail: {
        opensAt: stage.opensAt.toISOString(),
        closesAt: stage.closesAt.toISOString(),
        // What was announced until now: the age of an innovation is counted from the latest.
        closesAtBefore: edition.stages.find(({ id }) => id === stage.id)?.closesAt.toISOString() ?? null,
        reason,
      },
    }),
  ])
  return { hash: publication?.hash, statements: [...updates, ...(publication?.statements ?? [])] }
}
