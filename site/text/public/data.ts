import type { DataSetId } from '#content/open-data.ts'
import { bilingual } from '../language.ts'

type SetText = { title: string; description: string }

/** Open data: sets, files, conventions, dictionary. */
export const dataText = bilingual({
  id: {
    title: 'Data terbuka',
    catalogue: 'Data terbuka Gelanggang',
    description:
      'Seluruh inovasi, penghargaan, angka dampak, angka kompetisi, dan pemenang pengelolaan pengaduan, sebagai CSV dan JSON.',
    lead: 'Isi halaman inovasi, penghargaan, statistik, dan pengaduan dapat Anda bawa sebagai berkas, tanpa mendaftar. Alamat berkas dan nama kolom tetap; kolom dapat bertambah, tidak berganti nama.',
    keywords: ['inovasi pelayanan publik', 'KIPP', 'penghargaan', 'pemerintah daerah'],
    sets: {
      inovasi: {
        title: 'Inovasi',
        description: 'Setiap inovasi: instansi, tema, masalah, solusi, dampak, keadaan terakhir, dan sumbernya.',
      },
      penghargaan: {
        title: 'Penghargaan',
        description:
          'Setiap penghargaan setiap inovasi; untuk edisi di portal ini dengan peringkat, nilai, dan dasar keputusannya.',
      },
      angka: {
        title: 'Angka sebelum dan sesudah',
        description: 'Deret angka yang digambar pada halaman inovasi, dengan tanda mana yang kami hitung sendiri.',
      },
      statistik: {
        title: 'Angka kompetisi per tahun',
        description: 'Corong Kompetisi Inovasi Pelayanan Publik per tahun, dengan celah dan pertentangan antarsumber.',
      },
      pengaduan: {
        title: 'Pemenang pengelolaan pengaduan',
        description: 'Penerima penghargaan kompetisi pengelolaan pengaduan pelayanan publik.',
      },
    } satisfies Record<DataSetId, SetText>,
    formats: { csv: 'CSV', json: 'JSON' },
    rows: (n: string) => `${n} baris`,
    spanning: (first: number, last: number) => (first === last ? `tahun ${first}` : `tahun ${first} sampai ${last}`),
    simulated: (n: string) =>
      `${n} baris berasal dari edisi peragaan dan bertanda is_simulation: bukan kompetisi nyata. Saring sebelum dipakai.`,
    file: 'Berkas',
    size: 'Ukuran',
    hash: 'SHA-256',
    fields: (n: number) => `Arti ${n} kolom`,
    field: 'Kolom',
    type: 'Jenis',
    meaning: 'Arti',
    types: {
      string: 'teks',
      integer: 'bilangan bulat',
      boolean: 'true atau false',
      uri: 'alamat',
      'list of string': 'daftar teks',
    },
    mayBeEmpty: 'boleh kosong',
    oneOf: (values: string) => `Salah satu dari: ${values}.`,
    useHeading: 'Cara memakai',
    use: [
      'CSV menurut RFC 4180: UTF-8 dengan tanda urutan bita (BOM), pemisah koma, baris diakhiri CRLF, desimal dengan titik. Di lembar kerja berbahasa Indonesia, buka lewat menu impor data dan pilih pemisah koma.',
      'Daftar dalam satu sel CSV dipisah dengan “ | ”; di JSON daftar tetap daftar. Sel kosong berarti tidak ada sumber, bukan tidak ada.',
      'Teks CSV yang diawali =, +, -, atau @ diberi tanda petik tunggal di depannya agar tidak dijalankan lembar kerja. JSON memuatnya apa adanya.',
      'Tanggal ditulis tahun-bulan-hari. Peringkat dan nilai adalah angka tepat; rata-rata tidak dibulatkan.',
    ],
    catalogueHeading: 'Katalog dan kamus',
    catalogueLead:
      'Bagi mesin pemanen: katalog DCAT-AP dengan alamat, ukuran, dan sidik setiap berkas, serta kamus kolom.',
    catalogueFile: 'Katalog (JSON-LD)',
    dictionaryFile: (format: string) => `Kamus kolom (${format})`,
    asOf: (day: string) => `Isi terbaru per ${day}.`,
    licenceHeading: 'Lisensi',
    licenceLead:
      'Susunan dan teks kami: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.id). Sebutkan “Gelanggang” dan alamat halamannya. Fakta tidak dimiliki siapa pun; setiap baris menyebut sumbernya.',
    errors: 'Menemukan kekeliruan? Laporkan lewat [koreksi](/koreksi/); data ini dibangun dari catatan yang sama.',
  },
  en: {
    title: 'Open data',
    catalogue: 'Open data of Gelanggang',
    description:
      'All innovations, awards, figures of impact, figures of the competition, and winners in complaint handling, as CSV and JSON.',
    lead: 'What the pages of innovations, awards, figures and complaint handling say can be taken along as files, without an account. Addresses and names of fields last; fields may be added, none is renamed.',
    keywords: ['public service innovation', 'KIPP', 'awards', 'local government', 'Indonesia'],
    sets: {
      inovasi: {
        title: 'Innovations',
        description: 'Every innovation: agency, theme, problem, solution, impact, last known state, and its sources.',
      },
      penghargaan: {
        title: 'Awards',
        description:
          'Every award of every innovation; for editions on this portal with rank, score and the basis of the decision.',
      },
      angka: {
        title: 'Figures before and after',
        description: 'The series drawn on pages of innovations, with a mark on what we worked out ourselves.',
      },
      statistik: {
        title: 'Figures of the competition by year',
        description: 'The funnel of the national competition (KIPP) by year, with gaps and conflicts between sources.',
      },
      pengaduan: {
        title: 'Winners in complaint handling',
        description: 'Who was awarded in the competition for handling complaints about public services.',
      },
    },
    formats: { csv: 'CSV', json: 'JSON' },
    rows: (n: string) => `${n} rows`,
    spanning: (first: number, last: number) => (first === last ? `year ${first}` : `years ${first} to ${last}`),
    simulated: (n: string) =>
      `${n} rows are of a demonstration and marked is_simulation: not a real competition. Filter them before use.`,
    file: 'File',
    size: 'Size',
    hash: 'SHA-256',
    fields: (n: number) => `What the ${n} fields mean`,
    field: 'Field',
    type: 'Type',
    meaning: 'Meaning',
    types: {
      string: 'text',
      integer: 'whole number',
      boolean: 'true or false',
      uri: 'address',
      'list of string': 'list of texts',
    },
    mayBeEmpty: 'may be empty',
    oneOf: (values: string) => `One of: ${values}.`,
    useHeading: 'How to use it',
    use: [
      'CSV by RFC 4180: UTF-8 with a byte order mark (BOM), commas, lines ended by CRLF, decimal points. In a spreadsheet set to Indonesian, open it by importing data and choose the comma.',
      'Lists within one CSV cell are parted by “ | ”; in JSON a list stays a list. An empty cell means that no source was found, not that there is none.',
      'A CSV text that begins with =, +, - or @ has an apostrophe before it, so that no spreadsheet runs it. JSON has it as it is.',
      'Dates are year-month-day. Ranks and totals are exact; means are not rounded.',
    ],
    catalogueHeading: 'Catalogue and dictionary',
    catalogueLead:
      'For harvesters: a DCAT-AP catalogue with address, size and fingerprint of every file, and a dictionary of fields.',
    catalogueFile: 'Catalogue (JSON-LD)',
    dictionaryFile: (format: string) => `Dictionary of fields (${format})`,
    asOf: (day: string) => `Newest content of ${day}.`,
    licenceHeading: 'Licence',
    licenceLead:
      'Our arrangement and texts: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.en). Name “Gelanggang” and the address of the page. Facts belong to nobody; every row names its sources.',
    errors: 'Found an error? Report it under [corrections](/koreksi/); these data are built from the same records.',
  },
})
