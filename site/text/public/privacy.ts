import { bilingual } from '../language.ts'
import type { ProseSection } from './prose.ts'

const idSections: readonly ProseSection[] = [
  {
    title: 'Bila Anda hanya membaca',
    body: [
      'Halaman umum tidak memasang kuki, tidak memuat apa pun dari situs lain, dan tidak mencatat siapa membaca apa. Huruf, gambar, dan lembar gayanya dari portal ini sendiri. Pencarian langsung berjalan di peramban Anda; kata yang dicari tidak disimpan portal.',
      'Layanan awan tempat portal berjalan melihat alamat jaringan Anda untuk mengantar halaman, sebagaimana setiap situs.',
    ],
  },
  {
    title: 'Bila Anda melaporkan koreksi',
    body: [
      [
        'Disimpan: isi laporan, usul perbaikan, alamat sumber bila ada, bahasa, waktu, dan alamat surel bila Anda mengisinya.',
        'Untuk menahan banjir laporan disimpan sidik berkunci dari alamat jaringan, yang berganti setiap hari dan darinya alamat itu tidak dapat ditemukan kembali.',
        'Tujuannya memeriksa dan menjawab laporan. Siapa pun yang memegang nomor laporan dapat membaca jawabannya, jadi jangan menulis hal pribadi di dalamnya.',
      ],
    ],
  },
  {
    title: 'Bila instansi Anda meminta akun',
    body: [
      [
        'Disimpan: nama, jabatan, alamat surel kantor, dan surat permintaan sebagai berkas dengan sidik jarinya, serta putusan atas permintaan itu dengan alasannya.',
        'Undangan kepada rekan menyimpan nama, alamat surel, dan peran yang ditawarkan; tautan di dalamnya disimpan sebagai sidik jari.',
        'Siapa pun yang memegang nomor permintaan dapat membaca bagaimana keadaannya, bukan suratnya.',
      ],
    ],
  },
  {
    title: 'Bila Anda masuk untuk bekerja',
    body: [
      [
        'Akun: nama, alamat surel kantor, jabatan dan masa kerja di instansi, serta peran. Sandi tidak ada; kode masuk sekali pakai disimpan sebagai sidik jarinya.',
        'Faktor kedua, bila Anda memasangnya: kunci dan kode pemulihannya, tersandi.',
        'Sesi: alamat jaringan dan nama peramban, berlaku tujuh hari sejak terakhir dipakai. Kuki sesi hanya untuk itu, tidak dapat dibaca skrip.',
        'Surat: alamat, judul, dan isi setiap surat yang dikirim portal kepada Anda, termasuk kode masuk yang sudah tidak berlaku, dan apakah suratnya sampai.',
        'Pekerjaan: usulan, lampiran, penilaian, dan putusan beserta nama yang membuatnya. Nama juri tidak ikut diterbitkan.',
        'Jejak: setiap putusan, ekspor, dan perubahan akses dicatat dengan siapa dan kapan, dan catatan itu tidak pernah diubah.',
        'Di perangkat Anda: salinan tulisan yang belum tersimpan, isian yang belum dikirim, dan alamat surel selama Anda masuk. Semua itu tidak meninggalkan perangkat selain untuk disimpan pada usulan Anda.',
      ],
    ],
  },
  {
    title: 'Yang diterbitkan',
    body: [
      'Arsip dan hasil memuat nama inovasi, instansi, dan unit, bukan data pribadi pegawainya. Berkas skor memuat nilai tanpa nama juri; nomor juri di dalamnya tidak dapat dihubungkan dengan orang oleh pembaca umum.',
    ],
  },
  {
    title: 'Untuk apa, dan atas dasar apa',
    body: [
      'Data dipakai hanya untuk menyelenggarakan kompetisi, menjaga agar penilaian bebas dari benturan kepentingan, dan membuktikan bagaimana putusan lahir. Dasarnya tugas pelayanan publik penyelenggara dan, untuk surel pada laporan koreksi, persetujuan Anda (UU 27/2022 Pasal 20). Data tidak dijual, tidak dipakai untuk iklan, dan tidak diserahkan kepada pihak lain selain penyedia layanan awan dan pengantar surel yang menjalankan portal.',
    ],
  },
  {
    title: 'Berapa lama',
    body: [
      'Kode masuk berlaku beberapa menit dan sesi tujuh hari. Selain itu portal tidak menghapus apa pun dengan sendirinya: usulan, nilai, putusan, surat, dan jejak disimpan sebagai arsip kompetisi sampai penyelenggara menetapkan jadwal retensinya menurut UU 43/2009 tentang Kearsipan. Jadwal itu belum ada; bila ditetapkan, halaman ini menyebutkannya.',
    ],
  },
  {
    title: 'Hak Anda',
    body: [
      'UU 27/2022 tentang Pelindungan Data Pribadi memberi Anda hak, antara lain:',
      [
        'mendapat keterangan tentang siapa yang meminta data, untuk apa, dan atas dasar apa (Pasal 5);',
        'melengkapi dan membetulkan data yang keliru (Pasal 6);',
        'melihat dan mendapat salinan data Anda (Pasal 7);',
        'meminta pemrosesan diakhiri, dan data dihapus atau dimusnahkan (Pasal 8);',
        'menarik kembali persetujuan (Pasal 9);',
        'menggugat dan menerima ganti rugi atas pelanggaran (Pasal 12).',
      ],
      'Putusan kompetisi, jejaknya, dan yang sudah diterbitkan disimpan untuk kepentingan umum dan dapat dikecualikan dari penghapusan (Pasal 15). Tidak ada putusan tentang Anda yang diambil mesin saja: sidang pleno yang memutuskan.',
    ],
  },
  {
    title: 'Siapa yang dihubungi',
    body: [
      'Pengendali data ialah instansi penyelenggara kompetisi. Ajukan permintaan kepada sekretariat kompetisi, atau lewat admin instansi Anda bila Anda punya akun. Di balik nama-nama pada edisi bertanda “Simulasi” tidak ada orang sungguhan.',
    ],
  },
]

