import type { Letter } from '../mail.ts'
import { inThreeZones } from './instant.ts'

type Recipient = { id: string; name: string; email: string }
type Given = { count: number; stageName: string; editionName: string; closesAt: Date }

/** To a juror who has received readings. `ended`: those that went to somebody else by the same plan. */
export const readingsAssigned = (
  to: Recipient,
  { count, stageName, editionName, closesAt, ended = 0 }: Given & { ended?: number },
): Letter => ({
  kind: 'readings_assigned',
  to,
  subject: `${count} usulan menunggu penilaian Anda`,
  body: [
    `Yth. ${to.name},`,
    `Anda menerima ${count} usulan pada tahap ${stageName}, ${editionName}.`,
    ...(ended === 0 ? [] : [`${ended} usulan lain tidak lagi Anda nilai. Lembar yang sudah Anda serahkan tetap.`]),
    `Lembar nilai dapat diserahkan sampai ${inThreeZones(closesAt)}.`,
    'Bila ada usulan yang berbenturan dengan kepentingan Anda, nyatakan di lembar nilainya. Usulan itu lalu dialihkan.',
  ].join('\n\n'),
})

/** To a juror whose open readings have ended. */
export const readingsEnded = (to: Recipient, { count, stageName, editionName }: Omit<Given, 'closesAt'>): Letter => ({
  kind: 'readings_ended',
  to,
  subject: `${count} usulan tidak lagi Anda nilai`,
  body: [
    `Yth. ${to.name},`,
    `Pada tahap ${stageName}, ${editionName}, ${count} usulan yang belum Anda serahkan lembarnya tidak lagi Anda nilai.`,
    'Lembar yang sudah Anda serahkan tetap tersimpan dan tetap dihitung.',
  ].join('\n\n'),
})
