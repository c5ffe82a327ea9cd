import { count, decimal } from '../format.ts'
import { bilingual } from '../language.ts'
import { leanWords, shareWords } from '../ranking.ts'

/** The proposal of the worked example that moves across the line; points, and a chance 0..1. */
type Told = {
  id: string
  mean: number
  rankPlain: number
  lean: number
  adjusted: number
  calibrated: number
  rankCalibrated: number
  chance: number
}
type Limits = { low: number; high: number; secondLow: number; secondHigh: number }

/** How the ranking works, with its worked example and the rules in force. */
export const methodText = bilingual({
  id: {
    title: 'Metode pemeringkatan',
    description:
      'Bagaimana nilai juri menjadi peringkat, seberapa pasti hasilnya, dan apa yang tidak dapat dilakukan cara ini.',
    lead: 'Setiap usulan dibaca beberapa juri, tetapi bukan juri yang sama. Halaman ini menerangkan bagaimana portal memperhitungkan hal itu, seberapa pasti hasilnya, dan bagaimana Anda menghitungnya sendiri.',
    toRanks: 'Dari skor ke peringkat',
    toRanksLead:
      'Ada juri yang memberi nilai lebih tinggi, atau memakai rentang lebih lebar, daripada rekannya pada usulan yang sama. Karena setiap juri berbagi usulan dengan banyak juri lain, perbedaan itu dapat diukur.',
    steps: [
      'Nilai satu lembar ialah jumlah skor tiap kriteria kali bobotnya, dihitung tepat. Rata-rata tepat dan peringkatnya selalu dicetak berdampingan dengan hasil terkalibrasi.',
      'Rentang setiap juri dibawa sebagian ke rentang bersama, hanya sejauh data membuktikan perbedaan, dan tidak pernah lebih dari 1,6 kali.',
      'Portal menaksir berapa poin setiap juri berada di atas atau di bawah ukuran bersama, dengan galatnya.',
      'Taksiran itu dikurangkan dari skor juri tersebut, lalu dirata-rata per usulan.',
      'Hasilnya ditarik sedikit ke rerata umum, lebih kuat bila skornya sedikit. Itulah nilai terkalibrasi.',
    ],
    toRanksEnd:
      'Suara juri tidak dihapus dan tidak diberi bobot berbeda. Skor hanya dikeluarkan dengan keputusan manusia yang dicatat bersama alasannya, dan daftarnya ditunjukkan dengan dan tanpa skor itu.',
    certainty: 'Seberapa pasti',
    draws: (draws: number) =>
      `Skor tidak pernah persis. Portal mengulang pemeringkatan ${count(draws)} kali dengan ketidakpastian yang terukur. “Peluang masuk TOP 45: 62%” berarti usulan itu berada di dalamnya pada 62% pengulangan. Untuk lebih dari 10.000 usulan dipakai hitungan yang setara tanpa pengulangan acak.`,
    zone: ({ low, high, secondLow, secondHigh }: Limits) =>
      `Usulan dengan peluang di antara ${low}% dan ${high}% berada di zona bahas: skor saja tidak dapat memisahkannya, sehingga sidang pleno yang memutuskan. Usulan dengan peluang di antara ${secondLow}% dan ${secondHigh}% dapat dibaca juri tambahan sebelum pleno.`,
    example: 'Contoh dengan tiga juri',
    exampleLead:
      'Angka skor di bawah karangan untuk penjelasan; selebihnya dihitung mesin yang sama dengan yang dipakai portal ketika halaman ini dibuat. Dua tempat diperebutkan.',
    told: ({ id, mean, rankPlain, lean, adjusted, calibrated, rankCalibrated, chance }: Told, places: number) =>
      `${id}: rata-rata ${decimal(mean)}, peringkat ${rankPlain}. Juri yang membacanya ${leanWords(lean)}, jadi rata-rata yang disesuaikan ${decimal(adjusted)}, dan sesudah ditarik sedikit ke rerata umum nilai terkalibrasinya ${decimal(calibrated)}. Peringkatnya menjadi ${rankCalibrated}, dengan peluang masuk ${places} besar ${shareWords(chance)}: masih di zona bahas, jadi bukan angka yang memutuskan.`,
    rules: 'Aturan yang berlaku',
    rulesLead:
      'Diambil dari berkas setiap edisi yang diterbitkan ketika dibuka; aturan tidak berubah sesudah itu. Kolom resmi, yaitu kolom yang dipakai menyusun daftar, ditetapkan sebelum skor dibuka.',
    limits: 'Yang tidak dapat dilakukan cara ini',
    limitList: [
      'Tidak ada rumus yang menghapus ketidakpastian dari tiga pembacaan. Pada simulasi dengan 300 usulan dan perbedaan juri yang kuat, cara ini memilih sekitar 72% dari 45 terbaik yang sebenarnya, rata-rata biasa 62%; lebih dari 72% pun tidak dicapai bila kerasnya setiap juri diketahui persis.',
      'Juri yang tidak terhubung lewat usulan bersama tidak dapat dibandingkan. Portal menolak menghitung sampai seseorang menerima keadaan itu dengan alasan tertulis.',
      'Juri yang sengaja menggeser beberapa poin pada satu atau dua usulan tidak akan terlihat oleh statistik apa pun. Yang menjaganya ialah larangan benturan kepentingan.',
      'Bukti di atas berasal dari simulasi dengan kebenaran berdistribusi normal dan satu perbandingan sinyal terhadap derau. Pada 3.000 usulan simulasinya hanya sepuluh kali, jadi beda di bawah empat poin persen di sana tidak berarti. Batas zona bahas dipilih, bukan dicari yang terbaik.',
      'Cara ini mengukur kesepakatan juri, bukan mutu layanan. Rubrik, bukti, dan putusan pleno tetap menentukan.',
    ],
    yourself: 'Hitung sendiri',
    yourselfLead: (version: string) =>
      `Siapa pun yang memegang berkas skor yang diterbitkan, aturannya, dan versi mesin ${version} mendapat hasil yang sama sampai angka terakhir. Anda dapat melakukannya [di peramban](/transparansi/), atau dengan baris perintah:`,
    bundleFile: 'berkas.json',
    scoresTable: 'Skor enam usulan contoh, urut peringkat terkalibrasi',
    proposal: 'Usulan',
    juror: 'Juri',
    mean: 'Rata-rata',
    plainRank: 'Peringkat rata-rata',
    calibrated: 'Nilai terkalibrasi',
    calibratedRank: 'Peringkat terkalibrasi',
    chance: (places: number) => `Peluang masuk ${places} besar`,
    jurorsTable: 'Ketiga juri',
    severity: 'Murah hati (+) atau keras (−), poin',
    jurorMean: 'Rata-rata skor juri',
    noRules: 'Belum ada edisi yang diterbitkan portal ini.',
    readers: (readers: number) => `${count(readers)} juri membaca setiap usulan`,
    criterion: 'Kriteria',
    weight: 'Bobot',
    places: 'Tempat',
    official: 'Kolom resmi: rata-rata lembar, dihitung tepat. Kolom terkalibrasi mendampingi sidang pleno.',
    source: 'Berkas edisi, SHA-256',
  },
  en: {
    title: 'How the ranking works',
    description: "How jurors' scores become a ranking, how sure the result is, and what the method cannot do.",
    lead: 'Every proposal is read by several jurors, but not by the same ones. This page explains how the portal takes that into account, how sure the result is, and how you can compute it yourself.',
    toRanks: 'From scores to ranks',
    toRanksLead:
      'Some jurors mark higher, or use a wider range, than others on the same proposals. Because each juror shares proposals with many others, this can be measured.',
    steps: [
      'The total of a sheet is the sum of its criterion scores times their weights, computed exactly. The exact mean and its rank are always printed beside the calibrated result.',
      "Each juror's range is brought part of the way to the common range, only as far as the data prove a difference, and never by more than 1.6 times.",
      'The portal estimates how many points each juror is above or below the common standard, with the error of that estimate.',
      "The estimate is subtracted from that juror's scores, which are then averaged for each proposal.",
      'The result is drawn slightly towards the overall mean, more so when there are few scores. This is the calibrated score.',
    ],
    toRanksEnd:
      "No juror's vote is deleted or weighted differently. A score is excluded only by a recorded human decision with its reason, and the list is shown with and without that score.",
    certainty: 'How sure it is',
    draws: (draws: number) =>
      `Scores are never exact. The portal repeats the ranking ${count(draws, 'en')} times with the measured uncertainty. “In TOP 45: 62%” means that the proposal was in it in 62% of the repetitions. Beyond 10,000 proposals an equivalent computation without random draws is used.`,
    zone: ({ low, high, secondLow, secondHigh }: Limits) =>
      `Proposals between ${low}% and ${high}% are in the discussion zone: the scores alone cannot separate them, so the plenary decides. Proposals between ${secondLow}% and ${secondHigh}% may be read by further jurors before the plenary.`,
    example: 'An example with three jurors',
    exampleLead:
      "The scores below are made up for the explanation; everything else was computed by the portal's own engine when this page was built. There are two places.",
    told: ({ id, mean, rankPlain, lean, adjusted, calibrated, rankCalibrated, chance }: Told, places: number) =>
      `${id}: mean ${decimal(mean, 'en')}, rank ${rankPlain}. Its jurors were on average ${decimal(Math.abs(lean), 'en')} points ${lean < 0 ? 'strict' : 'generous'}, so the adjusted mean is ${decimal(adjusted, 'en')}, and, drawn slightly towards the overall mean, the calibrated score is ${decimal(calibrated, 'en')}. Its rank becomes ${rankCalibrated}, with a chance of ${decimal(100 * chance, 'en')}% of being in the top ${places}: still in the discussion zone, so the number does not decide.`,
    rules: 'The rules in force',
    rulesLead:
      'Taken from the file that each edition published when it opened; the rules do not change afterwards. The official column, from which the list is drawn up, is fixed before the scores are opened.',
    limits: 'What the method cannot do',
    limitList: [
      "No formula removes the noise of three readings. In simulations with 300 proposals and strong differences between jurors the method picks about 72% of the true best 45 and the plain mean 62%; knowing every juror's severity exactly would not bring more than 72% either.",
      'Jurors who are not linked through shared proposals cannot be compared. The portal declines to compute until a person accepts this with a written reason.',
      'A juror who deliberately shifts one or two proposals by a few points will not be seen by any statistic. The defence is the control of conflicts of interest.',
      'The evidence above comes from simulations with a normally distributed truth and one ratio of signal to noise. With 3,000 proposals there were only ten runs, so differences under four percentage points there mean nothing. The limits of the discussion zone were chosen, not tuned.',
      "The method measures what jurors agree on, not the quality of a service. Rubric, evidence and the plenary's judgement remain decisive.",
    ],
    yourself: 'Compute it yourself',
    yourselfLead: (version: string) =>
      `Anyone with the published score file, its configuration and version ${version} of the engine gets the same result to the last digit, [in the browser](/transparansi/) or on the command line:`,
    bundleFile: 'bundle.json',
    scoresTable: 'Scores of six example proposals, by calibrated rank',
    proposal: 'Proposal',
    juror: 'Juror',
    mean: 'Mean',
    plainRank: 'Plain rank',
    calibrated: 'Calibrated score',
    calibratedRank: 'Calibrated rank',
    chance: (places: number) => `Chance of the top ${places}`,
    jurorsTable: 'The three jurors',
    severity: 'Generous (+) or strict (−), points',
    jurorMean: "Mean of the juror's scores",
    noRules: 'This portal has not published an edition yet.',
    readers: (readers: number) => `${count(readers, 'en')} jurors read each proposal`,
    criterion: 'Criterion',
    weight: 'Weight',
    places: 'Places',
    official: 'Official column: the exact mean of the sheets. The calibrated column is beside it for the plenary.',
    source: 'File of the edition, SHA-256',
  },
})
