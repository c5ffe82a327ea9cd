import { describe, expect, it, test } from 'vitest'
import {
  correctionLimits,
  correctionReference,
  followsAnswer,
  readCorrection,
  readCorrectionReference,
} from '#domain/correction.ts'

const typed = { statement: ' Tahunnya keliru. ', proposed: '2019', sourceUrl: '', email: '' }

describe('a report', () => {
  it('needs only what is wrong; what was left empty is nothing', () => {
    expect(readCorrection({ ...typed, proposed: ' ' })).toEqual({
      ok: true,
      value: { statement: 'Tahunnya keliru.', proposed: '', sourceUrl: null, email: null },
    })
  })

  it('keeps the address of its source and of its sender', () => {
    const sourceUrl = 'https://jatim.antaranews.com/berita/1?x=1#y'
    expect(readCorrection({ ...typed, sourceUrl, email: 'warga@contoh.id' })).toEqual({
      ok: true,
      value: { statement: 'Tahunnya keliru.', proposed: '2019', sourceUrl, email: 'warga@contoh.id' },
    })
  })

  it('names every fault at once', () => {
    const form = {
      statement: ' ',
      proposed: 'x'.repeat(correctionLimits.proposed + 1),
      sourceUrl: 'koran',
      email: 'a@b',
    }
    expect(readCorrection(form)).toEqual({
      ok: false,
      refusal: {
        code: 'correction_faulty',
        faults: [
          { field: 'statement', code: 'missing' },
          { field: 'proposed', code: 'too_long' },
          { field: 'sourceUrl', code: 'not_an_address' },
          { field: 'email', code: 'not_an_email' },
        ],
      },
    })
  })

  it.each(['javascript:alert(1)', 'ftp://contoh.id/a', 'https://contoh', 'https:// contoh.id', 'data:text/html,x'])(
    'does not take %s for the address of a source',
    (sourceUrl) => {
      expect(readCorrection({ ...typed, sourceUrl }).ok).toBe(false)
    },
  )

  it('may be exactly as long as the limit', () => {
    expect(readCorrection({ ...typed, statement: 'x'.repeat(correctionLimits.statement) }).ok).toBe(true)
  })
})

describe('its number', () => {
  const reference = correctionReference((below) => below - 1)

  it('is read as people type it', () => {
    expect(reference).toBe('KOR-9999-9999-9999-9999')
    expect(readCorrectionReference(' kor 9999-99999999 9999')).toBe(reference)
  })

  it.each(['', 'KOR', 'KOR-9999-9999-9999', 'KOR-9999-9999-9999-999O', `${reference}9`, 'x'.repeat(100_000)])(
    'is not %.40s',
    (text) => {
      expect(readCorrectionReference(text)).toBe(null)
    },
  )
})

test('an answer follows the last one and is not given past a colleague', () => {
  expect([followsAnswer(0, 1), followsAnswer(1, 2)]).toEqual([
    { ok: true, value: true },
    { ok: true, value: true },
  ])
  expect([followsAnswer(1, 1), followsAnswer(1, 3)]).toEqual([
    { ok: false, refusal: { code: 'already_answered' } },
    { ok: false, refusal: { code: 'already_answered' } },
  ])
})
