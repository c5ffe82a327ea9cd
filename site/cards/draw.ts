import { renameSync, writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { cardFonts } from './card.ts'
import { palettePng } from './palette-png.ts'

/** A thread that draws cards: the build goes on meanwhile. */
export type Drawing = { svg: string; file: string }

function draw({ svg, file }: Drawing): void {
  const picture = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: [...cardFonts] } }).render()
  const { width, height, pixels } = picture
  const png = palettePng({ width, height, pixels }) ?? picture.asPng()
  // Another build may draw the same card: whoever reads it finds a whole file.
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, png)
  renameSync(beside, file)
}

parentPort?.on('message', (drawing: Drawing) => {
  draw(drawing)
  parentPort?.postMessage(drawing.file, [])
})
