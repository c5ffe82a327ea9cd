import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listCalls, unmeasuredRoutes } from './bench/list-routes.ts'

type Import = { file: string; from: string; typesOnly: boolean }

const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'/g

const importsOf = (globs: string[]): Import[] =>
  globSync(globs).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, type, from, bare]) => ({
      file,
      from: from ?? bare ?? '',
      typesOnly: type !== undefined,
    })),
  )

/** Who may import whom. What stands in no row is free. */
const rules: { folder: string[]; may: RegExp; typesFrom?: RegExp }[] = [
  { folder: ['worker/domain/*.ts'], may: /^\.\/[a-z-]+(\/[a-z-]+)?\.ts$/ },
  { folder: ['worker/domain/ranking/*.ts'], may: /^\.\/[a-z-]+\.ts$/ },
  { folder: ['worker/domain/assignment/*.ts'], may: /^\.{1,2}\/[a-z-]+(\/[a-z-]+)?\.ts$/ },
  { folder: ['content/*.ts'], may: /^(\.\/|#domain\/|zod$)/ },
  { folder: ['db/*.ts'], may: /^(\.\/|#domain\/|drizzle-(orm|kit))/, typesFrom: /^@cloudflare\/workers-types$/ },
  { folder: ['db/schema/*.ts'], may: /^(\.\/|#domain\/|drizzle-orm)/ },
  {
    folder: ['worker/*.ts', 'worker/routes/*.ts', 'worker/letters/*.ts'],
    may: /^(\.{1,2}\/|#domain\/|#db\/|#content\/|hono|zod$|better-auth|hucre\/xlsx$|papaparse$|uqr$|unpdf$|node:zlib$|cloudflare:workers$)/,
    typesFrom: /^(@cloudflare\/workers-types|drizzle-orm\/batch)$/,
  },
  {
    folder: ['site/islands/**/*.ts', 'site/islands/**/*.tsx', 'site/text/*.ts'],
    may: /^(\.{1,2}\/|#domain\/|#site\/|hono\/client$|react$|react-dom(\/client)?$|idb-keyval$|uqr$|diff$|unpdf\/pdfjs$|micromark(-extension-gfm-(table|autolink-literal))?$)/,
    typesFrom: /^(#worker\/|#content\/|hono\/)/,
  },
  {
    folder: ['site/pages/**/*.astro', 'site/components/*.astro', 'site/layouts/*.astro'],
    may: /^(\.{1,2}\/|#domain\/|#content\/|#site\/|astro:|@fontsource)/,
  },
]

for (const { folder, may, typesFrom } of rules) {
  test(`${folder.join(', ')} imports only what its layer may`, () => {
    const imports = importsOf(folder)
    expect(imports.length).toBeGreaterThan(0)
    const strangers = imports.filter(({ from, typesOnly }) => !may.test(from) && !(typesOnly && typesFrom?.test(from)))
    expect(strangers.map(({ file, from }) => `${file} imports ${from}`)).toEqual([])
  })
}

test('the core asks neither clock nor chance nor network', () => {
  const impure = globSync('worker/domain/**/*.ts').filter((file) =>
    /\b(Date\.now\(|new Date\(\)|Math\.random|crypto\.|fetch\(|process\.|console\.)/.test(readFileSync(file, 'utf8')),
  )
  expect(impure).toEqual([])
})

test('no year of a competition stands in code', () => {
  const dated = globSync(['worker/**/*.ts', 'db/**/*.ts', 'site/islands/**/*.{ts,tsx}']).filter((file) => {
    const code = readFileSync(file, 'utf8')
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      .replace(/(kipp|pengaduan)-?20\d\d/g, '')
    return /\b20(1[4-9]|2\d)\b/.test(code)
  })
  expect(dated).toEqual([])
})

test('every route that answers is measured by the bench of lists, or named there as no list', () => {
  const field = { agencyId: '', unitId: '', adminId: '', authorId: '', jurorId: '', assignmentId: '', proposalId: '' }
  expect(unmeasuredRoutes(listCalls({ ...field, sectionId: '', rareWord: '', commonWord: '' }))).toEqual([])
})
