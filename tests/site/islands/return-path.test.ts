import { expect, it } from 'vitest'
import { returnPath } from '#site/islands/return-path.ts'

it.each(['/peserta/', '/peserta/usulan/?id=4f-2&bagian=latar-belakang'])('leads back to %s', (path) => {
  expect(returnPath(path)).toBe(path)
})

it.each([
  null,
  '',
  'peserta/',
  'https://example.com/',
  '//example.com/',
  '/\\example.com/',
  '/a\nb',
  'javascript:alert(1)',
])('does not lead to %j', (path) => {
  expect(returnPath(path)).toBeNull()
})
