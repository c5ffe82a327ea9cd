import { layLetter, type Block, type LetterContent } from '#domain/letter-layout.ts'
import { canWrite, writePdf, type Fonts } from '#domain/pdf-document.ts'
import { readTrueType } from '#domain/true-type.ts'

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))

let loaded: Fonts | undefined

/** The fonts of letters on paper, read with the first letter. */
async function loadFonts(): Promise<Fonts> {
  if (loaded) return loaded
  const { default: fonts } = await import('#content/fonts/letter.json', { with: { type: 'json' } })
  loaded = { regular: readTrueType(fromBase64(fonts.regular)), bold: readTrueType(fromBase64(fonts.bold)) }
  return loaded
}

type Letter = Omit<LetterContent, 'pageWord'> & {
  title: string
  /** The instant of what the letter tells: nothing in the file depends on when it is asked for. */
  at: Date
}

/** A question mark stands for what the typeface has not; never without saying so. */
const missingNote = {
  kind: 'paragraph',
  isSmall: true,
  text: 'Tanda ? di atas juga menggantikan huruf yang tidak ada pada jenis huruf surat ini. Teks yang lengkap ada di halaman usulan pada portal.',
} as const satisfies Block

/** A letter as PDF, A4. The same letter is the same bytes. */
export async function letterPdf({ title, at, blocks, ...around }: Letter): Promise<Uint8Array<ArrayBuffer>> {
  const fonts = await loadFonts()
  const pageWord = (page: number, of: number) => `Halaman ${page} dari ${of}`
  const pages = layLetter({ ...around, blocks, pageWord }, fonts)
  const isWhole = pages.flat().every((drawn) => drawn.kind !== 'line' || canWrite(fonts, drawn.text))
  const whole = isWhole ? pages : layLetter({ ...around, blocks: [...blocks, missingNote], pageWord }, fonts)
  return writePdf({ title, language: 'id', at, pages: whole }, fonts)
}
