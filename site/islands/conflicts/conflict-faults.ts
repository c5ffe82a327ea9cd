/** What is wrong with a line of a table of conflicts, and what to do. */
import { longestReason, mostNewAtOnce, type ConflictFault, type ConflictField } from '#domain/conflict-table.ts'
import { reasonNames, tieKindNames } from '#domain/conflict-words.ts'
import { count } from '#site/text/format.ts'

export const columnNames: Readonly<Record<ConflictField, string>> = {
  email: 'Surel juri',
  referenceNumber: 'Nomor usulan',
  agency: 'Instansi hubungan',
  agencyCode: 'Kode instansi',
  kind: 'Jenis',
  reason: 'Alasan',
  endsOn: 'Berlaku sampai',
}

const listed = (names: Readonly<Record<string, string>>) => Object.values(names).join(', ')

export const faultWords: Readonly<Record<ConflictFault['fault'], { what: string; todo: string }>> = {
  email_missing: { what: 'surel juri kosong', todo: 'Isi surel juri, atau hapus barisnya.' },
  unknown_email: { what: 'surel tidak dikenal', todo: 'Periksa ejaannya, atau tambahkan juri ini lebih dahulu.' },
  not_a_juror: { what: 'bukan juri edisi ini', todo: 'Tambahkan peran jurinya, atau hapus barisnya.' },
  nothing_named: { what: 'tidak menyebut usulan atau instansi', todo: 'Isi nomor usulan, atau instansi hubungannya.' },
  both_named: {
    what: 'menyebut usulan dan instansi sekaligus',
    todo: 'Sisakan salah satu; tulis yang lain pada baris sendiri.',
  },
  unknown_reference: {
    what: 'nomor usulan tidak dikenal pada edisi ini',
    todo: 'Cocokkan dengan nomor pada tanda terima.',
  },
  unknown_agency: { what: 'instansi tidak dikenal', todo: 'Salin nama atau kodenya dari tabel yang diunduh.' },
  ambiguous_agency: { what: 'beberapa instansi bernama sama', todo: 'Isi Kode instansi.' },
  agency_differs: {
    what: 'kode dan nama menunjuk instansi yang berbeda',
    todo: 'Betulkan salah satunya, atau kosongkan.',
  },
  kind_missing: { what: 'jenis kosong', todo: `Usulan: ${listed(reasonNames)}. Instansi: ${listed(tieKindNames)}.` },
  unknown_kind: {
    what: 'jenis ini tidak dikenal untuk baris seperti ini',
    todo: `Usulan: ${listed(reasonNames)}. Instansi: ${listed(tieKindNames)}.`,
  },
  registry_kind: {
    what: 'jabatan dan peran tidak dicatat di sini',
    todo: 'Catat jabatan saat menambah juri, peran lewat akun; atau pilih jenis lain.',
  },
  reason_missing: { what: 'alasan kosong', todo: 'Tulis alasannya.' },
  reason_too_long: { what: `alasan lebih dari ${count(longestReason)} huruf`, todo: 'Ringkas alasannya.' },
  end_unreadable: { what: 'tanggal tidak terbaca', todo: 'Tulis tanggal/bulan/tahun.' },
  end_needed: {
    what: 'bekas jabatan tanpa tanggal akhir',
    todo: 'Isi sampai kapan bekas jabatan ini masih menimbulkan benturan.',
  },
  end_over: { what: 'tanggal sudah lewat, jadi tidak menutup apa pun', todo: 'Isi tanggal yang masih akan datang.' },
  end_of_proposal: {
    what: 'benturan dengan satu usulan tidak berakhir pada suatu tanggal',
    todo: 'Kosongkan tanggalnya; akhiri lewat daftar bila keliru.',
  },
  differs: {
    what: 'sudah tercatat dengan isi lain',
    todo: 'Akhiri catatan yang berlaku lebih dahulu, atau kembalikan isinya.',
  },
  twice: { what: 'sudah disebut di baris sebelumnya', todo: 'Hapus salah satu barisnya.' },
  too_many: { what: `melebihi ${count(mostNewAtOnce)} catatan baru sekali jalan`, todo: 'Bagi berkasnya.' },
}
