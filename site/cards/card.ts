import { petalPaths, seedRadius, seedsOf } from '../components/kawung.ts'
import type { Mark } from '../text/awards.ts'
import { textWidth } from './text-width.ts'

/** The picture of a page for social media. Its words are names, so that one picture serves both languages. */
export type Card = {
  title: string
  line: string
  /** `null`: the portal's own card. */
  award: { mark: Mark; text: string } | null
  badge: string | null
}

export const cardSize = { width: 1200, height: 630 } as const
export const cardFonts = ['site/fonts/card-600.ttf', 'site/fonts/card-800.ttf'] as const

const colours = {
  paper: '#f8f5ee',
  ink: '#141a2b',
  second: '#474e60',
  red: '#bc1521',
  gold: '#7d5a0c',
  petal: '#a87a20',
}
const left = 80
const room = cardSize.width - 2 * left

type Width = (text: string, size: number) => number
let widths: { normal: Width; bold: Width } | undefined
const measured = () => (widths ??= { normal: textWidth(cardFonts[0]), bold: textWidth(cardFonts[1]) })

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Lines that fit; a word wider than the card stands alone. */
function brokenLines(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function shortened(lines: string[], most: number, fits: (line: string) => boolean): string[] {
  if (lines.length <= most && lines.every(fits)) return lines
  return lines.slice(0, most).map((line, index) => {
    const isCut = !fits(line) || (index === most - 1 && lines.length > most)
    if (!isCut) return line
    let kept = line
    while (kept.length > 1 && !fits(`${kept}…`)) kept = kept.slice(0, -1)
    return `${kept.trimEnd()}…`
  })
}

/** The largest size at which the title takes at most three lines. */
function titleLines(title: string): { size: number; lines: string[] } {
  const { bold } = measured()
  const sizes = [96, 84, 72, 60]
  const tried = sizes.map((size) => {
    const fits = (line: string) => bold(line, size) <= room
    return { size, fits, lines: brokenLines(title, fits) }
  })
  const [smallest] = tried.slice(-1)
  const chosen =
    tried.find(({ lines, fits }) => lines.length <= (lines.length > 2 ? 3 : 2) && lines.every(fits)) ?? smallest
  return chosen ? { size: chosen.size, lines: shortened(chosen.lines, 3, chosen.fits) } : { size: 60, lines: [title] }
}

const text = (words: string, at: { x: number; y: number; size: number; weight: 600 | 800; fill: string }) =>
  `<text x="${at.x}" y="${at.y}" font-family="Plus Jakarta Sans" font-weight="${at.weight}" font-size="${at.size}" fill="${at.fill}">${escaped(words)}</text>`

const placed = (x: number, y: number, side: number, inner: string) =>
  `<g transform="translate(${x} ${y}) scale(${side / 48})">${inner}</g>`

const [firstPetal, ...otherPetals] = petalPaths
const logo = `<path fill="${colours.red}" d="${firstPetal}"/><path fill="${colours.ink}" d="${otherPetals.join('')}"/>`
const whole = petalPaths.join('')
const seeds = [0, 1, 2, 3]
  .flatMap((index) => seedsOf(index))
  .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${seedRadius}" fill="${colours.paper}"/>`)
  .join('')
const marks: Record<Mark, string> = {
  outstanding: `<circle cx="24" cy="24" r="22.5" fill="none" stroke="${colours.petal}" stroke-width="1.6"/><path fill="${colours.petal}" transform="translate(9.6 9.6) scale(.6)" d="${whole}"/>`,
  full: `<path fill="${colours.petal}" d="${whole}"/>${seeds}`,
  outline: `<path fill="none" stroke="${colours.petal}" stroke-width="1.8" d="${whole}"/>`,
  finalist: `<path fill="none" stroke="${colours.second}" stroke-width="1.4" stroke-dasharray="3 2.4" d="${whole}"/>`,
}

function awardOf({ mark, text: words }: NonNullable<Card['award']>): string {
  const fill = mark === 'finalist' ? colours.second : colours.gold
  return placed(left, 466, 104, marks[mark]) + text(words, { x: left + 132, y: 535, size: 48, weight: 800, fill })
}

function badgeOf(words: string): string {
  const width = measured().normal(words, 30) + 40
  const x = cardSize.width - left - width
  return `<rect x="${x}" y="62" width="${width}" height="52" fill="none" stroke="${colours.ink}" stroke-width="2" stroke-dasharray="8 6"/>${text(words, { x: x + 20, y: 99, size: 30, weight: 600, fill: colours.ink })}`
}

/** The card as SVG, with every line broken. */
export function cardSvg({ title, line, award, badge }: Card): string {
  const { normal } = measured()
  const { size, lines } = titleLines(title)
  const top = lines.length === 1 ? 270 : 154 + size
  const headline = lines.map((words, index) =>
    text(words, { x: left, y: top + index * size * 1.06, size, weight: 800, fill: colours.ink }),
  )
  const fits = (words: string) => normal(words, 34) <= room
  const below = top + (lines.length - 1) * size * 1.06 + 60
  const [sub = ''] = shortened(brokenLines(line, fits), 1, fits)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}">`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/><rect width="100%" height="10" fill="${colours.red}"/>`,
    placed(left, 64, 48, logo),
    text('Gelanggang', { x: left + 62, y: 100, size: 34, weight: 800, fill: colours.ink }),
    ...headline,
    text(sub, { x: left, y: below, size: 34, weight: 600, fill: colours.second }),
    award ? awardOf(award) : '',
    badge ? badgeOf(badge) : '',
    '</svg>',
  ].join('')
}
