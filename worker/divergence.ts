import { selectPublisher } from '#db/assignment-plans.ts'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import {
  insertDivergence,
  isUndiverged,
  isUnopened,
  linkThirdReading,
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

/** A third reader, unless there is one. Where no juror is free, the secretariat hears of it once, and the sweep tries again. */
async function giveThird(env: Env, { db, place, open, found, now }: Following, divergenceId: string): Promise<void> {
  const [plan] = await selectPublisher(db, place.editionId, place.stageId)
  if (!plan?.publishedBy) return
  const { unmet } = await fillGaps(env, db, {
    editionId: place.editionId,
    stageId: place.stageId,
    kind: 'third_reading',
    by: plan.publishedBy,
    actorId: null,
    now,
    reason: 'Nilai kedua juri berselisih melebihi batas edisi',
    // Whoever follows the same divergence at the same moment comes to the same number and adds nobody.
    extra: [{ proposalId: place.proposalId, readers: 1, atMost: found.live + 1 }],
  })
  await linkThirdReading(db, divergenceId, place)
  if (unmet.length === 0) return
  const mails = (await listSecretariat(db, now, mostToldOf)).map((person) => ({
    ...mailRow(now, thirdReaderMissing(person, { title: found.title, stageName: open.stage.name })),
    onceKey: `third-reader-missing:${divergenceId}:${person.id}`,
  }))
  await insertMails(db, mails)
  await announceMails(
    env,
    mails.map(({ id }) => id),
  )
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
  await announceMails(
    env,
    mails.map(({ id }) => id),
  )
}

async function follow(env: Env, db: Db, place: StagedProposal, open: OpenStage, now: Date): Promise<void> {
  const [found] = await selectDivergenceCase(db, place)
  if (!found || found.openedAt !== null || found.closedAt !== null) return
  const following = { db, place, open, found, now }
  if (found.divergenceId === null) {
    const divergenceId = await find(following)
    if (divergenceId !== null) await giveThird(env, following, divergenceId)
    return
  }
  const { divergenceId, thirdReadingId, linkedId, live } = found
  if (thirdReadingId !== linkedId) await linkThirdReading(db, divergenceId, place)
  const { limitHundredths, rules } = open
  const { readersPerProposal } = rules
  const diverges = stillDiverges(totalsOf(found), { live, limitHundredths, readersPerProposal })
  if (diverges === null) return
  if (!diverges) await settle(following, divergenceId)
  else if (thirdReadingId === null) await giveThird(env, following, divergenceId)
  else await openRound(env, following, divergenceId)
}

/** After a sheet was handed in: a divergence, a third reader, or the round of all three. Done twice, it adds nothing. */
export async function followDivergence(env: Env, assignmentId: string, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const [place] = await selectDivergedProposal(db, assignmentId, now)
  const edition = place && (await findEdition(db, place.editionId))
  const open = edition && openStageOf(edition, place.stageId, now)
  if (open) await follow(env, db, place, open, now)
}

/** The same for what a lost message has left behind, and for third readers who could not be found before. */
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
      for (const place of places) await follow(env, db, place, open, now)
      // Whoever had not answered may have lost the sheet since.
      await db.batch(closeAnswered(db, isOfStage(id, stageId), now))
    }
  }
}
