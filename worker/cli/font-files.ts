import { readFileSync } from 'node:fs'
import subsetFont from 'subset-font'
import { fontCharacters } from '#site/fonts/characters.ts'

const files = [
  { name: 'plus-jakarta-sans.woff2', targetFormat: 'woff2', wght: { min: 200, max: 800 } },
  // What draws the cards knows neither woff2 nor weights in one file.
  { name: 'card-600.ttf', targetFormat: 'sfnt', wght: 600 },
  { name: 'card-800.ttf', targetFormat: 'sfnt', wght: 800 },
] as const

const readWhole = () =>
  readFileSync('node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2')

/** The files of `site/fonts/`, made of the whole typeface. */
export async function makeFontFiles(): Promise<{ name: string; bytes: Uint8Array }[]> {
  const whole = readWhole()
  return Promise.all(
    files.map(async ({ name, targetFormat, wght }) => ({
      name,
      bytes: await subsetFont(whole, fontCharacters, { targetFormat, variationAxes: { wght } }),
    })),
  )
}

/** `content/fonts/letter.json`: the two weights that PDF letters embed, in base64, because the Worker reads no files. */
export async function makeLetterFonts(): Promise<string> {
  const whole = readWhole()
  const weight = async (wght: number) =>
    (await subsetFont(whole, fontCharacters, { targetFormat: 'sfnt', variationAxes: { wght } })).toString('base64')
  return `${JSON.stringify({ regular: await weight(400), bold: await weight(700) }, null, 2)}\n`
}
