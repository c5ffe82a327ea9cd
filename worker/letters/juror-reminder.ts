import type { Letter } from '../mail.ts'
import { inThreeZones } from './instant.ts'
import { leftInWords } from './reminder.ts'

type Recipient = { id: string; name: string; email: string }
type Closing = { stageName: string; editionName: string; closesAt: Date; leftMs: number }

const closingLines = ({ stageName, editionName, closesAt, leftMs }: Closing) =>
  `Tahap ${stageName}, ${editionName}, ditutup ${inThreeZones(closesAt)}, tinggal ${leftInWords(leftMs)}. Lembar yang belum diserahkan saat itu tidak dihitung.`

/** To a juror with open sheets, some time before the stage closes. */
export const sheetsOpen = (to: Recipient, left: number, closing: Closing, onceKey: string): Letter => ({
  kind: 'juror_reminder',
  to,
  onceKey,
  subject: `Tinggal ${leftInWords(closing.leftMs)}: ${left} lembar nilai belum diserahkan`,
  body: [
    `Yth. ${to.name},`,
    `${left} lembar nilai Anda belum diserahkan. ${closingLines(closing)}`,
    'Buka halaman Juri untuk melanjutkan. Bila Anda berhalangan, balas sekretariat agar usulannya dialihkan.',
  ].join('\n\n'),
})

/** From the secretariat, by hand. */
export const jurorNudged = (to: Recipient, left: number, closing: Closing, note: string): Letter => ({
  kind: 'juror_reminder',
  to,
  subject: `${left} lembar nilai belum diserahkan`,
  body: [
    `Yth. ${to.name},`,
    `Sekretariat mengingatkan: ${left} lembar nilai Anda belum diserahkan.`,
    ...(note === '' ? [] : [`Pesan sekretariat: ${note}`]),
    closingLines(closing),
    'Buka halaman Juri untuk melanjutkan. Bila Anda berhalangan, balas sekretariat agar usulannya dialihkan.',
  ].join('\n\n'),
})
