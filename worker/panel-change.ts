import { insertPublished, insertReadings } from '#db/plan-publication.ts'
import type { Db } from '#db/client.ts'
import { endReadingsOf } from '#db/assignments.ts'
import { changePanel, type PanelChange, type PanelRefusal } from '#domain/interview-panel.ts'
import { accept, type Result } from '#domain/result.ts'
import { loadDemand, placeReadings, plannedStage } from './assignment-demand.ts'
import type { InterviewStage } from './interview-planning.ts'

type Asked = { proposalId: string; present: readonly string[]; wanted: readonly string[] }
type Person = { id: string; name: string; email: string }

/**
 * Another panel for one interview: a panel are those who read the proposal in the stage, so who joins is given the reading and who
 * leaves has it no more. `save` makes the statements for the batch that puts the interview; when readings, jurors or conflicts
 * changed since, a new reading fails on its plan, and with it the batch.
 */
export async function preparePanel(db: Db, stageOf: InterviewStage, { proposalId, present, wanted }: Asked, now: Date) {
  const isSame = wanted.length === present.length && wanted.every((id) => present.includes(id))
  if (isSame) return accept({ joinedIds: [], leftIds: [], jurors: [], save: () => [] })
  const planning = { ...stageOf, now }
  const demand = await loadDemand(db, planning)
  const changed: Result<PanelChange, PanelRefusal> = changePanel(present, wanted, {
    jurorIds: demand.jurors.map(({ id }) => id),
    barredIds: demand.conflicts.filter((one) => one.proposalId === proposalId).map(({ jurorId }) => jurorId),
    handedInIds: demand.readings
      .filter((one) => one.proposalId === proposalId && one.state === 'handed_in')
      .map(({ jurorId }) => jurorId),
    apart: demand.apart,
  })
  if (!changed.ok) return changed
  const { joinedIds, leftIds } = changed.value
  const jurors: readonly Person[] = demand.jurors
  const save = ({ by, reason }: { by: string; reason: string }) => {
    const { editionId, stageId } = plannedStage(planning)
    const row = {
      id: crypto.randomUUID(),
      editionId,
      stageId,
      seed: 0,
      readersPerProposal: stageOf.rules.readersPerProposal,
      at: now,
      by,
      kind: 'replan' as const,
      reason,
    }
    const readings = placeReadings(
      demand,
      joinedIds.map((jurorId) => ({ proposalId, jurorId, position: 0 })),
    )
    return [
      ...(joinedIds.length > 0
        ? [
            insertPublished(db, { ...row, basis: demand.basis }, plannedStage(planning)),
            ...insertReadings(db, row, readings),
          ]
        : []),
      endReadingsOf(db, { editionId, stageId, proposalId, jurorIds: leftIds }, { at: now, reason }),
    ] as const
  }
  return accept({ joinedIds, leftIds, jurors, save })
}
