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

export type LetterContent = {
  blocks: readonly Block[]
  /** In a dashed frame at the top of each page; absent for what is real. */
  mark?: string | undefined
  /** At the foot of each page, before its number. */
  foot: string
  pageWord: (page: number, pages: number) => string
}

const ink: Colour = [20, 26, 43]
const quiet: Colour = [71, 78, 96]
const hairline: Colour = [220, 213, 198]
const red: Colour = [188, 21, 33]

const left = 56
const right = pageSize.width - 56
const width = right - left
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

/** Lays blocks on as many pages as they need. */
export function layLetter(content: LetterContent, fonts: Fonts): PdfPage[] {
  const pages: Drawn[][] = [[]]
  let y = top
  let part = 0
  const next = () => (part += 1)
  const draw = (drawn: Drawn) => pages.at(-1)?.push(drawn)
  const room = (height: number) => {
    if (y - height >= bottom || y === top) return
    pages.push([])
    y = top
  }
  const rule = (colour: Colour, height: number) =>
    draw({ kind: 'areas', part: 0, role: 'Artifact', colour, boxes: [[left, y, width, height]] })
  const line = (text: string, { role, colour, size, lead, weight }: Style, x: number, baseOf: number, own: number) => {
    const base = baseOf - lead * 0.75
    if (text !== '') draw({ kind: 'line', part: own, role, colour, size, weight, text, x, y: base })
  }
  /** Lines that stay together, from `from` downwards; answers where they end. */
  const lines = (written: readonly string[], style: Style, x: number, from: number): number => {
    const own = next()
    for (const [at, text] of written.entries()) line(text, style, x, from - at * style.lead, own)
    return from - written.length * style.lead
  }
  /** A text of any length: what does not fit goes on on the next page. */
  const flow = (text: string, style: Style, x = left, space = width) => {
    const own = next()
    for (const written of wrap(text, fonts, style, space)) {
      room(style.lead)
      line(written, style, x, y, own)
      y -= style.lead
    }
  }

  for (const [position, block] of content.blocks.entries()) {
    const isAfterHeading = content.blocks[position - 1]?.kind === 'heading'
    switch (block.kind) {
      case 'title':
        flow(block.text, styles.title)
        if (block.lead) flow(block.lead, styles.lead)
        y -= 12
        break
      case 'heading':
        // With the first lines of what it heads.
        room(96)
        y -= 14
        rule(ink, 1.2)
        y -= 6
        flow(block.text, styles.heading)
        break
      case 'paragraph':
        flow(block.text, block.isSmall ? styles.small : styles.body)
        y -= 6
        break
      case 'items':
        for (const item of block.items) {
          room(styles.body.lead)
          const mark: Drawn = { kind: 'areas', part: 0, role: 'Artifact', colour: ink, boxes: [[left, y - 9.5, 6, 1]] }
          draw(mark)
          flow(item, styles.body, left + 16, width - 16)
          y -= 4
        }
        break
      case 'facts':
        for (const [at, { term, lines: values, isStrong }] of block.rows.entries()) {
          const style = isStrong ? styles.strong : styles.body
          const written = values.flatMap((value) => wrap(value, fonts, style, width - termWidth))
          const terms = wrap(term, fonts, styles.term, termWidth - 12)
          const height = Math.max(written.length * style.lead, terms.length * styles.term.lead)
          room(height + 8)
          if (at > 0 || !isAfterHeading) rule(hairline, 0.6)
          y -= 3
          lines(terms, styles.term, left, y - (isStrong ? 3 : 0))
          lines(written, style, left + termWidth, y)
          y -= height + 4
        }
        break
      case 'code': {
        const beside = block.beside.map((text) => wrap(text, fonts, styles.small, width - codeSide - 20))
        room(codeSide + 20)
        y -= 14
        drawCode(block, { x: left, y: y - codeSide }, draw, next())
        let at = y
        for (const written of beside) at = lines(written, styles.small, left + codeSide + 20, at) - 5
        y = Math.min(y - codeSide, at) - 6
        break
      }
    }
  }
  return pages.map((page, at) => [...header(content, fonts), ...page, ...footer(content, fonts, at + 1, pages.length)])
}

type CodeBlock = Extract<Block, { kind: 'code' }>

function drawCode(
  { modules, alt }: CodeBlock,
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

/** One petal of the kawung in a square of 24, its tips on the diagonal; y grows upwards here. */
const petal = '1.2 -1.2 m -2.6 -15 9 -26.6 22.8 -22.8 c 26.6 -9 15 2.6 1.2 -1.2 c h'
const turns = { lowerRight: '1 0 0 1', lowerLeft: '-1 0 0 1', upperRight: '1 0 0 -1', upperLeft: '-1 0 0 -1' } as const

function header({ mark }: LetterContent, fonts: Fonts): Drawn[] {
  const artifact = { part: 0, role: 'Artifact' } as const
  const [x, y] = [left + 11, pageSize.height - 58]
  const petals = Object.entries(turns).map(([name, turn]): Drawn => {
    const path = `0.45 0 0 0.45 ${x} ${y} cm ${turn} 0 0 cm ${petal}`
    return { ...artifact, kind: 'shape', colour: name === 'upperLeft' ? red : ink, path }
  })
  const name: Drawn = {
    ...artifact,
    kind: 'line',
    colour: ink,
    size: 15,
    weight: 'bold',
    text: 'Gelanggang',
    x: x + 20,
    y: y - 5,
  }
  const band: Drawn = { ...artifact, kind: 'areas', colour: red, boxes: [[0, pageSize.height - 5, pageSize.width, 5]] }
  if (mark === undefined) return [band, ...petals, name]
  const wide = lineWidth(fonts.bold, mark, 9)
  return [
    band,
    ...petals,
    name,
    { ...artifact, kind: 'frame', colour: ink, x: right - wide - 14, y: y - 9, width: wide + 14, height: 18 },
    // Part of the text: who listens must hear it too.
    {
      part: -1,
      role: 'P',
      kind: 'line',
      colour: ink,
      size: 9,
      weight: 'bold',
      text: mark,
      x: right - wide - 7,
      y: y - 3,
    },
  ]
}

function footer({ foot, pageWord }: LetterContent, fonts: Fonts, page: number, pages: number): Drawn[] {
  const style = { part: 0, role: 'Artifact', kind: 'line', colour: quiet, size: 8, weight: 'regular', y: 40 } as const
  const word = pageWord(page, pages)
  return [
    { part: 0, role: 'Artifact', kind: 'areas', colour: hairline, boxes: [[left, 54, width, 0.6]] },
    { ...style, text: foot, x: left },
    { ...style, text: word, x: right - lineWidth(fonts.regular, word, 8) },
  ]
}
