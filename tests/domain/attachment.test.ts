import { expect, test } from 'vitest'
import { attachmentKey, checkPdf, checkUpload, tidyFileName } from '#domain/attachment.ts'

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const pdf = (inside: string) => bytes(`%PDF-1.7\n${inside}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n`)
const ok = { ok: true, value: true }
const refused = (code: string) => ({ ok: false, refusal: { code } })

test.each([
  ['a plain PDF', pdf('1 0 obj\n<< /Type /Catalog >>\nendobj'), ok],
  ['nothing', new Uint8Array(0), refused('not_a_pdf')],
  ['a text file', bytes('Surat pernyataan\n%%EOF'), refused('not_a_pdf')],
  ['a PDF behind a web page', bytes('<html>\n%PDF-1.7\n%%EOF'), refused('not_a_pdf')],
  ['a PDF without its end', bytes('%PDF-1.7\n1 0 obj\n<< >>\nendobj'), refused('not_a_pdf')],
  ['an end too far from the end', bytes(`%PDF-1.7\n%%EOF\n${' '.repeat(1100)}`), refused('not_a_pdf')],
  ['one encrypted by reference', pdf('trailer << /Encrypt 12 0 R >>'), refused('pdf_encrypted')],
  ['one encrypted in place', pdf('trailer << /Encrypt<< /V 4 >> >>'), refused('pdf_encrypted')],
  ['a title that speaks of /Encryption', pdf('<< /Title (/Encryption di desa) >>'), ok],
  ['a script', pdf('<< /S /JavaScript /JS (app.alert(1)) >>'), refused('pdf_scripted')],
  ['a script by reference', pdf('<< /JS 5 0 R >>'), refused('pdf_scripted')],
  ['a script with a name in disguise', pdf('<< /S /J#61vaScript >>'), refused('pdf_scripted')],
  ['a program to launch', pdf('<< /S /Launch /F (a.exe) >>'), refused('pdf_scripted')],
  ['a name that only begins like one', pdf('<< /JSON 1 /Launcher 2 >>'), ok],
  ['bytes of a picture that look like a script', pdf('<< /Length 9 >>\nstream\nx/JS (1)x\nendstream'), ok],
  ['a script after a picture', pdf('<< >>\nstream\nx\nendstream\n<< /JS (1) >>'), refused('pdf_scripted')],
])('%s', (_, file, outcome) => {
  expect(checkPdf(file)).toEqual(outcome)
})

test.each([
  [10, 10, 10, ok],
  [11, 0, 10, { ok: false, refusal: { code: 'file_too_large', maxBytes: 10 } }],
  [10, 11, 10, { ok: false, refusal: { code: 'file_too_large', maxBytes: 10 } }],
  [10, 9, 10, { ok: false, refusal: { code: 'upload_cut_off', expectedBytes: 10, receivedBytes: 9 } }],
])('%i bytes announced, %i arrived, %i allowed', (expected, received, max, outcome) => {
  expect(checkUpload(expected, received, max)).toEqual(outcome)
})

test.each([
  ['surat.pdf', 'surat.pdf'],
  ['C:\\Users\\Sri\\surat.pdf', 'surat.pdf'],
  ['../../etc/surat.pdf', 'surat.pdf'],
  ['surat\r\nSet-Cookie: a.pdf', 'suratSet-Cookie a.pdf'],
  ['', 'lampiran.pdf'],
  ['.pdf', 'lampiran.pdf'],
  ['SURAT.PDF', 'SURAT.PDF'],
  ['surat', 'surat.pdf'],
  ['surat.html', 'surat.html.pdf'],
  [`${'a'.repeat(200)}.html`, `${'a'.repeat(141)}.html.pdf`],
  [`${'😀'.repeat(100)}a.pdf`, `${'😀'.repeat(72)}a.pdf`],
])('the name %j is kept as %j', (given, kept) => {
  expect(tidyFileName(given)).toBe(kept)
})

test('bytes lie under proposal and hash', () => {
  expect(attachmentKey('p', 'abc')).toBe('attachments/p/abc')
})
