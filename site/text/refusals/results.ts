import type { Sentences } from '../problems.ts'

/** Plenary, publication and the laboratory. */
export const results = {
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
} satisfies Partial<Sentences>
