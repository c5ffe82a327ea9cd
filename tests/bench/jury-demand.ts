import { assignJurors, type AssignmentDemand, type PlanReport } from '#domain/assignment.ts'
import { seededDraw } from '#domain/seeded-draw.ts'

/** Eight themes, two of them known to each juror; two groups, one of them a sixth; seven proposals an agency. */
const THEMES = 8
const AGENCY_SIZE = 7
/** Share of the proposals that each juror may not know, whole agencies at a time. */
const CONFLICTS = 0.03

export function benchDemand(proposals: number, jurors: number): AssignmentDemand {
  const draw = seededDraw(proposals + jurors)
  const agencies = Math.ceil(proposals / AGENCY_SIZE)
  const jurorIds = Array.from({ length: jurors }, (_, j) => `juror-${j}`)
  const conflicts = jurorIds.flatMap((jurorId) => {
    const own = new Set<number>()
    while (own.size < agencies * CONFLICTS) own.add(draw() % agencies)
    return [...own].flatMap((agency) =>
      Array.from({ length: Math.min(AGENCY_SIZE, proposals - agency * AGENCY_SIZE) }, (_, n) => ({
        jurorId,
        proposalId: `proposal-${agency * AGENCY_SIZE + n}`,
      })),
    )
  })
  return {
    proposals: Array.from({ length: proposals }, (_, p) => ({
      id: `proposal-${p}`,
      groupId: p % 6 === 0 ? 'khusus' : 'umum',
      themeIds: [`theme-${draw() % THEMES}`],
    })),
    jurors: jurorIds.map((id) => ({
      id,
      mostReadings: null,
      themeIds: [`theme-${draw() % THEMES}`, `theme-${draw() % THEMES}`],
    })),
    conflicts,
    apart: [],
    former: [],
    kept: [],
    readersPerProposal: 3,
    anchorsPerGroup: 0,
    anchorReaders: 0,
    seed: 2027,
  }
}

export function assignOnce(demand: AssignmentDemand) {
  const planned = assignJurors(demand)
  if (!planned.ok) throw new Error(planned.refusal.code)
  return planned.value
}

/** What of the report the bench prints. */
export const figuresOf = (report: PlanReport) => ({
  spread: report.mostLoad - report.leastLoad,
  components: Math.max(report.components, ...report.groups.map(({ components }) => components)),
  unmet: report.unmet.length,
  severityVariance: report.severityVariance,
  weakestLink: report.weakestLink,
  offThemePercent: report.offThemePercent,
  overlap: report.overlap,
})