const enSections: readonly ProseSection[] = [
  {
    title: 'If you only read',
    body: [
      'Public pages set no cookie, load nothing from other sites, and keep no record of who read what. Font, pictures and style sheets come from this portal itself. Instant search runs in your browser; the words you search for are not stored.',
      'The cloud service on which the portal runs sees your network address in order to deliver pages, as with any site.',
    ],
  },
  {
    title: 'If you report a correction',
    body: [
      [
        'Stored: what you report, the correction you propose, the address of a source if you give one, the language, the time, and your e-mail address if you fill it in.',
        'To hold back floods of reports, a keyed fingerprint of your network address is stored; it changes every day, and the address cannot be found from it.',
        'The purpose is to check and answer the report. Anyone who holds the number of a report can read its answer, so please write nothing personal in it.',
      ],
    ],
  },
  {
    title: 'If your agency asks for an account',
    body: [
      [
        'Stored: name, post, office e-mail address, the letter of request as a file with its fingerprint, and the decision on it with its reason.',
        'An invitation to a colleague stores name, e-mail address and the role that is offered; the link in it is stored as a fingerprint.',
        'Anyone who holds the number of a request can read how it stands, not the letter.',
      ],
    ],
  },
  {
    title: 'If you sign in to work',
    body: [
      [
        'Account: name, office e-mail address, posts at agencies with their dates, and roles. There is no password; a one-time code is stored as its fingerprint.',
        'Second factor, if you set one up: its key and recovery codes, encrypted.',
        'Session: network address and name of the browser, valid for seven days after the last use. The session cookie serves nothing else and cannot be read by scripts.',
        'Letters: address, subject and text of every letter the portal sends you, with codes that are no longer valid, and whether the letter arrived.',
        "Work: proposals, attachments, scores and decisions, with the names of those who made them. Jurors' names are not published.",
        'Trail: every decision, export and change of access is recorded with who and when, and the record is never altered.',
        'On your device: copies of text not saved yet, answers not sent yet, and your e-mail address while you sign in. None of it leaves the device but to be saved in your proposal.',
      ],
    ],
  },
  {
    title: 'What is published',
    body: [
      "The archive and the results name innovations, agencies and units, not the personal data of staff. A score file holds scores without jurors' names; the general reader cannot connect its juror numbers with people.",
    ],
  },
  {
    title: 'What for, and on what basis',
    body: [
      "Data serve only to hold the competition, to keep judging free of conflicts of interest, and to prove how decisions came about. The basis is the organiser's task of public service and, for the e-mail address in a correction, your consent (Law 27/2022, article 20). Data are not sold, not used for advertising, and not handed to others than the providers of cloud and mail services that run the portal.",
    ],
  },
  {
    title: 'How long',
    body: [
      'A sign-in code is valid for minutes and a session for seven days. Beyond that the portal deletes nothing by itself: proposals, scores, decisions, letters and the trail are kept as archive of the competition until the organiser sets a retention schedule under Law 43/2009 on archives. There is none yet; once it is set, this page will state it.',
    ],
  },
  {
    title: 'Your rights',
    body: [
      'Law 27/2022 on the protection of personal data gives you, among others, the right to',
      [
        'be told who asks for data, what for, and on what basis (article 5);',
        'complete and correct data that are wrong (article 6);',
        'see your data and receive a copy (article 7);',
        'have processing ended and data erased or destroyed (article 8);',
        'withdraw consent (article 9);',
        'sue and be compensated for violations (article 12).',
      ],
      'Decisions of the competition, their trail and what has been published are kept in the public interest and may be exempt from erasure (article 15). No decision about you is made by a machine alone: the plenary decides.',
    ],
  },
  {
    title: 'Whom to ask',
    body: [
      'The controller of the data is the agency that holds the competition. Ask its secretariat, or the administrator of your agency if you have an account. There are no real people behind the names in editions marked “Simulation”.',
    ],
  },
]

/** What the tables of the portal really hold; whoever adds personal data to one adds it here. */
export const privacyText = bilingual({
  id: {
    title: 'Privasi',
    description: 'Data pribadi apa yang disimpan portal ini, untuk apa, berapa lama, dan hak Anda.',
    lead: 'Portal ini menyimpan sesedikit mungkin tentang Anda. Halaman ini menyebut semuanya: apa, untuk apa, berapa lama, dan hak Anda menurut UU 27/2022 tentang Pelindungan Data Pribadi.',
    sections: idSections,
  },
  en: {
    title: 'Privacy',
    description: 'Which personal data this portal stores, what for, how long, and your rights.',
    lead: 'This portal stores as little about you as it can. This page names all of it: what, what for, how long, and your rights under Law 27/2022 on the protection of personal data.',
    sections: enSections,
  },
})
