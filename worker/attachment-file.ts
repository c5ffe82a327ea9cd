import type { Context } from 'hono'
import { contentTypeOf } from '#domain/attachment.ts'
import { byteRange } from '#domain/byte-range.ts'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

const asAttachment = (fileName: string) =>
  `attachment; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`

/**
 * A stored file, only ever as a download in a sandbox: what somebody uploaded never runs in our origin.
 * The bytes lie under their own hash, so the answer may be kept by the caller's browser, and a part of it asked for. A juror's
 * browser may not: what it keeps is sealed and goes at sign-out (docs/decisions/0023).
 */
export async function attachmentFile(
  c: Context,
  file: { objectKey: string; fileName: string },
  mayBeKept: 'private, max-age=3600' | 'no-store' = 'private, max-age=3600',
) {
  const { FILES }: Env = c.env
  const stored = await FILES.head(file.objectKey)
  if (!stored) return problem(c, { code: 'not_found' })
  const headers = {
    'Content-Type': contentTypeOf(file.fileName),
    'Content-Disposition': asAttachment(file.fileName),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': mayBeKept,
    'Accept-Ranges': 'bytes',
    ETag: stored.httpEtag,
  }
  const { size } = stored
  const isSame = c.req.header('if-range') === undefined || c.req.header('if-range') === stored.httpEtag
  const range = byteRange(isSame ? c.req.header('range') : undefined, size)
  if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${size}` })
  if (range === 'whole') {
    if (c.req.header('if-none-match') === stored.httpEtag) return c.body(null, 304, headers)
    const object = await FILES.get(file.objectKey)
    return object ? c.body(await object.arrayBuffer(), 200, headers) : problem(c, { code: 'not_found' })
  }
  const object = await FILES.get(file.objectKey, { range: { offset: range.from, length: range.to - range.from + 1 } })
  if (!object) return problem(c, { code: 'not_found' })
  const partial = { ...headers, 'Content-Range': `bytes ${range.from}-${range.to}/${size}` }
  return c.body(await object.arrayBuffer(), 206, partial)
}
