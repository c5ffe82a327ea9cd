import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDecimal, quotient } from '#domain/ranking/decimal.ts'
import { ExactMeans } from '#domain/ranking/exact-means.ts'
import { readScoreFile } from '#domain/ranking/score-file.ts'
import { tabulate } from '#domain/ranking/score-table.ts'
import { tableFrom } from './reference-cases.ts'
import { anyRows } from './arbitrary-rounds.ts'
import { indexed, tableOf } from './synthetic-rounds.ts'

describe('decimals', () => {
  test.each([
    ['80', { units: 80n, decimals: 0 }],
    ['80.50', { units: 805n, decimals: 1 }],
    ['-0.125', { units: -125n, decimals: 3 }],
    ['.5', { units: 5n, decimals: 1 }],
    ['+1e3', { units: 1000n, decimals: 0 }],
    ['12e-2', { units: 12n, decimals: 2 }],
    ['0.00', { units: 0n, decimals: 0 }],
    ['0.1234567890123456789', { units: 1234567890123456789n, decimals: 19 }],
  ])('%s is read exactly', (text, value) => expect(parseDecimal(text)).toEqual(value))

  test.each(['', '.', 'e3', '1,5', 'NaN', 'Infinity', '0x10', '1e400', '1 2', '--1'])('%s is no decimal', (text) => {
    expect(parseDecimal(text)).toBeUndefined()
  })

  test('a quotient of large integers is the nearest double or its neighbour', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e30, max: 1e30 }),
        fc.bigInt({ min: 1n, max: 10n ** 40n }),
        (x, scale) => {
          const whole = BigInt(Math.trunc(x))
          expect(Math.abs(quotient(whole * scale, scale) - Number(whole))).toBeLessThanOrEqual(
            Math.abs(Number(whole)) * 2.3e-16,
          )
        },
      ),
    )
  })
})

describe('a score file', () => {
  test('is read with or without header, quotes, byte order mark and Windows line ends', () => {
    const plain = readScoreFile('a,x,80\nb,x,70.5\n')
    expect(readScoreFile('\ufeffproposal,juror,score\r\n"a", x ,80\r\n\r\n"b","x",70.50\r\n')).toEqual(plain)
    for (const header of ['usulan,juri,Nilai (0-100)', 'Proposal,Jury,"Score 2"', 'id,judge,_points', '\ufeffp,j,y']) {
      expect(readScoreFile(`${header}\na,x,80\nb,x,7.05e1\n`)).toEqual(plain)
    }
    expect(readScoreFile('a,x,8O\nb,x,70.5\n')).toEqual({
      badLines: [{ line: 1, problem: 'the score "8O" is not a finite decimal number' }],
    })
  })

  test('is read with semicolons and tabs, as spreadsheets save it, with decimal commas', () => {
    const plain = readScoreFile('"a, satu",x,80\nb,x,70.5\n')
    const files = [
      'usulan;juri;nilai\r\na, satu;x;80\r\nb;x;70,5\r\n',
      '\ufeff"a, satu";"x";"80"\nb;x;70.5',
      'usulan\tjuri\tnilai\na, satu\tx\t80\nb\tx\t70,50\n',
    ]
    expect(files.map((text) => readScoreFile(text))).toEqual([plain, plain, plain])
    expect(readScoreFile('a;x;1.070,5\nb|x|80')).toEqual({
      badLines: [
        { line: 1, problem: 'the score "1.070,5" is not a finite decimal number' },
        {
          line: 2,
          problem: 'three fields are needed (proposal, juror, score), separated by commas, semicolons or tabs, not 1',
        },
      ],
    })
  })

  test('names every bad line by its number', () => {
    expect(readScoreFile('proposal,juror,score\na,x,80\na,x,81\nb,x\nc,,5\n,x,5\nd,x,NaN\ne,x,"7')).toEqual({
      badLines: [
        { line: 3, problem: 'juror x already scored a on line 2' },
        {
          line: 4,
          problem: 'three fields are needed (proposal, juror, score), separated by commas, semicolons or tabs, not 2',
        },
        { line: 5, problem: 'the juror is empty' },
        { line: 6, problem: 'the proposal is empty' },
        { line: 7, problem: 'the score "NaN" is not a finite decimal number' },
        { line: 8, problem: 'a quoted field is not closed' },
      ],
    })
    expect(readScoreFile('\n\n')).toEqual({ badLines: [{ line: 1, problem: 'there is no score in the file' }] })
    expect(readScoreFile('a,x,nan\n')).toEqual({
      badLines: [{ line: 1, problem: 'the score "nan" is not a finite decimal number' }],
    })
  })

  test('counts lines inside quoted fields', () => {
    expect(readScoreFile('"a\nb",x,1\nc,x,bad')).toEqual({
      badLines: [{ line: 3, problem: 'the score "bad" is not a finite decimal number' }],
    })
  })
})

