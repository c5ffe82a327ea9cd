import type { CorrectionFault, CorrectionField, CorrectionOutcome } from '#domain/correction.ts'
import { bilingual } from '../language.ts'

type Faults = Record<CorrectionField, Partial<Record<CorrectionFault['code'], string>>>

/** Reports of wrong facts: form, report with its answer, and how it works. */
export const correctionsText = bilingual({
  id: {
    title: 'Koreksi',
    description: 'Laporkan fakta yang keliru pada halaman inovasi, dan periksa jawaban atas laporan Anda.',
    innovations: 'Inovasi',
    trail: 'Letak halaman',
    formTitle: 'Laporkan kekeliruan',
    formDescription: 'Formulir untuk melaporkan fakta yang keliru pada halaman sebuah inovasi.',
    formUnnamed:
      'Formulir ini milik satu inovasi. Buka halaman inovasinya, lalu pilih “Laporkan perubahan atau kekeliruan”.',
    formToInnovations: 'Cari inovasinya',
    formLead:
      'Tulis apa yang keliru. Sekretariat membaca setiap laporan, memeriksa sumbernya, dan menjawab di halaman laporan Anda.',
    refused: 'Laporan belum terkirim',
    kept: 'Tulisan Anda masih lengkap di bawah ini.',
    tooMany:
      'Terlalu banyak laporan dalam satu jam terakhir dari jaringan Anda atau dari semua pembaca. Salin tulisan Anda, lalu kirim lagi sesudah satu jam.',
    machine:
      'Isian yang tersembunyi ikut terisi, seperti yang dilakukan mesin pengirim iklan. Kosongkan isian otomatis peramban Anda, lalu kirim lagi.',
    trap: 'Biarkan kosong',
    fields: {
      statement: {
        label: 'Apa yang keliru?',
        hint: (limit: string) => `Kutip kalimat atau angkanya. Paling banyak ${limit} karakter.`,
      },
      proposed: {
        label: 'Apa yang benar? (boleh kosong)',
        hint: (limit: string) => `Bila Anda mengetahuinya. Paling banyak ${limit} karakter.`,
      },
      sourceUrl: {
        label: 'Alamat sumber (boleh kosong)',
        hint: () => 'Halaman yang dapat dibaca siapa pun, diawali https://. Tanpa sumber, pemeriksaan lebih lama.',
      },
      email: {
        label: 'Alamat surel (boleh kosong)',
        hint: () =>
          'Hanya untuk mengirim jawaban atas laporan ini; tidak ditampilkan. Tanpa alamat pun jawaban terbaca dengan nomor laporan.',
      },
    } satisfies Record<CorrectionField, { label: string; hint: (limit: string) => string }>,
    faults: {
      statement: {
        missing: 'Tulis apa yang keliru.',
        too_long: 'Apa yang keliru: terlalu panjang, ringkas menjadi paling banyak 2.000 karakter.',
      },
      proposed: { too_long: 'Apa yang benar: terlalu panjang, ringkas menjadi paling banyak 2.000 karakter.' },
      sourceUrl: {
        too_long: 'Alamat sumber: terlalu panjang, paling banyak 500 karakter.',
        not_an_address: 'Alamat sumber: tulis lengkap, misalnya https://contoh.go.id/berita, atau kosongkan.',
      },
      email: {
        too_long: 'Alamat surel: terlalu panjang, paling banyak 254 karakter.',
        not_an_email: 'Alamat surel: tulis lengkap, misalnya nama@contoh.id, atau kosongkan.',
      },
    } satisfies Faults,
    send: 'Kirim laporan',
    privacy:
      'Yang disimpan: tulisan Anda, alamat surel bila diisi, dan sidik acak harian dari alamat jaringan untuk menahan banjir laporan. Alamat jaringan itu sendiri tidak disimpan.',

    reportTitle: 'Laporan koreksi',
    reportDescription: 'Keadaan dan jawaban satu laporan koreksi, bagi siapa pun yang memegang nomornya.',
    lookup: 'Periksa dengan nomor',
    lookupLabel: 'Nomor laporan',
    lookupHint: 'Seperti KOR-ACEF-HJKM-NPRT-WXY3. Huruf kecil dan spasi tidak menjadi soal.',
    lookupButton: 'Buka laporan',
    unknown:
      'Nomor ini tidak dikenal. Periksa lagi setiap hurufnya; nomor laporan tidak memuat angka 0, 1, 2, 5, 6, dan 8.',
    received: 'Laporan diterima',
    keepNumber: 'Simpan nomor ini atau alamat halaman ini. Hanya dengan nomor itu laporan Anda dapat dibaca.',
    number: 'Nomor',
    receivedOn: 'Diterima',
    innovation: 'Halaman inovasi',
    openInnovation: 'Buka halamannya',
    state: 'Keadaan',
    states: {
      open: 'Menunggu jawaban sekretariat',
      accepted: 'Diterima: halaman diperbaiki',
      rejected: 'Tidak diubah',
      noted: 'Dicatat',
    } satisfies Record<CorrectionOutcome | 'open', string>,
    mailed: 'Jawaban juga dikirim ke alamat surel yang Anda tulis.',
    silent: 'Anda tidak meninggalkan alamat surel; jawaban akan tampil di halaman ini.',
    answer: 'Jawaban',
    yours: 'Yang Anda tulis',
    wrong: 'Apa yang keliru',
    right: 'Apa yang benar',
    source: 'Sumber',

    lead: 'Halaman inovasi disusun dari sumber terbuka dan dapat keliru. Siapa pun dapat melaporkan kekeliruan, tanpa akun dan tanpa surel.',
    how: [
      {
        title: 'Cara melaporkan',
        body: [
          'Buka halaman inovasinya, lalu pilih “Laporkan perubahan atau kekeliruan”. Formulirnya pendek dan tidak memerlukan skrip.',
          'Sesudah terkirim, Anda mendapat nomor laporan. Dengan nomor itu Anda dapat membaca keadaan dan jawabannya.',
        ],
      },
      {
        title: 'Apa yang terjadi kemudian',
        body: [
          'Sekretariat membaca laporan, memeriksa sumbernya, lalu memperbaiki halaman, menolak dengan alasan, atau mencatatnya. Setiap jawaban menyebut alasan dan tersimpan bersama siapa yang menjawab dan kapan.',
          'Bila sumber berbeda satu dengan yang lain, halaman menceritakan perbedaannya; angkanya tidak dirata-ratakan.',
        ],
      },
    ],
  },
  en: {
    title: 'Corrections',
    description: 'Report a wrong fact on the page of an innovation, and look up the answer to your report.',
    innovations: 'Innovations',
    trail: 'Where this page stands',
    formTitle: 'Report an error',
    formDescription: 'Form to report a wrong fact on the page of an innovation.',
    formUnnamed:
      'This form belongs to one innovation. Open the page of the innovation, then choose “Report a change or a mistake”.',
    formToInnovations: 'Find the innovation',
    formLead:
      'Write what is wrong. The secretariat reads every report, checks its source, and answers on the page of your report.',
    refused: 'The report was not sent yet',
    kept: 'All you typed is still below.',
    tooMany:
      'Too many reports within the last hour, from your network or from all readers together. Copy your text and send it again in an hour.',
    machine:
      'A hidden field was filled in too, as machines that send advertisements do. Switch off the automatic filling of your browser, then send again.',
    trap: 'Leave this empty',
    fields: {
      statement: {
        label: 'What is wrong?',
        hint: (limit: string) => `Quote the sentence or the figure. At most ${limit} characters.`,
      },
      proposed: {
        label: 'What is right? (may stay empty)',
        hint: (limit: string) => `If you know it. At most ${limit} characters.`,
      },
      sourceUrl: {
        label: 'Address of a source (may stay empty)',
        hint: () => 'A page anyone can read, beginning with https://. Without a source the check takes longer.',
      },
      email: {
        label: 'E-mail address (may stay empty)',
        hint: () =>
          'Used only to send the answer to this report; never shown. Without it the answer can be read by the number of the report.',
      },
    },
    faults: {
      statement: {
        missing: 'Write what is wrong.',
        too_long: 'What is wrong: too long, shorten it to 2,000 characters at most.',
      },
      proposed: { too_long: 'What is right: too long, shorten it to 2,000 characters at most.' },
      sourceUrl: {
        too_long: 'Address of a source: too long, 500 characters at most.',
        not_an_address: 'Address of a source: write it in full, such as https://example.org/news, or leave it empty.',
      },
      email: {
        too_long: 'E-mail address: too long, 254 characters at most.',
        not_an_email: 'E-mail address: write it in full, such as name@example.org, or leave it empty.',
      },
    },
    send: 'Send the report',
    privacy:
      'What is kept: your text, your e-mail address if given, and a random daily fingerprint of your network address to hold back floods. The network address itself is not kept.',

    reportTitle: 'Correction report',
    reportDescription: 'State and answer of one correction report, for whoever holds its number.',
    lookup: 'Look up by number',
    lookupLabel: 'Number of the report',
    lookupHint: 'Such as KOR-ACEF-HJKM-NPRT-WXY3. Small letters and spaces do not matter.',
    lookupButton: 'Open the report',
    unknown: 'This number is not known. Check each letter; numbers of reports never hold 0, 1, 2, 5, 6 and 8.',
    received: 'Report received',
    keepNumber: 'Keep this number or the address of this page. Only with the number can your report be read.',
    number: 'Number',
    receivedOn: 'Received',
    innovation: 'Page of the innovation',
    openInnovation: 'Open the page',
    state: 'State',
    states: {
      open: 'Waiting for the answer of the secretariat',
      accepted: 'Accepted: the page is corrected',
      rejected: 'Not changed',
      noted: 'Noted',
    },
    mailed: 'The answer is also sent to the e-mail address you gave.',
    silent: 'You left no e-mail address; the answer will stand on this page.',
    answer: 'Answer',
    yours: 'What you wrote',
    wrong: 'What is wrong',
    right: 'What is right',
    source: 'Source',

    lead: 'Pages of innovations are made from open sources and can be wrong. Anyone can report an error, without an account and without e-mail.',
    how: [
      {
        title: 'How to report',
        body: [
          'Open the page of the innovation and choose “Report a change or a mistake”. The form is short and needs no script.',
          'Once it is sent you get a number. With it you can read the state of the report and its answer.',
        ],
      },
      {
        title: 'What happens then',
        body: [
          'The secretariat reads the report and checks its source, then corrects the page, declines with a reason, or notes it. Every answer gives its reason and is kept with who answered and when.',
          'Where sources differ, the page tells of the difference; figures are not averaged.',
        ],
      },
    ],
  },
})
