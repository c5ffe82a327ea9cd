import type { Db } from '#db/client.ts'
import type { PanelMember } from '#db/interviews.ts'
import { selectRecipients } from '#db/recipients.ts'
import { zoneOf } from '#domain/zone.ts'
import {
  appointmentsForAgency,
  appointmentsForPerson,
  type AppointmentChange,
  type AppointmentWords,
  type ToldAppointment,
} from './letters/appointment.ts'
import { mailRow } from './mail.ts'
import type { HeldStage } from './stage-access.ts'

/** What became of an appointment, and who is to be told of it. */
export type Told<Place> = AppointmentChange<Place> & {
  proposalId: string
  people: readonly PanelMember[]
  toAgency: boolean
}

type Move<Place> = { proposalId: string; former: Place; place: Place; isElsewhere: boolean }

/** Who stays is told where it moved to, and the agency with them; who joins where it is; who leaves that it is no longer theirs. */
export const changesOfMove = <Place>(
  { proposalId, former, place, isElsewhere }: Move<Place>,
  { stayed, joined, left }: Record<'stayed' | 'joined' | 'left', readonly PanelMember[]>,
): Told<Place>[] => [
  ...(isElsewhere ? [{ proposalId, people: stayed, toAgency: true, change: 'moved' as const, former, place }] : []),
  { proposalId, people: joined, toAgency: false, change: 'set', place },
  { proposalId, people: left, toAgency: false, change: 'left', former },
]

/** A proposal that has appointments; `province` of its agency. */
type About = { proposalId: string; title: string; referenceNumber: string; province: string | null }

/** One letter a person who must be there and one a person of the agency, each with all that changed for them. */
export async function lettersOfAppointments<Place>(
  db: Db,
  words: AppointmentWords<Place>,
  { edition, stage }: Pick<HeldStage, 'edition' | 'stage'>,
  abouts: readonly About[],
  changes: readonly Told<Place>[],
  { reason, now }: { reason: string; now: Date },
) {
  const known = new Map(abouts.map((one) => [one.proposalId, one]))
  const as = ({ proposalId, people: _, toAgency: __, ...change }: Told<Place>): ToldAppointment<Place> => {
    const { title = '', referenceNumber = '', province = null } = known.get(proposalId) ?? {}
    return { title, referenceNumber, zone: zoneOf(province), ...change }
  }
  const told = (own: readonly Told<Place>[]) => ({
    stageName: stage.name,
    editionName: edition.name,
    reason,
    appointments: own.map(as),
  })
  const everybody = new Map(changes.flatMap(({ people }) => people.map((one) => [one.id, one] as const)))
  const toPeople = [...everybody.values()].map((person) => {
    const own = changes.filter(({ people }) => people.some(({ id }) => id === person.id))
    return appointmentsForPerson(person, words, told(own))
  })
  const ofAgencies = changes.filter(({ toAgency }) => toAgency)
  const proposalIds = ofAgencies.map(({ proposalId }) => proposalId)
  const recipients = await selectRecipients(db, proposalIds, now)
  const toAgencies = [...new Map(recipients.map((one) => [one.id, one])).values()].map((person) => {
    const theirs = new Set(recipients.filter(({ id }) => id === person.id).map(({ proposalId }) => proposalId))
    return appointmentsForAgency(person, words, told(ofAgencies.filter(({ proposalId }) => theirs.has(proposalId))))
  })
  return [...toPeople, ...toAgencies].map((letter) => mailRow(now, letter))
}
