import { footer, header, hairline, ink, left, quiet, width, type LetterFrame } from './letter-frame.ts'
import {
  lineWidth,
  pageSize,
  type Colour,
  type Drawn,
  type Fonts,
  type PdfPage,
  type Role,
  type Weight,
} from './pdf-document.ts'

/** What a letter on paper is made of, from top to bottom. */
export type Block =
  | { kind: 'title'; text: string; lead?: string }
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string; isSmall?: boolean }
  | { kind: 'items'; items: readonly string[] }
  | { kind: 'facts'; rows: readonly { term: string; lines: readonly string[]; isStrong?: boolean }[] }
  /** A code of squares with the sentences that stand beside it. */
  | { kind: 'code'; modules: readonly (readonly boolean[])[]; alt: string; beside: readonly string[] }

export type LetterContent = LetterFrame & { blocks: readonly Block[] }

const top = pageSize.height - 110
const bottom = 70
const termWidth = 150
const codeSide = 108

type Style = { size: number; lead: number; weight: Weight; colour: Colour; role: Role }
const styles = {
  title: { size: 24, lead: 29, weight: 'bold', colour: ink, role: 'H1' },
  lead: { size: 12, lead: 17, weight: 'regular', colour: quiet, role: 'P' },
  heading: { size: 13, lead: 18, weight: 'bold', colour: ink, role: 'H2' },
  body: { size: 10, lead: 15, weight: 'regular', colour: ink, role: 'P' },
  strong: { size: 14, lead: 19, weight: 'bold', colour: ink, role: 'P' },
  term: { size: 9, lead: 15, weight: 'regular', colour: quiet, role: 'P' },
  small: { size: 8.5, lead: 12, weight: 'regular', colour: quiet, role: 'P' },
} as const satisfies Record<string, Style>

/** Breaks between words, and within one that is wider than the line; a line break in the text is one on paper. */
export function wrap(
  text: string,
  fonts: Fonts,
  { size, weight }: Pick<Style, 'size' | 'weight'>,
  room: number,
): string[] {
  const widthOf = (line: string) => lineWidth(fonts[weight], line, size)
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(/\s+/).filter((one) => one !== '')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (widthOf(longer) <= room) {
        line = longer
        continue
      }
      if (line !== '') lines.push(line)
      line = ''
      for (const sign of word) {
        if (widthOf(line + sign) > room) {
          lines.push(line)
          line = ''
        }
        line += sign
      }
    }
    return [...lines, line]
  })
}

/** Writes downwards, and goes on on the next page where one is full. */
function paperOf(fonts: Fonts) {
  const pages: Drawn[][] = [[]]
  let y = top
  let parts = 0
  const draw = (drawn: Drawn) => pages.at(-1)?.push(drawn)
  const put = (text: string, { role, colour, size, lead, weight }: Style, x: number, from: number, part: number) => {
    if (text !== '') draw({ kind: 'line', part, role, colour, size, weight, text, x, y: from - lead * 0.75 })
  }
  const room = (height: number) => {
    if (y - height >= bottom || y === top) return
    pages.push([])
    y = top
  }
  return {
    fonts,
    pages,
    draw,
    /** A new page unless this much is left. */
    room,
    down: (height: number) => (y -= height),
    at: () => y,
    part: () => (parts += 1),
    rule: (colour: Colour, height: number) =>
      draw({ kind: 'areas', part: 0, role: 'Artifact', colour, boxes: [[left, y, width, height]] }),
    /** Lines that stay together, from `from` downwards; answers where they end. */
    lines: (written: readonly string[], style: Style, x: number, from: number): number => {
      const part = (parts += 1)
      for (const [at, text] of written.entries()) put(text, style, x, from - at * style.lead, part)
      return from - written.length * style.lead
    },
    /** A text of any length. */
    flow: (text: string, style: Style, x = left, space: number = width) => {
      const part = (parts += 1)
      for (const written of wrap(text, fonts, style, space)) {
        room(style.lead)
        put(written, style, x, y, part)
        y -= style.lead
      }
    },
  }
}

