import type { AttachmentRule } from './edition.ts'
import type { FileKind, ForeignKind } from './file-kind.ts'

/** Why a file is not taken. What was attached before stays. */
export type FileRefusal =
  | { code: 'file_type_unknown'; looksLike: ForeignKind | null }
  | { code: 'not_a_photo'; looksLike: ForeignKind | 'pdf' | null }
  | { code: 'file_damaged'; kind: FileKind }
  | { code: 'image_too_large'; width: number; height: number; maxPixels: number }
  | { code: 'not_a_pdf' }
  | { code: 'pdf_encrypted' }
  | { code: 'pdf_scripted' }
  | { code: 'pdf_carries_files' }
  | { code: 'pdf_form_xfa' }
  | { code: 'pdf_bomb' }

/** How many files a rule holds and in which parts they arrive, where the rules of an edition do not say. */
const oneFile = 1
const usualChunkBytes = 256 * 1024

export const maxFilesOf = ({ maxFiles = oneFile }: Pick<AttachmentRule, 'maxFiles'>): number => maxFiles
export const chunkBytesOf = ({ chunkBytes = usualChunkBytes }: Pick<AttachmentRule, 'chunkBytes'>): number => chunkBytes

const endings = {
  pdf: { shown: '.pdf', known: /\.pdf$/i, contentType: 'application/pdf' },
  jpeg: { shown: '.jpg', known: /\.jpe?g$/i, contentType: 'image/jpeg' },
  png: { shown: '.png', known: /\.png$/i, contentType: 'image/png' },
  webp: { shown: '.webp', known: /\.webp$/i, contentType: 'image/webp' },
} as const satisfies Record<FileKind, { shown: string; known: RegExp; contentType: string }>

/** Kind of a stored file: its name was given the ending of its content when it was taken. */
export const kindOfName = (name: string): FileKind =>
  (['jpeg', 'png', 'webp'] as const).find((kind) => endings[kind].known.test(name)) ?? 'pdf'

export const contentTypeOf = (name: string): string => endings[kindOfName(name)].contentType

/** UTF-16 units of the longest file name. */
const maxNameLength = 150

/**
 * The name shown and offered for download: no folders, no control characters or marks that turn the direction of reading, not too
 * long. It ends as its content does, so that no reader's machine opens the file as something else.
 */
export function tidyFileName(name: string, kind: FileKind = 'pdf'): string {
  const { shown, known } = endings[kind]
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\uD800-\uDFFF"<>|:*?]/gu, '').trim()
  const named = known.test(plain) ? plain : `${plain}${shown}`
  const halfOfAPair = /^[\uDC00-\uDFFF]/
  return /^\.[a-z]+$/i.test(named) ? `lampiran${shown}` : named.slice(-maxNameLength).replace(halfOfAPair, '')
}

/** Where the bytes lie: by their content, so that the same file twice is one object and none is ever overwritten. */
export const attachmentKey = (proposalId: string, sha256: string): string => `attachments/${proposalId}/${sha256}`
