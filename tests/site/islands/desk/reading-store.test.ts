import { afterEach, expect, it, vi } from 'vitest'
import { readingStore } from '#site/islands/desk/reading-store.ts'

afterEach(() => vi.unstubAllGlobals())

it('shows a sheet as handed in from the moment the portal took it, also when nothing else is answered any more', async () => {
  const answers = [Response.json({ id: 'a', draft: { notes: 'Tanya lagi', points: { dampak: 70 } }, sheet: null })]
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('fetch', () => {
    const answer = answers.shift()
    return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('the network is gone'))
  })
  const readings = readingStore(null)
  await readings.visit('a')
  const sheet = { points: { dampak: 76 }, comments: { dampak: 'Terukur' }, comment: 'Baik', pins: [] }
  const receipt = { totalHundredths: 7600, handedInAt: '2027-04-01T03:04:31.000Z', sha256: 'abcdef' }
  readings.handedIn('a', sheet, receipt)
  await readings.reload('a')
  const { draft, sheet: shown } = readings.peek('a')?.view ?? {}
  expect({ draft, shown }).toEqual({ draft: null, shown: { ...sheet, notes: 'Tanya lagi', ...receipt } })
})
