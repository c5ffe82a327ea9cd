import type { Letter } from '../mail.ts'
import { inThreeZones } from './instant.ts'

/** To a juror of a proposal whose sheets are far apart: the sheets can be seen, and the own one confirmed or revised. */
export const consolidationOpened = (
  to: { id: string; name: string; email: string },
  { title, stageName, closesAt }: { title: string; stageName: string; closesAt: Date },
): Letter => ({
  kind: 'consolidation_opened',
  to,
  subject: `Konsolidasi nilai: ${title}`,
  body: [
    `Yth. ${to.name},`,
    `Nilai para juri untuk usulan “${title}” pada tahap ${stageName} jauh berbeda. Semua lembarnya sudah diserahkan, jadi sekarang Anda dapat melihat lembar juri lain tanpa nama.`,
    `Buka menu Konsolidasi, lalu tegaskan nilai Anda atau ubah dengan alasan, paling lambat ${inThreeZones(closesAt)}. Tidak menjawab berarti lembar Anda tetap.`,
  ].join('\n\n'),
})

/** To the secretariat: nobody is free to read a proposal a third time. */
export const thirdReaderMissing = (
  to: { id: string; name: string; email: string },
  { title, stageName }: { title: string; stageName: string },
): Letter => ({
  kind: 'third_reader_missing',
  to,
  subject: `Tidak ada juri ketiga untuk “${title}”`,
  body: [
    `Yth. ${to.name},`,
    `Nilai para juri untuk usulan “${title}” pada tahap ${stageName} jauh berbeda, tetapi tidak ada juri lain yang bebas dari benturan untuk membacanya. Tambah juri, atau longgarkan batas beban; portal mencobanya lagi setiap jam.`,
  ].join('\n\n'),
})
