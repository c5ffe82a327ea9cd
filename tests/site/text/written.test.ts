import { expect, test } from 'vitest'
import { writtenHtml } from '#site/text/written.ts'

test('paragraphs, lists, bold, links and tables are drawn', () => {
  expect(
    writtenHtml(
      'Satu\ndua\n\n- a\n- **b**\n\n| Tahun | Warga |\n| --- | --: |\n| 2021 | 41 |\n\n[laman](https://a.go.id/b)',
    ),
  ).toBe(
    [
      '<p>Satu\ndua</p>',
      '<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>',
      '<div class="written-table" role="group" aria-label="Tabel" tabindex="0"><table>',
      '<thead>\n<tr>\n<th>Tahun</th>\n<th align="right">Warga</th>\n</tr>\n</thead>',
      '<tbody>\n<tr>\n<td>2021</td>\n<td align="right">41</td>\n</tr>\n</tbody>',
      '</table></div>',
      '<p><a href="https://a.go.id/b" target="_blank" rel="noopener noreferrer nofollow">laman</a></p>',
    ].join('\n'),
  )
})

test.each([
  ['# judul', '<p># judul</p>'],
  ['> kutip', '<p>&gt; kutip</p>'],
  ['---', '<p>---</p>'],
  ['teks\n===', '<p>teks\n===</p>'],
  ['    menjorok', '<p>menjorok</p>'],
  ['```\nkode\n```', '<p>```\nkode\n```</p>'],
  ['~~coret~~ `kode`', '<p>~~coret~~ `kode`</p>'],
  ['5 * 3 * 2', '<p>5 * 3 * 2</p>'],
  ['- [ ] tugas', '<ul>\n<li>[ ] tugas</li>\n</ul>'],
])('what is no mark of ours stays as it was typed: %j', (text, html) => {
  expect(writtenHtml(text)).toBe(html)
})

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '<!-- --><iframe src="//jahat.example"></iframe>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '| <b onclick=alert(1)>a</b> |\n| --- |\n| <script>x</script> |',
  '- <input autofocus onfocus=alert(1)>',
  '**<details open ontoggle=alert(1)>**',
  '![x](https://jahat.example/pelacak.png)',
]
const badLinks = [
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](<java\tscript:alert(1)>)',
  '[x](&#106;avascript:alert(1))',
  '[x](\\javascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:x)',
  '[x](/api/sessions)',
  '[x](//jahat.example)',
  '[x](https://a.id "onmouseover=alert(1)")',
  '[x](https://a.id/"onmouseover="alert(1))',
  '<javascript:alert(1)>',
  '[a]: javascript:alert(1)\n[a]',
]

const tag = /<\/?([a-z0-9]+)([^>]*)>/gi
const known = /^(p|br|ul|ol|li|strong|em|a|div|table|thead|tbody|tr|th|td)$/
const attributes =
  /^( (start="\d+"|align="(left|right|center)"|href="(https?:\/\/|mailto:)[^"<>]*"|target="_blank"|rel="noopener noreferrer nofollow"|title="[^"<>]*"|class="written-table"|role="group"|aria-label="Tabel"|tabindex="0"))*$/

test.each([...attacks, ...badLinks])('nothing of the writer becomes an element or runs: %j', (text) => {
  const html = writtenHtml(text)
  const strange = [...html.matchAll(tag)].filter(
    ([, name = '', rest = '']) => !known.test(name) || !attributes.test(rest),
  )
  expect(strange.map(([whole]) => whole)).toEqual([])
})

test.each(['[', '*', '* * ', '_a_*b*', '- a\n', '| a |\n', '[a](', '<', '<b>'])(
  'a text of ten thousand %j hangs no page: it is shown as it was typed',
  (sign) => {
    // Drawing its marks would take seconds to minutes.
    const html = writtenHtml(sign.repeat(10_000))
    expect(html).toBe(`<p>${sign.repeat(10_000).replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`)
  },
)
