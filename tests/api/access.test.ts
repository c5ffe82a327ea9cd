import { exports } from 'cloudflare:workers'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { allow, allowAnyone, requireDeclaredAccess } from '#worker/access.ts'
import { app } from '#worker/app.ts'
import type { AppEnv } from '#worker/env.ts'
import { aPerson, answer, call } from './portal.ts'

test('a caller without a session is asked to sign in', async () => {
  expect(await answer(call(null, 'GET', '/me'))).toEqual([401, { code: 'sign_in_needed' }])
})

test('a cookie with a foreign signature is no session', async () => {
  const person = await aPerson({ role: 'author' })
  const forged = { ...person, cookie: `${person.cookie.slice(0, -6)}AAAA%3D` }
  expect(await answer(call(forged, 'GET', '/me'))).toEqual([401, { code: 'sign_in_needed' }])
})

test('an unknown address of the API is told to be none', async () => {
  expect(await answer(call(null, 'GET', '/tidak-ada'))).toEqual([404, { code: 'not_found' }])
})

test('a route that does not say who may call it keeps the Worker from loading, by name', () => {
  const declared = new Hono<AppEnv>()
    .get('/api/open', allowAnyone, (c) => c.json({}))
    .post('/api/closed', allow('secretariat'), (c) => c.json({}))
  expect(() => requireDeclaredAccess(declared)).not.toThrow()
  const forgotten = declared.get('/api/closed', (c) => c.json({})).delete('/api/open', (c) => c.json({}))
  expect(() => requireDeclaredAccess(forgotten)).toThrow('No access declared for: GET /api/closed, DELETE /api/open')
})

test('without a session every route is refused or says that it is open to anyone', async () => {
  const routes = new Map(
    app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => [`${method} ${path}`, { method, path: path.replace(/:\w+/g, 'tidak-ada') }]),
  )
  const answers = await Promise.all(
    [...routes].map(async ([name, { method, path }]) => {
      const { status } = await call(null, method, path.replace('/api', ''), method === 'GET' ? undefined : {})
      return { name, status }
    }),
  )
  expect(answers.filter(({ status }) => status !== 401).map(({ name }) => name)).toEqual([
    'GET /api/health',
    'GET /api/clock',
    'POST /api/sign-in-codes',
    'POST /api/sessions',
    'POST /api/sessions/second-factor',
    'DELETE /api/sessions',
    'POST /api/account-requests',
    'GET /api/account-requests/form',
    'GET /api/account-requests/status',
    'GET /api/account-requests/:reference',
    'POST /api/invitations/views',
    'POST /api/invitations/answers',
    'POST /api/mail-events',
    'POST /api/demo/sign-in',
    'POST /api/corrections',
    'GET /api/corrections/form',
    'GET /api/corrections/lookup',
    'GET /api/corrections/:reference',
    'GET /api/verifications',
    'POST /api/verifications',
    'GET /api/search',
    'GET /api/editions',
    'GET /api/editions/:edition',
    'GET /api/publications',
    'GET /api/publications/:hash',
    'GET /api/bundles/:hash',
    'GET /api/agencies',
  ])
})

test('another site can neither send a form nor JSON in the name of a signed-in person', async () => {
  const person = await aPerson({ role: 'secretariat' })
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
    const response = await exports.default.fetch('http://localhost/api/editions', {
      method: 'POST',
      headers: { cookie: person.cookie, origin: 'https://lain.example', 'content-type': type },
      body: '{}',
    })
    expect([type, response.status, await response.json()]).toEqual([type, 403, { code: 'foreign_origin' }])
  }
})
