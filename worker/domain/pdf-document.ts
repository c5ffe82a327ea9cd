import { pdfObjects, type PdfObjects } from './pdf-objects.ts'
import type { TrueType } from './true-type.ts'

/*
 * Writes PDF 1.7 (ISO 32000-1) with tagged text, so that a letter can be read aloud and searched. Nothing is packed and nothing
 * depends on clock or chance: the same letter is the same bytes everywhere. Lengths are points from the lower left corner.
 */

export type Colour = readonly [red: number, green: number, blue: number]
export type Weight = 'regular' | 'bold'
export type Fonts = Readonly<Record<Weight, TrueType>>

/** What a part of the text is; `Artifact` is ornament and running lines, which a reader aloud leaves out. */
export type Role = 'H1' | 'H2' | 'P' | 'Figure' | 'Artifact'

export type Drawn = {
  /** Lines with the same number are one part of the text. */
  part: number
  role: Role
  colour: Colour
} & (
  | { kind: 'line'; x: number; y: number; size: number; weight: Weight; text: string }
  | { kind: 'areas'; boxes: readonly (readonly [x: number, y: number, width: number, height: number])[]; alt?: string }
  | { kind: 'frame'; x: number; y: number; width: number; height: number }
  /** Operators of a path, ready but for the painting. */
  | { kind: 'shape'; path: string }
)

export type PdfPage = readonly Drawn[]

export type PdfLetter = { title: string; language: string; at: Date; pages: readonly PdfPage[] }

/** A4 */
export const pageSize = { width: 595.28, height: 841.89 } as const

/** What stands for a character that the fonts cannot write. */
export const missingSign = '?'

const number = (value: number) => String(Math.round(value * 100) / 100)
const colourOf = (colour: Colour) => colour.map((share) => number(share / 255)).join(' ')
const hex4 = (value: number) => value.toString(16).padStart(4, '0')
/** Text of the document's own data, UTF-16 as ISO 32000-1, 7.9.2.2 wants it. */
const textString = (text: string) =>
  `<feff${Array.from({ length: text.length }, (_, at) => hex4(text.charCodeAt(at))).join('')}>`
const dateString = (at: Date) => `(D:${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z)`

const glyphsOf = (font: TrueType, text: string): number[] =>
  Array.from(text, (sign) => font.glyphOf(sign.codePointAt(0) ?? 0) ?? font.glyphOf(missingSign.charCodeAt(0)) ?? 0)

/** Width of a line in points. */
export const lineWidth = (font: TrueType, text: string, size: number): number =>
  (glyphsOf(font, text).reduce((sum, glyph) => sum + font.widthOf(glyph), 0) * size) / 1000

export const canWrite = (fonts: Fonts, text: string): boolean =>
  Array.from(text).every((sign) => fonts.regular.glyphOf(sign.codePointAt(0) ?? 0) !== undefined)

const weights = ['regular', 'bold'] as const satisfies readonly Weight[]
const fontName = { regular: 'F1', bold: 'F2' } as const satisfies Record<Weight, string>

type Part = { role: Role; alt: string | undefined; page: number; marks: number[] }

/** The operators of one page. Tagged parts are numbered from 0 on each page. */
function contentOf(page: PdfPage, pageNumber: number, fonts: Fonts, parts: Map<number, Part[]>): string {
  let marks = 0
  return page
    .map((drawn) => {
      if (drawn.role === 'Artifact') return `/Artifact BMC\n${operatorsOf(drawn, fonts)}\nEMC`
      const mark = marks++
      const pieces = parts.get(drawn.part) ?? []
      const piece = pieces.find((one) => one.page === pageNumber)
      if (piece) piece.marks.push(mark)
      else {
        const alt = drawn.kind === 'areas' ? drawn.alt : undefined
        parts.set(drawn.part, [...pieces, { role: drawn.role, alt, page: pageNumber, marks: [mark] }])
      }
      return `/${drawn.role} <</MCID ${mark}>> BDC\n${operatorsOf(drawn, fonts)}\nEMC`
    })
    .join('\n')
}

function operatorsOf(drawn: Drawn, fonts: Fonts): string {
  const colour = colourOf(drawn.colour)
  switch (drawn.kind) {
    case 'line': {
      const glyphs = glyphsOf(fonts[drawn.weight], drawn.text).map(hex4).join('')
      const font = `/${fontName[drawn.weight]} ${number(drawn.size)} Tf`
      return `BT ${colour} rg ${font} ${number(drawn.x)} ${number(drawn.y)} Td <${glyphs}> Tj ET`
    }
    case 'areas':
      return `${colour} rg ${drawn.boxes.map((box) => `${box.map(number).join(' ')} re`).join(' ')} f`
    case 'frame': {
      const box = [drawn.x, drawn.y, drawn.width, drawn.height].map(number).join(' ')
      return `q ${colour} RG 0.75 w [3 2] 0 d ${box} re S Q`
    }
    case 'shape':
      return `q ${colour} rg ${drawn.path} f Q`
  }
}

