import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestPin } from '#domain/pinned-passage.ts'
import { alignText, lettersOf, passageAt, plainQuote } from '#site/islands/desk/passages.ts'
import { writtenHtml } from '#site/text/written.ts'

/** The text of the HTML, as `textContent` would say it: elements away, the three escapes back. */
const shownOf = (written: string) =>
  writtenHtml(written)
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

const written = `Sebelum layanan ini, **warga** empat desa menempuh [tiga jam](https://desa.example/warga) perjalanan.

1. Biaya turun 41 persen.
2. Waktu turun.

| Tahun | Warga |
| --- | --- |
| 2021 | 41 |`

const select = (text: string) => {
  const shown = shownOf(written)
  const from = shown.indexOf(text)
  expect(from, text).toBeGreaterThanOrEqual(0)
  return passageAt(shown, written, from, from + text.length)
}

describe('a selected passage', () => {
  it.each(['empat desa', 'perjalanan.', 'Waktu turun.', 'tiga jam', '41'])('%j stands in the written text', (text) => {
    const passage = select(text)
    expect(passage?.quote).toBe(text)
    expect(written.slice(passage?.start, (passage?.start ?? 0) + text.length)).toBe(text)
  })

  it('keeps the marks that stand between its words', () => {
    expect(select('ini, warga empat')?.quote).toBe('ini, **warga** empat')
    expect(select('tiga jam perjalanan')?.quote).toBe('tiga jam](https://desa.example/warga) perjalanan')
  })

  it('begins and ends with a letter, and is none where no letter is selected', () => {
    const shown = shownOf(written)
    const from = shown.indexOf(' empat desa ')
    expect(passageAt(shown, written, from, from + ' empat desa '.length)?.quote).toBe('empat desa')
    expect(passageAt('a   b', 'a   b', 1, 4)).toBeUndefined()
  })

  it('is cut at the longest that a sheet takes, never inside a letter', () => {
    const long = `${'a'.repeat(longestPin - 1)}😀 akhir`
    expect(passageAt(long, long, 0, long.length)?.quote).toBe('a'.repeat(longestPin - 1))
  })

  it('is found again on the screen', () => {
    const shown = shownOf(written)
    const passage = select('ini, warga empat')
    const letters = passage && lettersOf(shown, written, passage)
    expect(letters && shown.slice(letters.from, letters.to)).toBe('ini, warga empat')
    expect(lettersOf(shown, `${written} lain`.replace('empat', 'lima'), { start: 20, quote: 'empat' })).toBeUndefined()
  })

  it('of any text is a piece of what was written, where it says', () => {
    const words = fc.array(
      fc.constantFrom('desa', '**jam**', '*41*', '[ke](http://x.id/desa)', '\n\n', '- ', 'a_b', '\\*', '|', '<b>'),
    )
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (parts, a, b) => {
        const text = parts.join(' ')
        const shown = shownOf(text)
        const [from, to] = [a % (shown.length + 1), b % (shown.length + 1)].toSorted((x, y) => x - y)
        const passage = passageAt(shown, text, from ?? 0, to ?? 0)
        return passage === undefined || (passage.quote !== '' && text.startsWith(passage.quote, passage.start))
      }),
      { numRuns: 300 },
    )
  })
})

it('places never go backwards, one for each letter of the screen', () => {
  const shown = shownOf(written)
  const places = alignText(shown, written)
  expect(places).toHaveLength(shown.length)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

it('a quote is read without the marks of Markdown', () => {
  expect(plainQuote('ini, **warga** empat\n desa [tiga jam](https://desa.example) |')).toBe(
    'ini, warga empat desa tiga jam',
  )
})
