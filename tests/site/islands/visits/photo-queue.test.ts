import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Vault } from '#site/islands/offline/vault.ts'
import { photoQueue } from '#site/islands/visits/photo-queue.ts'

/** A device that keeps what it is given, or nothing. */
function aVault(records = new Map<string, unknown>(), keeps = true): Vault {
  return {
    put: (name, value) => Promise.resolve(keeps && records.set(name, value) !== undefined),
    get: (name) => Promise.resolve(JSON.parse(JSON.stringify(records.get(name) ?? null)) ?? undefined),
    names: (prefix) => Promise.resolve([...records.keys()].filter((name) => name.startsWith(prefix))),
    remove: (name) => Promise.resolve(void records.delete(name)),
    sizeBytes: () => Promise.resolve(0),
  }
}

const picture = (name: string) => new File([name], name, { type: 'image/jpeg' })

type Reply = 'taken' | 'cut' | 'refused'
let replies: Reply[] = []
let sent = 0

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2027-04-01T03:00:00.000Z') })
  sent = 0
  vi.stubGlobal('fetch', () => {
    sent += 1
    const reply = replies.shift() ?? 'taken'
    if (reply === 'cut') return Promise.reject(new TypeError('Failed to fetch'))
    if (reply === 'taken') return Promise.resolve(Response.json({ id: 'a' }, { status: 201 }))
    return Promise.resolve(Response.json({ code: 'too_many_photos', most: 12 }, { status: 409 }))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function aQueue(vault: Vault | null) {
  let arrived = 0
  const queue = photoQueue(
    '7',
    vault,
    () => {},
    () => (arrived += 1),
  )
  return { queue, arrived: () => arrived }
}

test('a picture that the line stopped is sent again by itself', async () => {
  replies = ['cut', 'cut']
  const records = new Map<string, unknown>()
  const { queue, arrived } = aQueue(aVault(records))
  await queue.add([picture('a')])
  expect([queue.waiting().map(({ problem }) => problem?.code), records.size]).toEqual([['network'], 1])
  await vi.advanceTimersByTimeAsync(120_000)
  expect([sent, arrived(), queue.waiting(), records.size]).toEqual([3, 1, [], 0])
})

test('one that was sent in another tab is not sent from this one', async () => {
  replies = ['cut']
  const records = new Map<string, unknown>()
  const [here, there] = [aQueue(aVault(records)), aQueue(aVault(records))]
  await here.queue.add([picture('a')])
  await there.queue.begin()
  await vi.advanceTimersByTimeAsync(120_000)
  expect([sent, here.queue.waiting(), there.queue.waiting(), here.arrived()]).toEqual([2, [], [], 1])
})

test('one that the portal refuses waits for the visitor and holds up no other', async () => {
  replies = ['refused', 'taken']
  const { queue, arrived } = aQueue(aVault())
  await queue.add([picture('a'), picture('b')])
  await vi.advanceTimersByTimeAsync(120_000)
  const [left] = queue.waiting()
  expect([sent, arrived(), left?.problem]).toEqual([2, 1, { code: 'too_many_photos', most: 12 }])
  await queue.drop(left?.name ?? '')
  expect(queue.waiting()).toEqual([])
})

test('a new chance sends what the line stopped, and what was refused only when the visitor asks for it', async () => {
  replies = ['refused', 'cut']
  const { queue, arrived } = aQueue(aVault())
  await queue.add([picture('a')])
  await queue.add([picture('b')])
  await queue.flush()
  expect([sent, arrived(), queue.waiting().map(({ problem }) => problem?.code)]).toEqual([3, 1, ['too_many_photos']])
  await queue.flush()
  expect(sent).toBe(3)
  await queue.flush(true)
  expect([sent, arrived(), queue.waiting()]).toEqual([4, 2, []])
})

test('a picture that the device does not give out at this moment stays on it, and is sent when the visitor asks', async () => {
  const records = new Map<string, unknown>()
  const vault = aVault(records)
  let isFailing = true
  const { queue, arrived } = aQueue({
    ...vault,
    get: <T>(name: string) => (isFailing ? Promise.resolve(undefined) : vault.get<T>(name)),
  })
  await queue.add([picture('a')])
  expect([sent, arrived(), queue.waiting().map(({ problem }) => problem?.code), records.size]).toEqual([
    0,
    0,
    ['file_unreadable'],
    1,
  ])
  isFailing = false
  await queue.flush(true)
  expect([sent, arrived(), queue.waiting(), records.size]).toEqual([1, 1, [], 0])
})

test('where the device answers nothing at all a picture leaves the list, and never the device', async () => {
  const records = new Map<string, unknown>()
  const { queue } = aQueue({
    ...aVault(records),
    get: () => Promise.resolve(undefined),
    names: () => Promise.resolve([]),
  })
  await queue.add([picture('a')])
  expect([sent, queue.waiting(), records.size]).toEqual([0, [], 1])
})

test.each([null, aVault(new Map(), false)])(
  'where the device keeps nothing a picture is sent all the same',
  async (vault) => {
    replies = ['cut']
    const { queue, arrived } = aQueue(vault)
    await queue.add([picture('a')])
    expect(queue.waiting().map(({ isKept }) => isKept)).toEqual([false])
    await vi.advanceTimersByTimeAsync(120_000)
    expect([sent, arrived(), queue.waiting()]).toEqual([2, 1, []])
  },
)
