import type { Context } from 'hono'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

/**
 * A stored PDF, only ever as a download in a sandbox: what somebody uploaded never runs in our origin.
 * The bytes lie under their own hash, so the answer may be kept by the caller's browser.
 */
export async function attachmentFile(c: Context, file: { objectKey: string; fileName: string }) {
  const { FILES }: Env = c.env
  const object = await FILES.get(file.objectKey)
  if (!object) return problem(c, { code: 'not_found' })
  return c.body(await object.arrayBuffer(), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, max-age=3600',
  })
}
