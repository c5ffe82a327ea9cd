/** One petal in the upper left quarter of a motif of side 48: both tips lie on the diagonal. */
const petal = [
  ['M', [1.2, 1.2]],
  ['C', [-2.6, 15, 9, 26.6, 22.8, 22.8]],
  ['C', [26.6, 9, 15, -2.6, 1.2, 1.2]],
] as const

/** Seeds of one petal, on the diagonal; radius 1.7. Left out below 20 px. */
const seeds: readonly Point[] = [
  [8.6, 8.6],
  [15.4, 15.4],
]

export type Point = readonly [x: number, y: number]
export const motifSide = 48
export const seedRadius = 1.7

const round = (value: number) => Math.round(value * 100) / 100
/** A quarter turn about the centre of the motif, `turns` times clockwise. */
const turn = ([x, y]: Point, turns: number): Point =>
  turns === 0 ? [round(x), round(y)] : turn([motifSide - y, x], turns - 1)

function petalPath(turns: number): string {
  const commands = petal.map(([letter, numbers]) => {
    const points = pairs(numbers).map((point) => turn(point, turns).join(' '))
    return letter + points.join(' ')
  })
  return `${commands.join('')}Z`
}

function pairs(numbers: readonly number[]): Point[] {
  return numbers.flatMap((x, index) => (index % 2 === 0 ? [[x, numbers[index + 1] ?? 0] as const] : []))
}

/** Path data of the four petals in a box of 48 x 48: upper left, upper right, lower right, lower left. */
export const petalPaths: readonly [string, string, string, string] = [
  petalPath(0),
  petalPath(1),
  petalPath(2),
  petalPath(3),
]

/** Centres of the two seeds of petal `index` (0..3), same order as `petalPaths`. */
export const seedsOf = (index: number): readonly Point[] => seeds.map((seed) => turn(seed, index))

/** Path data of a motif with 0..4 petals filled; either string may be empty. */
export function petals(filled: number): { full: string; empty: string } {
  return { full: petalPaths.slice(0, filled).join(''), empty: petalPaths.slice(filled).join('') }
}

/** Stroke through a motif that was refused. */
export const refusedStroke = 'M6 42 42 6'
