/**
 * `npm run fonts`: makes the files in `site/fonts/` from the whole typeface. They are kept in the repository, so that a build needs
 * no font tools; run it after a change of `characters.ts` or of the typeface's version.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import subsetFont from 'subset-font'
import { fontCharacters } from '#site/fonts/characters.ts'

const whole = readFileSync(
  'node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2',
)
const weights = { min: 200, max: 800 }

const files = {
  'plus-jakarta-sans.woff2': { targetFormat: 'woff2', variationAxes: { wght: weights } },
  // What draws the cards knows neither woff2 nor weights in one file.
  'card-600.ttf': { targetFormat: 'sfnt', variationAxes: { wght: 600 } },
  'card-800.ttf': { targetFormat: 'sfnt', variationAxes: { wght: 800 } },
} as const

for (const [name, options] of Object.entries(files)) {
  const font = await subsetFont(whole, fontCharacters, options)
  writeFileSync(`site/fonts/${name}`, font)
  process.stdout.write(`site/fonts/${name}: ${font.length} bytes\n`)
}
