import type { Letter } from '../mail.ts'
import { dayInWords } from './instant.ts'

/** One visit as a letter tells of it; cancelled where `reason` is given. */
export type ToldVisit = { title: string; referenceNumber: string; day: string; place: string; reason: string | null }

const lineOf = ({ title, referenceNumber, day, place, reason }: ToldVisit) =>
  reason === null
    ? `- ${title} (${referenceNumber})\n  ${dayInWords(day)}, ${place}`
    : `- ${title} (${referenceNumber})\n  Kunjungan ${dayInWords(day)} dibatalkan. Alasan: ${reason}`

type Told = { stageName: string; editionName: string; visits: readonly ToldVisit[] }

/** To a visitor whose visits were planned or cancelled. */
export const visitsForVisitor = (to: { id: string; name: string; email: string }, told: Told): Letter => ({
  kind: 'visits_planned',
  to,
  subject: `Kunjungan lapangan Anda, ${told.editionName}`,
  body: [
    `Yth. ${to.name},`,
    `Kunjungan pada tahap ${told.stageName} ${told.editionName} ditetapkan atau berubah.`,
    told.visits.map(lineOf).join('\n'),
    'Lembar kunjungan dan foto diisi di portal, halaman Juri, bagian Kunjungan; lembar dapat ditulis tanpa jaringan.',
  ].join('\n\n'),
})

/** To those who write and forward the proposal. */
export const visitsForAgency = (to: { id: string; email: string }, told: Told): Letter => ({
  kind: 'visits_planned',
  to,
  subject: `Kunjungan lapangan ke instansi Anda, ${told.editionName}`,
  body: [
    `Tim ${told.stageName} ${told.editionName} akan melihat inovasi instansi Anda di tempatnya.`,
    told.visits.map(lineOf).join('\n'),
    'Mohon siapkan petugas dan bukti yang disebut dalam usulan. Tidak diperlukan jamuan atau pemberian apa pun.',
  ].join('\n\n'),
})
