import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { cardFonts, cardSvg, type Card } from './card.ts'
import type { Drawing } from './draw.ts'

/** By what a card is drawn from its SVG: another version of any of these draws every card anew. */
const drawnBy = [
  'site/cards/draw.ts',
  'site/cards/palette-png.ts',
  'node_modules/@resvg/resvg-js/package.json',
  ...cardFonts,
]

/** All builds of this checkout share one (SITE_CARDS_DIR: another, for a bench that begins with nothing). */
const folder = resolve(process.env.SITE_CARDS_DIR ?? 'node_modules/.cache/cards')

/**
 * Draws what no earlier build has drawn, on threads of its own; the cache stands outside the output and is named by content.
 * Returns at once: each card has a promise of its file.
 */
export function drawCards(cards: readonly Card[]): Promise<string>[] {
  const hand = createHash('sha256')
  for (const file of drawnBy) hand.update(readFileSync(file))
  const base = hand.digest('hex')
  mkdirSync(folder, { recursive: true })
  const drawings = cards.map((card): Drawing => {
    const svg = cardSvg(card)
    const name = createHash('sha256').update(base).update(svg).digest('hex').slice(0, 32)
    return { svg, file: `${folder}/${name}.png` }
  })
  const missing = [...new Map(drawings.filter(({ file }) => !existsSync(file)).map((one) => [one.file, one])).values()]
  const drawn = missing.length === 0 ? new Map<string, Promise<string>>() : onThreads(missing)
  return drawings.map(({ file }) => drawn.get(file) ?? Promise.resolve(file))
}

function onThreads(drawings: readonly Drawing[]): Map<string, Promise<string>> {
  const waiting = new Map(drawings.map(({ file }) => [file, Promise.withResolvers<string>()]))
  const queue = [...drawings]
  const threads = Math.min(availableParallelism(), drawings.length)
  for (let thread = 0; thread < threads; thread++) {
    const worker = new Worker(resolve('site/cards/draw.ts'))
    const next = () => {
      const drawing = queue.shift()
      if (drawing) worker.postMessage(drawing, [])
      else void worker.terminate()
    }
    worker.on('message', (file: string) => {
      waiting.get(file)?.resolve(file)
      next()
    })
    worker.on('error', (error) => {
      queue.length = 0
      for (const { reject } of waiting.values()) reject(error)
    })
    next()
  }
  return new Map([...waiting].map(([file, { promise }]) => [file, promise]))
}
