import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { loadEditionHistory, type LoadedEdition } from '#db/editions.ts'
import { insertPublication, isUnpublished } from '#db/publications.ts'
import { isScoring, type Condition, type Rules, type StageRules } from '#domain/edition.ts'
import type { EditionHistory, EditionSnapshot, PublishedCondition, Snapshot } from '#domain/publication.ts'
import type { Env } from './env.ts'
import { similarityRules } from './sketch.ts'

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
export function editionSnapshot(edition: LoadedEdition, history: EditionHistory, now: Date): EditionSnapshot {
  const { rules } = edition
  return {
    kind: 'edition',
    asOf: now.toISOString(),
    edition: { slug: edition.slug, name: edition.name, isSimulation: edition.isSimulation },
    rulesVersion: edition.version,
    groups: rules.groups.map(({ id, name, description, capPerAgency, minimumAgeMonths, isReplication = false }) => ({
      id,
      name,
      description,
      capPerAgency,
      minimumAgeMonths,
      isReplication,
    })),
    clusters: rules.clusters.map(({ id, name }) => ({ id, name })),
    questions: (rules.questions ?? []).map(({ id, text, guidance, when }) => ({
      id,
      text,
      guidance,
      when: publicCondition(when),
    })),
    themes: rules.themes ? { ...rules.themes, items: rules.themes.items.map(({ id, name }) => ({ id, name })) } : null,
    goals: rules.goals ?? null,
    sections: rules.sections.map(({ id, title, question, guidance, maxWords, when }) => ({
      id,
      title,
      question,
      guidance,
      maxWords,
      when: publicCondition(when),
    })),
    attachments: rules.attachments.map(({ id, title, guidance, required, maxBytes, maxFiles, when }) => ({
      id,
      title,
      guidance,
      required,
      maxBytes,
      ...(maxFiles !== undefined && { maxFiles }),
      when: publicCondition(when),
    })),
    awards: rules.awards.map(({ id, name }) => ({ id, name })),
    grace: rules.grace ?? null,
    pastAwards: publicAwardRules(rules),
    similarity: publicSimilarity(rules),
    reminderHours: [...(rules.reminderHours ?? [])],
    integrityPact: rules.integrityPact ?? null,
    stages: edition.stages.map((stage) => ({
      id: stage.id,
      kind: stage.kind,
      name: stage.name,
      opensAt: stage.opensAt.toISOString(),
      closesAt: stage.closesAt.toISOString(),
      ...publicRules(rules.stages.find(({ id }) => id === stage.id)),
    })),
    ...history,
  }
}

const publicAwardRules = ({ eligibility }: Rules): EditionSnapshot['pastAwards'] =>
  eligibility?.awardRules.map(({ name, effect, groupIds, times, fromYear = null, toYear = null }) => ({
    name,
    effect,
    groupIds: [...groupIds],
    times,
    fromYear,
    toYear,
  })) ?? null

function publicSimilarity(rules: Rules): EditionSnapshot['similarity'] {
  const { sectionIds, notablePercent } = similarityRules(rules)
  return { sectionIds: [...sectionIds], notablePercent }
}

const publicCondition = (when: Condition | undefined): PublishedCondition | null =>
  when ? { groupIds: when.groupIds ? [...when.groupIds] : null, answer: when.answer ?? null } : null

type PublicStageRules = Omit<EditionSnapshot['stages'][number], 'id' | 'kind' | 'name' | 'opensAt' | 'closesAt'>

const plain = {
  rubric: null,
  readersPerProposal: null,
  jurorRole: null,
  passingHundredths: null,
  officialColumn: null,
  rankedStageId: null,
  jury: null,
  visit: null,
  cuts: null,
} satisfies PublicStageRules

function publicRules(stage: StageRules | undefined): PublicStageRules {
  if (!stage) return plain
  if (isScoring(stage)) {
    const { readersPerProposal, jurorRole, passingHundredths, officialColumn = 'plain' } = stage
    const rubric = stage.rubric.map(({ id, title, guidance, weightPercent, levels }) => ({
      id,
      title,
      guidance,
      weightPercent,
      levels: levels.map(({ from, to, text }) => ({ from, to, text })),
    }))
    const { divergenceHundredths = null, rereadings = 0, anchors = null, times = null } = stage
    const jury = { divergenceHundredths, rereadings, anchors, times }
    return { ...plain, rubric, readersPerProposal, jurorRole, passingHundredths, officialColumn, jury }
  }
  if (stage.kind === 'field_visit' && stage.checks) {
    const { checks, jurorRole = 'panelist', visitorsPerProposal = 1 } = stage
    const visit = { visitorsPerProposal, checks: checks.map(({ id, title, guidance }) => ({ id, title, guidance })) }
    return { ...plain, jurorRole, visit }
  }
  if (stage.kind === 'plenary') {
    const cuts = stage.cuts.map(({ awardId, groupId, places }) => ({ awardId, groupId, places }))
    return { ...plain, rankedStageId: stage.rankedStageId, cuts }
  }
  return plain
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
  const history = await loadEditionHistory(db, edition)
  const { hash, statements } = await preparePublication(env, db, {
    snapshot: editionSnapshot(edition, history, now),
    editionId: edition.id,
    stageId: null,
    now,
    actorId,
  })
  await db.batch([...statements])
  await announceRebuild(env, hash)
  return hash
}
