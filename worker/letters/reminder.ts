import type { Duty } from '#domain/reminder.ts'
import { inThreeZones } from './instant.ts'
import type { LetterText } from './proposal.ts'

const paragraphs = (...parts: (string | false)[]): string => parts.filter((part) => part !== false).join('\n\n')

/** Titles named in one letter; the rest is a number. */
const mostNamed = 10

function list(heading: string, proposals: readonly { title: string }[]): string | false {
  if (proposals.length === 0) return false
  const named = proposals.slice(0, mostNamed).map(({ title }) => `- ${title || 'Tanpa judul'}`)
  const more = proposals.length - named.length
  return [heading, ...named, ...(more > 0 ? [`- dan ${more} lainnya`] : [])].join('\n')
}

/** `7 hari`, `12 jam`: as it is spoken, from what is really left. */
export function leftInWords(leftMs: number): string {
  const hours = Math.max(1, Math.round(leftMs / 3_600_000))
  return hours >= 48 ? `${Math.round(hours / 24)} hari` : `${hours} jam`
}

type Closing = { edition: string; agency: string; closesAt: Date; leftMs: number }

/** To a person who can still do something about it before registration closes. */
export const reminderLetter = (
  { edition, agency, closesAt, leftMs }: Closing,
  { own, waiting, atUnits }: Pick<Duty, 'own' | 'waiting' | 'atUnits'>,
): LetterText => ({
  kind: 'registration_reminder',
  subject: `Tinggal ${leftInWords(leftMs)}: pendaftaran ${edition}`,
  body: paragraphs(
    `Pendaftaran ${edition} ditutup ${inThreeZones(closesAt)}. Usulan yang belum diteruskan admin instansi saat itu tidak ikut.`,
    list(`Masih pada Anda, perlu diselesaikan lalu diserahkan kepada admin instansi:`, own),
    list(`Menunggu Anda teruskan atau kembalikan (${agency}):`, waiting),
    list(`Masih ditulis unit-unit ${agency}:`, atUnits),
    waiting.length + atUnits.length > 0
      ? 'Buka halaman Instansi untuk memeriksa dan meneruskannya.'
      : 'Buka halaman Peserta untuk melanjutkan. Sisakan waktu bagi admin instansi untuk memeriksa.',
  ),
})

/** From the secretariat to the admin of an agency where proposals stand still. */
export const nudgeLetter = (
  { edition, agency, closesAt, leftMs }: Closing,
  { waiting, atUnits }: { waiting: number; atUnits: number },
  note: string,
): LetterText => ({
  kind: 'agency_reminder',
  subject: `${waiting + atUnits} usulan ${agency} belum diteruskan`,
  body: paragraphs(
    `Sekretariat mengingatkan: dari ${agency}, ${waiting} usulan menunggu admin instansi dan ${atUnits} usulan masih di unit.`,
    note !== '' && `Pesan sekretariat: ${note}`,
    `Pendaftaran ${edition} ditutup ${inThreeZones(closesAt)}, tinggal ${leftInWords(leftMs)}. Usulan yang belum diteruskan saat itu tidak ikut.`,
    'Buka halaman Instansi untuk memeriksa, mengembalikan, atau meneruskannya.',
  ),
})
