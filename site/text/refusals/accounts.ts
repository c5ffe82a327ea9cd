import type { InvitationState } from '#domain/invitation.ts'
import { dateAndClock } from '../format.ts'
import type { Sentences } from '../problems.ts'

export const invitationSentences: Record<InvitationState, string> = {
  open: 'Undangan ini masih terbuka.',
  expired: 'Undangan ini sudah lewat masa berlakunya. Minta pengundang Anda mengirimnya lagi.',
  accepted: 'Undangan ini sudah diterima. Silakan masuk dengan alamat surel yang diundang.',
  declined: 'Undangan ini sudah ditolak. Bila keliru, minta pengundang Anda mengirimnya lagi.',
  revoked: 'Undangan ini sudah ditarik atau diganti dengan yang lebih baru. Pakai surat terakhir yang Anda terima.',
}

/** Sign-in, the second factor, accounts and roles. */
export const accounts = {
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
  handover_planned: ({ startsAt }) =>
    `Peran ini sudah diserahkan mulai ${dateAndClock(new Date(startsAt))}. Batalkan serah terima itu dahulu bila ingin mengubahnya.`,
  handover_not_planned: () =>
    'Serah terima ini sudah berlaku atau sudah dibatalkan. Muat ulang halaman untuk melihat keadaan terbaru.',
  successor_planned: ({ startsAt }) =>
    `Rekan itu sudah akan memegang peran ini mulai ${dateAndClock(new Date(startsAt))}, dari serah terima lain. Pilih rekan lain, atau tunggu sampai saat itu.`,
  successor_leaves: ({ endsAt }) =>
    `Rekan itu sendiri memegang peran ini hanya sampai ${dateAndClock(new Date(endsAt))}. Pilih rekan lain, atau serah terima sesudah saat itu.`,
} satisfies Partial<Sentences>
