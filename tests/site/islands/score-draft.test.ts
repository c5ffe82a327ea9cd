import { describe, expect, it } from 'vitest'
import { contentOf, isSame, merge, readTyped, runningSum, typedOf } from '#site/islands/score-draft.ts'

const criterion = (id: string, weightPercent: number) => ({ id, title: id, guidance: '', weightPercent, levels: [] })
const rubric = [criterion('latar', 10), criterion('kebaruan', 60), criterion('signifikansi', 30)]

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
})

describe('the running sum', () => {
  it('counts only the criteria that are filled, never a blank as zero', () => {
    expect(runningSum(rubric, { 'nilai:latar': '82', 'nilai:signifikansi': '76', 'nilai:kebaruan': '7.5' })).toEqual({
      sumHundredths: 3100,
      reachHundredths: 4000,
      filled: 2,
    })
  })

  it('is nothing of nothing while the sheet is empty', () => {
    expect(runningSum(rubric, {})).toEqual({ sumHundredths: 0, reachHundredths: 0, filled: 0 })
  })
})

describe('what the server keeps of a sheet', () => {
  const typed = {
    'nilai:latar': '82',
    'nilai:kebaruan': '7.5',
    'catatan:latar': 'jelas',
    catatan: 'baik',
    'nilai:lain': '5',
  }

  it('leaves out what is not a whole number and what the rubric does not know', () => {
    expect(contentOf(rubric, typed)).toEqual({ points: { latar: 82 }, comments: { latar: 'jelas' }, comment: 'baik' })
  })

  it('comes back into the same fields', () => {
    const content = contentOf(rubric, typed)
    expect(typedOf(content)).toEqual({ 'nilai:latar': '82', 'catatan:latar': 'jelas', catatan: 'baik' })
    expect(isSame(typedOf(content), { ...typedOf(content), 'nilai:kebaruan': '' })).toBe(true)
  })
})

describe('two tabs that wrote over the same sheet', () => {
  const base = { 'nilai:latar': '80', catatan: 'awal' }

  it('are merged where only one of them changed a field', () => {
    const merged = merge(base, { ...base, 'nilai:kebaruan': '70' }, { ...base, catatan: 'akhir' })
    expect(merged).toEqual({ sheet: { 'nilai:latar': '80', 'nilai:kebaruan': '70', catatan: 'akhir' }, clashes: [] })
  })

  it('clash where both changed it, and the words of this tab stay in the field', () => {
    const merged = merge(base, { ...base, 'nilai:latar': '75' }, { ...base, 'nilai:latar': '90' })
    expect(merged).toEqual({
      sheet: { 'nilai:latar': '75', catatan: 'awal' },
      clashes: [{ field: 'nilai:latar', mine: '75', theirs: '90' }],
    })
  })

  it('agree when both wrote the same', () => {
    expect(merge(base, { ...base, catatan: 'sama' }, { ...base, catatan: 'sama' }).clashes).toEqual([])
  })

  it('keep a field that the other tab emptied and this one left alone empty', () => {
    expect(merge(base, base, { 'nilai:latar': '80' })).toEqual({
      sheet: { 'nilai:latar': '80', catatan: '' },
      clashes: [],
    })
  })
})
