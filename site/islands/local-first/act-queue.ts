import { learn, type ClientProblem } from '#site/text/problems.ts'
import type { Answer } from '../answer.ts'
import type { Vault } from '../offline/vault.ts'

/** Something a juror has done to the reading `id` that has not reached the portal. */
export type Queued<Act> = Act & {
  queuedAt: string
  /** Why the portal did not take it; null while it has not been asked. */
  problem: ClientProblem | null
}

export type ActKind<Act, Receipt> = {
  /** Names of the acts in the vault begin so: one act a reading and kind. */
  prefix: string
  /** The portal must answer the same act again with the same receipt. */
  send: (act: Act) => Promise<Answer<Receipt>>
  /** `answer`: null where another tab has settled it. */
  onDone: (act: Act, answer: Answer<Receipt> | null) => void
}

/** Between two tries, milliseconds. */
const retryMs = [3_000, 10_000, 30_000, 60_000]

/** From a try that did not arrive to the next one, milliseconds; `failures`: how many went before it. */
export const retryAfterMs = (failures: number): number => retryMs[Math.min(failures, retryMs.length - 1)] ?? 60_000

/** Two tabs do not send what waits under the same prefix at the same time. */
export const inOneTab = <Value>(prefix: string, work: () => Promise<Value>): Promise<Value> =>
  navigator.locks ? navigator.locks.request(`gelanggang:${prefix}`, work) : work()

/** These pass by themselves or by signing in: the act stays in the queue. */
const waiting: ReadonlySet<ClientProblem['code']> = new Set([
  'network',
  'unreadable_answer',
  'internal_error',
  'too_many_requests',
  'sign_in_needed',
])

export const isWaiting = (problem: ClientProblem) => waiting.has(problem.code)

/** Acts of one kind that wait on this device, sealed; sent one after the other as soon as the portal answers. */
export async function openActQueue<Act extends { id: string }, Receipt>(
  vault: Vault | null,
  { prefix, send, onDone }: ActKind<Act, Receipt>,
) {
  const items = new Map<string, Queued<Act>>()
  const listeners = new Set<() => void>()
  let snapshot: readonly Queued<Act>[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSending = false
  let sendingId: string | null = null
  let failures = 0
  let isStopped = false

  for (const name of (await vault?.names(prefix)) ?? []) {
    const item = await vault?.get<Queued<Act>>(name)
    if (item?.problem) await learn(item.problem.code)
    if (item) items.set(item.id, item)
  }
  tell()

  function tell() {
    snapshot = [...items.values()].toSorted((a, b) => Date.parse(a.queuedAt) - Date.parse(b.queuedAt))
    for (const listener of listeners) listener()
  }

  async function sendOne(item: Queued<Act>): Promise<'sent' | 'waits' | 'refused'> {
    const name = prefix + item.id
    // Another tab may have sent it, or the juror taken it back there.
    const kept = await vault?.get<Queued<Act>>(name)
    if (!kept) {
      items.delete(item.id)
      onDone(item, null)
      return 'sent'
    }
    sendingId = item.id
    const answer = await send(kept)
    sendingId = null
    if (!answer.ok && isWaiting(answer.problem)) return 'waits'
    // What was done to the same reading meanwhile is another act, and its turn comes.
    if ((await vault?.get<Queued<Act>>(name))?.queuedAt !== kept.queuedAt) return 'sent'
    if (answer.ok) {
      items.delete(item.id)
      await vault?.remove(name)
    } else {
      const refused = { ...kept, problem: answer.problem }
      items.set(item.id, refused)
      await vault?.put(name, refused)
    }
    onDone(kept, answer)
    return answer.ok ? 'sent' : 'refused'
  }

  const nextToSend = () => [...items.values()].find(({ problem }) => problem === null)

  async function flush(): Promise<void> {
    if (isSending || isStopped) return
    isSending = true
    clearTimeout(timer)
    try {
      for (let item = nextToSend(); item; item = nextToSend()) {
        const one = item
        const result = await inOneTab(prefix, () => sendOne(one))
        if (result === 'waits') {
          timer = setTimeout(() => void flush(), retryAfterMs(failures++))
          return
        }
        failures = 0
        tell()
      }
    } finally {
      isSending = false
      tell()
    }
  }

  return {
    list: () => snapshot,
    find: (id: string) => items.get(id),
    /** In place of an earlier one of the same reading. False where this device keeps nothing: then it cannot wait here. */
    add: async (act: Act): Promise<boolean> => {
      const queued = { ...act, queuedAt: new Date().toISOString(), problem: null }
      const isKept = (await vault?.put(prefix + act.id, queued)) ?? false
      if (!isKept) return false
      items.set(act.id, queued)
      tell()
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), retryAfterMs(0))
      return true
    },
    /** False when it is on its way right now, or has been sent. */
    takeBack: async (id: string): Promise<boolean> => {
      if (sendingId === id) return false
      return inOneTab(prefix, async () => {
        const isThere = (await vault?.get<Queued<Act>>(prefix + id)) !== undefined
        await vault?.remove(prefix + id)
        items.delete(id)
        tell()
        return isThere
      })
    },
    flush,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

export type ActQueue<Act extends { id: string }> = Pick<
  Awaited<ReturnType<typeof openActQueue<Act, unknown>>>,
  'list' | 'find' | 'add' | 'takeBack' | 'flush' | 'subscribe' | 'stop'
>
