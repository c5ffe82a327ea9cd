import { isRefusedByTrigger, isUniqueViolation, type Db } from '#db/client.ts'
import type { PanelMember } from '#db/interviews.ts'
import type { Interviews, InterviewStage } from './interview-planning.ts'

/** Who changes what stands, and when. */
export type ActingOnInterviews = {
  db: Db
  stageOf: InterviewStage
  interviews: Interviews
  now: Date
  by: string
}

export const interviewEvent = (
  { stageOf: { edition, stage }, now, by }: ActingOnInterviews,
  action: string,
  subjectId: string,
) => ({
  at: now,
  actorId: by,
  action,
  editionId: edition.id,
  subjectId,
  detail: { stageId: stage.id },
})

/** Somebody else's plan, a conflict or an ended panel came first: nothing of the batch was kept. */
export const isOvertaken = (error: unknown): boolean =>
  isUniqueViolation(error) ||
  isRefusedByTrigger(error, 'FOREIGN KEY') ||
  isRefusedByTrigger(error, 'conflict_of_interest')

/** Finds the panelists of any interview by their ids, as letters are written to them. */
export function peopleOf({ interviewees }: Pick<Interviews, 'interviewees'>) {
  const people = new Map<string, PanelMember>(interviewees.flatMap(({ panel }) => panel.map((one) => [one.id, one])))
  return (ids: readonly string[]): PanelMember[] => ids.flatMap((id) => people.get(id) ?? [])
}

export const placeOf = ({ beginsAt, endsAt, room }: { beginsAt: number; endsAt: number; room: string }) => ({
  beginsAt: new Date(beginsAt),
  endsAt: new Date(endsAt),
  room,
})
