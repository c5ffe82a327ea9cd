import type { AppointmentWords } from './appointment.ts'
import { weekdayInWords } from './instant.ts'

/** `visitsOn`: `YYYY-MM-DD` */
export type VisitPlace = { visitsOn: string; place: string }

export const visitWords: AppointmentWords<VisitPlace> = {
  kind: 'visits_planned',
  where: ({ visitsOn, place }) => `${weekdayInWords(visitsOn)}, ${place}`,
  left: 'Anda tidak lagi bertugas pada kunjungan ini.',
  toPerson: {
    subject: 'Kunjungan lapangan Anda',
    closing:
      'Lembar kunjungan dan foto diisi di portal, halaman Juri, bagian Kunjungan; lembar dapat ditulis tanpa jaringan.',
  },
  toAgency: {
    subject: 'Kunjungan lapangan ke instansi Anda',
    closing:
      'Mohon siapkan petugas dan bukti yang disebut dalam usulan. Tidak diperlukan jamuan atau pemberian apa pun.',
  },
}
