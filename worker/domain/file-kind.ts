/** What a proposal may be accompanied by. */
export const fileKinds = ['pdf', 'jpeg', 'png', 'webp'] as const
export type FileKind = (typeof fileKinds)[number]

/** What people send by mistake, so that the refusal can say what it is. */
export type ForeignKind = 'zip' | 'old_office' | 'heic' | 'rar' | 'html' | 'tiff' | 'gif'

const magic: readonly { kind: FileKind | ForeignKind; at: number; bytes: string }[] = [
  { kind: 'pdf', at: 0, bytes: '%PDF-' },
  { kind: 'jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { kind: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { kind: 'webp', at: 8, bytes: 'WEBP' },
  { kind: 'zip', at: 0, bytes: 'PK\x03\x04' },
  { kind: 'old_office', at: 0, bytes: '\xd0\xcf\x11\xe0' },
  { kind: 'heic', at: 4, bytes: 'ftyp' },
  { kind: 'rar', at: 0, bytes: 'Rar!' },
  { kind: 'html', at: 0, bytes: '<' },
  { kind: 'tiff', at: 0, bytes: 'II*\0' },
  { kind: 'tiff', at: 0, bytes: 'MM\0*' },
  { kind: 'gif', at: 0, bytes: 'GIF8' },
]

const isKnown = (kind: FileKind | ForeignKind | undefined): kind is FileKind =>
  fileKinds.some((known) => known === kind)

/** Bytes of a file's beginning from which its kind is told. */
export const headBytes = 16

/** What the first bytes say, whatever the name says. Strict: a PDF behind something else can be two things at once. */
export function kindOf(head: Uint8Array): { kind: FileKind } | { kind: null; looksLike: ForeignKind | null } {
  const text = String.fromCharCode(...head.subarray(0, headBytes))
  const found = magic.find(({ at, bytes }) => text.startsWith(bytes, at))?.kind
  if (isKnown(found)) return found === 'webp' && !text.startsWith('RIFF') ? unknown(null) : { kind: found }
  return unknown(found ?? null)
}

const unknown = (looksLike: ForeignKind | null) => ({ kind: null, looksLike })
