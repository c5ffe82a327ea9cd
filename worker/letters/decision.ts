import type { Letter } from '../mail.ts'

type DecidedProposal = { title: string; referenceNumber: string; award: string }

/** To an agency's admin whose proposals received a place. */
export const placesDecided = (
  to: { id: string; email: string },
  decided: {
    editionName: string
    stageName: string
    decreeNumber: string
    proposals: readonly DecidedProposal[]
  },
): Letter => ({
  kind: 'places_decided',
  to,
  subject: `Hasil ${decided.stageName} ${decided.editionName}`,
  body: [
    `${decided.stageName} ${decided.editionName} telah ditetapkan dengan Surat Keputusan ${decided.decreeNumber}. Usulan instansi Anda yang ditetapkan:`,
    decided.proposals
      .map(({ title, referenceNumber, award }) => `- ${title} (${referenceNumber}): ${award}`)
      .join('\n'),
    'Hasil lengkap dapat dibaca di portal setelah diumumkan.',
  ].join('\n\n'),
})
