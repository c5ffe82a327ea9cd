import { getSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Hono, HonoRequest } from 'hono'
import type * as z from 'zod'
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch'
import { openDb, type Db } from '#db/client.ts'
import { selectSession } from '#db/users.ts'
import { effectiveGrants, holds, holdsEverywhere, type RoleName } from '#domain/access.ts'
import { accept, refuse, type Result } from '#domain/result.ts'
import { sessionCookie } from './auth.ts'
import { readBody, type JsonBody } from './body.ts'
import { isDemoPerson } from './demo.ts'
import type { AppEnv, Env } from './env.ts'
import { problem, type Problem } from './problem.ts'

type Callers = readonly RoleName[] | 'signed_in' | 'anyone'

/** Handlers that say who may call; a route without one does not start. */
const declarations = new WeakMap<object, Callers>()

function declared<M extends object>(callers: Callers, middleware: M): M {
  declarations.set(middleware, callers)
  return middleware
}

/** Who may call, if this handler says it. */
export const callersOf = (handler: object): Callers | undefined => declarations.get(handler)

type Guarded<G> = AppEnv & { Variables: { guard: G } }

/** What a guard reads in the same round trip as session and roles. */
type GuardStatement<S> = (db: Db, request: HonoRequest, now: Date) => S

type Admitted = {
  roles: readonly RoleName[] | 'signed_in'
  isHeld?: typeof holds
  /** For whom the page asks, where it says so: whoever has signed in beside it since is somebody else. */
  expected: string | undefined
}

/**
 * The person behind the request if one of the roles is held now, or why not. What the secretariat and the operator may do counts
 * only with a second factor; whoever has set one up gets no session without it. The people of the demonstration are let in.
 */
async function admit<S extends readonly BatchItem<'sqlite'>[]>(
  { DEMO }: Pick<Env, 'DEMO'>,
  token: string | false | undefined,
  db: Db,
  now: Date,
  { roles, isHeld = holds, expected }: Admitted,
  beside: S,
) {
  if (!token) return refuse({ code: 'sign_in_needed' as const })
  const [[user], ...answers] = await db.batch([selectSession(db, { token, now }), ...beside])
  if (!user || (expected !== undefined && expected !== user.id)) return refuse({ code: 'sign_in_needed' as const })
  const isLetIn = user.hasSecondFactor || (DEMO === '1' && isDemoPerson(user.email))
  const actor = { ...user, grants: effectiveGrants(user.grants, isLetIn) }
  if (roles !== 'signed_in' && !isHeld(actor, ...roles)) {
    const lacksFactor = isHeld(user, ...roles)
    return refuse(lacksFactor ? { code: 'second_factor_needed' as const } : { code: 'not_allowed' as const })
  }
  return accept({ actor, answers })
}

const admitting = (roles: readonly RoleName[] | 'signed_in', isHeld = holds) =>
  declared(
    roles,
    createMiddleware<AppEnv>(async (c, next) => {
      const token = await getSignedCookie(c, c.env.AUTH_SECRET, sessionCookie)
      const admitted = { roles, isHeld, expected: c.req.header('x-person') }
      const admission = await admit(c.env, token, openDb(c.env.DB), c.var.now, admitted, [])
      if (!admission.ok) return problem(c, admission.refusal)
      c.set('actor', admission.value.actor)
      return next()
    }),
  )

/** Only a signed-in holder of one of these roles may call. What the role may see is the handler's question. */
export const allow = (...roles: [RoleName, ...RoleName[]]) => admitting(roles)

/** The same, but a role held for one edition only does not count: for what belongs to none, as accounts and letters do. */
export const allowEverywhere = (...roles: [RoleName, ...RoleName[]]) => admitting(roles, holdsEverywhere)

export const allowSignedIn = admitting('signed_in')

/** As `allow`, with the handler's first reading (`c.var.guard`) in the same round trip to the database: for the hot paths. */
export const allowWith = <S extends BatchItem<'sqlite'>>(
  roles: readonly [RoleName, ...RoleName[]],
  guard: GuardStatement<S>,
) =>
  declared(
    roles,
    createMiddleware<Guarded<S['_']['result']>>(async (c, next) => {
      const db = openDb(c.env.DB)
      const token = await getSignedCookie(c, c.env.AUTH_SECRET, sessionCookie)
      const expected = c.req.header('x-person')
      const admission = await admit(c.env, token, db, c.var.now, { roles, expected }, [guard(db, c.req, c.var.now)])
      if (!admission.ok) return problem(c, admission.refusal)
      c.set('actor', admission.value.actor)
      c.set('guard', admission.value.answers[0])
      return next()
    }),
  )

/** Who sends a save: statements that write ask by themselves whether this session may. `person` as in `x-person`. */
type Sender = { request: HonoRequest; token: string; person: string | null; now: Date }

/**
 * As `allow`, but the save itself is in the round trip that reads session and roles: its statements ask in their own conditions
 * whether this session may, and `c.var.guard` is what they answered. What does not fit is refused after whoever may not call.
 */
export const allowSaving = <
  S extends readonly [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]],
  B extends z.ZodType<object>,
>(
  roles: readonly [RoleName, ...RoleName[]],
  schema: B,
  save: (db: Db, sent: z.output<B>, sender: Sender) => Result<S, Problem>,
) =>
  declared(
    roles,
    createMiddleware<Guarded<[...BatchResponse<S>]>, string, JsonBody<B>>(async (c, next) => {
      const token = await getSignedCookie(c, c.env.AUTH_SECRET, sessionCookie)
      if (!token) return problem(c, { code: 'sign_in_needed' })
      const { now } = c.var
      const db = openDb(c.env.DB)
      const expected = c.req.header('x-person')
      const sent = await readBody(c, schema)
      const asked = sent.ok ? save(db, sent.value, { request: c.req, token, person: expected ?? null, now }) : sent
      if (!asked.ok) {
        const admission = await admit(c.env, token, db, now, { roles, expected }, [])
        return problem(c, admission.ok ? asked.refusal : admission.refusal)
      }
      const admission = await admit(c.env, token, db, now, { roles, expected }, asked.value)
      if (!admission.ok) return problem(c, admission.refusal)
      c.set('actor', admission.value.actor)
      c.set('guard', admission.value.answers)
      return next()
    }),
  )

export const allowAnyone = declared(
  'anyone',
  createMiddleware<AppEnv>((_, next) => next()),
)

/** Throws, naming them, when a route does not say who may call it. Called once when the Worker loads. */
export function requireDeclaredAccess(app: Hono<AppEnv>): void {
  const open = new Set<string>()
  const closed = new Set<string>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL' && path.endsWith('/*')) continue
    const route = `${method} ${path}`
    open.add(route)
    if (declarations.has(handler)) closed.add(route)
  }
  const undeclared = [...open].filter((route) => !closed.has(route))
  if (undeclared.length > 0) throw new Error(`No access declared for: ${undeclared.join(', ')}`)
}
