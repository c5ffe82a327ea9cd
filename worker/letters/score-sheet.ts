import type { Letter } from '../mail.ts'
import { inThreeZones } from './instant.ts'

type Withdrawn = {
  /** Null for a juror who is in conflict with the proposal by now. */
  about: { referenceNumber: string; title: string; reason: string } | null
  stageName: string
  reopenedUntil: Date | null
}

/** To the juror whose sheet the secretariat has withdrawn. */
export const sheetWithdrawn = (
  to: { id: string; name: string; email: string },
  { about, stageName, reopenedUntil }: Withdrawn,
): Letter => ({
  kind: 'score_sheet_withdrawn',
  to,
  subject: about ? `Lembar nilai ${about.referenceNumber} dicabut` : 'Satu lembar nilai Anda dicabut',
  body: [
    `Yth. ${to.name},`,
    ...(about
      ? [
          `Sekretariat mencabut lembar nilai Anda untuk usulan ${about.referenceNumber}, “${about.title}”, pada tahap ${stageName}. Lembar itu tidak lagi dihitung, dan tetap tercatat pada daftar tanda terima Anda.`,
          `Alasan: ${about.reason}`,
        ]
      : [
          `Sekretariat mencabut satu lembar nilai Anda pada tahap ${stageName} karena benturan kepentingan. Lembar itu tidak lagi dihitung.`,
        ]),
    reopenedUntil
      ? `Usulan yang sama dibuka kembali untuk Anda. Nilai dan catatan yang Anda serahkan sudah ada sebagai konsep; periksa, perbaiki, lalu serahkan sebelum ${inThreeZones(reopenedUntil)}.`
      : 'Anda tidak perlu menilai usulan itu lagi.',
  ].join('\n\n'),
})
