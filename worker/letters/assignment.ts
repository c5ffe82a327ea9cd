import type { Letter } from '../mail.ts'
import { inThreeZones } from './instant.ts'

/** To a juror who has received readings. */
export const readingsAssigned = (
  to: { id: string; name: string; email: string },
  {
    count,
    stageName,
    editionName,
    closesAt,
  }: { count: number; stageName: string; editionName: string; closesAt: Date },
): Letter => ({
  kind: 'readings_assigned',
  to,
  subject: `${count} usulan menunggu penilaian Anda`,
  body: [
    `Yth. ${to.name},`,
    `Anda menerima ${count} usulan pada tahap ${stageName}, ${editionName}.`,
    `Lembar nilai dapat diserahkan sampai ${inThreeZones(closesAt)}.`,
    'Bila ada usulan yang berbenturan dengan kepentingan Anda, nyatakan di lembar nilainya. Usulan itu lalu dialihkan.',
  ].join('\n\n'),
})
