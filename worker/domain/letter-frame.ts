import { lineWidth, pageSize, type Colour, type Drawn, type Fonts } from './pdf-document.ts'

/** What stands around the text of every page of a letter. */
export type LetterFrame = {
  /** In a dashed frame at the top of each page; absent for what is real. */
  mark?: string | undefined
  /** At the foot of each page, before its number. */
  foot: string
  pageWord: (page: number, pages: number) => string
}

export const ink: Colour = [20, 26, 43]
export const quiet: Colour = [71, 78, 96]
export const hairline: Colour = [220, 213, 198]
const red: Colour = [188, 21, 33]

export const left = 56
const right = pageSize.width - left
export const width = right - left

/** One petal of the kawung in a square of 24, its tips on the diagonal; y grows upwards here. */
const petal = '1.2 -1.2 m -2.6 -15 9 -26.6 22.8 -22.8 c 26.6 -9 15 2.6 1.2 -1.2 c h'
const turns = { lowerRight: '1 0 0 1', lowerLeft: '-1 0 0 1', upperRight: '1 0 0 -1', upperLeft: '-1 0 0 -1' } as const

export function header({ mark }: LetterFrame, fonts: Fonts): Drawn[] {
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

export function footer({ foot, pageWord }: LetterFrame, fonts: Fonts, page: number, pages: number): Drawn[] {
  const style = { part: 0, role: 'Artifact', kind: 'line', colour: quiet, size: 8, weight: 'regular', y: 40 } as const
  const word = pageWord(page, pages)
  return [
    { part: 0, role: 'Artifact', kind: 'areas', colour: hairline, boxes: [[left, 54, width, 0.6]] },
    { ...style, text: foot, x: left },
    { ...style, text: word, x: right - lineWidth(fonts.regular, word, 8) },
  ]
}
