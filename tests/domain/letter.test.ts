import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { layLetter, wrap, type Block } from '#domain/letter-layout.ts'
import { checkPdf } from '#domain/pdf.ts'
import { lineWidth, pageSize, writePdf } from '#domain/pdf-document.ts'
import { readTrueType } from '#domain/true-type.ts'
import { makeLetterFonts } from '#worker/cli/font-files.ts'
import { readPdfText } from '#worker/pdf-text.ts'

const path = 'content/fonts/letter.json'
const kept: { regular: string; bold: string } = JSON.parse(readFileSync(path, 'utf8'))
const fontOf = (base64: string) => readTrueType(new Uint8Array(Buffer.from(base64, 'base64')))
const fonts = { regular: fontOf(kept.regular), bold: fontOf(kept.bold) }

const letter = (blocks: readonly Block[], mark?: string) =>
  layLetter({ blocks, mark, foot: 'Kaki', pageWord: (page, of) => `${page}/${of}` }, fonts)

const written = (pages: ReturnType<typeof letter>) =>
  pages.map((page) => page.flatMap((drawn) => (drawn.kind === 'line' ? [drawn.text] : [])))

test('the fonts of letters are what `npm run fonts` makes of the whole typeface', async () => {
  expect(readFileSync(path, 'utf8')).toBe(await makeLetterFonts())
})

test('lines break between words, and within a word only where it is wider than the line', () => {
  const style = { size: 10, weight: 'regular' } as const
  const text = `Satu dua tiga empat lima enam tujuh ${'m'.repeat(60)}\nBaris baru`
  const lines = wrap(text, fonts, style, 120)
  expect(lines.join(' ').replaceAll(' ', '')).toBe(text.replaceAll(/\s/g, ''))
  expect(lines.filter((line) => lineWidth(fonts.regular, line, 10) > 120)).toEqual([])
  expect([lines[0], lines.at(-1), wrap('', fonts, style, 120)]).toEqual([
    'Satu dua tiga empat lima',
    'Baris baru',
    [''],
  ])
})

test('a text of any length goes on on the next page, each with its mark, foot and number', () => {
  const paragraphs = Array.from({ length: 120 }, (_, n): Block => ({ kind: 'paragraph', text: `Paragraf ${n}.` }))
  const pages = written(letter([{ kind: 'title', text: 'Judul' }, ...paragraphs], 'Simulasi'))
  const body = pages.flat().filter((text) => text.startsWith('Paragraf'))
  expect([pages.length > 2, body]).toEqual([true, paragraphs.map((_, n) => `Paragraf ${n}.`)])
  const marked = pages.map((page, at) =>
    ['Simulasi', 'Kaki', `${at + 1}/${pages.length}`].every((text) => page.includes(text)),
  )
  expect(marked).toEqual(pages.map(() => true))
})

test('nothing is drawn beyond the paper', () => {
  const long = 'sangat-panjang'.repeat(40)
  const pages = letter([
    { kind: 'title', text: long, lead: long },
    { kind: 'facts', rows: [{ term: long, lines: [long, long], isStrong: true }] },
    { kind: 'items', items: [long] },
    { kind: 'code', modules: [[true, false]], alt: 'Kode', beside: [long] },
  ])
  const outside = pages.flat().filter((drawn) => {
    if (drawn.kind !== 'line') return false
    const end = drawn.x + lineWidth(fonts[drawn.weight], drawn.text, drawn.size)
    return drawn.x < 0 || end > pageSize.width || drawn.y < 0 || drawn.y > pageSize.height
  })
  expect(outside).toEqual([])
})

test('the file is a sound PDF whose text can be copied, searched and read aloud in order, the same bytes each time', async () => {
  const blocks: Block[] = [
    { kind: 'title', text: 'Tanda terima — “Café”' },
    { kind: 'heading', text: 'Bagian' },
    { kind: 'facts', rows: [{ term: 'Nomor', lines: ['KIPP-ACEFHJ'] }] },
    {
      kind: 'code',
      modules: [
        [true, true],
        [false, true],
      ],
      alt: 'Kode QR',
      beside: ['Pindai.'],
    },
  ]
  const write = () => writePdf({ title: 'Tanda terima', language: 'id', at: new Date(0), pages: letter(blocks) }, fonts)
  const bytes = write()
  expect([checkPdf(bytes).ok, Buffer.compare(bytes, write())]).toEqual([true, 0])
  const { text, pages } = await readPdfText(bytes.slice())
  const words = text.replaceAll(/\s+/g, ' ')
  expect([pages, words]).toEqual([1, expect.stringContaining('Tanda terima — “Café” Bagian Nomor KIPP-ACEFHJ Pindai.')])
  const source = Buffer.from(bytes).toString('latin1')
  const roles = [...source.matchAll(/\/StructElem \/S \/(\w+)/g)].map(([, role]) => role)
  expect([roles.toSorted(), source.includes('/Lang (id)'), source.includes('/Marked true')]).toEqual([
    ['Document', 'Figure', 'H1', 'H2', 'P', 'P', 'P'],
    true,
    true,
  ])
  // The table of objects points at each of them.
  const starts = [...source.matchAll(/^(\d{10}) 00000 n /gm)].map(([, offset]) => Number(offset))
  expect(starts.map((at, n) => source.startsWith(`${n + 1} 0 obj`, at))).toEqual(starts.map(() => true))
})