describe('the canonical table', () => {
  test('is the same whatever the order of rows and ids', () => {
    const shuffled = anyRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    )
    fc.assert(
      fc.property(shuffled, ([rows, mixed]) => {
        expect(tableOf(mixed)).toEqual(tableOf(rows))
      }),
    )
  })

  test('sorts by code units and takes composed and decomposed letters as one', () => {
    const { proposalIds } = tableFrom('é,x,1\nZ,x,2\na,x,3\n')
    expect(proposalIds).toEqual(['Z', 'a', 'é'])
    expect(tableFrom('e\u0301,x,1\nb,x,2')).toEqual(tableFrom('é,x,1\nb,x,2'))
  })

  test('has another hash when one score, one id or the scale changes', () => {
    const hashes = ['a,x,1\nb,x,2', 'a,x,1\nb,x,3', 'a,x,1\nc,x,2', 'a,x,1\nb,y,2', 'a,x,0.1\nb,x,0.2'].map(
      (text) => tableFrom(text).hash,
    )
    expect(new Set(hashes).size).toBe(5)
    expect(tableFrom('a,x,1.0\nb,x,2').hash).toBe(hashes[0])
  })

  test('refuses duplicates, conflicts of interest, empty ids and nothing at all', () => {
    const rows = [
      { proposal: 'a', juror: 'x', score: 1 },
      { proposal: 'a', juror: 'x', score: 1 },
    ]
    expect(tabulate(indexed(rows))).toEqual({ refusal: { code: 'DUPLICATE_SCORE', proposalId: 'a', jurorId: 'x' } })
    expect(tabulate(indexed(rows.slice(0, 1)), [{ proposalId: 'a', jurorId: 'x' }])).toEqual({
      refusal: { code: 'CONFLICTED_SCORE', proposalId: 'a', jurorId: 'x' },
    })
    expect(tabulate(indexed([{ proposal: '', juror: 'x', score: 1 }]))).toEqual({ refusal: { code: 'EMPTY_ID' } })
    expect(tabulate(indexed([]))).toEqual({ refusal: { code: 'NO_SCORES' } })
    expect(() => tabulate(indexed([{ proposal: 'a', juror: 'x', score: 0.5 }]))).toThrow(RangeError)
  })
})

describe('exact means', () => {
  test('tie where decimals would not', () => {
    const table = tableFrom('a,x,0.1\na,y,0.2\nb,x,0.15\nb,y,0.15\n')
    const means = new ExactMeans(table)
    expect([means.compare(0, 1), means.points(0), means.points(1)]).toEqual([0, 0.15, 0.15])
  })

  test('are exact far beyond what a double holds', () => {
    const table = tableFrom('a,x,1e300\na,y,1\nb,x,1e300\nb,y,0\nc,x,1e-300\nc,y,0')
    const means = new ExactMeans(table)
    expect([Math.sign(means.compare(0, 1)), Math.sign(means.compare(1, 2)), means.points(0), means.points(2)]).toEqual([
      1, 1, 5e299, 5e-301,
    ])
  })

  test('leave out the highest and lowest of five, and of no fewer', () => {
    const text = ['a,v,0', 'a,w,50', 'a,x,60', 'a,y,70', 'a,z,100', 'b,v,0', 'b,w,100', 'b,x,80', 'b,y,80'].join('\n')
    const trimmed = new ExactMeans(tableFrom(text), true)
    expect([trimmed.points(0), trimmed.points(1)]).toEqual([60, 65])
  })
})
