import { hc } from 'hono/client'
import type { mails } from '#worker/routes/mails.ts'
import type { me, sessions, signInCodes } from '#worker/routes/sessions.ts'

/** One typed client a router: the types are the routes' own, nothing of the Worker is bundled. Read answers with `receive`. */
export const signInCodesApi = hc<typeof signInCodes>('/api/sign-in-codes')
export const sessionsApi = hc<typeof sessions>('/api/sessions')
export const meApi = hc<typeof me>('/api/me')
export const mailsApi = hc<typeof mails>('/api/mails')
