import type { Letter } from '../mail.ts'
import { dayInWords } from './instant.ts'

/** One visit as a letter tells of it. `left`: the visitor goes there no more, others may. */
export type ToldVisit = { title: string; referenceNumber: string; day: string; place: string } & (
  | { change: 'planned' }
  | { change: 'moved'; former: { day: string; place: string }; reason: string }
  | { change: 'cancelled' | 'left'; reason: string }
)

const where = ({ day, place }: { day: string; place: string }) => `${dayInWords(day)}, ${place}`

function whatChanged(visit: ToldVisit): string[] {
  switch (visit.change) {
    case 'planned':
      return [where(visit)]
    case 'moved':
      return [`Semula: ${where(visit.former)}`, `Menjadi: ${where(visit)}`, `Alasan: ${visit.reason}`]
    case 'cancelled':
      return [`Kunjungan ${dayInWords(visit.day)} dibatalkan. Alasan: ${visit.reason}`]
    case 'left':
      return [`Anda tidak lagi bertugas pada kunjungan ${dayInWords(visit.day)}. Alasan: ${visit.reason}`]
  }
}

const lineOf = (visit: ToldVisit) =>
  [`- ${visit.title} (${visit.referenceNumber})`, ...whatChanged(visit).map((line) => `  ${line}`)].join('\n')

type Told = { stageName: string; editionName: string; visits: readonly ToldVisit[] }

/** To a visitor whose visits were planned, moved or cancelled. */
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
    `Kunjungan ${told.stageName} ${told.editionName} ke tempat inovasi instansi Anda ditetapkan atau berubah.`,
    told.visits.map(lineOf).join('\n'),
    'Mohon siapkan petugas dan bukti yang disebut dalam usulan. Tidak diperlukan jamuan atau pemberian apa pun.',
  ].join('\n\n'),
})
