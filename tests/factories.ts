import { rulesOf, templateSchema } from '#content/template.ts'
import kipp2023 from '#content/templates/kipp-2023.json' with { type: 'json' }
import type { AssignmentDemand } from '#domain/assignment.ts'
import type { Rules, Stage } from '#domain/edition.ts'

export const day = 24 * 3600 * 1000

/** The rules of the template of 2023, whole. */
export const kippRules = (): Rules => rulesOf(templateSchema.parse(kipp2023))

/** Ten-day windows one after another, laid so that `openStageId` is on its fifth day at `now`. */
export function windowsAround(rules: Rules, openStageId: string, now: Date): Stage[] {
  const open = rules.stages.findIndex(({ id }) => id === openStageId)
  if (open < 0) throw new Error(`no stage ${openStageId}`)
  return rules.stages.map(({ id, kind, name }, position) => {
    const opensAt = new Date(now.getTime() + (position - open) * 10 * day - 5 * day)
    return { id, kind, name, position, opensAt, closesAt: new Date(opensAt.getTime() + 10 * day) }
  })
}

/** A first plan's demand in one group, without themes, caps or anchors. */
export const anAssignmentDemand = ({
  proposals,
  jurors,
  ...rest
}: Partial<Omit<AssignmentDemand, 'proposals' | 'jurors'>> & {
  proposals: readonly string[]
  jurors: readonly string[]
}): AssignmentDemand => ({
  proposals: proposals.map((id) => ({ id, groupId: 'umum', themeIds: [] })),
  jurors: jurors.map((id) => ({ id, mostReadings: null, themeIds: [] })),
  conflicts: [],
  apart: [],
  former: [],
  kept: [],
  readersPerProposal: 2,
  anchorsPerGroup: 0,
  anchorReaders: 0,
  seed: 1,
  ...rest,
})
