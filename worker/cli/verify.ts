import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { verifyBundle } from '#domain/ranking/bundle-verification.ts'
import type { Verification } from '#domain/ranking/bundle-verification.ts'

const USAGE = `npm run verify -- bundle.json [--expect SHA256]

Menghitung ulang peringkat dari nilai di dalam berkas publikasi dan membandingkannya dengan yang diumumkan.
  --expect SHA256   sidik berkas yang diumumkan di tempat lain, misalnya di surat keputusan
`

/** Differences beyond these are counted, not printed. */
const MOST_PRINTED = 40

/** Exit codes: 0 everything agrees, 1 something differs, 2 the file cannot be read. */
function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { expect: { type: 'string' }, help: { type: 'boolean', default: false } },
  })
  const [file] = positionals
  if (values.help || file === undefined || positionals.length > 1) {
    console.error(USAGE)
    return values.help ? 0 : 2
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    return 2
  }
  const verification = verifyBundle(parsed, { expectedHash: values.expect })
  print(verification)
  return verification.matches ? 0 : 1
}

function print({ matches, differences, proposals, sheets, bundleHash }: Verification): void {
  if (matches) {
    console.log(
      `Cocok. Peringkat ${proposals} proposal dari ${sheets} lembar nilai dihitung ulang sampai angka terakhir.`,
    )
    console.log(`SHA-256 ${bundleHash}`)
    return
  }
  console.log(`Tidak cocok: ${differences.length} perbedaan.`)
  for (const { where, stated, recomputed } of differences.slice(0, MOST_PRINTED)) {
    console.log(`  ${where}`)
    console.log(`    diumumkan: ${stated}`)
    console.log(`    dihitung : ${recomputed}`)
  }
  if (differences.length > MOST_PRINTED) console.log(`  dan ${differences.length - MOST_PRINTED} perbedaan lain`)
}

try {
  process.exitCode = main()
} catch (error) {
  // An unknown option: what Node says is clear enough without its stack. A bug keeps it.
  if (!(error instanceof Error) || !('code' in error)) throw error
  console.error(error.message)
  process.exitCode = 2
}
