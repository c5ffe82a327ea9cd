import type { DatabaseSync } from 'node:sqlite'
import type { Reading } from '#domain/assignment.ts'
import { findPlenaryStage, isScoring, type StageKind } from '#domain/edition.ts'
import {
  edition,
  loadDemand,
  openStage,
  plenary,
  rules,
  scoring,
  screenAll,
  signPacts,
  writePlan,
  writeSheets,
  type Demand,
} from '../bench/competition.ts'

/** Readers in turn, without those in conflict: balanced enough for a journey, and the same each time. */
function readInTurn({ proposals, jurors, conflicts }: Demand, readers: number): Reading[] {
  const barred = new Set(conflicts.map(({ jurorId, proposalId }) => `${jurorId} ${proposalId}`))
  const read = new Map<string, number>()
  return proposals.flatMap((proposalId, turn) => {
    const inTurn = jurors.map((_, n) => jurors[(turn * readers + n) % jurors.length] ?? '')
    const chosen = inTurn.filter((jurorId) => !barred.has(`${jurorId} ${proposalId}`)).slice(0, readers)
    if (chosen.length < readers) throw new Error(`${proposalId} lacks readers: the portal needs more jurors`)
    return chosen.map((jurorId) => {
      const position = (read.get(jurorId) ?? 0) + 1
      read.set(jurorId, position)
      return { proposalId, jurorId, position }
    })
  })
}

/** The plenary of the finalists, which gives each group's places to the highest sums. */
function decideByScore(db: DatabaseSync, now: Date): void {
  const [date, at] = [now.toISOString().slice(0, 10), now.getTime()]
  const decide = db.prepare('INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?)')
  decide.run(edition.id, plenary.id, 'Kep. Simulasi 1', date, at, 'sim-secretariat')
  const give = db.prepare(
    `INSERT INTO places (edition_id, stage_id, proposal_id, award_id, rank, sum_hundredths, sheet_count)
      SELECT ?, ?, p.id, ?, rank() OVER (PARTITION BY a.cluster_id ORDER BY sum(total_hundredths) DESC), sum(total_hundredths), count(*)
      FROM score_sheets s JOIN proposals p ON p.id = s.proposal_id JOIN agencies a ON a.id = p.agency_id WHERE p.group_id = ?
      GROUP BY p.id ORDER BY 6 DESC, p.id LIMIT ?`,
  )
  const cuts = findPlenaryStage(rules, plenary.id)?.cuts ?? []
  for (const { awardId, groupId, places } of cuts) give.run(edition.id, plenary.id, awardId, groupId, places)
}

/**
 * Brings the seeded competition to the first stage of this kind, which is then open: what comes before has been screened, read,
 * scored and decided by simulated people, and every juror has signed the pact. `planned`: in a stage of readings each proposal has its jurors, none has read yet.
 */
export function holdUntil(db: DatabaseSync, now: Date, kind: StageKind, planned: boolean): void {
  const at = (is: StageKind) => rules.stages.findIndex((stage) => stage.kind === is)
  const [goal, target] = [at(kind), rules.stages[at(kind)]]
  if (!target) throw new Error(`the edition has no stage of kind ${kind}`)
  if (goal > at('screening')) {
    openStage(db, rules.stages[at('screening')]?.id ?? '', now)
    screenAll(db, now)
  }
  if (goal > at('scoring')) {
    openStage(db, scoring.id, now)
    const readings = readInTurn(loadDemand(db, now), scoring.readersPerProposal)
    writeSheets(db, writePlan(db, readings, now), now)
  }
  if (goal > at('plenary')) {
    openStage(db, plenary.id, now)
    decideByScore(db, now)
  }
  openStage(db, target.id, now)
  signPacts(db, now)
  if (planned && isScoring(target)) {
    writePlan(db, readInTurn(loadDemand(db, now, target), target.readersPerProposal), now, target)
  }
}
