import { accept, refuse, type Result } from './result.ts'

export type AttachmentRefusal =
  | { code: 'not_a_pdf' }
  | { code: 'pdf_encrypted' }
  | { code: 'pdf_scripted' }
  | { code: 'file_too_large'; maxBytes: number }
  | { code: 'upload_cut_off'; expectedBytes: number; receivedBytes: number }

/** Bytes at the end in which `%%EOF` must stand, as readers look for it (ISO 32000-1, annex H, note 18). */
const tailBytes = 1024

/** Whether everything the client announced has arrived, and not more than the rule allows. */
export function checkUpload(
  expectedBytes: number,
  receivedBytes: number,
  maxBytes: number,
): Result<true, AttachmentRefusal> {
  if (expectedBytes > maxBytes || receivedBytes > maxBytes) return refuse({ code: 'file_too_large', maxBytes })
  if (receivedBytes < expectedBytes) return refuse({ code: 'upload_cut_off', expectedBytes, receivedBytes })
  return accept(true)
}

/**
 * Looks at a whole file. Strict where readers are lenient: the header must be the very first bytes, because a file with
 * something before it can be a web page or an archive at the same time. Encryption is announced outside of streams, always.
 * Scripts hidden inside a compressed object stream are not found; files are therefore only ever served as downloads.
 */
export function checkPdf(bytes: Uint8Array): Result<true, AttachmentRefusal> {
  const text = new TextDecoder('latin1').decode(bytes)
  if (!text.startsWith('%PDF-') || !text.slice(-tailBytes).includes('%%EOF')) return refuse({ code: 'not_a_pdf' })
  const objects = plainNames(withoutStreams(text))
  if (/\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/.test(objects)) return refuse({ code: 'pdf_encrypted' })
  if (/\/(?:JavaScript|JS|Launch)(?![A-Za-z0-9])/.test(objects)) return refuse({ code: 'pdf_scripted' })
  return accept(true)
}

/** The file without what stands in its streams: pictures and fonts hold any bytes, also such that look like a name. */
function withoutStreams(text: string): string {
  const kept: string[] = []
  const start = />>\s*stream\r?\n/g
  let from = 0
  for (let match = start.exec(text); match; match = start.exec(text)) {
    kept.push(text.slice(from, match.index + 2))
    const end = text.indexOf('endstream', start.lastIndex)
    if (end === -1) return kept.join('\n')
    from = end
    start.lastIndex = end
  }
  kept.push(text.slice(from))
  return kept.join('\n')
}

/** `/J#61vaScript` is the name `/JavaScript` (ISO 32000-1, 7.3.5). */
const plainNames = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** UTF-16 units of the longest file name. */
const maxNameLength = 150

/**
 * The name shown and offered for download: no folders, no control characters, not too long. It ends as a PDF's, so that no
 * reader's machine opens the file as something else.
 */
export function tidyFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '').trim()
  const named = /\.pdf$/i.test(plain) ? plain : `${plain}.pdf`
  const halfOfAPair = /^[\uDC00-\uDFFF]/
  return named === '.pdf' ? 'lampiran.pdf' : named.slice(-maxNameLength).replace(halfOfAPair, '')
}

/** Where the bytes lie: by their content, so that the same file twice is one object and none is ever overwritten. */
export const attachmentKey = (proposalId: string, sha256: string): string => `attachments/${proposalId}/${sha256}`
