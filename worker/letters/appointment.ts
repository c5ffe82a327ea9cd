import type { Zone } from '#domain/zone.ts'
import type { Letter } from '../mail.ts'

/** What became of an appointment. `left`: the person is no longer part of it, others may be. */
export type AppointmentChange<Place> =
  | { change: 'set'; place: Place }
  | { change: 'moved'; former: Place; place: Place }
  | { change: 'cancelled' | 'left'; former: Place }

/** One appointment as a letter tells of it. `zone`: by whose clocks the proposal's agency works. */
export type ToldAppointment<Place> = AppointmentChange<Place> & { title: string; referenceNumber: string; zone: Zone }

/** How letters speak of one kind of appointment. */
export type AppointmentWords<Place> = {
  kind: 'interviews_planned' | 'visits_planned'
  /** Day, time and place for a reader of that zone; `null` where the reader's is unknown. */
  where: (place: Place, zone: Zone | null) => string
  left: string
  /** `subject`: whose appointments, before what became of them; `closing`: what the reader does next. */
  toPerson: { subject: string; closing: string }
  toAgency: { subject: string; closing: string }
}

type Told<Place> = {
  stageName: string
  editionName: string
  /** Empty where none was given. */
  reason: string
  appointments: readonly ToldAppointment<Place>[]
}

function whatChanged<Place>({ where, left }: AppointmentWords<Place>, told: ToldAppointment<Place>, zone: Zone | null) {
  switch (told.change) {
    case 'set':
      return [where(told.place, zone)]
    case 'moved':
      return [`Semula: ${where(told.former, zone)}`, `Menjadi: ${where(told.place, zone)}`]
    case 'cancelled':
      return [`Dibatalkan. Semula: ${where(told.former, zone)}`]
    case 'left':
      return [`${left} Semula: ${where(told.former, zone)}`]
  }
}

const verbs = { set: 'ditetapkan', moved: 'dipindahkan', cancelled: 'dibatalkan', left: 'berubah' } as const

function verbOf<Place>(appointments: readonly ToldAppointment<Place>[]): string {
  const [first, ...others] = new Set(appointments.map(({ change }) => change))
  return first !== undefined && others.length === 0 ? verbs[first] : 'berubah'
}

function paragraphs<Place>(
  words: AppointmentWords<Place>,
  { subject, closing }: AppointmentWords<Place>['toPerson'],
  { stageName, editionName, reason, appointments }: Told<Place>,
  zoneFor: (told: ToldAppointment<Place>) => Zone | null,
) {
  const verb = verbOf(appointments)
  const lines = appointments.map((told) =>
    [
      `- ${told.title} (${told.referenceNumber})`,
      ...whatChanged(words, told, zoneFor(told)).map((one) => `  ${one}`),
    ].join('\n'),
  )
  return {
    subject: `${subject} ${verb}, ${editionName}`,
    body: [
      `${subject} pada tahap ${stageName}, ${editionName}, ${verb}.`,
      ...(reason === '' ? [] : [`Alasan: ${reason}`]),
      lines.join('\n\n'),
      ...(appointments.every(({ change }) => change === 'cancelled' || change === 'left') ? [] : [closing]),
    ],
  }
}

/** To somebody who must be there. */
export function appointmentsForPerson<Place>(
  to: { id: string; name: string; email: string },
  words: AppointmentWords<Place>,
  told: Told<Place>,
): Letter {
  const { subject, body } = paragraphs(words, words.toPerson, told, () => null)
  return { kind: words.kind, to, subject, body: [`Yth. ${to.name},`, ...body].join('\n\n') }
}

/** To those who write and forward the proposal. */
export function appointmentsForAgency<Place>(
  to: { id: string; email: string },
  words: AppointmentWords<Place>,
  told: Told<Place>,
): Letter {
  const { subject, body } = paragraphs(words, words.toAgency, told, ({ zone }) => zone)
  return { kind: words.kind, to, subject, body: body.join('\n\n') }
}
