import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { validator } from 'hono/validator'
import * as z from 'zod'
import { allowAnyone } from '../access.ts'
import { auth } from '../auth.ts'
import { demoPeople, demoRoles } from '../demo.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

/** Outside a demonstration these addresses do not exist. */
const onlyInDemo = createMiddleware<AppEnv>(async (c, next) => {
  if (c.env.DEMO !== '1') return problem(c, { code: 'not_found' })
  return next()
})

const chosen = z.object({ role: z.enum(demoRoles) })

/** The role switch: a real code, a real session, without the mail in between. */
export const demo = new Hono<AppEnv>().use(onlyInDemo).post(
  '/sign-in',
  allowAnyone,
  validator('form', (value, c) => {
    const parsed = chosen.safeParse(value)
    return parsed.success ? parsed.data : problem(c, { code: 'invalid_input', fields: ['role'] })
  }),
  async (c) => {
    const { email, workspace } = demoPeople[c.req.valid('form').role]
    const otp = await auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } })
    const response = await auth.api.signInEmailOTP({ body: { email, otp }, asResponse: true })
    if (!response.ok) throw new Error(`demo sign-in answered ${response.status}: is the demonstration seeded?`)
    for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
    return c.redirect(workspace, 303)
  },
)
