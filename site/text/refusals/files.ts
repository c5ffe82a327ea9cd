import type { FileKind, ForeignKind } from '#domain/file-kind.ts'
import { bytes, count } from '../format.ts'
import type { Sentences } from '../problems.ts'

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

const notPhotoSentences: Record<ForeignKind | 'pdf', string> = {
  pdf: 'Isinya PDF. Ambil atau pilih fotonya, bukan dokumennya.',
  zip: 'Isinya arsip ZIP atau dokumen Office. Ambil atau pilih fotonya sendiri.',
  old_office: 'Isinya dokumen Office. Ambil atau pilih fotonya sendiri.',
  rar: 'Isinya arsip RAR. Ambil atau pilih fotonya sendiri.',
  html: 'Isinya halaman web. Ambil atau pilih fotonya sendiri.',
  heic: 'Isinya foto HEIC dari ponsel atau sebuah video. Simpan fotonya sebagai JPEG, lalu kirim lagi.',
  tiff: 'Isinya gambar TIFF. Simpan sebagai JPEG, lalu kirim lagi.',
  gif: 'Isinya gambar GIF. Simpan sebagai PNG atau JPEG, lalu kirim lagi.',
}

/** Files on their way to the portal, also those that the browser refuses to send. */
export const files = {
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
  not_a_photo: ({ looksLike }) =>
    `Berkas ini bukan foto JPEG, PNG, atau WebP, jadi tidak disimpan. ${looksLike ? notPhotoSentences[looksLike] : 'Ambil atau pilih fotonya lagi.'}`,
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
} satisfies Partial<Sentences>
