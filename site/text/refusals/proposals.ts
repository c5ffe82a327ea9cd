import { count, dateAndClock } from '../format.ts'
import { proposalStateNames } from '../labels.ts'
import type { Sentences } from '../problems.ts'
import { known } from './words.ts'

const at = (instant: string) => dateAndClock(new Date(instant))

/** Writing, passing on and screening a proposal, and reports of its readers. */
export const proposals = {
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
  reasons_needed: () => 'Pilih sedikitnya satu alasan. Instansi menerima kalimat alasan itu.',
  already_answered: () =>
    'Rekan Anda baru saja menjawab laporan ini, jadi jawaban Anda belum tersimpan. Muat ulang, baca jawabannya, lalu jawab lagi bila perlu.',
  already_screened: () =>
    'Usulan ini baru saja diputuskan oleh petugas lain. Keputusan Anda tidak dicatat. Muat ulang untuk melihat keputusannya.',
} satisfies Partial<Sentences>