/** Which characters a font writes in this letter, by glyph: for widths, and for those who copy or search the text. */
function usedGlyphs(pages: readonly PdfPage[], weight: Weight, font: TrueType): ReadonlyMap<number, string> {
  const used = new Map<number, string>()
  for (const drawn of pages.flat()) {
    if (drawn.kind !== 'line' || drawn.weight !== weight) continue
    const signs = Array.from(drawn.text)
    for (const [at, glyph] of glyphsOf(font, drawn.text).entries()) {
      const sign = signs[at] ?? missingSign
      if (!used.has(glyph)) used.set(glyph, font.glyphOf(sign.codePointAt(0) ?? 0) === glyph ? sign : missingSign)
    }
  }
  return new Map([...used].toSorted(([a], [b]) => a - b))
}

/** ISO 32000-1, 9.10.3: at most a hundred lines a block. */
function toUnicode(used: ReadonlyMap<number, string>): string {
  const lines = [...used].map(([glyph, sign]) => `<${hex4(glyph)}> ${textString(sign).replace('feff', '')}`)
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, n) => lines.slice(n * 100, n * 100 + 100))
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`).join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`
}

function addFont(objects: PdfObjects, font: TrueType, weight: Weight, used: ReadonlyMap<number, string>): number {
  const name = `GLGNGG+PlusJakartaSans-${weight === 'bold' ? 'Bold' : 'Regular'}`
  const file = objects.stream(font.bytes, `/Length1 ${font.bytes.length}`)
  const metrics = `/Ascent ${font.ascent} /Descent ${font.descent} /CapHeight ${font.ascent} /ItalicAngle 0 /StemV 80`
  const descriptor = objects.add(
    `<</Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${font.box.join(' ')}] ${metrics} /FontFile2 ${file} 0 R>>`,
  )
  const widths = [...used.keys()].map((glyph) => `${glyph} [${font.widthOf(glyph)}]`).join(' ')
  const system = '/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>'
  const descendant = objects.add(
    `<</Type /Font /Subtype /CIDFontType2 /BaseFont /${name} ${system} /FontDescriptor ${descriptor} 0 R /CIDToGIDMap /Identity /W [${widths}]>>`,
  )
  const unicode = objects.stream(toUnicode(used))
  return objects.add(
    `<</Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R>>`,
  )
}

/** The order of the parts for a reader aloud, and which mark on which page belongs to which part. */
function addStructure(objects: PdfObjects, parts: ReadonlyMap<number, Part[]>, pageIds: readonly number[]): number {
  const [root, body, parents] = [objects.take(), objects.take(), objects.take()]
  const owners: number[][] = pageIds.map(() => [])
  const kids = [...parts.values()].map((pieces) => {
    const id = objects.take()
    const marks = pieces.flatMap(({ page, marks: own }) =>
      own.map((mark) => {
        const ofPage = owners[page]
        if (ofPage) ofPage[mark] = id
        return `<</Type /MCR /Pg ${pageIds[page]} 0 R /MCID ${mark}>>`
      }),
    )
    const { role = 'P', alt } = pieces[0] ?? {}
    const told = alt === undefined ? '' : ` /Alt ${textString(alt)}`
    return objects.put(id, `<</Type /StructElem /S /${role} /P ${body} 0 R /K [${marks.join(' ')}]${told}>>`)
  })
  objects.put(body, `<</Type /StructElem /S /Document /P ${root} 0 R /K [${kids.map((id) => `${id} 0 R`).join(' ')}]>>`)
  const lists = owners.map((ids, page) => `${page} [${ids.map((id) => `${id} 0 R`).join(' ')}]`).join(' ')
  objects.put(parents, `<</Nums [${lists}]>>`)
  const next = `/ParentTreeNextKey ${pageIds.length}`
  return objects.put(root, `<</Type /StructTreeRoot /K [${body} 0 R] /ParentTree ${parents} 0 R ${next}>>`)
}

export function writePdf({ title, language, at, pages }: PdfLetter, fonts: Fonts): Uint8Array<ArrayBuffer> {
  const objects = pdfObjects()
  const [catalog, tree] = [objects.take(), objects.take()]
  const fontIds = weights.map((weight) => {
    const id = addFont(objects, fonts[weight], weight, usedGlyphs(pages, weight, fonts[weight]))
    return `/${fontName[weight]} ${id} 0 R`
  })
  const parts = new Map<number, Part[]>()
  const box = `/MediaBox [0 0 ${pageSize.width} ${pageSize.height}]`
  const pageIds = pages.map((page, position) => {
    const content = objects.stream(contentOf(page, position, fonts, parts))
    const resources = `/Resources <</Font <<${fontIds.join(' ')}>>>>`
    return objects.add(
      `<</Type /Page /Parent ${tree} 0 R ${box} ${resources} /Contents ${content} 0 R /StructParents ${position} /Tabs /S>>`,
    )
  })
  objects.put(tree, `<</Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pageIds.length}>>`)
  const structure = addStructure(objects, parts, pageIds)
  const view = '/ViewerPreferences <</DisplayDocTitle true>> /MarkInfo <</Marked true>>'
  objects.put(
    catalog,
    `<</Type /Catalog /Pages ${tree} 0 R /StructTreeRoot ${structure} 0 R /Lang (${language}) ${view}>>`,
  )
  const dates = `/CreationDate ${dateString(at)} /ModDate ${dateString(at)}`
  const info = objects.add(`<</Title ${textString(title)} /Creator (Gelanggang) /Producer (Gelanggang) ${dates}>>`)
  return objects.file(catalog, info)
}
