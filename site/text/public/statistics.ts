import { count, decimal } from '../format.ts'
import { bilingual } from '../language.ts'

/** The figures of the national competition and of this archive. */
export const statisticsText = bilingual({
  id: {
    title: 'Statistik',
    heading: (first: number, last: number) => `Kompetisi dalam angka, ${first}–${last}`,
    description: 'Corong Kompetisi Inovasi Pelayanan Publik per tahun: terdaftar, diajukan, lolos, finalis, pemenang.',
    lead: (registered: number, editions: number) =>
      `${count(registered)} usulan terdaftar dalam ${count(editions)} edisi yang angkanya ditemukan. Setiap angka punya sumber; yang tidak ditemukan dibiarkan kosong, yang bertentangan diceritakan.`,
    steps: {
      registered: 'Terdaftar',
      submitted: 'Diajukan ke kementerian',
      passed: 'Lolos administrasi',
      finalists: 'Finalis',
      winners: 'Pemenang',
    },
    stepNotes: {
      registered: 'Semua usulan di aplikasi, termasuk draf.',
      submitted: 'Sampai ke kementerian.',
      passed: 'Lengkap dan memenuhi syarat.',
      finalists: 'TOP 99, ditambah kelompok khusus dan replikasi.',
      winners: 'TOP 45 atau yang setara, Outstanding, dan replikasi terbaik.',
    },
    funnel: 'Corong per tahun',
    scale:
      'Setiap baris berskala sendiri, karena finalis dan pemenang terlalu sedikit untuk skala pendaftar. Kotak bergaris putus: angkanya tidak ditemukan, atau sumbernya bertentangan.',
    table: 'Corong per tahun sebagai tabel',
    year: 'Tahun',
    edition: 'Edisi',
    ratio: 'Diajukan dari terdaftar',
    passRatio: 'Lolos dari diajukan',
    ratioNote: 'Persentase dihitung portal ini dari angka di tabel.',
    percent: (share: number) => `${decimal(share * 100)}%`,
    notHeld: 'Tidak diselenggarakan',
    gap: 'Angka tidak ditemukan',
    notes: 'Sumber yang bertentangan',
    footnote: (number: number) => `Catatan ${number}`,
    back: (year: number) => `Kembali ke ${year}`,
    totals: 'Jumlah sepuluh tahun',
    totalsOwn: (registered: number) =>
      `Jumlah angka per tahun di atas: ${count(registered)} terdaftar. Angka resmi berikut tidak sama; keduanya kami sebut dan tidak kami samakan.`,
    source: 'Sumber',
    sourcesOf: 'Sumber setiap tahun ada di halaman tahunnya.',
    told: (year: number) => `${year}, langkah demi langkah`,
    toldText: (unit: number, agency: number) =>
      `${count(unit + agency)} usulan tidak pernah keluar dari instansinya: ${count(unit)} masih di unit, ${count(agency)} masih di admin instansi.`,
    archive: 'Siapa yang tercatat dalam arsip ini',
    partial: (recorded: number) =>
      `Arsip ini memuat ${count(recorded)} inovasi dan belum lengkap. Yang tercatat ialah yang sumbernya ditemukan, sehingga perbandingan di bawah ini menceritakan arsip, bukan hasil kompetisi.`,
    coverage: 'Berapa yang sudah tercatat',
    coverageText: 'Penghargaan dan finalis dalam arsip, dari jumlah finalis tahun itu.',
    ofFinalists: (recorded: number, finalists: number) => `${count(recorded)} dari ${count(finalists)}`,
    byType: 'Menurut jenis instansi',
    byProvince: 'Menurut provinsi',
    byTheme: 'Menurut tema',
    allOnMap: 'Semua provinsi pada peta petak',
    complaints: 'Kompetisi pengelolaan pengaduan',
    complaintsText: (winners: number) =>
      `Kompetisi lain dengan penilaian sendiri: ${count(winners)} penghargaan untuk pengelola pengaduan tercatat, tidak dicampur ke angka di atas.`,
    complaintsLink: 'Buka para penerimanya',
  },
  en: {
    title: 'Figures',
    heading: (first: number, last: number) => `The competition in figures, ${first}–${last}`,
    description:
      'The funnel of the national Public Service Innovation Competition by year: registered, submitted, passed, finalists, winners.',
    lead: (registered: number, editions: number) =>
      `${count(registered, 'en')} proposals registered in the ${count(editions, 'en')} editions whose figures were found. Every figure has a source; what was not found is left empty, contradictions are told.`,
    steps: {
      registered: 'Registered',
      submitted: 'Submitted to the ministry',
      passed: 'Passed screening',
      finalists: 'Finalists',
      winners: 'Winners',
    },
    stepNotes: {
      registered: 'All proposals in the application, drafts as well.',
      submitted: 'Reached the ministry.',
      passed: 'Complete and eligible.',
      finalists: 'TOP 99, with the special and replication groups.',
      winners: 'TOP 45 or its equal, Outstanding, best replications.',
    },
    funnel: 'The funnel by year',
    scale:
      'Each row has its own scale, because finalists and winners are too few for the scale of those registered. Dashed box: the figure was not found, or sources contradict each other.',
    table: 'The funnel by year as a table',
    year: 'Year',
    edition: 'Edition',
    ratio: 'Submitted of registered',
    passRatio: 'Passed of submitted',
    ratioNote: 'Percentages are computed by this portal from the figures in the table.',
    percent: (share: number) => `${decimal(share * 100, 'en')}%`,
    notHeld: 'Not held',
    gap: 'Figure not found',
    notes: 'Sources that contradict each other',
    footnote: (number: number) => `Note ${number}`,
    back: (year: number) => `Back to ${year}`,
    totals: 'Ten years together',
    totalsOwn: (registered: number) =>
      `The yearly figures above add up to ${count(registered, 'en')} registered. The official figures below differ; we give both and do not reconcile them.`,
    source: 'Source',
    sourcesOf: 'The sources of each year stand on its page.',
    told: (year: number) => `${year}, step by step`,
    toldText: (unit: number, agency: number) =>
      `${count(unit + agency, 'en')} proposals never left their agency: ${count(unit, 'en')} were still with the unit, ${count(agency, 'en')} with the agency’s admin.`,
    archive: 'Who is recorded in this archive',
    partial: (recorded: number) =>
      `This archive holds ${count(recorded, 'en')} innovations and is not complete. It records those whose sources were found, so the comparisons below tell about the archive, not about the results of the competition.`,
    coverage: 'How much is recorded',
    coverageText: 'Awards and finalists in the archive, of the number of finalists in that year.',
    ofFinalists: (recorded: number, finalists: number) => `${count(recorded, 'en')} of ${count(finalists, 'en')}`,
    byType: 'By type of agency',
    byProvince: 'By province',
    byTheme: 'By theme',
    allOnMap: 'All provinces on the tile map',
    complaints: 'The competition for handling complaints',
    complaintsText: (winners: number) =>
      `Another competition with its own assessment: ${count(winners, 'en')} awards for handling complaints are recorded, not mixed into the figures above.`,
    complaintsLink: 'Open the recipients',
  },
})
