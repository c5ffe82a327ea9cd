import type { FileKind, ForeignKind } from '#domain/file-kind.ts'
import type { InvitationState } from '#domain/invitation.ts'
import type { Problem } from '#worker/problem.ts'
import { bytes, count, dateAndClock } from './format.ts'
import { fieldNames, proposalStateNames } from './labels.ts'

/** What can go wrong on the way to the portal, besides everything that the portal itself refuses. */
type OnTheWay =
  | { code: 'network' }
  | { code: 'unreadable_answer'; status: number }
  | { code: 'another_file'; fileName: string }
  | { code: 'file_unreadable' }

export type ClientProblem = Problem | OnTheWay
export type ProblemCode = ClientProblem['code']

type ByCode = { [P in ClientProblem as P['code']]: P }
type Sentences = { [C in ProblemCode]: (problem: ByCode[C]) => string }

const at = (instant: string) => dateAndClock(new Date(instant))

/** Names a list as it is spoken: `judul, kelompok, dan alasan`. */
const list = (words: readonly string[]) => new Intl.ListFormat('id-ID', { type: 'conjunction' }).format(words)

const known = (names: Readonly<Record<string, string>>, id: string) => (Object.hasOwn(names, id) ? names[id] : id) ?? id

const invitationSentences: Record<InvitationState, string> = {
  open: 'Undangan ini masih terbuka.',
  expired: 'Undangan ini sudah lewat masa berlakunya. Minta pengundang Anda mengirimnya lagi.',
  accepted: 'Undangan ini sudah diterima. Silakan masuk dengan alamat surel yang diundang.',
  declined: 'Undangan ini sudah ditolak. Bila keliru, minta pengundang Anda mengirimnya lagi.',
  revoked: 'Undangan ini sudah ditarik atau diganti dengan yang lebih baru. Pakai surat terakhir yang Anda terima.',
}

const kindNames: Record<FileKind, string> = { pdf: 'PDF', jpeg: 'foto JPEG', png: 'gambar PNG', webp: 'gambar WebP' }

const looksLikeSentences: Record<ForeignKind, string> = {
  zip: 'Isinya arsip ZIP atau dokumen Office, meskipun namanya mungkin lain. Buka dokumennya, simpan sebagai PDF, lalu unggah PDF itu.',
  old_office: 'Isinya dokumen Office lama. Buka dokumennya, simpan sebagai PDF, lalu unggah PDF itu.',
  heic: 'Isinya foto HEIC dari ponsel atau sebuah video. Simpan fotonya sebagai JPEG, lalu unggah lagi.',
  rar: 'Isinya arsip RAR. Keluarkan berkas dari arsip itu, lalu unggah satu per satu.',
  html: 'Isinya halaman web. Cetak halaman itu ke PDF, lalu unggah PDF-nya.',
  tiff: 'Isinya gambar TIFF. Simpan sebagai PDF atau JPEG, lalu unggah lagi.',
  gif: 'Isinya gambar GIF. Simpan sebagai PNG atau JPEG, lalu unggah lagi.',
}

