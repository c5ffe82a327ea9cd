import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answer } from '#site/islands/answer.ts'
import { openActQueue } from '#site/islands/local-first/act-queue.ts'
import type { Vault } from '#site/islands/offline/vault.ts'

type Mark = { id: string; isLater: boolean }
type Reply = Answer<{ laterAt: string | null }>

const network: Reply = { ok: false, problem: { code: 'network' } }
const taken = (laterAt: string | null): Reply => ({ ok: true, value: { laterAt } })

/** A device that keeps what it is given, as long as the test lives. */
function aVault(records = new Map<string, unknown>()): Vault {
  return {
    put: (name, value) => Promise.resolve(records.set(name, value) !== undefined),
    get: (name) => Promise.resolve(JSON.parse(JSON.stringify(records.get(name) ?? null)) ?? undefined),
    names: (prefix) => Promise.resolve([...records.keys()].filter((name) => name.startsWith(prefix))),
    remove: (name) => Promise.resolve(void records.delete(name)),
    sizeBytes: () => Promise.resolve(0),
  }
}

beforeEach(() => void vi.useFakeTimers({ now: new Date('2027-04-01T03:00:00.000Z') }))
afterEach(() => void vi.useRealTimers())

/** A queue whose portal answers what the test says, in order. */
async function aQueue(vault: Vault | null, replies: (Reply | Promise<Reply>)[]) {
  const sent: [string, boolean][] = []
  const done: [string, boolean, Reply | null][] = []
  const queue = await openActQueue<Mark, { laterAt: string | null }>(vault, {
    prefix: 'mark:',
    send: ({ id, isLater }) => {
      sent.push([id, isLater])
      const reply = replies.shift()
      return reply ? Promise.resolve(reply) : Promise.reject(new Error('one request too many'))
    },
    onDone: ({ id, isLater }, answer) => done.push([id, isLater, answer]),
  })
  return { queue, sent, done }
}

test('an act without a network waits through a reload and is sent once', async () => {
  const records = new Map<string, unknown>()
  const before = await aQueue(aVault(records), [network])
  expect(await before.queue.add({ id: '17', isLater: true })).toBe(true)
  await before.queue.flush()
  before.queue.stop()

  const after = await aQueue(aVault(records), [taken('2027-04-01T04:00:00.000Z')])
  const kept = { id: '17', isLater: true, queuedAt: '2027-04-01T03:00:00.000Z', problem: null }
  expect(after.queue.list()).toEqual([kept])
  await after.queue.flush()
  await after.queue.flush()
  expect([after.sent, after.queue.list(), records.size]).toEqual([[['17', true]], [], 0])
})

test('what was done to the same reading while the first was on its way is sent after it', async () => {
  let answer: (reply: Reply) => void = () => {}
  const slow = new Promise<Reply>((resolve) => {
    answer = resolve
  })
  const { queue, sent, done } = await aQueue(aVault(), [slow, taken(null)])
  await queue.add({ id: '17', isLater: true })
  const flushing = queue.flush()
  await vi.advanceTimersByTimeAsync(10)
  await queue.add({ id: '17', isLater: false })
  answer(taken('2027-04-01T03:00:01.000Z'))
  await flushing
  expect([sent, done, queue.list()]).toEqual([
    [
      ['17', true],
      ['17', false],
    ],
    [['17', false, taken(null)]],
    [],
  ])
})

test('an act that is refused stays with its reason until it is taken back', async () => {
  const refused: Reply = { ok: false, problem: { code: 'already_handed_in' } }
  const { queue, sent } = await aQueue(aVault(), [refused])
  await queue.add({ id: '17', isLater: true })
  await queue.flush()
  await queue.flush()
  expect([sent.length, queue.list().map(({ problem }) => problem?.code)]).toEqual([1, ['already_handed_in']])
  expect(await queue.takeBack('17')).toBe(true)
  expect(queue.list()).toEqual([])
})

test('an act that waits is tried again by itself', async () => {
  const { queue, sent } = await aQueue(aVault(), [network, network, taken(null)])
  await queue.add({ id: '17', isLater: true })
  await vi.advanceTimersByTimeAsync(60_000)
  expect([sent.length, queue.list()]).toEqual([3, []])
})

test('where the device keeps nothing, nothing waits', async () => {
  const { queue } = await aQueue(null, [])
  expect([await queue.add({ id: '17', isLater: true }), queue.list()]).toEqual([false, []])
})
