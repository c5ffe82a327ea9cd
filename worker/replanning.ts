import { selectPublisher } from '#db/assignment-plans.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { findEdition } from '#db/editions.ts'
import { insertMails } from '#db/mails.ts'
import { insertPublished, insertReadings } from '#db/plan-publication.ts'
import { selectMeantReaders } from '#db/reader-gaps.ts'
import { assignJurors, type Reading, type UnmetDemand } from '#domain/assignment.ts'
import type { PlanKind } from '#domain/assignment/plan-kind.ts'
import { findScoringStage } from '#domain/edition.ts'
import {
  demandOf,
  lettersOfReadings,
  loadDemand,
  placeReadings,
  plannedStage,
  splitReadings,
  type Demand,
  type Planning,
} from './assignment-demand.ts'
import type { Env } from './env.ts'
import { tellLacking } from './lacking-readers.ts'
import { announceMails } from './mail.ts'
import type { PlanConfig } from './plan-draft.ts'

type Gaps = {
  editionId: string
  stageId: string
  kind: PlanKind
  /** In whose name: the maker of the plan. `actorId` is null when nobody asked for it just now. */
  by: string
  actorId: string | null
  now: Date
  reason: string
  /** Proposals that get readers beside those they have. Given, only these are looked at. */
  extra?: readonly Extra[]
}

/** `atMost`: readers that the proposal has then in all. */
type Extra = { proposalId: string; readers: number; atMost?: number }

type Filled = { planId: string | null; added: Reading[]; unmet: UnmetDemand[] }

const nothing: Filled = { planId: null, added: [], unmet: [] }

/** How often it is made anew because something changed between its reading and its writing. */
const mostTries = 3

/**
 * Gives proposals that lack readers new ones, or `extra` ones beside the required, and publishes that at once with letters and
 * trail. What is there already stays as it is. Nothing in a stage without a published plan, or one that has closed.
 */
export async function fillGaps(env: Env, db: Db, gaps: Gaps): Promise<Filled> {
  const edition = await findEdition(db, gaps.editionId)
  const stage = edition?.stages.find(({ id }) => id === gaps.stageId)
  const rules = edition && findScoringStage(edition.rules, gaps.stageId)
  if (!edition || !stage || !rules || gaps.now >= stage.closesAt) return nothing
  const planning = { edition, stage, rules, now: gaps.now }
  for (let tries = 1; ; tries++) {
    const demand = await loadDemand(db, planning)
    if (!demand.isAssigned) return nothing
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
    const extra = gaps.extra ?? (await lackingIn(db, demand, planning))
    const { added, unmet } = findReaders(demand, wantedReaders(demand, extra), seed)
    if (added.length === 0) return { planId: null, added, unmet }
    const planId = crypto.randomUUID()
    try {
      await save(env, db, { planning, gaps, demand, planId, seed, added })
      return { planId, added, unmet }
    } catch (error) {
      // Without its plan's row a reading is refused: by its foreign key, or because somebody has just been given it.
      const isOutdated = ['FOREIGN KEY', 'conflict_of_interest'].some((word) => isRefusedByTrigger(error, word))
      if (!(isOutdated || isUniqueViolation(error)) || tries === mostTries) throw error
    }
  }
}

/** The job: in the name of whoever published the stage's plan. */
export async function workGaps(
  env: Env,
  { editionId, stageId, reason }: Pick<Gaps, 'editionId' | 'stageId' | 'reason'>,
  now: Date,
): Promise<void> {
  const db = openDb(env.DB)
  const [plan] = await selectPublisher(db, editionId, stageId)
  if (!plan?.publishedBy) return
  const by = plan.publishedBy
  const { unmet } = await fillGaps(env, db, { editionId, stageId, kind: 'replan', by, actorId: null, now, reason })
  await tellLacking(env, db, { editionId, stageId, now, unmet })
}

function countLive({ readings }: Demand): Map<string, number> {
  const live = new Map<string, number>()
  for (const { proposalId } of splitReadings(readings).live) live.set(proposalId, (live.get(proposalId) ?? 0) + 1)
  return live
}

/** All proposals with fewer readers than they are meant to have. */
async function lackingIn(db: Db, demand: Demand, planning: Planning): Promise<Extra[]> {
  const { readersPerProposal: readers } = planning.rules
  const live = countLive(demand)
  const fewer = demand.proposals.filter(({ id }) => (live.get(id) ?? 0) < readers).map(({ id }) => id)
  if (fewer.length === 0) return []
  const meant = await selectMeantReaders(db, plannedStage(planning), { readers, now: planning.now }, fewer)
  return meant.map((one) => ({ ...one, atMost: one.readers }))
}

/** How many readings each proposal should come to that has fewer, grouped by that number. */
function wantedReaders(demand: Demand, extra: readonly Extra[]): Map<number, Set<string>> {
  const live = countLive(demand)
  const wanted = new Map<number, Set<string>>()
  for (const { proposalId, readers, atMost = Infinity } of extra) {
    const standing = live.get(proposalId) ?? 0
    const sum = Math.min(standing + readers, atMost)
    if (sum > standing) wanted.set(sum, (wanted.get(sum) ?? new Set()).add(proposalId))
  }
  return wanted
}

/** What is given at once is made from: the caps that the secretariat has set, and the themes. */
const choiceOf = ({ sharedCap }: Demand): PlanConfig => ({ anchors: null, mostReadings: sharedCap, usesThemes: true })

/** New readers beside those who read already; nothing that stands is moved. */
function findReaders(demand: Demand, wanted: ReadonlyMap<number, ReadonlySet<string>>, seed: number) {
  const added: Reading[] = []
  const unmet: UnmetDemand[] = []
  for (const [readersPerProposal, proposalIds] of wanted) {
    const whole = demandOf(demand, { ...choiceOf(demand), seed, readersPerProposal })
    const kept = [...whole.kept, ...added].map(({ proposalId, jurorId }) => ({ proposalId, jurorId, isHandedIn: true }))
    const proposals = whole.proposals.filter(({ id }) => proposalIds.has(id))
    const plan = assignJurors({ ...whole, kept, proposals })
    if (plan.ok) {
      added.push(...plan.value.added)
      unmet.push(...plan.value.unmet)
    } else if (plan.refusal.code === 'too_few_jurors') {
      const live = countLive(demand)
      for (const { id } of proposals) {
        unmet.push({ proposalId: id, missing: readersPerProposal - (live.get(id) ?? 0), cause: 'too_few_jurors' })
      }
    }
  }
  return { added: placeReadings(demand, added), unmet }
}

type Saving = {
  planning: Planning
  gaps: Gaps
  demand: Demand
  planId: string
  seed: number
  added: readonly Reading[]
}

async function save(env: Env, db: Db, { planning, gaps, demand, planId, seed, added }: Saving): Promise<void> {
  const { editionId, stageId, kind, by, actorId, now, reason } = gaps
  const { readersPerProposal } = planning.rules
  const row = {
    id: planId,
    editionId,
    stageId,
    seed,
    readersPerProposal,
    at: now,
    by,
    kind,
    reason,
    config: choiceOf(demand),
  }
  const mails = lettersOfReadings(planning, demand, added, planning.stage.closesAt)
  await db.batch([
    insertPublished(db, { ...row, basis: demand.basis }, plannedStage(planning)),
    ...insertReadings(db, row, added),
    insertMails(db, mails),
    insertAuditEvent(db, {
      at: now,
      actorId,
      action: 'assignment.replaced',
      editionId,
      subjectId: planId,
      detail: { stageId, kind, seed, readings: added.length, reason },
    }),
  ])
  await announceMails(env, mails)
}
