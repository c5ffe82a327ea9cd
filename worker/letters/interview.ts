import type { Letter } from '../mail.ts'
import { inThreeZones } from './instant.ts'

type Place = { beginsAt: Date; endsAt: Date; room: string }

/** One interview as a letter tells of it. `left`: the panelist sits there no more, others may. */
export type ToldInterview = { title: string; referenceNumber: string } & (
  | { change: 'set'; slot: Place }
  | { change: 'moved'; former: Place; slot: Place }
  | { change: 'cancelled' | 'left'; former: Place }
)

const minutesOf = ({ beginsAt, endsAt }: Place) => (endsAt.getTime() - beginsAt.getTime()) / 60_000

const timeOf = (place: Place) => `${inThreeZones(place.beginsAt)}, ${minutesOf(place)} menit`

function whatChanged(told: ToldInterview): string[] {
  switch (told.change) {
    case 'set':
      return [timeOf(told.slot), `Tempat: ${told.slot.room}`]
    case 'moved':
      return [
        `Semula: ${inThreeZones(told.former.beginsAt)}, ${told.former.room}`,
        `Menjadi: ${timeOf(told.slot)}`,
        `Tempat: ${told.slot.room}`,
      ]
    case 'cancelled':
      return [`Dibatalkan, semula ${inThreeZones(told.former.beginsAt)}`]
    case 'left':
      return [`Anda tidak lagi duduk dalam panel ini, semula ${inThreeZones(told.former.beginsAt)}`]
  }
}

const lineOf = (told: ToldInterview) =>
  [`- ${told.title} (${told.referenceNumber})`, ...whatChanged(told).map((line) => `  ${line}`)].join('\n')

type Told = { stageName: string; editionName: string; reason: string; interviews: readonly ToldInterview[] }

const opening = ({ stageName, editionName, reason }: Told, whose: string) =>
  `Jadwal ${stageName} ${editionName} untuk ${whose} ditetapkan atau berubah.${reason === '' ? '' : ` Alasan: ${reason}.`}`

/** To a panelist whose interviews were planned, moved or cancelled. */
export const interviewsForPanelist = (to: { id: string; name: string; email: string }, told: Told): Letter => ({
  kind: 'interviews_planned',
  to,
  subject: `Jadwal wawancara Anda, ${told.editionName}`,
  body: [
    `Yth. ${to.name},`,
    opening(told, 'Anda'),
    told.interviews.map(lineOf).join('\n'),
    'Seluruh jadwal Anda, bahan dari instansi, dan berkas kalender (.ics) ada di portal, halaman Juri, bagian Wawancara.',
  ].join('\n\n'),
})

/** To those who write and forward the proposal. */
export const interviewsForAgency = (to: { id: string; email: string }, told: Told): Letter => ({
  kind: 'interviews_planned',
  to,
  subject: `Jadwal wawancara usulan instansi Anda, ${told.editionName}`,
  body: [
    opening(told, 'usulan instansi Anda'),
    told.interviews.map(lineOf).join('\n'),
    'Bahan paparan dapat dikirim di halaman usulan di portal sampai wawancara dimulai. Di halaman yang sama ada berkas kalender (.ics).',
  ].join('\n\n'),
})
