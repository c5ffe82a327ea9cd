import type { Db } from '#db/client.ts'
import type { PanelMember } from '#db/interviews.ts'
import { selectRecipients } from '#db/recipients.ts'
import type { InterviewStage, Interviews } from './interview-planning.ts'
import { interviewsForAgency, interviewsForPanelist, type ToldInterview } from './letters/interview.ts'
import { mailRow } from './mail.ts'

type Place = { beginsAt: Date; endsAt: Date; room: string }

/** What became of an interview, and who is to be told of it. */
export type Told = { proposalId: string; people: readonly PanelMember[]; toAgency: boolean } & (
  | { change: 'set'; slot: Place }
  | { change: 'moved'; former: Place; slot: Place }
  | { change: 'cancelled' | 'left'; former: Place }
)

/** One letter a panelist and one a person of the agency, each with all that changed for them. */
export async function lettersOfInterviews(
  db: Db,
  { edition, stage }: InterviewStage,
  { interviewees }: Pick<Interviews, 'interviewees'>,
  changes: readonly Told[],
  { reason, now }: { reason: string; now: Date },
) {
  const told = { stageName: stage.name, editionName: edition.name, reason }
  const of = ({ proposalId, people: _, toAgency: __, ...change }: Told): ToldInterview => {
    const about = interviewees.find((one) => one.proposalId === proposalId)
    return { title: about?.title ?? '', referenceNumber: about?.referenceNumber ?? '', ...change }
  }
  const everybody = new Map(changes.flatMap(({ people }) => people.map((one) => [one.id, one] as const)))
  const toPanelists = [...everybody.values()].map((panelist) => {
    const own = changes.filter(({ people }) => people.some(({ id }) => id === panelist.id))
    return interviewsForPanelist(panelist, { ...told, interviews: own.map(of) })
  })
  const toTell = changes.filter(({ toAgency }) => toAgency)
  const recipients = await selectRecipients(
    db,
    toTell.map(({ proposalId }) => proposalId),
    now,
  )
  const toAgencies = [...new Map(recipients.map((one) => [one.id, one])).values()].map((person) => {
    const theirs = new Set(recipients.filter(({ id }) => id === person.id).map(({ proposalId }) => proposalId))
    const own = toTell.filter(({ proposalId }) => theirs.has(proposalId))
    return interviewsForAgency(person, { ...told, interviews: own.map(of) })
  })
  return [...toPanelists, ...toAgencies].map((letter) => mailRow(now, letter))
}
