import { Hono } from 'hono'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import { listRolesOf } from '#db/users.ts'
import { allowAnyone, allowSignedIn } from '../access.ts'
import { auth } from '../auth.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { problem, type Problem } from '../problem.ts'

const email = z.email().max(200)
const code = z.string().regex(/^\d{6}$/)

/** better-auth's own answer, with its rate limits, for one of its paths. */
function askAuth(request: Request, origin: string, path: string, given: Record<string, string>): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', origin })
  for (const name of ['cookie', 'cf-connecting-ip', 'user-agent']) {
    const value = request.headers.get(name)
    if (value) headers.set(name, value)
  }
  return auth.handler(
    new Request(`${origin}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(given) }),
  )
}

const authError = z.object({ code: z.string() })

/** Our word for better-auth's refusal; what we do not know is a bug and throws. */
async function refusalOf(response: Response): Promise<Problem> {
  if (response.status === 429) return { code: 'too_many_requests' }
  const parsed = authError.safeParse(await response.json().catch(() => null))
  switch (parsed.data?.code) {
    case 'INVALID_OTP':
    case 'USER_NOT_FOUND':
      return { code: 'code_wrong' }
    case 'OTP_EXPIRED':
      return { code: 'code_expired' }
    case 'TOO_MANY_ATTEMPTS':
      return { code: 'code_tries_used_up' }
    default:
      throw new Error(`sign-in answered ${response.status} ${parsed.data?.code ?? ''}`)
  }
}

/** A code is sent to an address the portal knows; the answer is the same for every address. */
export const signInCodes = new Hono<AppEnv>().post('/', allowAnyone, body(z.object({ email })), async (c) => {
  const response = await askAuth(c.req.raw, c.env.ORIGIN, '/email-otp/send-verification-otp', {
    email: c.req.valid('json').email.trim().toLowerCase(),
    type: 'sign-in',
  })
  if (!response.ok) return problem(c, await refusalOf(response))
  return c.json({}, 202)
})

export const sessions = new Hono<AppEnv>()
  .post('/', allowAnyone, body(z.object({ email, code })), async (c) => {
    const given = c.req.valid('json')
    const response = await askAuth(c.req.raw, c.env.ORIGIN, '/sign-in/email-otp', {
      email: given.email.trim().toLowerCase(),
      otp: given.code,
    })
    if (!response.ok) return problem(c, await refusalOf(response))
    for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
    return c.json({}, 201)
  })
  .delete('/', allowAnyone, async (c) => {
    const response = await askAuth(c.req.raw, c.env.ORIGIN, '/sign-out', {})
    for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
    return c.body(null, 204)
  })

/** Who is signed in, and as what. */
export const me = new Hono<AppEnv>().get('/', allowSignedIn, async (c) => {
  const { id, name, email: address } = c.var.actor
  const roles = await listRolesOf(openDb(c.env.DB), id, c.var.now)
  return c.json({ user: { id, name, email: address }, roles, isDemo: c.env.DEMO === '1' })
})
