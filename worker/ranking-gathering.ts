import type { Db } from '#db/client.ts'
import type { LoadedEdition } from '#db/editions.ts'
import { listSheetPage, type SheetCursor } from '#db/ranking-runs.ts'
import { listStandings } from '#db/rankings.ts'
import { listVerdicts } from '#db/reviews.ts'
import { plenaryBefore } from '#domain/assignment.ts'
import { findScoringStage, type Stage } from '#domain/edition.ts'
import { plenaryTable, type SharedCut } from '#domain/plenary.ts'
import type { BundleSource } from '#domain/ranking/bundle.ts'
import type { RankingPlan } from '#domain/ranking/ranking-plan.ts'
import { stageContests, stagePlan, type Competitor, type RunConfig, type StageContest } from '#domain/stage-plan.ts'
import { rankStandings } from './ranking.ts'

/** Everything a run computes from, as it was read once: proposals by reference number, jurors by pseudonym. */
export type Gathered = {
  source: BundleSource
  plan: RankingPlan
  contests: StageContest[]
  /** Who they are, and the agencies of the proposals, in the order of the source. Never published. */
  people: { proposalIds: string[]; jurorIds: string[]; agencies: string[] }
  /** Sheets of jurors in conflict that nobody has decided on: the run is refused. */
  conflicted: { proposalId: string; jurorId: string }[]
}

/** Sheets of one read: with five criteria about 300 kB. */
const sheetsPerPage = 2000

type Sheet = Awaited<ReturnType<typeof listSheetPage>>[number]

async function readSheets(db: Db, stage: { editionId: string; stageId: string; until: Date }): Promise<Sheet[]> {
  const sheets: Sheet[] = []
  let after: SheetCursor = { proposalId: '', assignmentId: '' }
  for (;;) {
    const page = await listSheetPage(db, stage, after, sheetsPerPage)
    sheets.push(...page)
    const last = page.at(-1)
    if (!last || page.length < sheetsPerPage) return sheets
    after = last
  }
}

const encoder = new TextEncoder()

/**
 * A name that tells nobody who it is, the same in every run of a stage and another one in any other stage: two runs over the
 * same scores have the same digits, and a juror cannot be followed from one publication to the next.
 */
async function pseudonymsFor(secret: string, scope: string) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  return async (jurorId: string): Promise<string> => {
    const text = JSON.stringify(['juror of a published ranking', scope, jurorId])
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
    return `J-${Array.from(mac.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
  }
}

type Verdict = Awaited<ReturnType<typeof listVerdicts>>[number]

/** What was decided about a sheet: about its own score, or about all of its juror. An exclusion outweighs a `kept`. */
function verdictOn(verdicts: readonly Verdict[], { proposalId, jurorId }: { proposalId: string; jurorId: string }) {
  const about = verdicts.filter((one) => one.jurorId === jurorId && (one.proposalId ?? proposalId) === proposalId)
  const conflict = about.find(({ kind }) => kind === 'CONFLICTED_SCORE')
  return { conflict, excluded: about.find(({ verdict }) => verdict === 'excluded') }
}

/** Cuts of the plenary that starts from the stage, shared as the official list shares them. */
function cutsOf({ rules }: LoadedEdition, stageId: string, ranking: ReturnType<typeof rankStandings>): SharedCut[] {
  const plenary = rules.stages.find((stage) => stage.kind === 'plenary' && stage.rankedStageId === stageId)
  if (plenary?.kind !== 'plenary') return []
  const passingHundredths = findScoringStage(rules, stageId)?.passingHundredths ?? null
  return plenaryTable({ ranked: ranking.ranked, cuts: plenary.cuts, moves: [], passingHundredths }).cuts
}

type Gathering = { edition: LoadedEdition; stage: Stage; config: RunConfig; until: Date; secret: string }

/** Reads the scores of a stage in pages. Undefined when it is not a scoring stage. */
export async function gatherScores(
  db: Db,
  { edition, stage, config, until, secret }: Gathering,
): Promise<Gathered | undefined> {
  const rules = findScoringStage(edition.rules, stage.id)
  if (!rules) return undefined
  const [standings, verdicts] = await db.batch([
    listStandings(db, edition.id, stage.id, plenaryBefore(edition.stages, stage)?.id),
    listVerdicts(db, edition.id, stage.id),
  ])
  const candidates = new Map(standings.map((one) => [one.proposalId, one]))
  const all = await readSheets(db, { editionId: edition.id, stageId: stage.id, until })
  const read = all.filter(({ proposalId }) => candidates.has(proposalId))
  const proposalIds = [...new Set(read.map(({ proposalId }) => proposalId))]
  const jurorIds = [...new Set(read.map(({ jurorId }) => jurorId))]
  const pseudonym = await pseudonymsFor(secret, JSON.stringify([edition.id, stage.id]))
  const proposalAt = new Map(proposalIds.map((id, index) => [id, index]))
  const jurorAt = new Map(jurorIds.map((id, index) => [id, index]))
  const { exclusions, conflicted } = sortOut(read, verdicts, config)
  const source: BundleSource = {
    criteria: rules.rubric.map(({ id, weightPercent }) => ({ id, weightPercent })),
    proposals: proposalIds.map((id) => candidates.get(id)!.referenceNumber),
    jurors: await Promise.all(jurorIds.map(pseudonym)),
    sheets: read.map(({ proposalId, jurorId, points }) => [
      proposalAt.get(proposalId)!,
      jurorAt.get(jurorId)!,
      ...rules.rubric.flatMap(({ id }) => points[id] ?? []),
    ]),
    exclusions,
  }
  const counted = countSheets(source)
  const competitors = proposalIds.flatMap((id, index): Competitor[] => {
    const { referenceNumber, groupId, clusterId } = candidates.get(id)!
    return (counted[index] ?? 0) < rules.readersPerProposal ? [] : [{ id: referenceNumber, groupId, clusterId }]
  })
  const contests = stageContests(
    competitors,
    cutsOf(edition, stage.id, rankStandings(standings, rules.readersPerProposal)),
  )
  const agencies = proposalIds.map((id) => candidates.get(id)!.agency)
  const seed = `${edition.slug}/${stage.id}`
  const plan = stagePlan({ contests, competitors, config, minScores: rules.readersPerProposal, seed })
  return { source, plan, contests, people: { proposalIds, jurorIds, agencies }, conflicted }
}

/**
 * Which sheets stay out. A score of a juror in conflict waits for a person's decision and, once excluded, stays out of every
 * run; other exclusions only where they are asked for.
 */
function sortOut(read: readonly Sheet[], verdicts: readonly Verdict[], config: RunConfig) {
  const exclusions: { sheet: number; reason: string }[] = []
  const conflicted: Gathered['conflicted'] = []
  for (const [sheet, one] of read.entries()) {
    const { conflict, excluded } = verdictOn(verdicts, one)
    if (one.inConflict && !conflict) conflicted.push({ proposalId: one.proposalId, jurorId: one.jurorId })
    const conflictExcluded = conflict?.verdict === 'excluded' ? conflict : undefined
    const out = conflictExcluded ?? (config.exclusions === 'decided' ? excluded : undefined)
    if (out) exclusions.push({ sheet, reason: out.reason })
  }
  return { exclusions, conflicted }
}

function countSheets({ proposals, sheets, exclusions }: BundleSource): Int32Array {
  const counted = new Int32Array(proposals.length)
  const out = new Set(exclusions.map(({ sheet }) => sheet))
  for (const [index, [proposal = 0]] of sheets.entries()) {
    if (!out.has(index)) counted[proposal] = counted[proposal]! + 1
  }
  return counted
}
