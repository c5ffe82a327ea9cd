import type { DatabaseSync } from 'node:sqlite'
import { assignJurors, type Reading } from '#domain/assignment.ts'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { simulatedPoints } from '#worker/simulation.ts'
import { edition, loadDemand, openStage, plenary, scoring, screenAll, writePlan } from '../bench/competition.ts'
import { anAssignmentDemand } from '../factories.ts'

/** Two panels, each with half of the proposals: nobody of the one reads what the other reads. */
function readInPanels(db: DatabaseSync, now: Date): Reading[] {
  const { proposals, jurors, conflicts } = loadDemand(db, now)
  return [0, 1].flatMap((panel) => {
    const mine = (_: string, at: number) => at % 2 === panel
    const planned = assignJurors(
      anAssignmentDemand({
        proposals: proposals.filter(mine),
        jurors: jurors.filter(mine),
        conflicts,
        readersPerProposal: scoring.readersPerProposal,
        seed: panel,
      }),
    )
    if (!planned.ok) throw new Error(planned.refusal.code)
    return planned.value.readings
  })
}

/** Simulated sheets for all readings; the first juror gives the first proposal nothing at all. */
function writeSheets(db: DatabaseSync, readings: readonly Reading[], now: Date): void {
  const insertSheet = db.prepare(
    `INSERT INTO score_sheets (assignment_id, edition_id, stage_id, proposal_id, total_hundredths, comment, handed_in_at)
      VALUES (?, ?, ?, ?, ?, 'Simulasi.', ?)`,
  )
  const insertScore = db.prepare(
    `INSERT INTO scores (assignment_id, criterion_id, points, comment) VALUES (?, ?, ?, 'Simulasi.')`,
  )
  const assignments = writePlan(db, readings, now)
  db.exec('BEGIN')
  for (const [n, { id, proposalId, jurorId }] of assignments.entries()) {
    const points =
      n === 0
        ? Object.fromEntries(scoring.rubric.map((criterion) => [criterion.id, 0]))
        : simulatedPoints(scoring.rubric, proposalId, jurorId)
    const total = weightedTotalHundredths(scoring.rubric, points)
    if (!total.ok) throw new Error(total.refusal.code)
    insertSheet.run(id, edition.id, scoring.id, proposalId, total.value, now.getTime())
    for (const [criterionId, given] of Object.entries(points)) insertScore.run(id, criterionId, given)
  }
  db.exec('COMMIT')
}

/** Closes the scoring stage, read by two panels that share no proposal. */
export function scoreInPanels(db: DatabaseSync, now: Date): void {
  openStage(db, 'seleksi', now)
  screenAll(db, now)
  openStage(db, scoring.id, now)
  writeSheets(db, readInPanels(db, now), now)
  openStage(db, plenary.id, now)
}
