import { env } from 'cloudflare:workers'
import { desc, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { mails } from '#db/schema.ts'
import { aPerson, answer, call, db } from './portal.ts'

async function askForCode(email: string): Promise<string> {
  expect(await answer(call(null, 'POST', '/sign-in-codes', { email }))).toEqual([202, {}])
  const mail = await db.select().from(mails).where(eq(mails.toAddress, email)).orderBy(desc(mails.createdAt)).get()
  const code = mail?.subject.match(/\d{6}/)?.[0]
  if (!code) throw new Error('no code was mailed')
  return code
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

test('a code from the mail opens a session that the portal knows', async () => {
  const person = await aPerson({ role: 'auditor' })
  const code = await askForCode(person.email)
  const response = await call(null, 'POST', '/sessions', { email: person.email.toUpperCase(), code })
  expect(response.status).toBe(201)
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  expect(await answer(call({ ...person, cookie }, 'GET', '/me'))).toEqual([
    200,
    {
      user: { id: person.id, name: person.name, email: person.email },
      roles: [{ role: 'auditor', agencyId: null, agency: null, edition: null }],
      isDemo: true,
      secondFactor: { isOn: false, isMissing: false },
    },
  ])
  expect((await call({ ...person, cookie }, 'DELETE', '/sessions')).status).toBe(204)
  expect(await answer(call({ ...person, cookie }, 'GET', '/me'))).toEqual([401, { code: 'sign_in_needed' }])
})

test('a wrong code is refused, and the third wrong one uses the code up', async () => {
  const { email } = await aPerson({ role: 'author' })
  const code = await askForCode(email)
  const attempt = (given: string) => answer(call(null, 'POST', '/sessions', { email, code: given }))
  expect(await attempt(wrong(code))).toEqual([422, { code: 'code_wrong' }])
  expect(await attempt(wrong(code))).toEqual([422, { code: 'code_wrong' }])
  expect(await attempt(wrong(code))).toEqual([422, { code: 'code_wrong' }])
  expect(await attempt(code)).toEqual([429, { code: 'code_tries_used_up' }])
})

test('a code that is too old is refused as expired', async () => {
  const { email } = await aPerson({ role: 'author' })
  const code = await askForCode(email)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 })
  try {
    expect(await answer(call(null, 'POST', '/sessions', { email, code }))).toEqual([422, { code: 'code_expired' }])
  } finally {
    vi.useRealTimers()
  }
})

test('an unknown address gets the same answer as a known one and no mail', async () => {
  const email = 'tidak.dikenal@contoh.go.id'
  expect(await answer(call(null, 'POST', '/sign-in-codes', { email }))).toEqual([202, {}])
  expect(await db.select().from(mails).where(eq(mails.toAddress, email))).toEqual([])
})

test('something that is no address is named', async () => {
  expect(await answer(call(null, 'POST', '/sign-in-codes', { email: 'bukan alamat' }))).toEqual([
    422,
    { code: 'invalid_input', fields: ['email'] },
  ])
})

test('the code is stored hashed', async () => {
  const { email } = await aPerson({ role: 'author' })
  const code = await askForCode(email)
  const stored = await env.DB.prepare('SELECT value FROM verifications WHERE identifier LIKE ?').bind(`%${email}`).all()
  expect(stored.results.length).toBe(1)
  expect(JSON.stringify(stored.results)).not.toContain(code)
})

test('the role switch of the demonstration answers to a form, not to another site', async () => {
  const form = new URLSearchParams({ role: 'author' }).toString()
  const response = await fetchForm(form, 'https://lain.example')
  expect([response.status, await response.json()]).toEqual([403, { code: 'foreign_origin' }])
})

async function fetchForm(form: string, origin: string): Promise<Response> {
  const { exports } = await import('cloudflare:workers')
  return exports.default.fetch('http://localhost/api/demo/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    body: form,
  })
}
