import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask } from '#site/islands/search/answer.ts'
import type { Filters, Pagefind } from '#site/islands/search/pagefind.ts'
import { readQuestion, writeQuestion } from '#site/islands/search/question.ts'

const facets = ['tahun', 'tema']

describe('the question in the address', () => {
  it('comes back as it was written', () => {
    const terms = fc.uniqueArray(fc.stringMatching(/^[a-z0-9&=+ -]{1,12}$/), { minLength: 1, maxLength: 4 })
    const question = fc.record({
      words: fc.string({ maxLength: 40 }).map((words) => words.trim()),
      terms: fc.record({ tahun: terms, tema: terms }, { requiredKeys: [] }),
      pages: fc.integer({ min: 1, max: 500 }),
    })
    fc.assert(
      fc.property(question, (asked) => {
        expect(readQuestion(writeQuestion(asked), facets)).toEqual(asked)
      }),
    )
  })

  it('takes what it does not know as not asked', () => {
    expect(readQuestion('?q=+obat+&warna=merah&halaman=0&tahun=2020&tahun=2020', facets)).toEqual({
      words: 'obat',
      terms: { tahun: ['2020'] },
      pages: 1,
    })
    expect(writeQuestion({ words: '', terms: {}, pages: 1 })).toBe('')
  })
})

const rows = [
  { tahun: '2020', tema: 'pangan' },
  { tahun: '2019', tema: 'pangan' },
  { tahun: '2019', tema: 'pendidikan' },
]

/** Counts and filters as Pagefind does, over three rows. */
const pagefind: Pagefind = {
  options: () => Promise.resolve(),
  init: () => Promise.resolve(),
  filters: () => Promise.resolve({}),
  preload: () => Promise.resolve(),
  search: (_words, { filters }: { filters: Filters }) => {
    const found = rows.filter((row) =>
      Object.entries(filters).every(([facet, { any }]) => any.includes(facet === 'tahun' ? row.tahun : row.tema)),
    )
    const countsOf = (values: string[]) =>
      Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]))
    const page = { url: '/', excerpt: '', meta: { title: 't', summary: 's', agency: 'a', award: 'w', mark: 'full' } }
    return Promise.resolve({
      results: found.map((_, index) => ({ id: String(index), data: () => Promise.resolve(page) })),
      filters: { tahun: countsOf(found.map(({ tahun }) => tahun)), tema: countsOf(found.map(({ tema }) => tema)) },
    })
  },
}

describe('an answer', () => {
  it('counts the terms of a facet as if nothing were chosen in it', async () => {
    const { total, counts } = await ask(pagefind, { words: '', terms: { tahun: ['2020'], tema: ['pangan'] }, pages: 1 })
    expect([total, counts]).toEqual([1, { tahun: { 2020: 1, 2019: 1 }, tema: { pangan: 1 } }])
  })
})
