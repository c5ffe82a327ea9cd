import type { SubmittedProposal } from '#domain/submission.ts'
import { inThreeZones } from './instant.ts'

/** What a letter says; to whom is the caller's. Plain text, the address of the portal is added on delivery. */
export type LetterText = { kind: string; subject: string; body: string }

const paragraphs = (...parts: (string | false)[]): string => parts.filter((part) => part !== false).join('\n\n')

/** To the agency admin: a unit is done. */
export const passedLetter = (proposal: { title: string; unit: string; closesAt: Date }, note: string): LetterText => ({
  kind: 'proposal_passed',
  subject: `Proposal menunggu Anda: ${proposal.title}`,
  body: paragraphs(
    `${proposal.unit} menyerahkan proposal "${proposal.title}" kepada Anda.`,
    note !== '' && `Catatan dari unit: ${note}`,
    'Periksa isinya di halaman Instansi, lalu ajukan ke sekretariat atau kembalikan ke unit dengan catatan.',
    `Pendaftaran ditutup ${inThreeZones(proposal.closesAt)}. Proposal yang belum diajukan saat itu tidak ikut.`,
  ),
})

/** To the authors: the admin wants something changed. */
export const returnedLetter = (
  proposal: { title: string; closesAt: Date },
  note: string,
  notes: readonly { part: string; text: string }[] = [],
): LetterText => ({
  kind: 'proposal_returned',
  subject: `Proposal dikembalikan: ${proposal.title}`,
  body: paragraphs(
    `Admin instansi mengembalikan proposal "${proposal.title}" agar Anda perbaiki.`,
    note !== '' && `Catatan: ${note}`,
    ...notes.map(({ part, text }) => `${part}: ${text}`),
    'Buka proposal di halaman Peserta, perbaiki, lalu serahkan lagi kepada admin instansi.',
    `Pendaftaran ditutup ${inThreeZones(proposal.closesAt)}.`,
  ),
})

/** To authors and agency admin: it competes no longer, and can be forwarded again. */
export const withdrawnLetter = (
  { title, referenceNumber, closesAt }: { title: string; referenceNumber: string; closesAt: Date },
  by: string,
  note: string,
): LetterText => ({
  kind: 'submission_withdrawn',
  subject: `Pengajuan ditarik kembali: ${referenceNumber}`,
  body: paragraphs(
    `${by} menarik kembali pengajuan proposal "${title}" (${referenceNumber}). Proposal itu kembali ke admin instansi dan belum ikut.`,
    note !== '' && `Catatan: ${note}`,
    `Proposal dapat diajukan lagi dengan nomor yang sama sampai pendaftaran ditutup ${inThreeZones(closesAt)}.`,
  ),
})

/** To authors and agency admin: the proof that it arrived. */
export const receiptLetter = (
  { title, agency, referenceNumber, revision }: SubmittedProposal,
  { sha256, submittedAt }: { sha256: string; submittedAt: Date },
): LetterText => ({
  kind: 'receipt',
  subject: `Tanda terima ${referenceNumber}`,
  body: paragraphs(
    revision === 1
      ? `Proposal "${title}" dari ${agency} telah diterima.`
      : `Perbaikan proposal "${title}" dari ${agency} telah diterima (revisi ${revision}).`,
    `Nomor: ${referenceNumber}\nDiterima: ${inThreeZones(submittedAt)}\nSHA-256: ${sha256}`,
    'Simpan surat ini. Nomor dipakai bila Anda menghubungi sekretariat; SHA-256 membuktikan isi yang Anda ajukan. Siapa pun yang memegang keduanya dapat memeriksanya di halaman Verifikasi; tanda terima sebagai PDF ada di halaman usulan.',
  ),
})