/** What happened, what is safe, what to do. A code of the API without its sentence does not compile. */
const sentences: Sentences = {
  network: () =>
    'Jaringan terputus, jadi permintaan ini belum sampai. Yang sudah tersimpan tetap aman. Periksa sambungan Anda, lalu coba lagi.',
  unreadable_answer: ({ status }) =>
    `Peladen menjawab di luar kebiasaan (${status}). Yang sudah tersimpan tetap aman. Tunggu sebentar, lalu coba lagi.`,

  not_json: () =>
    'Isi permintaan tidak terbaca oleh portal, dan tidak ada yang berubah. Muat ulang halaman, lalu coba lagi.',
  body_too_large: ({ maxBytes }) =>
    `Kiriman ini melebihi batas ${bytes(maxBytes)} dan tidak diterima. Kurangi isinya, lalu kirim lagi.`,
  invalid_input: ({ fields }) =>
    fields.every((field) => field === '')
      ? 'Isian belum sesuai bentuk yang diminta. Tidak ada yang berubah. Periksa lagi isian Anda.'
      : `Periksa isian ini: ${list(fields.map((field) => known(fieldNames, field)))}. Tidak ada yang berubah.`,
  not_found: () =>
    'Halaman atau data ini tidak ada, atau bukan untuk akun Anda. Periksa alamatnya, atau kembali ke daftar Anda.',
  sign_in_needed: () => 'Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan; yang sudah tersimpan tetap tersimpan.',
  not_allowed: () => 'Peran Anda tidak mencakup tindakan ini. Bila seharusnya mencakup, hubungi sekretariat.',
  foreign_origin: () => 'Permintaan datang dari alamat lain, jadi ditolak. Buka portal ini langsung, lalu coba lagi.',
  too_many_requests: () => 'Permintaan terlalu banyak dalam waktu singkat. Tunggu satu menit, lalu coba lagi.',
  internal_error: ({ requestId }) =>
    `Terjadi kesalahan di pihak kami. Yang sudah tersimpan tetap aman. Coba lagi; bila berulang, sebutkan nomor ${requestId} kepada sekretariat.`,

  code_wrong: () => 'Kode tidak cocok. Periksa enam angka pada surat terakhir yang Anda terima, lalu ketik lagi.',
  code_expired: () => 'Kode sudah lewat masa berlakunya. Minta kode baru; kode itu berlaku sepuluh menit.',
  code_tries_used_up: () => 'Kode ini sudah salah diketik terlalu sering dan tidak berlaku lagi. Minta kode baru.',

  second_factor_needed: () =>
    'Peran Anda baru berlaku dengan faktor kedua. Pasang di halaman Akun Anda; perlu sekitar dua menit dan sebuah ponsel.',
  second_factor_wrong: () =>
    'Kode tidak cocok. Tulis enam angka yang sedang tampil di aplikasi Anda, atau satu kode pemulihan yang belum pernah dipakai. Bila tetap gagal, periksa jam ponsel Anda.',
  second_factor_locked: () =>
    'Sudah sepuluh kali salah berturut-turut, jadi faktor kedua dikunci lima belas menit. Coba lagi sesudah itu.',
  second_factor_expired: () => 'Langkah masuk ini sudah terlalu lama. Mulai lagi dari alamat surel Anda.',
  second_factor_on: () => 'Faktor kedua sudah terpasang. Untuk menggantinya, lepas dahulu yang lama.',
  second_factor_off: () => 'Faktor kedua belum terpasang pada akun ini.',

  request_decided: () =>
    'Permohonan ini sudah diputuskan, mungkin baru saja oleh petugas lain. Tidak ada yang berubah. Muat ulang untuk melihatnya.',
  agency_closed: () => 'Instansi ini sudah tidak ada lagi menurut daftar. Pilih instansi penggantinya.',
  unit_exists: () => 'Instansi Anda sudah mempunyai unit dengan nama itu. Pakai unit yang ada.',
  invitation_not_open: ({ state }) => invitationSentences[state],
  already_invited: () =>
    'Alamat ini sudah diundang untuk peran yang sama dan belum menjawab. Kirim ulang undangan itu dari daftar di bawah.',
  already_holds_role: ({ name }) =>
    `Alamat ini sudah dipakai oleh ${name}, yang sudah memegang peran itu di sini. Undangan tidak diperlukan.`,
  role_ended: () => 'Peran ini sudah berakhir. Muat ulang halaman untuk melihat keadaan terbaru.',
  last_holder: () =>
    'Peran ini tidak dapat diakhiri karena tidak ada orang lain yang memegangnya. Serahkan dahulu kepada seorang rekan, atau undang penggantinya.',
  not_a_colleague: () =>
    'Pengganti harus seorang rekan yang sudah mempunyai peran di instansi ini. Undang orang itu dahulu.',
  handover_date_out_of_range: () => 'Pilih tanggal serah terima dari hari ini sampai enam bulan ke depan.',

  slug_taken: () => 'Alamat edisi ini sudah dipakai edisi lain. Pilih alamat yang berbeda.',
  edition_frozen: () =>
    'Edisi sudah dibuka, jadi aturannya terkunci dan perubahan ini tidak disimpan. Tanggal masih dapat diubah pada halaman jadwal.',
  edition_not_open: () => 'Edisi ini belum dibuka. Tunggu pengumuman pembukaannya.',
  stage_not_open: ({ opensAt, closesAt }) =>
    `Tahap ini terbuka sejak ${at(opensAt)} dan ditutup pada ${at(closesAt)} menurut jam peladen, jadi permintaan ini tidak dijalankan. Yang sudah tersimpan tetap tersimpan.`,
  stage_still_open: ({ closesAt }) =>
    `Tahap ini masih berjalan sampai ${at(closesAt)}. Hasilnya baru dapat dibuka sesudah itu.`,
  dates_out_of_order: () =>
    'Tanggal belum berurutan. Setiap tahap harus dibuka sebelum ditutup, dan dimulai sesudah tahap sebelumnya. Jadwal lama masih berlaku.',
  reason_needed: () => 'Tulis alasannya terlebih dahulu; alasan itu dicatat bersama tindakan Anda.',

  version_conflict: ({ theirs }) =>
    `${theirs.savedBy} mengubah bagian yang sama. Kedua teks tersimpan. Bandingkan, lalu pilih yang dipakai.`,
  details_conflict: () =>
    'Rekan Anda mengubah data inovasi yang sama. Isian Anda masih ada di halaman ini. Muat data terbaru, bandingkan, lalu simpan lagi.',
  text_too_long: ({ maxCharacters }) =>
    `Teks melebihi ${count(maxCharacters)} karakter sehingga belum tersimpan di portal. Tulisan Anda tetap di halaman ini; pendekkan, lalu akan disimpan.`,
  not_editable: ({ state }) =>
    `Usulan ini tidak dapat diubah karena berstatus ${known(proposalStateNames, state)}. Tulisan Anda tidak dihapus. Tarik kembali atau minta dikembalikan bila masih perlu diubah.`,
  move_not_possible: ({ state }) =>
    `Usulan ini sekarang berstatus ${known(proposalStateNames, state)}, jadi tindakan ini tidak dapat dijalankan. Muat ulang halaman untuk melihat keadaan terbaru.`,
  note_needed: () => 'Tulis catatan bagi unit: apa yang perlu diperbaiki. Tanpa catatan, usulan tidak dikembalikan.',
  proposal_incomplete: ({ problems }) =>
    `Ada ${count(problems.length)} hal yang perlu diperbaiki sebelum usulan dapat diserahkan. Semua jawaban tetap tersimpan.`,
  cap_reached: ({ cap, group }) =>
    `Instansi Anda sudah meneruskan ${count(cap)} usulan kelompok ${group}, sesuai batasnya. Usulan ini tetap tersimpan di instansi dan belum diteruskan.`,
  not_eligible: ({ findings }) =>
    `Usulan ini belum memenuhi syarat, jadi belum diteruskan. ${findings
      .map(({ text, advice }) => [text, advice].filter(Boolean).join(' '))
      .join(' ')}`,
  intent_invalid: () =>
    'Pendaftaran sudah ditutup, dan tanda niat mengajukan yang dikirim tidak dibuat portal ini untuk usulan ini sebelum penutupan. Hubungi sekretariat bila menurut Anda keliru.',
  intent_outdated: () =>
    'Isi usulan berbeda dari yang Anda periksa sebelum pendaftaran ditutup, jadi tidak dapat diajukan lagi. Tulisan tetap tersimpan. Hubungi sekretariat bila menurut Anda keliru.',
  no_grace: ({ closedAt }) =>
    `Pendaftaran ditutup ${at(closedAt)}, dan portal tidak mencatat gangguan menjelang penutupan itu. Usulan tetap tersimpan, tetapi tidak dapat diajukan lagi.`,
  grace_over: ({ endedAt }) =>
    `Tenggang karena gangguan portal berakhir ${at(endedAt)}. Usulan tetap tersimpan, tetapi tidak dapat diajukan lagi. Hubungi sekretariat bila menurut Anda keliru.`,

  not_a_pdf: () =>
    'Isi berkas ini bukan PDF, meskipun namanya mungkin berakhiran .pdf. Simpan dokumen sebagai PDF, lalu unggah lagi.',
  pdf_encrypted: () =>
    'PDF ini terkunci kata sandi, jadi juri tidak akan dapat membacanya. Simpan tanpa kata sandi, lalu unggah lagi.',
  pdf_scripted: () =>
    'PDF ini memuat perintah yang berjalan sendiri, jadi tidak diterima. Cetak ulang ke PDF biasa, lalu unggah lagi.',
  file_too_large: ({ maxBytes }) =>
    `Berkas melebihi batas ${bytes(maxBytes)} dan tidak diterima. Perkecil gambar di dalamnya atau pisahkan berkasnya, lalu unggah lagi.`,
  upload_cut_off: ({ expectedBytes, receivedBytes }) =>
    `Unggahan terputus: ${bytes(receivedBytes)} dari ${bytes(expectedBytes)} yang sampai. Berkas yang terpotong tidak disimpan. Unggah lagi.`,

  another_file: ({ fileName }) =>
    `Berkas ini isinya berbeda dari ${fileName} yang sebagian sudah terunggah, jadi tidak disambung. Pilih berkas yang sama, atau batalkan unggahan itu lalu unggah berkas ini dari awal.`,
  file_unreadable: () =>
    'Peramban tidak dapat membaca berkas ini, mungkin karena dipindah atau diubah sesudah dipilih. Pilih lagi berkasnya.',
  file_type_unknown: ({ looksLike }) =>
    `Berkas ini bukan PDF, JPEG, PNG, atau WebP, jadi tidak disimpan. ${looksLike ? looksLikeSentences[looksLike] : 'Simpan sebagai salah satunya, lalu unggah lagi.'}`,
  file_damaged: ({ kind }) =>
    `Berkas ini mengaku ${kindNames[kind]}, tetapi terpotong atau rusak, jadi tidak disimpan. Buka dan simpan ulang di komputer Anda, lalu unggah lagi.`,
  file_empty: () => 'Berkas ini kosong (0 byte), jadi tidak diunggah. Periksa berkasnya, lalu pilih lagi.',
  image_too_large: ({ width, height, maxPixels }) =>
    `Gambar ini berukuran ${count(width)} x ${count(height)} piksel, melebihi ${count(maxPixels / 1_000_000)} juta piksel, jadi tidak disimpan. Kecilkan gambarnya, lalu unggah lagi.`,
  pdf_carries_files: () =>
    'PDF ini membawa berkas lain di dalamnya, jadi tidak diterima. Cetak ulang ke PDF biasa, atau unggah berkas itu sendiri.',
  pdf_form_xfa: () =>
    'PDF ini formulir dinamis (XFA) yang tampil kosong di banyak pembaca, jadi tidak diterima. Cetak ulang ke PDF biasa, lalu unggah lagi.',
  pdf_bomb: () =>
    'Isi PDF ini membengkak jauh melebihi ukurannya ketika dibuka, jadi tidak diterima. Cetak ulang ke PDF biasa, lalu unggah lagi.',
  too_many_files: ({ maxFiles }) =>
    `Bagian ini memuat paling banyak ${count(maxFiles)} berkas. Yang sudah ada tetap tersimpan. Hapus salah satunya bila ingin menambah yang lain.`,
  too_many_uploads: ({ most }) =>
    `Usulan ini sudah mempunyai ${count(most)} unggahan yang belum selesai. Selesaikan atau batalkan sebagian, lalu coba lagi.`,
  upload_ended: () =>
    'Unggahan ini sudah berakhir: selesai, dibatalkan, atau sehari tanpa lanjutan. Muat ulang untuk melihat berkas yang tersimpan, lalu unggah lagi bila perlu.',
  upload_incomplete: ({ missing }) =>
    `Masih ada ${count(missing.length)} potongan berkas yang belum sampai. Yang sudah sampai tetap tersimpan. Lanjutkan unggahan.`,
  upload_changed: () =>
    'Berkas yang sampai tidak sama dengan berkas yang dipilih di awal, jadi tidak disimpan. Pilih lagi berkasnya dan unggah dari awal.',
  chunk_corrupted: () => 'Satu potongan berkas rusak di jalan dan tidak disimpan. Potongan itu akan dikirim lagi.',
  chunk_differs: () =>
    'Berkas ini isinya berbeda dari yang sebagian sudah terunggah, jadi tidak disambung. Batalkan unggahan itu, lalu unggah berkas ini dari awal.',

  reasons_needed: () => 'Pilih sedikitnya satu alasan. Instansi menerima kalimat alasan itu.',
  already_answered: () =>
    'Rekan Anda baru saja menjawab laporan ini, jadi jawaban Anda belum tersimpan. Muat ulang, baca jawabannya, lalu jawab lagi bila perlu.',
  already_screened: () =>
    'Usulan ini baru saja diputuskan oleh petugas lain. Keputusan Anda tidak dicatat. Muat ulang untuk melihat keputusannya.',

  too_few_jurors: ({ needed, available }) =>
    `Dibutuhkan sedikitnya ${count(needed)} juri, baru ada ${count(available)}. Tambahkan juri, lalu ulangi penugasan.`,
  nothing_to_assign: () =>
    'Belum ada usulan layak untuk ditugaskan pada tahap ini. Selesaikan seleksi administrasi dahulu.',
  plan_outdated: () =>
    'Juri, usulan, benturan, atau bacaan berubah sejak rancangan ini disusun. Tidak ada yang diterbitkan. Susun rancangan baru, lalu bandingkan.',
  plan_ended: () => 'Rancangan ini sudah diterbitkan atau dibatalkan. Muat ulang halaman untuk melihat keadaannya.',
  already_apart: () => 'Kedua juri ini sudah dipisahkan. Tidak ada yang berubah.',
  table_unreadable: ({ missing }) =>
    missing.length === 0
      ? 'Berkas ini tidak terbaca sebagai tabel. Simpan sebagai CSV atau XLSX, lalu unggah lagi.'
      : `Kolom ${list(missing)} tidak ditemukan pada satu baris kepala. Tambahkan kolom itu, lalu unggah lagi.`,
  table_too_long: ({ mostRows }) =>
    `Tabel ini lebih dari ${count(mostRows)} baris. Hapus baris yang tidak terpakai atau bagi berkasnya, lalu unggah lagi.`,
  table_empty: () => 'Tabel ini hanya berisi kepala kolom, tanpa satu baris pun. Belum ada yang disimpan.',
  already_assigned: () => 'Penugasan tahap ini sudah ditetapkan. Tidak ada yang berubah.',
  conflict_known: () => 'Benturan juri dan usulan ini sudah tercatat.',
  tie_known: () => 'Hubungan dengan instansi ini sudah tercatat dan masih berlaku.',
  tie_end_needed: () => 'Isi tanggal sampai kapan bekas jabatan ini masih menimbulkan benturan.',
  tie_ended: () => 'Hubungan ini sudah diakhiri.',
  tie_over: () =>
    'Tanggal itu sudah lewat, jadi tidak menutup apa pun. Isi tanggal sampai kapan benturan masih berlaku.',
  conflict_of_interest: () =>
    'Juri ini mempunyai benturan kepentingan dengan usulan tersebut, jadi tidak dapat ditugaskan.',
  points_invalid: ({ criterionIds }) =>
    `Nilai harus bilangan bulat dari 0 sampai 100. Ada ${count(criterionIds.length)} kriteria yang perlu diperbaiki; yang lain tetap seperti Anda tulis.`,
  criteria_missing: ({ criterionIds }) =>
    `Masih ada ${count(criterionIds.length)} kriteria tanpa nilai. Yang kosong tidak dihitung nol. Isi semuanya, lalu serahkan.`,
  draft_conflict: () =>
    'Lembar ini juga terbuka di jendela lain dan sudah disimpan dari sana. Muat versi itu, atau simpan yang ada di halaman ini.',
  already_handed_in: () => 'Lembar nilai ini sudah diserahkan dan tidak berubah lagi. Penyerahan kedua tidak dicatat.',
  pin_invalid: () =>
    'Sebagian kutipan tidak ditemukan pada naskah usulan yang dibekukan. Hapus kutipan yang ditandai, lalu sematkan lagi dari naskahnya.',
  pact_needed: () => 'Baca dan setujui pakta integritas edisi ini sebelum membuka usulan yang pertama.',
  pact_changed: () => 'Naskah pakta integritas sudah berubah. Baca naskah yang berlaku, lalu setujui.',
  not_handed_in: () => 'Lembar nilai ini belum diserahkan, jadi tidak ada yang dicabut.',
  already_withdrawn: () => 'Lembar nilai ini sudah dicabut. Pencabutan kedua tidak dicatat.',
  consolidation_over: () =>
    'Konsolidasi ini sudah ditutup, jadi tidak ada yang dicatat. Lembar yang ada tetap berlaku.',
  sheet_unchanged: () =>
    'Nilai dan catatannya sama dengan lembar Anda yang sudah ada. Ubah sedikitnya satu, atau pilih menegaskan lembar itu.',
  answer_stands: ({ answer, answeredAt }) =>
    `Anda sudah ${answer === 'confirmed' ? 'menegaskan lembar Anda' : 'mengubah lembar Anda'} pada ${dateAndClock(new Date(answeredAt))}. Jawaban diberikan satu kali.`,

  hours_invalid: () =>
    'Hari atau jam wawancara belum sesuai. Pilih sedikitnya satu hari; jam selesai sesudah jam mulai, juga pada setiap jeda.',
  interviews_changed: () =>
    'Jadwal, panelis, atau kesediaan berubah sejak pratinjau ini disusun, jadi tidak ada yang diterbitkan. Susun pratinjau lagi, lalu terbitkan.',
  slot_not_free: ({ cause, names }) =>
    ({
      room: `Ruang itu sudah dipakai pada waktu tersebut: ${list(names)}. Pilih ruang atau waktu lain.`,
      panelist: `Pada waktu itu sudah mewawancarai usulan lain: ${list(names)}. Pilih waktu lain.`,
      availability: `Belum menyatakan sedia pada waktu itu: ${list(names)}. Catat kesediaannya dahulu, atau pilih waktu lain.`,
    })[cause],
  interview_begun: () => 'Wawancara ini sudah dimulai, jadi jadwal dan bahannya tidak berubah lagi.',
  no_panel: () => 'Usulan ini belum mempunyai panelis. Tugaskan panelisnya dahulu di halaman Penugasan.',
  too_many_materials: ({ most }) =>
    `Paling banyak ${count(most)} bahan untuk satu wawancara. Yang sudah ada tetap tersimpan. Hapus salah satunya bila ingin menambah yang lain.`,
  visit_draft_conflict: () =>
    'Lembar kunjungan ini juga ditulis di jendela atau perangkat lain. Bandingkan kedua isinya, lalu pilih.',
  findings_missing: ({ checkIds, noteIds }) =>
    [
      checkIds.length > 0 && `Masih ada ${count(checkIds.length)} pemeriksaan tanpa jawaban.`,
      noteIds.length > 0 && `${count(noteIds.length)} jawaban selain "sesuai" belum diberi catatan.`,
      'Lengkapi, lalu serahkan.',
    ]
      .filter((sentence) => sentence)
      .join(' '),
  too_many_photos: ({ most }) =>
    `Paling banyak ${count(most)} foto untuk satu kunjungan. Yang sudah ada tetap tersimpan. Hapus salah satunya bila ingin menambah yang lain.`,
  already_planned: () => 'Usulan ini sudah mempunyai kunjungan. Muat ulang untuk melihatnya.',

  not_a_candidate: () => 'Usulan ini bukan calon pada sidang ini, jadi tidak dapat dipindahkan.',
  decree_needed: () => 'Isi nomor dan tanggal keputusan. Tanpa keduanya, hasil tidak ditetapkan.',
  already_decided: () => 'Hasil tahap ini sudah ditetapkan dan tidak berubah lagi.',
  not_decided: () => 'Hasil tahap ini belum ditetapkan, jadi belum ada yang dapat diterbitkan.',
  run_not_finished: () =>
    'Perhitungan ini belum selesai atau tidak menghasilkan peringkat. Tunggu sampai selesai, atau pilih perhitungan lain.',
  bundle_not_ready: () =>
    'Berkas untuk menghitung ulang peringkat ini sedang disusun, biasanya beberapa detik. Hasil belum terbit; terbitkan lagi sesudahnya.',
  official_run_missing: () =>
    'Edisi ini menetapkan peringkat terkalibrasi sebagai urutan resmi, dan perhitungannya belum ada. Buka laboratorium peringkat, jalankan perhitungan, lalu kembali ke sini.',
  nothing_ranked: () => 'Belum ada usulan yang mempunyai peringkat. Periksa lembar nilai yang belum diserahkan.',
}

/** One problem whose code is known to be C, so that the sentence for C accepts it. */
type ProblemOf<C extends ProblemCode> = { [K in C]: ByCode[K] & { code: K } }[C]

/** The sentence shown for a problem. */
export function problemText<C extends ProblemCode>(problem: ProblemOf<C>): string {
  const sentence: Sentences[C] = sentences[problem.code]
  return sentence(problem)
}

/** Whether an answer's body is a refusal this portal knows. */
export function isProblem(body: unknown): body is ClientProblem {
  if (typeof body !== 'object' || body === null || !('code' in body)) return false
  return typeof body.code === 'string' && Object.hasOwn(sentences, body.code)
}
