import { layLetter, type LetterContent } from '#domain/letter-layout.ts'
import { writePdf, type Fonts } from '#domain/pdf-document.ts'
import { readTrueType } from '#domain/true-type.ts'

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))

let read: Promise<Fonts> | undefined

/** The fonts of letters on paper, read with the first letter. */
async function readFonts(): Promise<Fonts> {
  const { default: fonts } = await import('#content/fonts/letter.json', { with: { type: 'json' } })
  return { regular: readTrueType(fromBase64(fonts.regular)), bold: readTrueType(fromBase64(fonts.bold)) }
}

type Letter = Omit<LetterContent, 'pageWord'> & {
  title: string
  /** The instant of what the letter tells: nothing in the file depends on when it is asked for. */
  at: Date
}

/** A letter as PDF, A4. The same letter is the same bytes. */
export async function letterPdf({ title, at, ...content }: Letter): Promise<Uint8Array<ArrayBuffer>> {
  const fonts = await (read ??= readFonts())
  const pages = layLetter({ ...content, pageWord: (page, of) => `Halaman ${page} dari ${of}` }, fonts)
  return writePdf({ title, language: 'id', at, pages }, fonts)
}

/** What a letter says where its fonts cannot write a character; the file of the frozen revision has it. */
export async function hasMissingSigns(...texts: string[]): Promise<boolean> {
  const { regular } = await (read ??= readFonts())
  return Array.from(texts.join('').replaceAll(/\s/g, '')).some(
    (sign) => regular.glyphOf(sign.codePointAt(0) ?? 0) === undefined,
  )
}
