import { and, asc, count, desc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { Rules, Stage } from '#domain/edition.ts'
import type { EditionHistory } from '#domain/publication.ts'
import type { Db } from './client.ts'
import { publicGrace, selectGraces } from './graces.ts'
import { auditEvents, editions, editionVersions, proposalCounts, screeningReasons, stages } from './schema.ts'

export async function countEditions(db: Db): Promise<number> {
  const row = await db.select({ editions: count() }).from(editions).get()
  return row?.editions ?? 0
}

export type LoadedEdition = {
  id: string
  slug: string
  name: string
  isSimulation: boolean
  /** 0 while it is a draft. */
  version: number
  rules: Rules
  stages: Stage[]
}

const stageColumns = {
  id: stages.id,
  position: stages.position,
  kind: stages.kind,
  name: stages.name,
  opensAt: stages.opensAt,
  closesAt: stages.closesAt,
}

/** An edition with the rules in force and its stages in order, in one round trip. */
export const loadEdition = (db: Db, slug: string) => loadEditionWhere(db, eq(editions.slug, slug))

/** The same by its id. */
export const findEdition = (db: Db, id: string) => loadEditionWhere(db, eq(editions.id, id))

async function loadEditionWhere(db: Db, isThis: SQL): Promise<LoadedEdition | undefined> {
  const [[edition], [frozen], stageRows] = await db.batch([
    db.select().from(editions).where(isThis),
    db
      .select({ version: editionVersions.version, rules: editionVersions.rules })
      .from(editionVersions)
      .innerJoin(editions, eq(editions.id, editionVersions.editionId))
      .where(isThis)
      .orderBy(desc(editionVersions.version))
      .limit(1),
    db
      .select(stageColumns)
      .from(stages)
      .innerJoin(editions, eq(editions.id, stages.editionId))
      .where(isThis)
      .orderBy(asc(stages.position)),
  ])
  if (!edition) return undefined
  return {
    id: edition.id,
    slug: edition.slug,
    name: edition.name,
    isSimulation: edition.isSimulation,
    version: frozen?.version ?? 0,
    rules: frozen?.rules ?? edition.draftRules,
    stages: stageRows,
  }
}

/** More than any edition had: a stage is moved a few times. */
const shownChanges = 200

/** How the rules and dates in force came about; the changes are those since the opening, oldest first. */
export async function loadEditionHistory(
  db: Db,
  edition: Pick<LoadedEdition, 'id' | 'stages'>,
): Promise<EditionHistory> {
  const [versions, changes, reasons, graces] = await db.batch([
    db
      .select({ version: editionVersions.version, at: editionVersions.frozenAt, reason: editionVersions.reason })
      .from(editionVersions)
      .where(eq(editionVersions.editionId, edition.id))
      .orderBy(asc(editionVersions.version)),
    db
      .select({ at: auditEvents.at, stageId: auditEvents.subjectId, detail: auditEvents.detail })
      .from(auditEvents)
      .where(
        and(
          inArray(
            auditEvents.subjectId,
            edition.stages.map(({ id }) => id),
          ),
          eq(auditEvents.editionId, edition.id),
          eq(auditEvents.action, 'stage.changed'),
        ),
      )
      .orderBy(desc(auditEvents.id))
      .limit(shownChanges),
    db.select().from(screeningReasons).orderBy(asc(screeningReasons.code)),
    selectGraces(db, edition.id),
  ])
  const openedAt = versions[0]?.at
  return {
    versions: versions.map(({ at, ...version }) => ({ ...version, at: at.toISOString() })),
    changes: changes
      .filter(({ at }) => openedAt !== undefined && at >= openedAt)
      .toReversed()
      .map(({ at, stageId, detail: { opensAt, closesAt, reason } }) => ({
        at: at.toISOString(),
        stageId,
        opensAt: String(opensAt),
        closesAt: String(closesAt),
        reason: String(reason ?? ''),
      })),
    screeningReasons: reasons,
    graces: graces.map(publicGrace),
  }
}

export type ListedEdition = Pick<LoadedEdition, 'id' | 'slug' | 'name' | 'isSimulation' | 'stages'> & {
  isOpened: boolean
}

/** Newest first, with their stages. Editions are few: one or two a year. */
export async function listEditions(db: Db): Promise<ListedEdition[]> {
  const [rows, stageRows] = await db.batch([
    db
      .select({
        id: editions.id,
        slug: editions.slug,
        name: editions.name,
        isSimulation: editions.isSimulation,
        isOpened: sql<number>`exists (select 1 from ${editionVersions} where ${editionVersions.editionId} = ${editions.id})`,
      })
      .from(editions)
      .orderBy(desc(editions.createdAt))
      .limit(200),
    db
      .select({ editionId: stages.editionId, ...stageColumns })
      .from(stages)
      .orderBy(stages.editionId, asc(stages.position)),
  ])
  return rows.map((row) => ({
    ...row,
    isOpened: row.isOpened === 1,
    stages: stageRows.filter(({ editionId }) => editionId === row.id).map(({ editionId: _, ...stage }) => stage),
  }))
}

export const insertEdition = (db: Db, edition: typeof editions.$inferInsert, planned: readonly Stage[]) =>
  [
    db.insert(editions).values(edition),
    db.insert(stages).values(planned.map((stage) => ({ ...stage, editionId: edition.id }))),
  ] as const

export const updateDraftRules = (db: Db, editionId: string, rules: Rules) =>
  db.update(editions).set({ draftRules: rules }).where(eq(editions.id, editionId))

export const insertEditionVersion = (db: Db, version: typeof editionVersions.$inferInsert) =>
  db.insert(editionVersions).values(version)

export const updateStageWindow = (db: Db, editionId: string, stage: Stage) =>
  db
    .update(stages)
    .set({ opensAt: stage.opensAt, closesAt: stage.closesAt })
    .where(and(eq(stages.editionId, editionId), eq(stages.id, stage.id)))

/** How many proposals stand in each state. */
export const listProposalCounts = (db: Db, editionId: string) =>
  db
    .select({ state: proposalCounts.state, count: proposalCounts.count })
    .from(proposalCounts)
    .where(eq(proposalCounts.editionId, editionId))
