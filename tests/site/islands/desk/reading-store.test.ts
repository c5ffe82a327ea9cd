import { afterEach, expect, it, vi } from 'vitest'
import { nameOf, readingStore } from '#site/islands/desk/reading-store.ts'
import type { Vault } from '#site/islands/offline/vault.ts'

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

/** Answers that come when they are told to, in the order in which they were asked for. */
function heldAnswers() {
  const held: ((view: object) => void)[] = []
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('fetch', () => new Promise((resolve) => held.push((view) => resolve(Response.json(view)))))
  return held
}

const blank = { id: 'a', draft: null, sheet: null }
const handedIn = { id: 'a', draft: null, sheet: { points: { dampak: 76 } } }

it('shows no blank sheet that was asked for before the portal took the sheet', async () => {
  const answers = heldAnswers()
  const readings = readingStore(null)
  const visit = readings.visit('a')
  const again = readings.reloadIfAsked('a')
  await vi.waitFor(() => expect(answers.length).toBe(1), 10_000)
  answers[0]?.(blank)
  await visit
  await vi.waitFor(() => expect(answers.length).toBe(2), 10_000)
  expect(readings.peek('a')).toBe(undefined)
  answers[1]?.(handedIn)
  await again
  expect(readings.peek('a')?.view).toEqual(handedIn)
})

it('asks for no reading that this page does not show', async () => {
  const answers = heldAnswers()
  await readingStore(null).reloadIfAsked('a')
  expect(answers.length).toBe(0)
})

/** A device that keeps what it is told, for as long as the test runs. */
function deviceWith(kept: Map<string, unknown>): Vault {
  return {
    put: (name, value) => Promise.resolve(kept.set(name, structuredClone(value)).has(name)),
    get: (name) => Promise.resolve(JSON.parse(JSON.stringify(kept.get(name) ?? null)) ?? undefined),
    names: (prefix) => Promise.resolve([...kept.keys()].filter((name) => name.startsWith(prefix))),
    remove: (name) => Promise.resolve(void kept.delete(name)),
    sizeBytes: () => Promise.resolve(0),
  }
}

it('keeps the copy for a day without a network as new as what is shown, and makes none where there was none', async () => {
  heldAnswers()
  const kept = new Map<string, unknown>([[nameOf('a'), { id: 'a', draft: null, sheet: null }]])
  const readings = readingStore(deviceWith(kept))
  const draft = {
    points: { dampak: 70 },
    comments: {},
    comment: '',
    notes: 'Tanya lagi',
    pins: [],
    version: 3,
    savedAt: '2027-04-01T03:00:00.000Z',
  }
  await readings.change('a', (view) => (view.sheet ? view : { ...view, draft }))
  await readings.change('b', (view) => (view.sheet ? view : { ...view, draft }))
  const saved = kept.get(nameOf('a'))
  const sheet = { points: { dampak: 76 }, comments: {}, comment: '', pins: [] }
  const receipt = { totalHundredths: 7600, handedInAt: '2027-04-01T03:04:31.000Z', sha256: 'abcdef' }
  await readings.handedIn('a', sheet, receipt)
  expect({ saved, handedIn: Object.fromEntries(kept) }).toEqual({
    saved: { id: 'a', draft, sheet: null },
    handedIn: { [nameOf('a')]: { id: 'a', draft: null, sheet: { ...sheet, notes: 'Tanya lagi', ...receipt } } },
  })
})

it('takes what the list has no more off the device, with the files that no other proposal has', async () => {
  heldAnswers()
  const view = (id: string, ...files: string[]) => ({
    id,
    proposal: { attachments: files.map((sha256) => ({ sha256 })) },
  })
  const kept = new Map<string, unknown>([
    ['list', {}],
    ['copy:lembar:a', {}],
    [nameOf('a'), view('a', 'shared', 'own')],
    [nameOf('b'), view('b', 'shared')],
    ['file:shared', {}],
    ['file:own', {}],
  ])
  await readingStore(deviceWith(kept)).keepOnly(new Set(['b', 'c']))
  expect([...kept.keys()]).toEqual(['list', 'copy:lembar:a', nameOf('b'), 'file:shared'])
})

it('takes a text off the screen and the device as soon as a save was refused, keeps what names the own words, and hears no older answer', async () => {
  const answers = heldAnswers()
  const draft = { points: { dampak: 70 }, comments: {}, comment: '', notes: '', pins: [], version: 1, savedAt: '' }
  const rubric = [{ id: 'dampak', title: 'Dampak' }]
  const view = { id: 'a', rubric, draft, sheet: null, proposal: { title: 'Rahasia', attachments: [] } }
  const kept = new Map<string, unknown>([[nameOf('a'), view]])
  const readings = readingStore(deviceWith(kept))
  await readings.prefetch('a')
  const before = readings.peek('a')?.view
  const asked = readings.reload('a')
  await vi.waitFor(() => expect(answers.length).toBe(1), 10_000)
  await readings.lose('a')
  answers[0]?.(view)
  await asked
  const { at: _, ...known } = readings.peek('a') ?? {}
  expect({ before, known, kept: [...kept.keys()] }).toEqual({
    before: view,
    known: { problem: { code: 'not_found' }, lost: { rubric, draft }, isFromDevice: false },
    kept: [],
  })
})
