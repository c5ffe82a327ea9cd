import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachmentKey, contentTypeOf, kindOfName, tidyFileName } from '#domain/attachment.ts'
import { kindOf, type FileKind } from '#domain/file-kind.ts'
import { checkImage } from '#domain/image.ts'
import { checkPackedObjects, checkPdf, pdfStreams } from '#domain/pdf.ts'

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const pdf = (inside: string) => bytes(`%PDF-1.7\n${inside}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n`)
const object = (inside: string) => pdf(`1 0 obj\n${inside}\nendobj`)
const ok = { ok: true, value: true }
const refused = (code: string) => ({ ok: false, refusal: { code } })
const damaged = (kind: FileKind) => ({ ok: false, refusal: { code: 'file_damaged', kind } })

test.each([
  ['a plain PDF', object('<< /Type /Catalog >>'), ok],
  ['nothing', new Uint8Array(0), refused('not_a_pdf')],
  ['a text file', bytes('Surat pernyataan\n%%EOF'), refused('not_a_pdf')],
  ['a PDF behind a web page', bytes('<html>\n%PDF-1.7\n%%EOF'), refused('not_a_pdf')],
  ['a PDF without its end', bytes('%PDF-1.7\n1 0 obj\n<< >>\nendobj'), damaged('pdf')],
  ['an end too far from the end', bytes(`%PDF-1.7\n%%EOF\n${' '.repeat(1100)}`), damaged('pdf')],
  ['one encrypted by reference', pdf('trailer << /Encrypt 12 0 R >>'), refused('pdf_encrypted')],
  ['one encrypted in place', pdf('trailer << /Encrypt<< /V 4 >> >>'), refused('pdf_encrypted')],
  ['one encrypted under a name in disguise', pdf('trailer << /Enc#72ypt 12 0 R >>'), refused('pdf_encrypted')],
  ['a title that speaks of /Encryption', pdf('<< /Title (/Encryption di desa) >>'), ok],
  ['a script', object('<< /S /JavaScript /JS (app.alert(1)) >>'), refused('pdf_scripted')],
  ['a script by reference', object('<< /JS 5 0 R >>'), refused('pdf_scripted')],
  ['a script with a name in disguise', object('<< /S /J#61vaScript >>'), refused('pdf_scripted')],
  ['a program to launch', object('<< /OpenAction << /S /Launch /F (a.exe) >> >>'), refused('pdf_scripted')],
  ['a first page to open', object('<< /OpenAction [3 0 R /Fit] >>'), ok],
  ['a file inside', object('<< /Type /EmbeddedFile >>'), refused('pdf_carries_files')],
  ['a tree of files inside', object('<< /Names << /EmbeddedFiles 9 0 R >> >>'), refused('pdf_carries_files')],
  ['a form of another language', object('<< /AcroForm << /XFA 8 0 R >> >>'), refused('pdf_form_xfa')],
  ['a name that only begins like one', object('<< /JSON 1 /Launcher 2 >>'), ok],
  ['a heading about CSS/JS', object('<< /Title (Belajar CSS/JS \\(dasar\\) dan /JavaScript) >>'), ok],
  ['a comment about /JS', object('<< /A 1 >> % /JS (x)\n'), ok],
  ['a text that never ends, before a script', object('(<< >> << /JS (1) >>'), refused('pdf_scripted')],
  [
    'a text that hides an object',
    pdf('1 0 obj\n(\n2 0 obj\n<< /S /JavaScript >>\nendobj\n)\nendobj'),
    refused('pdf_scripted'),
  ],
  ['bytes of a picture that look like a script', pdf('<< /Length 9 >>\nstream\nx/JS (1)x\nendstream'), ok],
  ['a script after a picture', pdf('<< >>\nstream\nx\nendstream\n<< /JS (1) >>'), refused('pdf_scripted')],
])('%s', (_, file, outcome) => {
  expect(checkPdf(file)).toEqual(outcome)
})

