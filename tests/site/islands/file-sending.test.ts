import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunkCount } from '#domain/upload.ts'
import type { Answer } from '#site/islands/answer.ts'
import { fileSending, type SendingState } from '#site/islands/uploads/sending.ts'
import type { ClientProblem } from '#site/text/problems.ts'

const refuse = (problem: ClientProblem): Answer<never> => ({ ok: false, problem })
const network = refuse({ code: 'network' })

/** A portal that keeps what arrives, over a line that does as it is told: one entry an attempt, then all is well. */
function aPortal(bytes: Uint8Array, chunkBytes: number, line: (Answer<never> | 'through' | 'answer_lost')[] = []) {
  const stored = new Map<number, Uint8Array>()
  const sent: number[] = []
  const waits: number[] = []
  const states: SendingState[] = []
  let completions = 0
  const upload = { sizeBytes: bytes.length, chunkBytes }
  const sending = fileSending({
    begin: () => Promise.resolve({ ok: true, value: { id: 'u', ...upload, chunks: [...stored.keys()] } }),
    read: (from, to) => Promise.resolve(new Uint8Array(bytes.slice(from, to))),
    sendChunk: (_, number, part, signal, onProgress) => {
      const fate = line.shift() ?? 'through'
      sent.push(number)
      if (signal.aborted) return Promise.resolve(network)
      onProgress(part.length)
      if (typeof fate === 'object') return Promise.resolve(fate)
      stored.set(number, part)
      return Promise.resolve(fate === 'answer_lost' ? network : { ok: true, value: undefined })
    },
    complete: () => {
      completions += 1
      const missing = Array.from({ length: chunkCount(upload) }, (_, n) => n).filter((n) => !stored.has(n))
      return Promise.resolve(
        missing.length > 0 ? refuse({ code: 'upload_incomplete', missing }) : { ok: true, value: undefined },
      )
    },
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
    onChange: (state) => states.push(state),
  })
  const joined = () => [...stored].toSorted(([a], [b]) => a - b).flatMap(([, part]) => [...part])
  return { sending, stored, sent, waits, states, joined, completions: () => completions }
}

const aFile = (size: number) => Uint8Array.from({ length: size }, (_, i) => i % 251)

test('whatever the line loses, the file arrives whole, and its progress never passes its size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 500 }),
      fc.integer({ min: 20, max: 200 }),
      fc.array(
        fc.constantFrom<Answer<never> | 'through' | 'answer_lost'>(
          network,
          refuse({ code: 'unreadable_answer', status: 502 }),
          refuse({ code: 'chunk_corrupted' }),
          'answer_lost',
          'through',
        ),
        { maxLength: 30 },
      ),
      async (bytes, chunkBytes, line) => {
        const portal = aPortal(bytes, chunkBytes, line)
        await portal.sending.run()
        const most = Math.max(0, ...portal.states.map((state) => ('sentBytes' in state ? state.sentBytes : 0)))
        expect([portal.joined(), portal.sending.read(), most]).toEqual([[...bytes], { step: 'done' }, bytes.length])
      },
    ),
  )
})

test('nothing that had arrived is sent again when an upload is taken up', async () => {
  const portal = aPortal(aFile(500), 100)
  portal.stored.set(1, aFile(500).slice(100, 200))
  portal.stored.set(4, aFile(500).slice(400))
  await portal.sending.run()
  expect([portal.sent, portal.joined()]).toEqual([[0, 2, 3], [...aFile(500)]])
})

test('each failure in a row waits longer than the one before', async () => {
  const portal = aPortal(aFile(10), 10, [network, network, network, network])
  await portal.sending.run()
  expect([portal.waits, portal.sent]).toEqual([
    [1000, 2000, 4000, 8000],
    [0, 0, 0, 0, 0],
  ])
})

test('a part that the portal has lost is sent once more', async () => {
  const portal = aPortal(aFile(300), 100)
  portal.stored.set(1, aFile(300).slice(100, 200))
  const running = portal.sending.run()
  // Known when it began, gone when it is put together.
  await Promise.resolve()
  await Promise.resolve()
  await Promise.resolve()
  portal.stored.delete(1)
  await running
  expect([portal.completions(), portal.sent.toSorted(), portal.joined()]).toEqual([2, [0, 1, 2], [...aFile(300)]])
})

test('a refusal ends it with its reason, and the parts that were still to come are not sent', async () => {
  const portal = aPortal(aFile(1000), 100, ['through', refuse({ code: 'chunk_differs' })])
  await portal.sending.run()
  expect([portal.sending.read(), portal.sent.length < 5, portal.completions()]).toEqual([
    { step: 'refused', problem: { code: 'chunk_differs' } },
    true,
    0,
  ])
})

test('a sign-in that ran out pauses it; after signing in it goes on where it was', async () => {
  const portal = aPortal(aFile(300), 100, ['through', refuse({ code: 'sign_in_needed' })])
  await portal.sending.run()
  const paused = portal.sending.read()
  const before = portal.stored.size
  await portal.sending.run()
  expect([
    paused.step,
    'problem' in paused && paused.problem,
    before >= 1,
    portal.sending.read(),
    portal.joined(),
  ]).toEqual(['paused', { code: 'sign_in_needed' }, true, { step: 'done' }, [...aFile(300)]])
})

test('paused it sends nothing more, and continued it sends the rest', async () => {
  const portal = aPortal(aFile(1000), 100)
  const running = portal.sending.run()
  portal.sending.pause()
  await running
  const [paused, sent] = [portal.sending.read().step, portal.sent.length]
  await portal.sending.run()
  expect([paused, sent <= 2, portal.sending.read(), portal.joined()]).toEqual([
    'paused',
    true,
    { step: 'done' },
    [...aFile(1000)],
  ])
})
