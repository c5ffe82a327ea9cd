import { selectPublisher } from '#db/assignment-plans.ts'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import {
  insertDivergence,
  isUndiverged,
  isUnopened,
  linkThirdReading,
  listFreshDivergences,
  listPendingDivergences,
  listSheetJurors,
  listUnfoundDivergences,
  openConsolidation,
  selectDivergenceCase,
  selectDivergedProposal,
  settleDivergence,
  type StagedProposal,
} from '#db/divergences.ts'
import { closeAnswered, isOfStage } from '#db/consolidations.ts'
import { findEdition, listEditions, type LoadedEdition } from '#db/editions.ts'
import { insertMails } from '#db/mails.ts'
import { listSecretariat } from '#db/roles.ts'
import { divergenceOf, stillDiverges } from '#domain/divergence.ts'
import { findScoringStage, isOpen, isScoring, type ScoringStageRules, type Stage } from '#domain/edition.ts'
import type { Env } from './env.ts'
import { consolidationOpened, thirdReaderMissing } from './letters/consolidation.ts'
import { announceMails, mailRow } from './mail.ts'
import { fillGaps } from './replanning.ts'

/** Proposals of one stage that a sweep looks at. */
const sweptAtOnce = 50
/** Divergences younger than this are looked at each minute, the others each hour. */
const freshMs = 5 * 60_000

type OpenStage = { stage: Stage; rules: ScoringStageRules; limitHundredths: number }

function openStageOf(edition: LoadedEdition, stageId: string, now: Date): OpenStage | undefined {
  const stage = edition.stages.find(({ id }) => id === stageId)
  const rules = findScoringStage(edition.rules, stageId)
  const limitHundredths = rules?.divergenceHundredths ?? null
  return stage && rules && limitHundredths !== null && isOpen(stage, now)
    ? { stage, rules, limitHundredths }
    : undefined
}

type Case = Awaited<ReturnType<typeof selectDivergenceCase>>[number]
type Following = { db: Db; place: StagedProposal; open: OpenStage; found: Case; now: Date }

const totalsOf = ({ totals }: Case): number[] => JSON.parse(totals)

/**
 * Whether the jurors of a proposal have just turned out to be too far apart. Proposals with more readers than the stage asks for
 * (anchors) link the jurors' scales and are left alone: their scores must stay independent.
 */
async function find({ db, place, open, found, now }: Following): Promise<string | null> {
  const { rules, limitHundredths } = open
  const totals = totalsOf(found)
  const isComplete = found.live === rules.readersPerProposal && totals.length === found.live
  const difference = isComplete
    ? divergenceOf(totals, { limitHundredths, readersPerProposal: rules.readersPerProposal })
    : null
  if (difference === null) return null
  const id = crypto.randomUUID()
  await db.batch([
    insertAuditEventIf(
      db,
      {
        at: now,
        actorId: null,
        action: 'divergence.found',
        editionId: place.editionId,
        subjectId: id,
        // Without the difference: the trail is read while the stage is open, and scores only when it has closed.
        detail: { stageId: place.stageId, proposalId: place.proposalId, limitHundredths },
      },
      isUndiverged(place),
    ),
    insertDivergence(db, { id, ...place, differenceHundredths: difference, limitHundredths, foundAt: now }),
  ])
  const [known] = await selectDivergenceCase(db, place)
  return known?.divergenceId ?? null
}

/** More people of the secretariat than there are. */
const mostToldOf = 50

/** A divergence whose sheets are in and that nobody reads a third time. */
type Lacking = { divergenceId: string; place: StagedProposal; title: string }

/**
 * Third readers for all of them in one plan: planning looks at the whole stage, so it is done once a minute and not beside each
 * hand-in. Where no juror is free, the secretariat hears of it once.
 */
async function giveThirds(env: Env, db: Db, open: OpenStage, lacking: readonly Lacking[], now: Date): Promise<void> {
  const [first] = lacking
  const [plan] = first ? await selectPublisher(db, first.place.editionId, first.place.stageId) : []
  if (!first || !plan?.publishedBy) return
  const { unmet } = await fillGaps(env, db, {
    editionId: first.place.editionId,
    stageId: first.place.stageId,
    kind: 'third_reading',
    by: plan.publishedBy,
    actorId: null,
    now,
    reason: 'Nilai kedua juri berselisih melebihi batas edisi',
    // Whoever follows the same divergences at the same moment comes to the same number and adds nobody.
    extra: lacking.map(({ place: { proposalId } }) => ({
      proposalId,
      readers: 1,
      atMost: open.rules.readersPerProposal + 1,
    })),
  })
  for (const { divergenceId, place } of lacking) await linkThirdReading(db, divergenceId, place)
  const without = lacking.filter(({ place }) => unmet.some(({ proposalId }) => proposalId === place.proposalId))
  if (without.length > 0) await tellSecretariat(env, db, open, without, now)
}

async function tellSecretariat(
  env: Env,
  db: Db,
  open: OpenStage,
  without: readonly Lacking[],
  now: Date,
): Promise<void> {
  const people = await listSecretariat(db, now, mostToldOf)
  const mails = without.flatMap(({ divergenceId, title }) =>
    people.map((person) => ({
      ...mailRow(now, thirdReaderMissing(person, { title, stageName: open.stage.name })),
      onceKey: `third-reader-missing:${divergenceId}:${person.id}`,
    })),
  )
  await insertMails(db, mails)
  await announceMails(env, mails)
}

