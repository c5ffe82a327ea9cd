import { causeWords, countCauses } from '#domain/assignment/cause-words.ts'
import type { UnmetDemand } from '#domain/assignment.ts'
import { dayOf } from '#domain/jakarta-day.ts'
import type { Letter } from '../mail.ts'
import { dayInWords } from './instant.ts'

type Recipient = { id: string; name: string; email: string }

/** To a juror about whom the secretariat has noted ties. */
export const tiesSet = (to: Recipient, ties: readonly { agency: string; reason: string }[]): Letter => ({
  kind: 'juror_tie_set',
  to,
  subject: 'Hubungan Anda dengan instansi dicatat',
  body: [
    `Yth. ${to.name},`,
    'Sekretariat mencatat hubungan Anda dengan:',
    ties.map(({ agency, reason }) => `- ${agency}. Alasan: ${reason}`).join('\n'),
    'Usulan yang berbenturan dengan hubungan ini tidak Anda nilai; lembar yang belum Anda serahkan dialihkan kepada juri lain.',
    'Semua hubungan yang tercatat dapat Anda lihat di halaman Benturan kepentingan. Bila keliru, balas sekretariat.',
  ].join('\n\n'),
})

/** To a juror whose declaration has been ended. The proposal is not named: it may be barred by something else, or again later. */
export const conflictEnded = (
  to: Recipient,
  { at, reason, endReason }: { at: Date; reason: string; endReason: string },
): Letter => ({
  kind: 'conflict_ended',
  to,
  subject: 'Pernyataan benturan Anda diakhiri',
  body: [
    `Yth. ${to.name},`,
    `Pernyataan benturan kepentingan atas satu usulan, yang Anda buat pada ${dayInWords(dayOf(at))} dengan alasan "${reason}", diakhiri oleh sekretariat. Alasan: ${endReason}`,
    'Usulan itu dapat ditugaskan lagi kepada Anda bila masih kekurangan penilai. Bila pernyataan Anda masih benar, balas sekretariat.',
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
    'Usulan yang pernah dialihkan karena hubungan ini dapat ditugaskan lagi kepada Anda bila masih kekurangan penilai.',
  ].join('\n\n'),
})

const countsByCause = (unmet: readonly UnmetDemand[]): string =>
  countCauses(unmet)
    .map(({ cause, proposals }) => `- ${proposals} usulan: ${causeWords[cause]}`)
    .join('\n')

/** To the secretariat when nobody is left who may read proposals that lost a reader. */
export const readersLacking = (
  to: Recipient,
  { unmet, stageName, editionName }: { unmet: readonly UnmetDemand[]; stageName: string; editionName: string },
  onceKey: string,
): Letter => ({
  kind: 'readers_lacking',
  to,
  onceKey,
  subject: `${unmet.length} usulan belum mendapat juri pengganti`,
  body: [
    `Yth. ${to.name},`,
    `Pada tahap ${stageName}, ${editionName}, ${unmet.length} usulan kekurangan pembaca dan tidak ada juri yang dapat menggantikan.`,
    countsByCause(unmet),
    'Buka halaman Penugasan untuk melihat usulannya, lalu tambah juri atau ubah batas bacaan.',
  ].join('\n\n'),
})
