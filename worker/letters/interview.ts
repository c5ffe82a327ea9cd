import type { AppointmentWords } from './appointment.ts'
import { spanInWords } from './instant.ts'

export type InterviewPlace = { beginsAt: Date; endsAt: Date; room: string }

/** A panelist may be anywhere; an agency reads its own clock, and that of the portal beside it. */
export const interviewWords: AppointmentWords<InterviewPlace> = {
  kind: 'interviews_planned',
  where: (place, zone) => {
    const when =
      zone === null
        ? spanInWords(place, 'WIB', ['WITA', 'WIT'])
        : spanInWords(place, zone, zone === 'WIB' ? [] : ['WIB'])
    return `${when}, ${place.room}`
  },
  left: 'Anda tidak lagi duduk dalam panel ini.',
  toPerson: {
    subject: 'Wawancara Anda',
    closing:
      'Seluruh jadwal Anda, bahan dari instansi, dan berkas kalender (.ics) ada di portal, halaman Juri, bagian Wawancara.',
  },
  toAgency: {
    subject: 'Wawancara usulan instansi Anda',
    closing:
      'Bahan paparan dapat dikirim di halaman usulan di portal sampai wawancara dimulai. Di halaman yang sama ada berkas kalender (.ics).',
  },
}
