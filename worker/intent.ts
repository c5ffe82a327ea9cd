import * as z from 'zod'
import type { Intent } from '#domain/intent.ts'
import type { Env } from './env.ts'

const encode = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** The secret of the sessions, used for nothing else under this name. */
const keyOf = (env: Env) =>
  crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(`submission-intent:${env.AUTH_SECRET}`),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  )

const payload = z.strictObject({
  proposalId: z.string(),
  contentHash: z.string(),
  issuedAt: z.int(),
  /** Nobody need keep it longer; whether it counts is asked of closing and grace. */
  expiresAt: z.int(),
})

/** A token that shows later what the sender meant to forward now. */
export async function signIntent(env: Env, intent: Intent, expiresAt: Date): Promise<string> {
  const { proposalId, contentHash, issuedAt } = intent
  const bytes = new TextEncoder().encode(
    JSON.stringify({ proposalId, contentHash, issuedAt: issuedAt.getTime(), expiresAt: expiresAt.getTime() }),
  )
  const signature = await crypto.subtle.sign('HMAC', await keyOf(env), bytes)
  return `${encode(bytes)}.${encode(new Uint8Array(signature))}`
}

/** The intent of a token that we made and that has not expired; undefined for everything else. */
export async function readIntent(env: Env, token: string, now: Date): Promise<Intent | undefined> {
  const [body, signature, ...more] = token.split('.').map(decode)
  if (!body || !signature || more.length > 0) return undefined
  if (!(await crypto.subtle.verify('HMAC', await keyOf(env), signature, body))) return undefined
  const { proposalId, contentHash, issuedAt, expiresAt } = payload.parse(JSON.parse(new TextDecoder().decode(body)))
  if (expiresAt <= now.getTime()) return undefined
  return { proposalId, contentHash, issuedAt: new Date(issuedAt) }
}