type Paper = ReturnType<typeof paperOf>
type Of<K extends Block['kind']> = Extract<Block, { kind: K }>

function writeItems(paper: Paper, { items }: Of<'items'>): void {
  for (const item of items) {
    paper.room(styles.body.lead)
    const box = [left, paper.at() - 9.5, 6, 1] as const
    paper.draw({ kind: 'areas', part: 0, role: 'Artifact', colour: ink, boxes: [box] })
    paper.flow(item, styles.body, left + 16, width - 16)
    paper.down(4)
  }
}

/** Ruled between the rows; a heading above has its own rule. */
function writeFacts(paper: Paper, { rows }: Of<'facts'>, isAfterHeading: boolean): void {
  for (const [at, { term, lines, isStrong }] of rows.entries()) {
    const style = isStrong ? styles.strong : styles.body
    const written = lines.flatMap((value) => wrap(value, paper.fonts, style, width - termWidth))
    const terms = wrap(term, paper.fonts, styles.term, termWidth - 12)
    const height = Math.max(written.length * style.lead, terms.length * styles.term.lead)
    paper.room(height + 8)
    if (at > 0 || !isAfterHeading) paper.rule(hairline, 0.6)
    const from = paper.down(3)
    paper.lines(terms, styles.term, left, from - (isStrong ? 3 : 0))
    paper.lines(written, style, left + termWidth, from)
    paper.down(height + 4)
  }
}

function writeCode(paper: Paper, block: Of<'code'>): void {
  const beside = left + codeSide + 20
  paper.room(codeSide + 20)
  const from = paper.down(14)
  drawCode(block, { x: left, y: from - codeSide }, paper.draw, paper.part())
  const end = block.beside.reduce((at, text) => {
    const written = wrap(text, paper.fonts, styles.small, width - codeSide - 20)
    return paper.lines(written, styles.small, beside, at) - 5
  }, from)
  paper.down(from - Math.min(from - codeSide, end) + 6)
}

function writeBlock(paper: Paper, block: Block, isAfterHeading: boolean): void {
  switch (block.kind) {
    case 'title':
      paper.flow(block.text, styles.title)
      if (block.lead) paper.flow(block.lead, styles.lead)
      paper.down(12)
      break
    case 'heading':
      // With the first lines of what it heads.
      paper.room(96)
      paper.down(14)
      paper.rule(ink, 1.2)
      paper.down(6)
      paper.flow(block.text, styles.heading)
      break
    case 'paragraph':
      paper.flow(block.text, block.isSmall ? styles.small : styles.body)
      paper.down(6)
      break
    case 'items':
      writeItems(paper, block)
      break
    case 'facts':
      writeFacts(paper, block, isAfterHeading)
      break
    case 'code':
      writeCode(paper, block)
      break
  }
}

/** Lays blocks on as many pages as they need. */
export function layLetter({ blocks, ...frame }: LetterContent, fonts: Fonts): PdfPage[] {
  const paper = paperOf(fonts)
  for (const [at, block] of blocks.entries()) writeBlock(paper, block, blocks[at - 1]?.kind === 'heading')
  const { pages } = paper
  return pages.map((page, at) => [...header(frame, fonts), ...page, ...footer(frame, fonts, at + 1, pages.length)])
}

function drawCode(
  { modules, alt }: Of<'code'>,
  at: { x: number; y: number },
  draw: (drawn: Drawn) => void,
  part: number,
) {
  const side = codeSide / modules.length
  // One box for squares that touch in a row.
  const boxes = modules.flatMap((row, down) => {
    const y = at.y + codeSide - (down + 1) * side
    return row.flatMap((isDark, across) => {
      if (!isDark || row[across - 1] === true) return []
      const light = row.indexOf(false, across)
      const squares = (light < 0 ? row.length : light) - across
      return [[at.x + across * side, y, squares * side, side] as const]
    })
  })
  draw({ kind: 'areas', part, role: 'Figure', colour: [0, 0, 0], boxes, alt })
}
