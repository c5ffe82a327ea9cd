import type { Letter } from '../mail.ts'
import { inThreeZones } from './instant.ts'

/** To the juror whose sheet the secretariat has withdrawn. */
export const sheetWithdrawn = (
  to: { id: string; name: string; email: string },
  sheet: { referenceNumber: string; title: string; stageName: string; reason: string; reopenedUntil: Date | null },
): Letter => ({
  kind: 'score_sheet_withdrawn',
  to,
  subject: `Lembar nilai ${sheet.referenceNumber} dicabut`,
  body: [
    `Yth. ${to.name},`,
    `Sekretariat mencabut lembar nilai Anda untuk usulan ${sheet.referenceNumber}, “${sheet.title}”, pada tahap ${sheet.stageName}. Lembar itu tidak lagi dihitung, dan tetap tercatat pada daftar tanda terima Anda.`,
    `Alasan: ${sheet.reason}`,
    sheet.reopenedUntil
      ? `Usulan yang sama dibuka kembali untuk Anda. Nilai dan catatan yang Anda serahkan sudah ada sebagai konsep; periksa, perbaiki, lalu serahkan sebelum ${inThreeZones(sheet.reopenedUntil)}.`
      : 'Anda tidak perlu menilai usulan itu lagi.',
  ].join('\n\n'),
})
