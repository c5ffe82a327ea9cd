import { count } from '../format.ts'
import { bilingual } from '../language.ts'

/** The list of awards by edition, and the page of one year of the national competition. */
export const awardYearsText = bilingual({
  id: {
    title: 'Penghargaan',
    description:
      'Penghargaan inovasi pelayanan publik per edisi: jumlah usulan, tingkat penghargaan, dan inovasi yang tercatat.',
    marks: 'Lambang penghargaan',
    marksLead:
      'Lambang selalu didampingi kata, dan dapat dibedakan tanpa warna: cincin, kelopak penuh, kelopak garis, kelopak putus-putus.',
    markNotes: {
      outstanding: 'Yang terbaik di atas tingkat tertinggi.',
      full: 'Tingkat tertinggi tahun itu: TOP 45, sebelumnya TOP 40, 35, 25, dan 9; juga TOP 5 Replikasi.',
      outline: 'Lolos ke tahap wawancara dan verifikasi lapangan.',
      finalist: 'Masuk babak akhir pada tahun tanpa TOP 99, atau dalam kelompok khusus.',
    },
    markNames: { outstanding: 'Outstanding', full: 'TOP 45 dan setaranya', outline: 'TOP 99', finalist: 'Finalis' },
    published: 'Hasil yang diterbitkan portal ini',
    publishedLine: (places: number, ranked: number, decree: string) =>
      `${count(places)} tempat dari ${count(ranked)} usulan yang diperingkat. ${decree}.`,
    publishedOn: (when: string) => `Diterbitkan ${when}`,
    national: 'Kompetisi nasional, per tahun',
    nationalLead:
      'Tanda – berarti angkanya belum ditemukan atau sumbernya bertentangan, bukan nol. Kolom terakhir ialah jumlah inovasi yang sudah tercatat dalam arsip ini.',
    nationalTable: 'Kompetisi nasional per tahun',
    year: 'Tahun',
    registered: 'Terdaftar',
    submitted: 'Diajukan',
    submittedByAgency: 'Diajukan instansi',
    passed: 'Lolos administrasi',
    finalists: 'Finalis',
    finalistCount: (finalists: number) => `${count(finalists)} finalis`,
    awards: 'Penghargaan',
    award: 'Penghargaan',
    inArchive: 'Dalam arsip',
    notHeld: 'Tidak diselenggarakan',
    ofEdition: (edition: string) => `Penghargaan ${edition}`,
    ofEditionDescription: (edition: string) =>
      `Penghargaan ${edition}: siapa yang masuk, menurut dasar apa, dan di mana sumbernya.`,
    recompute: (path: string) =>
      `[Hitung ulang peringkat ini](${path}), atau baca [metode pemeringkatannya](/metode/).`,
    noneOfYear: 'Belum ada inovasi tahun ini dalam arsip. Itu tidak berarti tidak ada pemenangnya.',
    someOfYear: (found: number) =>
      `Arsip ini belum lengkap: ${count(found)} inovasi tahun ini tercatat sejauh sumbernya ditemukan.`,
    figures: 'Angka',
    noFigures: 'Belum ada angka tahun ini yang sumbernya ditemukan.',
    decreeOf: (award: string) => `Penetapan ${award}`,
    conflicts: 'Sumber yang bertentangan',
    recorded: (found: number, places: number | undefined) =>
      places === undefined ? `${count(found)} tercatat.` : `${count(found)} tercatat dari ${count(places)}.`,
    perhapsHigher:
      'Sebagian mungkin naik ke tingkat berikutnya; yang tercatat ialah tingkat tertinggi yang ada sumbernya.',
    sources: 'Sumber',
    otherYears: 'Tahun lain',
    earlier: (year: number) => `KIPP ${year}, sebelumnya`,
    later: (year: number) => `KIPP ${year}, berikutnya`,
  },
  en: {
    title: 'Awards',
    description:
      'Awards of public-service innovation by edition: number of proposals, levels of award, and the innovations on record.',
    marks: 'Award marks',
    marksLead:
      'A mark always stands beside its words and can be told without colour: ring, full petals, outlined petals, dashed petals.',
    markNotes: {
      outstanding: 'The best above the highest level.',
      full: 'The highest level of its year: TOP 45, before it TOP 40, 35, 25 and 9; also TOP 5 Replication.',
      outline: 'Went on to interview and field verification.',
      finalist: 'Reached the last round in a year without TOP 99, or in the special group.',
    },
    markNames: { outstanding: 'Outstanding', full: 'TOP 45 or its equal', outline: 'TOP 99', finalist: 'Finalist' },
    published: 'Results published by this portal',
    publishedLine: (places: number, ranked: number, decree: string) =>
      `${count(places, 'en')} places among ${count(ranked, 'en')} ranked proposals. ${decree}.`,
    publishedOn: (when: string) => `Published ${when}`,
    national: 'The national competition, by year',
    nationalLead:
      'The sign – means that no source was found or that sources contradict each other; it is not zero. The last column counts the innovations this archive has on record.',
    nationalTable: 'The national competition by year',
    year: 'Year',
    registered: 'Registered',
    submitted: 'Submitted',
    submittedByAgency: 'Submitted by agencies',
    passed: 'Passed screening',
    finalists: 'Finalists',
    finalistCount: (finalists: number) => `${count(finalists, 'en')} finalists`,
    awards: 'Awards',
    award: 'Award',
    inArchive: 'In the archive',
    notHeld: 'Not held',
    ofEdition: (edition: string) => `Awards of ${edition}`,
    ofEditionDescription: (edition: string) =>
      `Awards of ${edition}: who received one, on what basis, and where the sources are.`,
    recompute: (path: string) => `[Recompute this ranking](${path}), or read [how the ranking works](/metode/).`,
    noneOfYear: 'The archive has no innovation of this year yet. That does not mean that nobody won.',
    someOfYear: (found: number) =>
      `The archive is not complete: ${count(found, 'en')} innovations of this year are on record, as far as sources were found.`,
    figures: 'Figures',
    noFigures: 'No figure of this year has a source yet.',
    decreeOf: (award: string) => `Decree on ${award}`,
    conflicts: 'Sources that contradict each other',
    recorded: (found: number, places: number | undefined) =>
      places === undefined
        ? `${count(found, 'en')} on record.`
        : `${count(found, 'en')} on record of ${count(places, 'en')}.`,
    perhapsHigher:
      'Some may have risen to the next level; what is on record is the highest level for which there is a source.',
    sources: 'Sources',
    otherYears: 'Other years',
    earlier: (year: number) => `KIPP ${year}, before`,
    later: (year: number) => `KIPP ${year}, after`,
  },
})
