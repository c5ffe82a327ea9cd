import { describe, expect, it } from 'vitest'
import {
  addPin,
  coversSheet,
  emptySheet,
  mergeSheets,
  parseSheet,
  pointsOf,
  readTyped,
  removePin,
  runningSum,
  sameSheet,
  sendable,
  toHandIn,
  writeField,
  writtenOf,
  type WrittenSheet,
} from '#site/islands/desk/written-sheet.ts'

const criterion = (id: string, weightPercent: number) => ({ id, title: id, guidance: '', weightPercent, levels: [] })
const rubric = [criterion('latar', 10), criterion('kebaruan', 60), criterion('signifikansi', 30)]
const sheet = (some: Partial<WrittenSheet>): WrittenSheet => ({ ...emptySheet, ...some })
const pin = (criterionId: string, start: number) => ({ criterionId, sectionId: 'ringkasan', quote: 'warga', start })

describe('a typed score', () => {
  it.each([
    ['76', 76],
    [' 0 ', 0],
    ['100', 100],
    ['', null],
    [undefined, null],
    ['101', undefined],
    ['-1', undefined],
    ['7.5', undefined],
    ['7,5', undefined],
    ['1e2', undefined],
    ['abc', undefined],
  ])('%j is read as %j', (text, value) => {
    expect(readTyped(text)).toBe(value)
  })

  it('is written as the number it is, and anything else stays as it was typed', () => {
    const points = { kind: 'points', criterionId: 'latar' } as const
    expect(['076', ' 76 ', '101', '7,5', ''].map((text) => writeField(emptySheet, points, text).points)).toEqual([
      { latar: '76' },
      { latar: '76' },
      { latar: '101' },
      { latar: '7,5' },
      {},
    ])
  })
})

describe('the running sum', () => {
  it('counts only the criteria that are filled, never a blank as zero', () => {
    expect(runningSum(rubric, sheet({ points: { latar: '82', signifikansi: '76', kebaruan: '7.5' } }))).toEqual({
      sumHundredths: 3100,
      reachHundredths: 4000,
      filled: 2,
    })
  })

  it('is nothing of nothing while the sheet is empty', () => {
    expect(runningSum(rubric, emptySheet)).toEqual({ sumHundredths: 0, reachHundredths: 0, filled: 0 })
  })
})

describe('what the portal can take of a sheet', () => {
  const typed = sheet({
    points: { latar: '82', kebaruan: '7.5' },
    comments: { latar: 'jelas' },
    comment: 'baik',
    notes: 'tanya panitia',
    pins: [pin('latar', 4)],
  })

  it('leaves out what is not a whole number', () => {
    expect([pointsOf(typed), sendable(typed)]).toEqual([{ latar: 82 }, { ...typed, points: { latar: '82' } }])
  })

  it('comes back into the same fields', () => {
    const { notes } = typed
    expect(writtenOf({ ...toHandIn(typed), notes })).toEqual(sendable(typed))
  })

  it('hands in everything but the own notes', () => {
    expect(toHandIn(typed)).toEqual({
      points: { latar: 82 },
      comments: { latar: 'jelas' },
      comment: 'baik',
      pins: [pin('latar', 4)],
    })
  })

  it('survives the device, whatever else stands there', () => {
    expect(parseSheet(JSON.parse(JSON.stringify(typed)))).toEqual(typed)
    expect(parseSheet({ ...typed, points: { latar: 3, kebaruan: '7' }, pins: [1, pin('latar', 4)] })).toEqual({
      ...typed,
      points: { kebaruan: '7' },
    })
    expect([null, 3, {}, { ...typed, pins: 'x' }, { ...typed, notes: 1 }].map(parseSheet)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    )
  })
})

describe('pinned passages', () => {
  it('stand once, by criterion and place, whichever was pinned first', () => {
    const one = addPin(addPin(addPin(emptySheet, pin('latar', 30)), pin('kebaruan', 2)), pin('latar', 4))
    expect(one.pins).toEqual([pin('kebaruan', 2), pin('latar', 4), pin('latar', 30)])
    expect(sameSheet(addPin(one, pin('latar', 4)), one)).toBe(true)
    expect(removePin(one, pin('latar', 4)).pins).toEqual([pin('kebaruan', 2), pin('latar', 30)])
  })
})

describe('two tabs that wrote over the same sheet', () => {
  const base = sheet({ points: { latar: '80' }, comment: 'awal', pins: [pin('latar', 1), pin('latar', 2)] })

  it('are brought together field by field, and no passage of either is lost', () => {
    const mine = sheet({ ...base, points: { latar: '82' }, pins: [pin('latar', 1), pin('latar', 3)] })
    const theirs = sheet({ ...base, comment: 'akhir', notes: 'ingat', pins: [...base.pins, pin('kebaruan', 9)] })
    expect(mergeSheets(base, mine, theirs)).toEqual({
      sheet: {
        points: { latar: '82' },
        comments: {},
        comment: 'akhir',
        notes: 'ingat',
        pins: [pin('kebaruan', 9), pin('latar', 1), pin('latar', 3)],
      },
      clashes: [],
    })
  })

  it('clash where both wrote the same field differently; the words of this tab stay until the juror chooses', () => {
    const mine = sheet({ ...base, points: { latar: '82', kebaruan: '60' }, comment: 'akhir' })
    const theirs = sheet({ ...base, points: { latar: '90' }, comment: 'akhir' })
    expect(mergeSheets(base, mine, theirs)).toEqual({
      sheet: mine,
      clashes: [{ field: { kind: 'points', criterionId: 'latar' }, mine: '82', theirs: '90' }],
    })
  })

  it('can take a score away without bringing it back', () => {
    const mine = sheet({ ...base, points: {} })
    expect(mergeSheets(base, mine, sheet({ ...base, notes: 'x' })).sheet).toEqual(sheet({ ...mine, notes: 'x' }))
  })
})

describe('a sheet that covers another', () => {
  const whole = sheet({ points: { latar: '82' }, comments: { latar: 'jelas dan kuat' }, pins: [pin('latar', 4)] })
  it.each([
    ['nothing', emptySheet, true],
    ['a part of its words', sheet({ comments: { latar: 'jelas' } }), true],
    ['other points', sheet({ points: { latar: '8' } }), false],
    ['a passage it lacks', sheet({ pins: [pin('latar', 5)] }), false],
    ['words it lacks', sheet({ notes: 'rahasia' }), false],
  ])('has %s: %j is %j', (_, part, answer) => {
    expect(coversSheet(whole, part)).toBe(answer)
  })
})
