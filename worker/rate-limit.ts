import type { Context } from 'hono'
import { openDb } from '#db/client.ts'
import { countWithin } from '#db/rate-limits.ts'
import type { AppEnv } from './env.ts'

/** Whether `what` was done no more than `most` times within the window, this one counted. */
export const isWithin = async (c: Context<AppEnv>, what: string, most: number, windowMs: number): Promise<boolean> =>
  (await countWithin(openDb(c.env.DB), what, c.var.now, windowMs)) <= most

/** The caller's network address as a keyed hash: enough to count by, not to be read. */
export async function callerHash(c: Context<AppEnv>): Promise<string> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(c.env.AUTH_SECRET),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const address = c.req.header('cf-connecting-ip') ?? 'unknown'
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(address)))
  return Array.from(signed.slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
