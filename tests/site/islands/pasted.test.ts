import { expect, test } from 'vitest'
import { pastedText, type PastedNode } from '#site/islands/pasted.ts'

/** Elements as a browser parses them; the journey in Chromium pastes real HTML. */
const text = (content: string): PastedNode => ({ nodeName: '#text', nodeType: 3, textContent: content, childNodes: [] })
const element = (nodeName: string, ...childNodes: (PastedNode | string)[]): PastedNode => {
  const children = childNodes.map((child) => (typeof child === 'string' ? text(child) : child))
  return { nodeName, nodeType: 1, textContent: null, childNodes: children, getAttribute: () => null }
}
const link = (href: string, words: string): PastedNode => ({ ...element('A', words), getAttribute: () => href })
const paste = (body: PastedNode, plain: string) => pastedText('<table>', plain, () => body)

test('a table of a word processor becomes a table of ours, cells with several paragraphs and bars included', () => {
  const cell = (...words: string[]) => element('TD', ...words.map((word) => element('P', word)))
  const body = element(
    'BODY',
    element('P', 'Hasil  per\ntahun:'),
    element(
      'TABLE',
      element('TBODY', element('TR', cell('Tahun'), cell('Warga')), element('TR', cell('2021'), cell('41 | x', 'dua'))),
    ),
  )
  expect(paste(body, 'Hasil per tahun:\nTahun\tWarga\n2021\t41 | x dua')).toBe(
    'Hasil per tahun:\n\n| Tahun | Warga |\n| --- | --- |\n| 2021 | 41 \\| x dua |',
  )
})

test('lists, bold and links keep their marks', () => {
  const body = element(
    'BODY',
    element('UL', element('LI', 'satu'), element('LI', element('B', 'dua'))),
    element('OL', element('LI', 'pertama ', link('https://a.go.id/b(c)', 'laman'))),
  )
  expect(paste(body, 'satu dua pertama laman')).toBe(
    '- satu\n- **dua**\n\n1. pertama [laman](https://a.go.id/b%28c%29)',
  )
})

test('styles and scripts are no words, and links that run are words only', () => {
  const body = element('BODY', element('STYLE', 'p{}'), element('P', link('javascript:alert(1)', 'klik')))
  expect(paste(body, 'klik')).toBe('klik')
})

test('plain text is taken where the marks would lose words, and where there are none', () => {
  const body = element('BODY', element('P', 'satu'))
  expect([paste(body, 'satu dua tiga'), pastedText('<p>satu</p>', 'satu', () => body)]).toEqual([
    'satu dua tiga',
    'satu',
  ])
})
