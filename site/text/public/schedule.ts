import { bilingual } from '../language.ts'

/** The schedule of an edition: windows, what was moved and why, the calendar file. */
export const scheduleText = bilingual({
  id: {
    part: 'Jadwal',
    title: (edition: string) => `Jadwal ${edition}`,
    running: 'Jadwal edisi yang berjalan',
    description: (edition: string) =>
      `Setiap tahap ${edition} dengan waktu buka dan tutup dalam WIB, WITA, dan WIT, perubahan beserta alasannya, dan berkas kalender.`,
    lead: 'Setiap waktu ditulis dalam tiga zona, masing-masing dengan harinya sendiri: pukul 23.59 WIB sudah hari berikutnya di zona lain. Yang berlaku ialah jam portal.',
    stage: 'Tahap',
    opens: 'Dibuka',
    closes: 'Ditutup',
    phases: { past: 'Selesai', current: 'Sekarang', future: 'Belum mulai' },
    calendarHeading: 'Simpan di kalender Anda',
    calendar:
      'Berkas kalender memuat setiap tahap dan setiap batas waktu. Berlanggananlah dengan alamatnya agar kalender Anda ikut berubah ketika jadwal berubah; bila diunduh, isinya tetap seperti pada hari diunduh.',
    download: 'Unduh berkas kalender (.ics)',
    subscribe: 'Alamat untuk berlangganan:',
    changesHeading: 'Perubahan jadwal',
    noChanges: 'Jadwal ini belum pernah berubah sejak edisi dibuka.',
    changed: (when: string) => `Diubah ${when}`,
    becomes: (opens: string, closes: string) => `Menjadi ${opens} sampai ${closes}.`,
    reason: 'Alasan:',
    closesEvent: (stage: string) => `Batas waktu: ${stage} ditutup`,
    event: (stage: string, edition: string) => `${stage}, ${edition}`,
    movedEvent: (reason: string) => `Jadwal diubah. Alasan: ${reason}`,
    eventLead: (edition: string, isSimulation: boolean) =>
      isSimulation ? `${edition}. Simulasi: bukan kompetisi nyata.` : edition,
    none: 'Tidak ada edisi yang sedang berjalan, jadi tidak ada jadwal yang berlaku. Edisi lampau ada di halaman [edisi](/edisi/).',
  },
  en: {
    part: 'Schedule',
    title: (edition: string) => `Schedule of ${edition}`,
    running: 'Schedule of the running edition',
    description: (edition: string) =>
      `Every stage of ${edition} with opening and closing in the three Indonesian time zones, what was moved and why, and a calendar file.`,
    lead: 'Every time is given in the three zones of Indonesia (WIB, WITA, WIT), each with its own day: 23:59 WIB is already the next day in the others. The clock of the portal counts.',
    stage: 'Stage',
    opens: 'Opens',
    closes: 'Closes',
    phases: { past: 'Over', current: 'Now', future: 'Not yet begun' },
    calendarHeading: 'Keep it in your calendar',
    calendar:
      'The calendar file holds every stage and every deadline. Subscribe to its address and your calendar follows when the schedule moves; a downloaded file stays as it was that day.',
    download: 'Download the calendar file (.ics)',
    subscribe: 'Address to subscribe to:',
    changesHeading: 'Changes of the schedule',
    noChanges: 'This schedule has not been changed since the edition opened.',
    changed: (when: string) => `Changed ${when}`,
    becomes: (opens: string, closes: string) => `Now ${opens} until ${closes}.`,
    reason: 'Reason:',
    closesEvent: (stage: string) => `Deadline: ${stage} closes`,
    event: (stage: string, edition: string) => `${stage}, ${edition}`,
    movedEvent: (reason: string) => `The schedule was changed. Reason: ${reason}`,
    eventLead: (edition: string, isSimulation: boolean) =>
      isSimulation ? `${edition}. Simulation: not a real competition.` : edition,
    none: 'No edition is running, so no schedule is in force. Past editions are on the page of [editions](/edisi/).',
  },
})
