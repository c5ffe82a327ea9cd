import type { Letter } from '../mail.ts'
import { inThreeZones } from './instant.ts'

/** One interview as a letter tells of it; cancelled where `slot` is null. */
export type ToldInterview = {
  title: string
  referenceNumber: string
  slot: { beginsAt: Date; endsAt: Date; room: string } | null
}

const lineOf = ({ title, referenceNumber, slot }: ToldInterview) =>
  slot
    ? `- ${title} (${referenceNumber})\n  ${inThreeZones(slot.beginsAt)}, ${(slot.endsAt.getTime() - slot.beginsAt.getTime()) / 60_000} menit\n  Tempat: ${slot.room}`
    : `- ${title} (${referenceNumber})\n  Dibatalkan`

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
