import { count } from '../format.ts'
import type { Sentences } from '../problems.ts'
import { list } from './words.ts'

/** Interviews and field visits. */
export const interviews = {
  hours_invalid: () =>
    'Hari atau jam wawancara belum sesuai. Pilih sedikitnya satu hari; jam selesai sesudah jam mulai, juga pada setiap jeda.',
  interviews_changed: () =>
    'Jadwal, panelis, atau kesediaan berubah sejak pratinjau ini disusun, jadi tidak ada yang diterbitkan. Susun pratinjau lagi, lalu terbitkan.',
  interview_changed: () =>
    'Jadwal, panel, atau kesediaan untuk wawancara ini baru saja berubah, jadi tidak ada yang dipindahkan. Tutup untuk melihatnya, lalu pindahkan lagi bila perlu.',
  slot_not_free: ({ cause, names }) =>
    ({
      room: `Ruang itu sudah dipakai pada waktu tersebut: ${list(names)}. Pilih ruang atau waktu lain.`,
      panelist: `Pada waktu itu sudah mewawancarai usulan lain: ${list(names)}. Pilih waktu lain.`,
      availability: `Belum menyatakan sedia pada waktu itu: ${list(names)}. Catat kesediaannya dahulu, atau pilih waktu lain.`,
      apart: `Tidak pernah menilai usulan yang sama: ${list(names)}. Pilih salah satu saja.`,
    })[cause],
  hours_changed: () =>
    'Orang lain menyimpan jam dan ruang sesudah halaman ini dibuka. Isian Anda masih ada di sini; pilih mana yang dipakai.',
  visit_changed: () =>
    'Kunjungan ini baru saja dipindahkan orang lain. Tutup untuk melihatnya, lalu pindahkan lagi bila perlu.',
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
} satisfies Partial<Sentences>
