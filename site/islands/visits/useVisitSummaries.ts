import type { Answer } from '../answer.ts'
import type { EditionView, StageRow } from '../staff-answers.ts'
import { useLoaded } from '../useLoaded.ts'
import { loadSummaries, type VisitSummaries } from './visits-api.ts'

export type VisitLine = VisitSummaries['proposals'][number] & { href: string }

const nothing: Answer<VisitSummaries> = { ok: true, value: { proposals: [] } }

/** What the visits of a stage found, by proposal; empty while it is not over (`stageId` null). */
export function useVisitSummaries(slug: string, stageId: string | null): ReadonlyMap<string, VisitLine> {
  const { answer } = useLoaded(`visit summaries ${slug} ${stageId}`, () =>
    stageId === null ? Promise.resolve(nothing) : loadSummaries({ edition: slug, stage: stageId }),
  )
  const lines = answer?.ok ? answer.value.proposals : []
  return new Map(
    lines.map((line) => {
      const parameters = { edisi: slug, tahap: stageId ?? '', kunjungan: line.visitId }
      return [
        line.proposalId,
        { ...line, href: `/sekretariat/kunjungan/?${new URLSearchParams(parameters).toString()}` },
      ]
    }),
  )
}

/** The stage of visits before a plenary, once it is over. */
export function visitsBefore({ stages, now }: EditionView, plenary: StageRow): string | null {
  const stage = stages.findLast(({ kind, position }) => kind === 'field_visit' && position < plenary.position)
  return stage && Date.parse(stage.closesAt) <= Date.parse(now) ? stage.id : null
}