test('the streams of a file are found with their filters, objects in them too, and by their length where it is true', () => {
  const text = [
    '%PDF-1.7',
    '1 0 obj << /Length 4 /Filter /FlateDecode >> stream',
    'abcd',
    'endstream endobj',
    '2 0 obj << /Type /ObjStm /N 2 /First 8 /Filter [/Fl] >> stream',
    'xy',
    'endstream endobj',
    '3 0 obj << /Length 14 >> stream',
    'a endstream bc',
    'endstream endobj',
    '4 0 obj << /Length 9 0 R >> stream',
    'cut off',
  ].join('\n')
  const found = [...pdfStreams(text)].map(({ from, to, ...rest }) => ({ bytes: text.slice(from, to), ...rest }))
  expect(found).toEqual([
    { bytes: 'abcd', filters: ['FlateDecode'], objects: null },
    { bytes: 'xy\n', filters: ['FlateDecode'], objects: { first: 8, count: 2 } },
    { bytes: 'a endstream bc', filters: [], objects: null },
    { bytes: 'cut off', filters: [], objects: null },
  ])
})

test('objects of a stream are read one by one, as its directory says', () => {
  const inside = (first: string, second: string) => {
    const directory = `1 0 2 ${first.length} `
    return checkPackedObjects(bytes(`${directory}${first}${second}`), { first: directory.length, count: 2 })
  }
  expect([
    inside('<< /A (CSS/JS) >> ', '<< /B 1 >>'),
    inside('<< /A 1 >> ', '<< /S /JavaScript >>'),
    inside('(never ends ', '<< /S /JavaScript >> )'),
  ]).toEqual([ok, refused('pdf_scripted'), refused('pdf_scripted')])
})

test('no bytes make the checks throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('%PDF-1.4\n', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff', ''),
      (tail, head) => {
        const file = Uint8Array.from([...bytes(head), ...tail])
        checkPdf(file)
        checkPackedObjects(file, { first: tail[0] ?? 0, count: tail[1] ?? 0 })
        for (const kind of ['jpeg', 'png', 'webp'] as const) checkImage(kind, file)
      },
    ),
  )
})

test.each([
  ['%PDF-1.7', { kind: 'pdf' }],
  ['\xff\xd8\xff\xe0', { kind: 'jpeg' }],
  ['\x89PNG\r\n\x1a\n', { kind: 'png' }],
  ['RIFF\x10\0\0\0WEBPVP8 ', { kind: 'webp' }],
  ['RIFX\x10\0\0\0WEBPVP8 ', { kind: null, looksLike: null }],
  ['PK\x03\x04\x14\0', { kind: null, looksLike: 'zip' }],
  ['\xd0\xcf\x11\xe0\xa1\xb1', { kind: null, looksLike: 'old_office' }],
  ['\0\0\0\x18ftypheic', { kind: null, looksLike: 'heic' }],
  ['<html>', { kind: null, looksLike: 'html' }],
  ['Surat', { kind: null, looksLike: null }],
  ['', { kind: null, looksLike: null }],
])('what begins with %j is %j', (head, kind) => {
  expect(kindOf(bytes(head))).toEqual(kind)
})

const u16 = (n: number) => String.fromCharCode(n >> 8, n & 255)
const u32 = (n: number) => u16(n >>> 16) + u16(n & 0xffff)
const png = (width: number, height: number, end = `${u32(0)}IEND${u32(0)}`) =>
  bytes(
    `\x89PNG\r\n\x1a\n${u32(13)}IHDR${u32(width)}${u32(height)}\x08\x02\0\0\0${u32(0)}${u32(2)}IDATxx${u32(0)}${end}`,
  )
const preview = `\xff\xe1${u16(6)}\xff\xd8\xff\xd9`
const jpeg = (width: number, height: number, end = '\xff\xd9') =>
  bytes(`\xff\xd8${preview}\xff\xc2${u16(11)}\x08${u16(height)}${u16(width)}\x01\x01\x11\0\xff\xda${u16(2)}data${end}`)
