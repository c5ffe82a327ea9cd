import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import type { LoadedEdition } from '#db/editions.ts'
import { insertPublication, isUnpublished } from '#db/publications.ts'
import { isScoring } from '#domain/edition.ts'
import type { EditionSnapshot, Snapshot } from '#domain/publication.ts'
import type { Env } from './env.ts'

const hex = (buffer: ArrayBuffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')

export type Publishing = {
  snapshot: Snapshot
  editionId: string
  stageId: string | null
  now: Date
  /** Null when the clock publishes. */
  actorId: string | null
}

/**
 * Freezes a snapshot: its bytes go to R2 under their own hash first, so that a row never names an object that is not there.
 * The returned statements belong in the batch of the change that is published; then call `announceRebuild`.
 */
export async function preparePublication(env: Env, db: Db, publishing: Publishing) {
  const { snapshot, editionId, stageId, now, actorId } = publishing
  const bytes = new TextEncoder().encode(JSON.stringify(snapshot))
  const hash = hex(await crypto.subtle.digest('SHA-256', bytes))
  const objectKey = `publications/${hash}.json`
  await env.FILES.put(objectKey, bytes, { httpMetadata: { contentType: 'application/json' } })
  const statements = [
    insertAuditEventIf(
      db,
      {
        at: now,
        actorId,
        action: 'publication.made',
        editionId,
        subjectId: hash,
        detail: { kind: snapshot.kind, stage: stageId },
      },
      isUnpublished(hash),
    ),
    insertPublication(db, {
      hash,
      kind: snapshot.kind,
      editionId,
      stageId,
      objectKey,
      sizeBytes: bytes.byteLength,
      publishedAt: now,
      publishedBy: actorId,
    }),
  ] as const
  return { hash, statements }
}

export const announceRebuild = (env: Env, hash: string) => env.JOBS.send({ kind: 'rebuild', hash })

/** What the public may know of an edition at `now`. */
export function editionSnapshot(edition: LoadedEdition, now: Date): EditionSnapshot {
  const { rules } = edition
  return {
    kind: 'edition',
    asOf: now.toISOString(),
    edition: { slug: edition.slug, name: edition.name, isSimulation: edition.isSimulation },
    rulesVersion: edition.version,
    groups: rules.groups.map(({ id, name, description, capPerAgency, minimumAgeMonths }) => ({
      id,
      name,
      description,
      capPerAgency,
      minimumAgeMonths,
    })),
    clusters: rules.clusters.map(({ id, name }) => ({ id, name })),
    sections: rules.sections.map(({ id, title, question, maxWords }) => ({ id, title, question, maxWords })),
    attachments: rules.attachments.map(({ id, title, required, maxBytes }) => ({ id, title, required, maxBytes })),
    awards: rules.awards.map(({ id, name }) => ({ id, name })),
    stages: edition.stages.map((stage) => {
      const stageRules = rules.stages.find(({ id }) => id === stage.id)
      return {
        id: stage.id,
        kind: stage.kind,
        name: stage.name,
        opensAt: stage.opensAt.toISOString(),
        closesAt: stage.closesAt.toISOString(),
        rubric:
          stageRules && isScoring(stageRules)
            ? stageRules.rubric.map(({ id, title, weightPercent }) => ({ id, title, weightPercent }))
            : null,
        readersPerProposal: stageRules && isScoring(stageRules) ? stageRules.readersPerProposal : null,
        cuts:
          stageRules?.kind === 'plenary'
            ? stageRules.cuts.map(({ awardId, groupId, places }) => ({ awardId, groupId, places }))
            : null,
      }
    }),
  }
}

/** Tells whoever builds the static site that there is something new. Throws when the hook does not take it; the queue tries again. */
export async function callRebuildHook(env: Env, hash: string): Promise<void> {
  if (!env.REBUILD_HOOK_URL) return
  const response = await fetch(env.REBUILD_HOOK_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hash }),
  })
  if (!response.ok) throw new Error(`rebuild hook answered ${response.status}`)
}

/** An edition as it stands now becomes public: at its opening, at a changed date, at a stage boundary. */
export async function publishEdition(
  env: Env,
  edition: LoadedEdition,
  now: Date,
  actorId: string | null,
): Promise<string> {
  const db = openDb(env.DB)
  const { hash, statements } = await preparePublication(env, db, {
    snapshot: editionSnapshot(edition, now),
    editionId: edition.id,
    stageId: null,
    now,
    actorId,
  })
  await db.batch([...statements])
  await announceRebuild(env, hash)
  return hash
}
