import type { Env } from './env.ts'

/**
 * What slows a flood of reports down without knowing who sent them: a keyed hash of the address, another one each day, from
 * which the address cannot be found again. Without an address all senders count as one.
 */
export async function correctionSender(env: Env, ip: string | undefined, now: Date): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes(env.AUTH_SECRET), algorithm, false, ['sign'])
  const day = now.toISOString().slice(0, 10)
  const signature = await crypto.subtle.sign('HMAC', key, bytes(`correction ${day} ${ip ?? ''}`))
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
