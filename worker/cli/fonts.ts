/**
 * `npm run fonts`: makes the files of `site/fonts/` and `content/fonts/`. They are kept in the repository, so that a build needs no font tools; run it
 * after a change of `characters.ts` or of the typeface's version.
 */
import { writeFileSync } from 'node:fs'
import { makeFontFiles, makeLetterFonts } from './font-files.ts'

for (const { name, bytes } of await makeFontFiles()) {
  writeFileSync(`site/fonts/${name}`, bytes)
  process.stdout.write(`site/fonts/${name}: ${bytes.length} bytes\n`)
}

const letter = await makeLetterFonts()
writeFileSync('content/fonts/letter.json', letter)
process.stdout.write(`content/fonts/letter.json: ${letter.length} bytes\n`)
