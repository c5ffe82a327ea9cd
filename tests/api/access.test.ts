import { expect, test } from 'vitest'
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
