import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { requireDeclaredAccess } from './access.ts'
import { checkEnvironment, platform, type AppEnv, type Env, type Job } from './env.ts'
import { problem } from './problem.ts'
import { health } from './routes/health.ts'

checkEnvironment(platform)

/** Larger than any answer of a form; files have a limit of their own. */
const maxJsonBytes = 1024 * 1024

export const app = new Hono<AppEnv>()
  .use('/api/*', async (c, next) => {
    c.set('now', new Date())
    await next()
    c.header('Cache-Control', c.res.headers.get('Cache-Control') ?? 'no-store')
    c.header('X-Content-Type-Options', 'nosniff')
  })
  .use('/api/*', csrf())
  .use('/api/*', async (c, next) => {
    const isJson = c.req.header('content-type')?.startsWith('application/json') ?? false
    if (!isJson) return next()
    return bodyLimit({
      maxSize: maxJsonBytes,
      onError: (limited) => problem(limited, { code: 'body_too_large', maxBytes: maxJsonBytes }),
    })(c, next)
  })
  .route('/api/health', health)

app.notFound((c) => problem(c, { code: 'not_found' }))

app.onError((error, c) => {
  if (error instanceof HTTPException) {
    if (error.status === 400) return problem(c, { code: 'not_json' })
    if (error.status === 403) return problem(c, { code: 'foreign_origin' })
  }
  const requestId = crypto.randomUUID()
  console.error(JSON.stringify({ requestId, method: c.req.method, path: c.req.path, error: String(error), stack: error.stack }))
  return problem(c, { code: 'internal_error', requestId })
})

requireDeclaredAccess(app)

export default {
  fetch: app.fetch,
} satisfies { fetch: (request: Request, env: Env) => Response | Promise<Response> }

export type { Job }
