import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

test('the portal says that it and its database answer', async () => {
  const response = await exports.default.fetch('http://localhost/api/health')
  expect([response.status, await response.json()]).toEqual([200, { ok: true, editions: 0 }])
})
