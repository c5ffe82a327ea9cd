import type { Letter } from '../mail.ts'

type Recipient = { id: string; name: string; email: string }

/** To a juror about whom the secretariat has noted a tie. */
export const tieSet = (to: Recipient, { agency, reason }: { agency: string; reason: string }): Letter => ({
  kind: 'juror_tie_set',
  to,
  subject: 'Hubungan Anda dengan sebuah instansi dicatat',
  body: [
    `Yth. ${to.name},`,
    `Sekretariat mencatat hubungan Anda dengan ${agency}. Alasan: ${reason}`,
    'Usulan yang berbenturan dengan hubungan ini tidak Anda nilai; lembar yang belum Anda serahkan dialihkan kepada juri lain.',
    'Semua hubungan yang tercatat dapat Anda lihat di halaman Benturan kepentingan. Bila keliru, balas sekretariat.',
  ].join('\n\n'),
})

/** To a juror a tie of whom has been ended. */
export const tieEnded = (to: Recipient, { agency, reason }: { agency: string; reason: string }): Letter => ({
  kind: 'juror_tie_ended',
  to,
  subject: 'Catatan hubungan Anda dengan sebuah instansi diakhiri',
  body: [
    `Yth. ${to.name},`,
    `Catatan hubungan Anda dengan ${agency} diakhiri oleh sekretariat. Alasan: ${reason}`,
    'Usulan yang pernah dialihkan karena hubungan ini tidak kembali kepada Anda dengan sendirinya.',
  ].join('\n\n'),
})

/** To the secretariat when nobody free of conflict is left for proposals that lost a reader. */
export const readersLacking = (
  to: Recipient,
  { count, stageName, editionName }: { count: number; stageName: string; editionName: string },
  onceKey: string,
): Letter => ({
  kind: 'readers_lacking',
  to,
  onceKey,
  subject: `${count} usulan belum mendapat juri pengganti`,
  body: [
    `Yth. ${to.name},`,
    `Pada tahap ${stageName}, ${editionName}, ${count} usulan kekurangan pembaca dan tidak ada juri yang dapat menggantikan.`,
    'Buka halaman Penugasan untuk melihat usulan dan sebabnya, lalu tambah juri atau ubah batas bacaan.',
  ].join('\n\n'),
})
