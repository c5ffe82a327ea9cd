import { count } from '../format.ts'
import { bilingual } from '../language.ts'

/** Recomputing what was published. */
export const transparencyText = bilingual({
  id: {
    title: 'Transparansi',
    description: 'Hitung ulang peringkat yang diterbitkan, di peramban Anda atau dengan baris perintah.',
    lead: 'Setiap hasil yang disertai berkas skor dapat dihitung ulang oleh siapa pun, sampai angka terakhir. Berkas itu memuat skor setiap lembar tanpa nama juri, bobot, aturan penghitungan, dan hasilnya.',
    perEdition: 'Hasil per edisi',
    none: 'Belum ada hasil yang diterbitkan portal ini. Arsip tahun lalu tidak memuat skor juri.',
    resultsOf: (results: number, bundles: number) =>
      `${count(results)} hasil, ${bundles === 0 ? 'belum' : count(bundles)} disertai berkas skor.`,
    publishedOn: (when: string) => `Diterbitkan ${when}`,
    how: 'Bagaimana peringkat dihitung',
    howText:
      '[Metode pemeringkatan](/metode/) menerangkan caranya, dengan contoh, dan apa yang tidak dapat dilakukannya.',
    what: 'Apa yang diterbitkan, dan kapan',
    whatList: [
      'Aturan dan jadwal satu edisi, ketika dibuka dan setiap kali tanggalnya berubah, dengan alasannya.',
      'Hasil setiap sidang pleno: tempat, nilai, dasar, alasan putusan, dan nomor penetapannya.',
      'Berkas skor setiap peringkat yang dihitung: nilai setiap lembar, tanpa nama juri.',
      'Arsip inovasi dengan sumbernya, sebagai [data terbuka](/data/), dan [koreksi](/koreksi/) dari pembaca dengan jawabannya.',
    ],
    whatNot:
      'Yang tidak diterbitkan: nama juri pada lembarnya, naskah usulan yang tidak menang, lampiran, dan catatan antara instansi dan unitnya.',
    recompute: (edition: string) => `Hitung ulang ${edition}`,
    recomputeDescription: (edition: string) =>
      `Hitung ulang peringkat ${edition} dari skor yang diterbitkan dan bandingkan dengan yang diumumkan.`,
    recomputeLead:
      'Berkas skor memuat nilai setiap lembar tanpa nama juri, bobot, dan aturan penghitungan. Dari situ peringkat dihitung lagi dengan berkas program yang sama dengan yang dijalankan portal, lalu dibandingkan dengan yang diumumkan, angka demi angka.',
    files: 'Berkas yang diterbitkan',
    noBundle: 'Hasil ini diterbitkan tanpa berkas skor, jadi peringkatnya belum dapat dihitung ulang.',
    bundle: 'Berkas skor, SHA-256',
    result: 'Hasil',
    publishedAt: (when: string) => `diterbitkan ${when}`,
    inBrowser: 'Hitung ulang di peramban',
    needsScript:
      'Bagian ini memerlukan JavaScript. Tanpa JavaScript, unduh berkas di atas dan hitung ulang dengan baris perintah di bawah; hasilnya sama.',
    onCommandLine: 'Hitung ulang dengan baris perintah',
    onCommandLineLead: (file: string) =>
      `Unduh berkas skor sebagai ${file}, ambil kode sumber portal, lalu jalankan perintah ini di foldernya. Sebutkan sidik jari yang Anda dapat dari tempat lain, misalnya dari surat keputusan; hanya itu yang menunjukkan berkas yang diubah bersama semua sidik jarinya.`,
    bundleFile: 'berkas.json',
    answer:
      'Jawabannya “Cocok”, atau daftar tempat yang berbeda. Cara menghitungnya diterangkan pada halaman [metode pemeringkatan](/metode/).',
  },
  en: {
    title: 'Transparency',
    description: 'Recompute the published rankings, in your browser or on the command line.',
    lead: "Every result that comes with its score file can be recomputed by anyone, to the last digit. The file holds the scores of every sheet without the jurors' names, the weights, the rules of computation, and the result.",
    perEdition: 'Results by edition',
    none: "This portal has not published a result yet. The archive of past years has no jurors' scores.",
    resultsOf: (results: number, bundles: number) =>
      `${count(results, 'en')} ${results === 1 ? 'result' : 'results'}, ${bundles === 0 ? 'none' : count(bundles, 'en')} with a score file.`,
    publishedOn: (when: string) => `Published ${when}`,
    how: 'How the ranking is computed',
    howText: '[How the ranking works](/metode/) explains it, with an example, and what it cannot do.',
    what: 'What is published, and when',
    whatList: [
      'The rules and the schedule of an edition, when it opens and each time a date is changed, with the reason.',
      'The result of every plenary: places, scores, basis, reasons of its decisions, and the number of the decree.',
      "The score file of every ranking that was computed: the scores of every sheet, without the jurors' names.",
      "The archive of innovations with its sources, as [open data](/data/), and readers' [corrections](/koreksi/) with the answers.",
    ],
    whatNot:
      "What is not published: jurors' names on their sheets, the text of proposals that did not win, attachments, and the notes between an agency and its units.",
    recompute: (edition: string) => `Recompute ${edition}`,
    recomputeDescription: (edition: string) =>
      `Recompute the ranking of ${edition} from the published scores and compare it with what was announced.`,
    recomputeLead:
      "The score file holds the scores of every sheet without the jurors' names, the weights and the rules of computation. From it the ranking is computed again by the very program the portal runs, and compared with what was announced, digit by digit.",
    files: 'Published files',
    noBundle: 'This result was published without a score file, so its ranking cannot be recomputed yet.',
    bundle: 'Score file, SHA-256',
    result: 'Result',
    publishedAt: (when: string) => `published ${when}`,
    inBrowser: 'Recompute in the browser',
    needsScript:
      'This part needs JavaScript. Without it, download the file above and recompute it on the command line as below; the result is the same.',
    onCommandLine: 'Recompute on the command line',
    onCommandLineLead: (file: string) =>
      `Download the score file as ${file}, take the source code of the portal, and run this command in its folder. Give the fingerprint you have from elsewhere, such as the decree; nothing else reveals a file that was changed together with all its fingerprints.`,
    bundleFile: 'bundle.json',
    answer:
      'The command answers in Indonesian: “Cocok” (the same), or a list of the places that differ. The page on [how the ranking works](/metode/) explains the computation.',
  },
})
