import { expect, it } from 'vitest'
import { flagSentence } from '#site/text/review.ts'

it.each([
  [{ kind: 'UNUSUAL_SCORE', strength: -4.26, sheets: 1 }, 'Skor jauh di bawah dugaan model, 4,3 galat baku'],
  [{ kind: 'UNUSUAL_SCORE', strength: 5, sheets: 1 }, 'Skor jauh di atas dugaan model, 5,0 galat baku'],
  [{ kind: 'DISAGREEING_JUROR', strength: -3.5, sheets: 24 }, 'Urutan 24 skornya berlawanan dengan rekannya, z −3,5'],
  [{ kind: 'CONFLICTED_SCORE', strength: 0, sheets: 1 }, 'Skor dari juri yang mempunyai benturan kepentingan'],
] as const)('says of %j why a person should look', (flag, sentence) => {
  expect(flagSentence(flag)).toBe(sentence)
})