/** The sheets that are left agree: the divergence went with a sheet that was withdrawn. */
async function settle({ db, place, now }: Following, divergenceId: string): Promise<void> {
  await db.batch([
    insertAuditEventIf(
      db,
      {
        at: now,
        actorId: null,
        action: 'divergence.settled',
        editionId: place.editionId,
        subjectId: divergenceId,
        detail: { stageId: place.stageId, proposalId: place.proposalId },
      },
      isUnopened(divergenceId),
    ),
    settleDivergence(db, divergenceId, now),
  ])
}

/** All sheets are in, the third one too: their jurors may see them, and hear of it. */
async function openRound(env: Env, { db, place, open, found, now }: Following, divergenceId: string): Promise<void> {
  const { title } = found
  const { closesAt, name: stageName } = open.stage
  const jurors = await listSheetJurors(db, place, now)
  const mails = jurors.map((juror) => ({
    ...mailRow(now, consolidationOpened(juror, { title, stageName, closesAt })),
    onceKey: `consolidation:${divergenceId}:${juror.id}`,
  }))
  await db.batch([
    insertAuditEventIf(
      db,
      {
        at: now,
        actorId: null,
        action: 'consolidation.opened',
        editionId: place.editionId,
        subjectId: divergenceId,
        detail: { stageId: place.stageId, proposalId: place.proposalId },
      },
      isUnopened(divergenceId),
    ),
    insertMails(db, mails, isUnopened(divergenceId)),
    openConsolidation(db, divergenceId, now),
  ])
  await announceMails(env, mails)
}

/** One step of one proposal. Answers what still lacks a third reader. */
async function follow(env: Env, db: Db, place: StagedProposal, open: OpenStage, now: Date): Promise<Lacking | null> {
  const [found] = await selectDivergenceCase(db, place)
  if (!found || found.openedAt !== null || found.closedAt !== null) return null
  const following = { db, place, open, found, now }
  if (found.divergenceId === null) {
    const divergenceId = await find(following)
    return divergenceId === null ? null : { divergenceId, place, title: found.title }
  }
  const { divergenceId, thirdReadingId, linkedId, live, title } = found
  if (thirdReadingId !== linkedId) await linkThirdReading(db, divergenceId, place)
  const { limitHundredths, rules } = open
  const { readersPerProposal } = rules
  const diverges = stillDiverges(totalsOf(found), { live, limitHundredths, readersPerProposal })
  if (diverges === null) return null
  if (!diverges) await settle(following, divergenceId)
  else if (thirdReadingId === null) return { divergenceId, place, title }
  else await openRound(env, following, divergenceId)
  return null
}

/** After a sheet was handed in: a divergence, or the round of all three. Done twice, it adds nothing. */
export async function followDivergence(env: Env, assignmentId: string, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const [place] = await selectDivergedProposal(db, assignmentId, now)
  const edition = place && (await findEdition(db, place.editionId))
  const open = edition && openStageOf(edition, place.stageId, now)
  if (open) await follow(env, db, place, open, now)
}

/** Each minute: third readers for what was found in the last ones. */
export async function giveThirdReaders(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const fresh = await listFreshDivergences(db, new Date(now.getTime() - freshMs))
  const stages = new Map(fresh.map((place) => [JSON.stringify([place.editionId, place.stageId]), place]))
  for (const { editionId, stageId } of stages.values()) {
    const edition = await findEdition(db, editionId)
    const open = edition && openStageOf(edition, stageId, now)
    if (!open) continue
    const own = fresh.filter((place) => place.editionId === editionId && place.stageId === stageId)
    await followAll(env, db, own, open, now)
  }
}

async function followAll(
  env: Env,
  db: Db,
  places: readonly StagedProposal[],
  open: OpenStage,
  now: Date,
): Promise<void> {
  const lacking: Lacking[] = []
  for (const place of places) {
    const one = await follow(env, db, place, open, now)
    if (one) lacking.push(one)
  }
  await giveThirds(env, db, open, lacking, now)
}

/** The same for what a lost message has left behind, and for third readers who could not be found before or have left. */
export async function sweepDivergences(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  for (const { id, isOpened, stages } of await listEditions(db)) {
    if (!isOpened || !stages.some((stage) => isOpen(stage, now))) continue
    const edition = await findEdition(db, id)
    for (const { id: stageId } of edition?.rules.stages.filter(isScoring) ?? []) {
      const open = edition && openStageOf(edition, stageId, now)
      if (!open) continue
      const { limitHundredths, rules } = open
      const unfound = { editionId: id, stageId, readers: rules.readersPerProposal, limitHundredths }
      const places = [
        ...(rules.readersPerProposal < 2 ? [] : await listUnfoundDivergences(db, unfound, sweptAtOnce)),
        ...(await listPendingDivergences(db, id, stageId, sweptAtOnce)),
      ]
      await followAll(env, db, places, open, now)
      // Whoever had not answered may have lost the sheet since.
      await db.batch(closeAnswered(db, isOfStage(id, stageId), now))
    }
  }
}
