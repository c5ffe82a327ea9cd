import type { Context } from 'hono'
import * as z from 'zod'
import { auth, sessionCookie } from './auth.ts'
import type { AppEnv } from './env.ts'
import type { Problem } from './problem.ts'

/** better-auth's own answer, with its rate limits, for one of its paths. `cookie` replaces the request's own. */
export function askAuth(
  c: Context<AppEnv>,
  path: string,
  given: Record<string, string>,
  cookie = c.req.header('cookie'),
): Promise<Response> {
  const { ORIGIN: origin } = c.env
  const headers = new Headers({ 'content-type': 'application/json', origin })
  if (cookie) headers.set('cookie', cookie)
  for (const name of ['cf-connecting-ip', 'user-agent']) {
    const value = c.req.header(name)
    if (value) headers.set(name, value)
  }
  return auth.handler(
    new Request(`${origin}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(given) }),
  )
}

/** Hands better-auth's cookies on to the browser. */
export function passCookies(c: Context<AppEnv>, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
}

/** The session that better-auth has just opened: its cookie and its token. */
export function freshSession(response: Response): { cookie: string; token: string } {
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .find((one) => one.startsWith(`${sessionCookie}=`))
  if (cookie === undefined) throw new Error('the second factor opened no session')
  // `token.signature`, as better-auth signs it.
  const [token = ''] = decodeURIComponent(cookie.slice(sessionCookie.length + 1)).split('.')
  return { cookie, token }
}

const authError = z.object({ code: z.string() })

/** Our word for better-auth's refusal; what we do not know is a bug and throws. */
export async function refusalOf(response: Response): Promise<Problem> {
  const parsed = authError.safeParse(await response.json().catch(() => null))
  switch (parsed.data?.code) {
    case 'INVALID_OTP':
    case 'USER_NOT_FOUND':
      return { code: 'code_wrong' }
    case 'OTP_EXPIRED':
      return { code: 'code_expired' }
    case 'TOO_MANY_ATTEMPTS':
      return { code: 'code_tries_used_up' }
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return { code: 'second_factor_wrong' }
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return { code: 'second_factor_locked' }
    case 'INVALID_TWO_FACTOR_COOKIE':
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return { code: 'second_factor_expired' }
    case 'TOTP_ALREADY_ENABLED':
      return { code: 'second_factor_on' }
    case 'TOTP_NOT_ENABLED':
    case 'TWO_FACTOR_NOT_ENABLED':
    case 'BACKUP_CODES_NOT_ENABLED':
      return { code: 'second_factor_off' }
    default:
      if (response.status === 429) return { code: 'too_many_requests' }
      // The same recovery code at the same moment: one of them was used.
      if (response.status === 409) return { code: 'second_factor_wrong' }
      throw new Error(`sign-in answered ${response.status} ${parsed.data?.code ?? ''}`)
  }
}

/** Six digits of the app, or a recovery code as it may be typed: small letters, blanks, without its dash. */
export function secondFactorPath(typed: string): { path: string; code: string } {
  const digits = typed.replace(/\s/g, '')
  if (/^\d{6}$/.test(digits)) return { path: '/two-factor/verify-totp', code: digits }
  const characters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return { path: '/two-factor/verify-backup-code', code: `${characters.slice(0, 5)}-${characters.slice(5)}` }
}
