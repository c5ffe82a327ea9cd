import * as fc from 'fast-check'
import type { Row } from './synthetic-rounds.ts'

/** Any round at all: up to 10 proposals and 5 jurors, any subset of scores, few or many different ones. */
export const anyRows: fc.Arbitrary<Row[]> = fc
  .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 5 }), fc.constantFrom(0, 1, 3, 100))
  .chain(([proposals, jurors, highest]) =>
    fc
      .subarray(
        Array.from({ length: proposals * jurors }, (_, at) => at),
        { minLength: 1 },
      )
      .chain((cells) =>
        fc.tuple(...cells.map(() => fc.integer({ min: 0, max: highest }))).map((scores) =>
          cells.map((cell, at) => ({
            proposal: `p${cell % proposals}`,
            juror: `j${Math.floor(cell / proposals)}`,
            score: scores[at]!,
          })),
        ),
      ),
  )

/** A connected round with enough scores for every variance: each proposal read by three of six jurors. */
export const ordinaryRows: fc.Arbitrary<Row[]> = fc
  .array(fc.integer({ min: 20, max: 90 }), { minLength: 36, maxLength: 36 })
  .map((scores) =>
    scores.map((score, at) => {
      const i = Math.floor(at / 3)
      return { proposal: `p${String(i).padStart(2, '0')}`, juror: `j${(i + (at % 3) * (1 + (i % 2))) % 6}`, score }
    }),
  )