const webp = (chunk: string, size = chunk.length + 4) =>
  bytes(`RIFF${String.fromCharCode(size & 255, size >> 8, 0, 0)}WEBP${chunk}`)
const lossy = `VP8 \x16\0\0\0\0\0\0\x9d\x01\x2a${String.fromCharCode(0x40, 1, 0xf0, 0)}${'x'.repeat(12)}`
const tooLarge = (width: number, height: number) => ({
  ok: false,
  refusal: { code: 'image_too_large', width, height, maxPixels: 120_000_000 },
})

test.each([
  ['a PNG', 'png', png(640, 480), ok],
  ['a PNG cut off', 'png', png(640, 480, ''), damaged('png')],
  ['a PNG without a size', 'png', png(0, 480), damaged('png')],
  ['a PNG of 900 million pixels', 'png', png(30_000, 30_000), tooLarge(30_000, 30_000)],
  ['a JPEG', 'jpeg', jpeg(640, 480), ok],
  ['a JPEG with a note of its camera behind it', 'jpeg', jpeg(640, 480, '\xff\xd9SEFT'), ok],
  ['a JPEG cut off, whose preview has an end', 'jpeg', jpeg(640, 480, ''), damaged('jpeg')],
  ['a JPEG of 4,000 million pixels', 'jpeg', jpeg(65_000, 65_000), tooLarge(65_000, 65_000)],
  ['a lossy WebP', 'webp', webp(lossy), ok],
  ['a WebP cut off', 'webp', webp(lossy, 5000), damaged('webp')],
  ['a WebP of a kind that does not exist', 'webp', webp(`VP9 ${'x'.repeat(30)}`), damaged('webp')],
  [
    'an extended WebP of 200 million pixels',
    'webp',
    webp(`VP8X\x0a\0\0\0\0\0\0\0\x1f\x4e\0\x0f\x27\0${'x'.repeat(8)}`),
    tooLarge(20_000, 10_000),
  ],
] as const)('%s', (_, kind, file, outcome) => {
  expect(checkImage(kind, file)).toEqual(outcome)
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
  ['surat \u202efdp.exe', 'surat fdp.exe.pdf'],
  ['Surat “Keterangan” – Désa №1.pdf', 'Surat “Keterangan” – Désa №1.pdf'],
  [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(146)}.pdf`],
  [`${'a'.repeat(200)}.html`, `${'a'.repeat(141)}.html.pdf`],
  [`${'😀'.repeat(100)}a.pdf`, `${'😀'.repeat(72)}a.pdf`],
])('the name %j is kept as %j', (given, kept) => {
  expect(tidyFileName(given)).toBe(kept)
})

test.each([
  ['foto.jpg', 'jpeg', 'foto.jpg', 'image/jpeg'],
  ['foto.JPEG', 'jpeg', 'foto.JPEG', 'image/jpeg'],
  ['foto.pdf', 'jpeg', 'foto.pdf.jpg', 'image/jpeg'],
  ['foto.png.exe', 'png', 'foto.png.exe.png', 'image/png'],
  ['', 'webp', 'lampiran.webp', 'image/webp'],
  ['surat.jpg', 'pdf', 'surat.jpg.pdf', 'application/pdf'],
] as const)('%j with the content of a %s is kept as %j and served as %s', (given, kind, kept, contentType) => {
  const name = tidyFileName(given, kind)
  expect([name, kindOfName(name), contentTypeOf(name)]).toEqual([kept, kind, contentType])
})

test('every name that is kept has no folder, no mark that cannot be seen, and the ending of its content', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.constantFrom('pdf', 'jpeg', 'png', 'webp'),
      (name, kind) => {
        const kept = tidyFileName(name, kind)
        expect([/[/\\\p{Cc}\p{Cf}\p{Cs}]/u.test(kept), kindOfName(kept), kept.length <= 150]).toEqual([
          false,
          kind,
          true,
        ])
      },
    ),
  )
})

test('bytes lie under proposal and hash', () => {
  expect(attachmentKey('p', 'abc')).toBe('attachments/p/abc')
})
