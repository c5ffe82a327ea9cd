import { bilingual } from '../language.ts'

/** Editions and where they stand. Names of stages are the edition's own, in Indonesian. */
export const editionsText = bilingual({
  id: {
    title: 'Jadwal dan tata cara',
    description:
      'Edisi kompetisi yang berjalan dan yang lampau: jadwal, syarat, bobot penilaian, dan siapa memutuskan.',
    lead: 'Setiap edisi berjalan menurut jadwal dan aturan yang diterbitkan ketika dibuka. Halamannya disusun dari berkas yang sama dengan yang dijalankan portal.',
    none: 'Tidak ada edisi yang sedang berjalan. Hasil edisi lampau ada di halaman [penghargaan](/penghargaan/).',
    now: 'Sekarang:',
    next: 'Berikutnya:',
    until: (when: string) => `sampai ${when}.`,
    from: (when: string) => `mulai ${when}.`,
    over: 'Semua tahap sudah selesai.',
    schedule: 'Jadwal, syarat, dan bobot penilaian',
    results: 'Hasil',
    runningHeading: (edition: string, stage: string) => `${edition}: ${stage.toLowerCase()}`,
    how: 'Cara kompetisi berjalan',
    steps: [
      { title: 'Unit menulis', text: 'Unit pelayanan menulis usulan menurut bagian dan batas kata edisi itu.' },
      {
        title: 'Instansi mengajukan',
        text: 'Admin instansi memeriksa dan mengajukan, dalam batas jumlah tiap kelompok.',
      },
      { title: 'Sekretariat menyeleksi', text: 'Syarat administrasi diperiksa; setiap penolakan menyebut sebabnya.' },
      { title: 'Juri menilai', text: 'Setiap usulan dibaca beberapa juri yang tidak bertalian dengan instansinya.' },
      {
        title: 'Pleno memutuskan',
        text: 'Nilai memberi urutan; setiap penyimpangan dicatat alasannya dan diterbitkan.',
      },
    ],
  },
  en: {
    title: 'Schedule and rules',
    description:
      'Editions of the competition, running and past: schedule, conditions, weights of the criteria, and who decides.',
    lead: 'Every edition follows the schedule and the rules that were published when it opened. Its page is made from the very file the portal runs on.',
    none: 'No edition is running. Results of past editions are on the page of [awards](/penghargaan/).',
    now: 'Now:',
    next: 'Next:',
    until: (when: string) => `until ${when}.`,
    from: (when: string) => `from ${when}.`,
    over: 'All stages are over.',
    schedule: 'Schedule, conditions and weights',
    results: 'Results',
    runningHeading: (edition: string, stage: string) => `${edition}: ${stage.toLowerCase()}`,
    how: 'How the competition runs',
    steps: [
      {
        title: 'Units write',
        text: 'A service unit writes a proposal in the sections and word limits of the edition.',
      },
      { title: 'Agencies submit', text: "The agency's administrator checks and submits, up to the cap of each group." },
      { title: 'The secretariat screens', text: 'Formal conditions are checked; every refusal names its cause.' },
      { title: 'Jurors score', text: 'Each proposal is read by several jurors who have no tie to its agency.' },
      {
        title: 'The plenary decides',
        text: 'Scores give the order; every departure from it is recorded with its reason and published.',
      },
    ],
  },
})
