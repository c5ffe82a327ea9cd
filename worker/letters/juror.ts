import type { Letter } from '../mail.ts'

const roleNames = { evaluator: 'evaluator', panelist: 'panelis' } as const

/** To somebody who has just become a juror of an edition. */
export const jurorAppointed = (
  to: { id: string; name: string; email: string },
  { role, editionName }: { role: keyof typeof roleNames; editionName: string },
): Letter => ({
  kind: 'juror_appointed',
  to,
  subject: `Anda menjadi ${roleNames[role]} ${editionName}`,
  body: [
    `Yth. ${to.name},`,
    `Anda terdaftar sebagai ${roleNames[role]} ${editionName}. Masuk dengan alamat surel ini; kode masuk dikirim ke alamat yang sama.`,
    'Usulan dari instansi Anda, instansi induk atau bawahannya, dan pemerintah daerah yang sama tidak akan ditugaskan kepada Anda. Bila ada benturan kepentingan lain, nyatakan di lembar nilai sebelum menilai.',
  ].join('\n\n'),
})
