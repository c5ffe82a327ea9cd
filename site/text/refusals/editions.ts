import { dateAndClock } from '../format.ts'
import type { Sentences } from '../problems.ts'

const at = (instant: string) => dateAndClock(new Date(instant))

/** Rules and dates of an edition. */
export const editions = {
  slug_taken: () => 'Alamat edisi ini sudah dipakai edisi lain. Pilih alamat yang berbeda.',
  edition_frozen: () =>
    'Edisi sudah dibuka, jadi aturannya terkunci dan perubahan ini tidak disimpan. Tanggal masih dapat diubah pada halaman jadwal.',
  edition_not_open: () => 'Edisi ini belum dibuka. Tunggu pengumuman pembukaannya.',
  stage_not_open: ({ opensAt, closesAt }) =>
    `Tahap ini terbuka sejak ${at(opensAt)} dan ditutup pada ${at(closesAt)} menurut jam portal, jadi permintaan ini tidak dijalankan. Yang sudah tersimpan tetap tersimpan.`,
  stage_still_open: ({ closesAt }) =>
    `Tahap ini masih berjalan sampai ${at(closesAt)}. Hasilnya baru dapat dibuka sesudah itu.`,
  dates_out_of_order: () =>
    'Tanggal belum berurutan. Setiap tahap harus dibuka sebelum ditutup, dan dimulai sesudah tahap sebelumnya. Jadwal lama masih berlaku.',
  reason_needed: () => 'Tulis alasannya terlebih dahulu; alasan itu dicatat bersama tindakan Anda.',
} satisfies Partial<Sentences>
