import { count } from '../format.ts'
import { bilingual } from '../language.ts'

export const homeText = bilingual({
  id: {
    description:
      'Telusuri inovasi pelayanan publik yang pernah menang, ikuti edisi yang berjalan, dan periksa bagaimana setiap peringkat ditetapkan.',
    title: 'Inovasi pelayanan publik, dinilai di tempat terbuka.',
    lead: 'Telusuri inovasi yang pernah menang, ikuti edisi yang berjalan, dan periksa bagaimana setiap pemenang ditetapkan.',
    browse: (innovations: number) => `Telusuri ${count(innovations)} inovasi`,
    toSchedule: 'Lihat jadwal edisi',
    toAwards: 'Lihat penghargaan',
    edition: 'Edisi berjalan',
    now: 'Sekarang',
    next: 'Berikutnya',
    noEdition: 'Tidak ada edisi yang sedang berjalan.',
    until: (when: string) => `sampai ${when}`,
    from: (when: string) => `mulai ${when}`,
    clothLink: 'Daftar semua inovasi pada kain ini',
    cloth: (petals: number, from: number, to: number, levels: number) =>
      `Kain kawung: satu kelopak, satu catatan arsip, ${count(petals)} kelopak dari ${from} sampai ${to}, dalam ${levels} tingkat penghargaan.`,
    clothCaption: (from: number, to: number) =>
      `Satu kelopak, satu penghargaan dalam arsip, dari ${from} sampai ${to}. Kelopak putus-putus masih menunggu.`,
    legendGold: (petals: number) => `${count(petals)} TOP 45 dan setaranya`,
    legendCream: (petals: number) => `${count(petals)} TOP 99`,
    legendLine: (petals: number) => `${count(petals)} finalis`,
    latest: 'Hasil terbaru',
    latestLead: (places: number, ranked: number) =>
      `${count(places)} tempat dari ${count(ranked)} usulan yang diperingkat. Setiap tempat disertai dasarnya: nilai, atau putusan sidang pleno dengan alasannya.`,
    latestOpen: 'Buka hasilnya',
    archive: 'Dari arsip',
    becomes: 'menjadi',
    seriesKey: 'Arsir: pemula dan belum terkelas. Abu: berkembang. Tinta: maju, dirinci sejak 2022.',
    yearsTitle: (editions: number, registered: number) =>
      `${count(editions)} edisi, ${count(registered)} usulan terdaftar`,
    yearsLead: (from: number, to: number, pauses: string) =>
      `Kompetisi Inovasi Pelayanan Publik, ${from} sampai ${to}. Tidak diselenggarakan pada ${pauses}. Jumlah ini dihitung dari angka per tahun.`,
    yearsMore: 'Semua angka dan sumbernya',
    funnelTitle: (from: number, to: number) => `Dari ${count(from)} menjadi ${count(to)}`,
    funnelLead: (year: number, unit: number, agency: number) =>
      `Pada ${year}, ${count(unit + agency)} usulan tidak pernah keluar dari instansinya: ${count(unit)} masih di unit, ${count(agency)} masih di admin instansi.`,
    funnelMore: (year: number) => `Sumber angka ${year}`,
    check: 'Periksa sendiri',
    checks: [
      {
        title: 'Hitung ulang peringkat',
        text: 'Berkas skor, aturan, dan versi program terbit bersama hasilnya. Peramban Anda mengulang hitungan sampai angka terakhir.',
        path: '/transparansi/',
        action: 'Buka halaman transparansi',
      },
      {
        title: 'Betulkan yang keliru',
        text: 'Setiap fakta arsip menyebut sumbernya. Bila ada yang salah, laporkan; sekretariat memeriksa dan menjawab.',
        path: '/koreksi/',
        action: 'Lihat koreksi',
      },
      {
        title: 'Ambil datanya',
        text: 'Inovasi, penghargaan, dan sumbernya tersedia sebagai CSV dan JSON, boleh dipakai ulang.',
        path: '/data/',
        action: 'Data terbuka',
      },
    ],
  },
  en: {
    description:
      'Browse award-winning public-service innovations of Indonesia, follow the edition that is running, and check how every ranking came about.',
    title: 'Public-service innovation, judged in the open.',
    lead: 'Browse innovations that have won, follow the edition that is running, and check how every winner was decided.',
    browse: (innovations: number) => `Browse ${count(innovations, 'en')} innovations`,
    toSchedule: 'See the schedule',
    toAwards: 'See the awards',
    edition: 'Running edition',
    now: 'Now',
    next: 'Next',
    noEdition: 'No edition is running.',
    until: (when: string) => `until ${when}`,
    from: (when: string) => `from ${when}`,
    clothLink: 'List of all innovations on this cloth',
    cloth: (petals: number, from: number, to: number, levels: number) =>
      `Kawung cloth: one petal is one record of the archive, ${count(petals, 'en')} petals from ${from} to ${to}, in ${levels} levels of award.`,
    clothCaption: (from: number, to: number) =>
      `One petal is one award in the archive, from ${from} to ${to}. Dashed petals are still waiting.`,
    legendGold: (petals: number) => `${count(petals, 'en')} TOP 45 or its equal`,
    legendCream: (petals: number) => `${count(petals, 'en')} TOP 99`,
    legendLine: (petals: number) => `${count(petals, 'en')} finalists`,
    latest: 'Latest results',
    latestLead: (places: number, ranked: number) =>
      `${count(places, 'en')} places among ${count(ranked, 'en')} ranked proposals. Each place states its basis: the score, or a decision of the plenary with its reason.`,
    latestOpen: 'Open the results',
    archive: 'From the archive',
    becomes: 'becomes',
    seriesKey: 'Hatched: beginner or not yet classed. Grey: developing. Ink: advanced, told apart since 2022.',
    yearsTitle: (editions: number, registered: number) =>
      `${count(editions, 'en')} editions, ${count(registered, 'en')} registered proposals`,
    yearsLead: (from: number, to: number, pauses: string) =>
      `Indonesia's national competition of public-service innovation (KIPP), ${from} to ${to}. Not held in ${pauses}. The total is the sum of the yearly figures.`,
    yearsMore: 'All figures and their sources',
    funnelTitle: (from: number, to: number) => `From ${count(from, 'en')} to ${count(to, 'en')}`,
    funnelLead: (year: number, unit: number, agency: number) =>
      `In ${year}, ${count(unit + agency, 'en')} proposals never left their own agency: ${count(unit, 'en')} stayed with the unit, ${count(agency, 'en')} with the agency's administrator.`,
    funnelMore: (year: number) => `Sources of the figures of ${year}`,
    check: 'Check it yourself',
    checks: [
      {
        title: 'Recompute a ranking',
        text: 'The score file, the rules and the version of the program are published with the result. Your browser repeats the computation to the last digit.',
        path: '/transparansi/',
        action: 'Open transparency',
      },
      {
        title: 'Put an error right',
        text: 'Every fact of the archive names its source. If something is wrong, report it; the secretariat checks and answers.',
        path: '/koreksi/',
        action: 'See corrections',
      },
      {
        title: 'Take the data',
        text: 'Innovations, awards and their sources are there as CSV and JSON, free to use again.',
        path: '/data/',
        action: 'Open data',
      },
    ],
  },
})
