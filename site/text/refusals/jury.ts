import { count, dateAndClock } from '../format.ts'
import type { Sentences } from '../problems.ts'
import { list } from './words.ts'

/** Planning, conflicts, sheets and consolidation. */
export const jury = {
  too_few_jurors: ({ needed, available }) =>
    `Dibutuhkan sedikitnya ${count(needed)} juri, baru ada ${count(available)}. Tambahkan juri, lalu ulangi penugasan.`,
  nothing_to_assign: () =>
    'Belum ada usulan layak untuk ditugaskan pada tahap ini. Selesaikan seleksi administrasi dahulu.',
  plan_outdated: () =>
    'Juri, usulan, benturan, atau bacaan berubah sejak rancangan ini disusun. Tidak ada yang diterbitkan. Susun rancangan baru, lalu bandingkan.',
  plan_ended: () => 'Rancangan ini sudah diterbitkan atau dibatalkan. Muat ulang halaman untuk melihat keadaannya.',
  already_apart: () => 'Kedua juri ini sudah dipisahkan. Tidak ada yang berubah.',
  table_unreadable: ({ missing, openQuote }) =>
    openQuote !== undefined
      ? `Tanda kutip pada baris ${count(openQuote)} tidak ditutup, jadi baris sesudahnya tidak terbaca. Perbaiki baris itu, lalu unggah lagi.`
      : missing.length === 0
        ? 'Berkas ini tidak terbaca sebagai tabel. Simpan sebagai CSV atau XLSX, lalu unggah lagi.'
        : `Kolom ${list(missing)} tidak ditemukan pada satu baris kepala. Tambahkan kolom itu, lalu unggah lagi.`,
  table_too_long: ({ mostRows }) =>
    `Tabel ini lebih dari ${count(mostRows)} baris. Hapus baris yang tidak terpakai atau bagi berkasnya, lalu unggah lagi.`,
  table_empty: () => 'Tabel ini hanya berisi kepala kolom, tanpa satu baris pun. Belum ada yang disimpan.',
  already_assigned: () => 'Penugasan tahap ini sudah ditetapkan. Tidak ada yang berubah.',
  conflict_known: () => 'Benturan juri dan usulan ini sudah tercatat.',
  tie_known: () => 'Hubungan dengan instansi ini sudah tercatat dan masih berlaku.',
  tie_end_needed: () => 'Isi tanggal sampai kapan bekas jabatan ini masih menimbulkan benturan.',
  conflict_ended: () => 'Benturan ini sudah diakhiri.',
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
    'Lembar ini sudah disimpan dengan isian lain dari jendela atau perangkat lain, jadi belum diserahkan. Periksa isian itu, lalu pilih yang berlaku.',
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
  answer_draft_conflict: () =>
    'Jawaban ini juga ditulis di jendela atau perangkat lain, jadi belum dikirim. Periksa isinya di sini, pilih yang berlaku bila ada dua versi, lalu kirim lagi.',
  answer_stands: ({ answer, answeredAt }) =>
    `Anda sudah ${answer === 'confirmed' ? 'menegaskan lembar Anda' : 'mengubah lembar Anda'} pada ${dateAndClock(new Date(answeredAt))}. Jawaban diberikan satu kali.`,
} satisfies Partial<Sentences>
