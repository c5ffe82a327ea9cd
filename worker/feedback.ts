import { openDb, type Db } from '#db/client.ts'
import { findEdition, type LoadedEdition } from '#db/editions.ts'
import { listPublishedResults, listSheetLines, type findFeedbackSubject } from '#db/feedback-letters.ts'
import { findNewestCalibration } from '#db/ranking-runs.ts'
import { listVerdicts } from '#db/reviews.ts'
import { findScoringStage, type ScoringStageRules, type Stage } from '#domain/edition.ts'
import { feedbackOf, placingOf, type ReadSheet } from '#domain/feedback.ts'
import { rankQuantile } from '#domain/ranking/rank-interval.ts'
import type { RankingResult } from '#domain/ranking-result.ts'
import type { Env } from './env.ts'
import { loadPlenary, type Plenary } from './plenary.ts'
import { loadStored } from './ranking-store.ts'

type Subject = NonNullable<Awaited<ReturnType<typeof findFeedbackSubject>>>

/** A plenary that was decided and published: nothing of it changes any more. */
export type PublishedPlenary = {
  hash: string
  publishedAt: Date
  edition: LoadedEdition
  stage: Stage
  scoring: ScoringStageRules
  plenary: Plenary
  awards: ReadonlyMap<string, string>
  /** The calibrated ranking of the same scores, made at the latest for what was published; null where none could be made. */
  calibrated: RankingResult | null
}

/** The last plenaries that were asked for. After a publication thousands read their letters, and each costs its whole field. */
const kept = new Map<string, PublishedPlenary>()
const mostKept = 4

type Published = { hash: string; stageId: string | null; publishedAt: Date }

export async function loadPublishedPlenary(
  env: Env,
  edition: LoadedEdition,
  { hash, stageId, publishedAt }: Published,
): Promise<PublishedPlenary | undefined> {
  const known = kept.get(hash)
  if (known) return known
  const db = openDb(env.DB)
  const stage = edition.stages.find(({ id }) => id === stageId)
  const plenary = stage && (await loadPlenary(env, db, { edition, stage }, publishedAt))
  if (!stage || !plenary?.ok || !plenary.value.decision) return undefined
  const { decided, rankedStage } = plenary.value
  const scoring = findScoringStage(edition.rules, rankedStage.id)
  if (!scoring) return undefined
  const run = await findNewestCalibration(db, edition.id, rankedStage.id, {
    from: rankedStage.closesAt,
    until: publishedAt,
  })
  const calibrated = run ? ((await loadStored(env, run))?.result ?? null) : null
  const awards = new Map(decided.map(({ proposalId, awardId }) => [proposalId, awardId]))
  const loaded = { hash, publishedAt, edition, stage, scoring, plenary: plenary.value, awards, calibrated }
  const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  kept.set(hash, loaded)
  return loaded
}

/** The newest results of each plenary, by stage. */
export async function listPublishedPlenaries(env: Env, db: Db, editionId: string): Promise<PublishedPlenary[]> {
  const published = await listPublishedResults(db, editionId)
  const edition = published.length > 0 ? await findEdition(db, editionId) : undefined
  if (!edition) return []
  const newest = new Map(published.map((one) => [one.stageId, one]))
  const plenaries = await Promise.all([...newest.values()].map((one) => loadPublishedPlenary(env, edition, one)))
  return plenaries.filter((one) => one !== undefined).toSorted((a, b) => a.stage.position - b.stage.position)
}

/** Ranks between which the proposal stands with nine chances in ten. */
function intervalOf({ calibrated }: PublishedPlenary, referenceNumber: string): readonly [number, number] | null {
  const own = calibrated?.proposals.find((one) => one.referenceNumber === referenceNumber)
  const contest = calibrated?.contests.find(({ id }) => id === own?.contest)
  if (!calibrated || !own || !contest || own.rankCalibrated === null) return null
  const last = calibrated.proposals.filter((one) => one.contest === own.contest && one.rankCalibrated !== null).length
  const chances = { places: contest.places, millionths: own.topMillionths }
  return [rankQuantile(chances, 0.05, last), rankQuantile(chances, 0.95, last)]
}

/** What the jury and the plenary of one published stage say of one proposal; undefined when it was no candidate there. */
export async function feedbackFor(db: Db, published: PublishedPlenary, subject: Subject) {
  const { plenary, scoring, edition, awards } = published
  const isCandidate = [...plenary.ranked, ...plenary.unranked].some(({ proposalId }) => proposalId === subject.id)
  if (!isCandidate) return undefined
  const [lines, verdicts] = await db.batch([
    listSheetLines(db, edition.id, scoring.id, subject.id),
    listVerdicts(db, edition.id, scoring.id),
  ])
  // The weighted means count every sheet; the calibrated ranking leaves out those that a review excluded.
  const excluded = new Set(
    plenary.official.column === 'calibrated'
      ? verdicts.flatMap(({ verdict, proposalId, jurorId }) =>
          verdict === 'excluded' && (proposalId === null || proposalId === subject.id) ? [jurorId] : [],
        )
      : [],
  )
  const sheets = sheetsOf(lines.filter(({ jurorId }) => !excluded.has(jurorId)))
  return {
    subject,
    published,
    placing: placingOf(plenary.table, awards, subject.id),
    interval: intervalOf(published, subject.referenceNumber),
    feedback: feedbackOf(scoring.rubric, sheets),
    requiredSheets: scoring.readersPerProposal,
  }
}

export type Feedback = NonNullable<Awaited<ReturnType<typeof feedbackFor>>>

type Line = Awaited<ReturnType<typeof listSheetLines>>[number]

function sheetsOf(lines: readonly Line[]): ReadSheet[] {
  const sheets = new Map<string, { comment: string; scores: ReadSheet['scores'][number][] }>()
  for (const { assignmentId, comment, criterionId, points, criterionComment } of lines) {
    const sheet = sheets.get(assignmentId) ?? { comment, scores: [] }
    sheets.set(assignmentId, sheet)
    if (criterionId !== null && points !== null) {
      sheet.scores.push({ criterionId, points, comment: criterionComment ?? '' })
    }
  }
  return [...sheets.values()]
}
