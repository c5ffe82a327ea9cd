import { countWords } from '#domain/word-count.ts'

/** As much of a DOM node as is read here. */
export type PastedNode = {
  readonly nodeName: string
  readonly nodeType: number
  readonly textContent: string | null
  readonly childNodes: Iterable<PastedNode>
  readonly getAttribute?: (name: string) => string | null
}

const skipped = new Set(['STYLE', 'SCRIPT', 'HEAD', 'META', 'LINK', 'TITLE', 'XML', 'O:P'])
const blocks = new Set([
  'P',
  'DIV',
  'SECTION',
  'ARTICLE',
  'BLOCKQUOTE',
  'PRE',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'UL',
  'OL',
  'TABLE',
])

const textNode = 3

const named = (nodes: Iterable<PastedNode>, ...names: string[]): PastedNode[] =>
  [...nodes].flatMap((node) => (names.includes(node.nodeName.toUpperCase()) ? [node] : []))

/** Words in one line: bold and links as marks, everything else as its text. */
function inline(node: PastedNode): string {
  if (node.nodeType === textNode) return (node.textContent ?? '').replace(/\s+/g, ' ')
  const name = node.nodeName.toUpperCase()
  if (skipped.has(name)) return ''
  if (name === 'BR') return '\n'
  const inside = [...node.childNodes].map(inline).join('')
  const words = inside.trim()
  if (words === '') return inside === '' ? '' : ' '
  if ((name === 'B' || name === 'STRONG') && !words.includes('\n')) return inside.replace(words, `**${words}**`)
  const address = name === 'A' ? node.getAttribute?.('href') : undefined
  if (address && /^(https?:\/\/|mailto:)/i.test(address) && address !== words) {
    return inside.replace(
      words,
      `[${words}](${address.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)})`,
    )
  }
  return inside
}

const oneLine = (node: PastedNode) => blockTexts(node).join(' ').replace(/\s+/g, ' ').trim()

function table(node: PastedNode): string {
  const rowsOf = (part: PastedNode): PastedNode[] =>
    [...part.childNodes].flatMap((child) => {
      const name = child.nodeName.toUpperCase()
      if (name === 'TR') return [child]
      return ['THEAD', 'TBODY', 'TFOOT'].includes(name) ? rowsOf(child) : []
    })
  const rows = rowsOf(node).map((row) =>
    named(row.childNodes, 'TD', 'TH').map((cell) => oneLine(cell).replaceAll('|', '\\|')),
  )
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width === 0) return ''
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join('\n')
}

function list(node: PastedNode, isNumbered: boolean): string {
  return named(node.childNodes, 'LI')
    .map((item, i) => `${isNumbered ? `${i + 1}.` : '-'} ${oneLine(item)}`)
    .join('\n')
}

/** The blocks of a node, each as its lines. */
function blockTexts(node: PastedNode): string[] {
  const texts: string[] = []
  let running = ''
  const close = () => {
    const line = running.replace(/ *\n */g, '\n').trim()
    if (line !== '') texts.push(line)
    running = ''
  }
  for (const child of node.childNodes) {
    const name = child.nodeName.toUpperCase()
    if (skipped.has(name)) continue
    const holdsBlocks = child.nodeType !== textNode && [...child.childNodes].some((one) => isBlock(one))
    if (!isBlock(child) && !holdsBlocks) {
      running += inline(child)
      continue
    }
    close()
    if (name === 'TABLE') texts.push(table(child))
    else if (name === 'UL' || name === 'OL') texts.push(list(child, name === 'OL'))
    else texts.push(...blockTexts(child))
  }
  close()
  return texts.filter((text) => text !== '')
}

function isBlock(node: PastedNode): boolean {
  return blocks.has(node.nodeName.toUpperCase()) || [...node.childNodes].some((child) => isBlock(child))
}

/** What was copied from a document or a website, in the marks this portal knows. */
export const markedText = (body: PastedNode): string => blockTexts(body).join('\n\n')

/**
 * What a paste becomes: lists, tables, bold and links of the copied document if it has any, else its plain text. Where the
 * marks would hold fewer words than the plain text, the plain text is taken, so that nothing is lost.
 */
export function pastedText(html: string, plain: string, parse: (html: string) => PastedNode): string {
  if (!/<(table|ul|ol|b|strong|a)[\s>]/i.test(html)) return plain
  const marked = markedText(parse(html))
  return countWords(marked) >= countWords(plain) ? marked : plain
}
