import { encode } from 'uqr'
import type { ReceiptRow } from '#db/receipts.ts'
import type { LetterContent } from '#domain/letter-layout.ts'
import { instantLines } from './instant.ts'

const count = new Intl.NumberFormat('id-ID')

/** Where anybody who holds number and hash has them checked; what the code on the receipt leads to. */
export const verificationAddress = (origin: string, { referenceNumber, sha256 }: ReceiptRow): string =>
  `${origin}/api/verifications?${new URLSearchParams({ number: referenceNumber, hash: sha256 }).toString()}`

/**
 * The receipt on paper. It tells only what was frozen with the submission, so that it is the same file at any time; whether the
 * revision still counts is the verification's to say.
 */
export function receiptOnPaper(receipt: ReceiptRow, origin: string): Omit<LetterContent, 'pageWord'> {
  const { content, referenceNumber, revision, sha256, submittedAt, edition, isSimulation } = receipt
  const address = verificationAddress(origin, receipt)
  const { attachments } = content
  return {
    mark: isSimulation ? 'Simulasi, bukan dokumen resmi' : undefined,
    foot: `Tanda terima ${referenceNumber}, revisi ${revision}`,
    blocks: [
      { kind: 'title', text: 'Tanda terima pengajuan', lead: edition },
      {
        kind: 'facts',
        rows: [
          { term: 'Nomor', lines: [referenceNumber], isStrong: true },
          { term: 'Judul', lines: [content.title], isStrong: true },
          { term: 'Instansi', lines: [content.agency] },
          { term: 'Unit', lines: [content.unit] },
          { term: 'Revisi', lines: [revision === 1 ? '1, pengajuan pertama' : `${revision}, sesudah perbaikan`] },
          { term: 'Diterima', lines: instantLines(submittedAt) },
          { term: 'SHA-256 dari isi yang diajukan', lines: [sha256.slice(0, 32), sha256.slice(32)] },
        ],
      },
      { kind: 'heading', text: 'Memeriksa tanda terima ini' },
      {
        kind: 'code',
        modules: encode(address, { ecc: 'M', border: 0 }).data,
        alt: `Kode QR menuju pemeriksaan tanda terima ${referenceNumber}`,
        beside: [
          'Pindai kode ini, atau buka halaman Verifikasi pada portal dan ketik nomor serta SHA-256 di atas.',
          `${origin}/verifikasi/`,
          'Yang terlihat di sana: apakah nomor dan SHA-256 cocok, revisi keberapa, kapan diterima, dan apakah ada revisi sesudahnya atau pengajuan ditarik kembali. Isi usulan tidak terlihat.',
          'SHA-256 adalah sidik dari isi yang dibekukan. Satu huruf saja berubah, sidiknya lain. Berkas JSON yang dapat diunduh di halaman usulan menghasilkan sidik ini dengan perintah sha256sum.',
        ],
      },
      { kind: 'heading', text: attachments.length === 0 ? 'Lampiran' : `Lampiran (${attachments.length})` },
      ...(attachments.length === 0
        ? [{ kind: 'paragraph' as const, text: 'Tidak ada lampiran.' }]
        : [
            {
              kind: 'facts' as const,
              rows: attachments.map(({ fileName, sizeBytes, sha256: hash }) => ({
                term: `${count.format(sizeBytes)} bita`,
                lines: [fileName, hash.slice(0, 32), hash.slice(32)],
              })),
            },
          ]),
    ],
  }
}
