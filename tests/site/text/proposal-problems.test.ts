import { describe, expect, it } from 'vitest'
import { proposalProblemText, sectionPetals, spokenMonths, stepOf } from '#site/text/proposal-problems.ts'

const form = {
  questions: [],
  sections: [{ id: 'adaptabilitas', title: 'Adaptabilitas' }],
  attachments: [{ id: 'surat', title: 'Surat pernyataan' }],
}

describe('what stands between a proposal and its handing over', () => {
  it('says by how many words a section is too long', () => {
    const problem = { code: 'section_too_long', sectionId: 'adaptabilitas', words: 338, maxWords: 300 } as const
    expect([proposalProblemText(problem, form), stepOf(problem)]).toEqual([
      'Adaptabilitas: kurangi 38 kata, batasnya 300.',
      'adaptabilitas',
    ])
  })

  it('names a missing attachment and leads to the step of attachments', () => {
    const problem = { code: 'attachment_missing', ruleId: 'surat' } as const
    expect([proposalProblemText(problem, form), stepOf(problem)]).toEqual([
      'Surat pernyataan: unggah berkasnya.',
      'lampiran',
    ])
  })

  it('leads a missing title and a missing start to the first step', () => {
    expect([stepOf({ code: 'title_missing' }), stepOf({ code: 'start_missing' })]).toEqual(['data', 'data'])
  })
})

describe('petals of a section', () => {
  it.each([
    [0, 200, 0],
    [1, 600, 1],
    [61, 600, 1],
    [121, 200, 3],
    [188, 200, 4],
    [200, 200, 4],
    [338, 300, 2],
  ])('shows %i of %i words as %i', (words, maxWords, petals) => {
    expect(sectionPetals(words, maxWords)).toBe(petals)
  })
})

it.each([
  [7, '7 bulan'],
  [24, '2 tahun'],
  [28, '2 tahun 4 bulan'],
])('speaks %i months as %s', (months, spoken) => {
  expect(spokenMonths(months)).toBe(spoken)
})
