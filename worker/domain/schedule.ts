import type { Stage, StageWindow } from './edition.ts'
import { accept, refuse, type Result } from './result.ts'

const dayMs = 24 * 3600 * 1000

/** Windows one after another from `opensAt`; `durationsDays` are whole days, in the order of the stages. */
export function planWindows(opensAt: Date, durationsDays: readonly number[]): StageWindow[] {
  let start = opensAt.getTime()
  return durationsDays.map((days) => {
    const window = { opensAt: new Date(start), closesAt: new Date(start + days * dayMs) }
    start = window.closesAt.getTime()
    return window
  })
}

/**
 * Gives one stage another window. What would then begin before it has closed moves later, keeping its length.
 * Returns the stages that change, in order, the named one first.
 * Refuses `dates_out_of_order`: the window is empty, or begins before the stage before it has closed.
 */
export function moveStage<S extends Stage>(
  stages: readonly S[],
  stageId: string,
  window: StageWindow,
): Result<S[], { code: 'dates_out_of_order' }> {
  const index = stages.findIndex(({ id }) => id === stageId)
  const stage = stages[index]
  if (!stage) throw new Error(`stage ${stageId} is not one of the edition's`)
  const previous = stages[index - 1]
  if (window.opensAt >= window.closesAt || (previous && window.opensAt < previous.closesAt)) {
    return refuse({ code: 'dates_out_of_order' })
  }
  const changed: S[] = [{ ...stage, ...window }]
  let earliest = window.closesAt.getTime()
  for (const later of stages.slice(index + 1)) {
    const shift = earliest - later.opensAt.getTime()
    if (shift <= 0) break
    const closesAt = new Date(later.closesAt.getTime() + shift)
    changed.push({ ...later, opensAt: new Date(earliest), closesAt })
    earliest = closesAt.getTime()
  }
  return accept(changed)
}

/**
 * Ends the stage that runs now and lets the next begin at once. Returns both as changed.
 * Refuses `stage_not_open` when it does not run now.
 */
export function closeEarly<S extends Stage>(
  stages: readonly S[],
  stageId: string,
  now: Date,
): Result<S[], { code: 'stage_not_open'; opensAt: string; closesAt: string }> {
  const index = stages.findIndex(({ id }) => id === stageId)
  const stage = stages[index]
  if (!stage) throw new Error(`stage ${stageId} is not one of the edition's`)
  if (now <= stage.opensAt || now >= stage.closesAt) {
    return refuse({
      code: 'stage_not_open',
      opensAt: stage.opensAt.toISOString(),
      closesAt: stage.closesAt.toISOString(),
    })
  }
  const next = stages[index + 1]
  return accept([{ ...stage, closesAt: now }, ...(next ? [{ ...next, opensAt: now }] : [])])
}
