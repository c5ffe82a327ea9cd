import type { ClientProblem } from '#site/text/problems.ts'
import type { Answer } from '../answer.ts'
import type { Vault } from '../offline/vault.ts'
import { handIn, type HandedIn } from './desk-api.ts'
import type { toHandIn } from './written-sheet.ts'

/** A sheet that the juror has handed in and that has not reached the portal. */
export type QueuedHandIn = {
  id: string
  referenceNumber: string
  title: string
  sheet: ReturnType<typeof toHandIn>
  queuedAt: string
  /** Why the portal did not take it; null while it has not been asked. */
  problem: ClientProblem | null
}

const prefix = 'handin:'

/** Between two tries, milliseconds. */
const retryMs = [3_000, 10_000, 30_000, 60_000]

/** These pass by themselves or by signing in: the sheet stays in the queue. */
const waiting: ReadonlySet<ClientProblem['code']> = new Set([
  'network',
  'unreadable_answer',
  'internal_error',
  'too_many_requests',
  'sign_in_needed',
])

export const isWaiting = (problem: ClientProblem) => waiting.has(problem.code)

/** `answer`: null where another tab has settled it. */
type OnDone = (id: string, sheet: QueuedHandIn['sheet'], answer: Answer<HandedIn> | null) => void

/**
 * Sheets that wait on this device to be handed in, sealed; sent one after the other as soon as the portal answers. Sending twice does
 * no harm: the portal answers the same sheet with the same receipt.
 */
export async function openHandInQueue(vault: Vault | null, onDone: OnDone) {
  const items = new Map<string, QueuedHandIn>()
  const listeners = new Set<() => void>()
  let snapshot: readonly QueuedHandIn[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSending = false
  let sendingId: string | null = null
  let failures = 0
  let isStopped = false

  for (const name of (await vault?.names(prefix)) ?? []) {
    const item = await vault?.get<QueuedHandIn>(name)
    if (item) items.set(item.id, item)
  }
  tell()

  function tell() {
    snapshot = [...items.values()].toSorted((a, b) => Date.parse(a.queuedAt) - Date.parse(b.queuedAt))
    for (const listener of listeners) listener()
  }

  async function sendOne(item: QueuedHandIn): Promise<'sent' | 'waits' | 'refused'> {
    // Another tab may have sent it, or the juror taken it back there.
    const kept = await vault?.get<QueuedHandIn>(prefix + item.id)
    if (!kept) {
      items.delete(item.id)
      onDone(item.id, item.sheet, null)
      return 'sent'
    }
    sendingId = item.id
    const answer = await handIn(item.id, kept.sheet)
    sendingId = null
    if (!answer.ok && isWaiting(answer.problem)) return 'waits'
    if (answer.ok) {
      items.delete(item.id)
      await vault?.remove(prefix + item.id)
    } else {
      const refused = { ...item, problem: answer.problem }
      items.set(item.id, refused)
      await vault?.put(prefix + item.id, refused)
    }
    onDone(item.id, kept.sheet, answer)
    return answer.ok ? 'sent' : 'refused'
  }

  async function flush(): Promise<void> {
    if (isSending || isStopped) return
    isSending = true
    clearTimeout(timer)
    try {
      for (const item of snapshot.filter(({ problem }) => problem === null)) {
        const result = await inOneTab(() => sendOne(item))
        if (result === 'waits') {
          timer = setTimeout(() => void flush(), retryMs[Math.min(failures++, retryMs.length - 1)])
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
    /** False where this device keeps nothing: then it cannot wait here. */
    add: async (item: Omit<QueuedHandIn, 'problem'>): Promise<boolean> => {
      const queued = { ...item, problem: null }
      const isKept = (await vault?.put(prefix + item.id, queued)) ?? false
      if (!isKept) return false
      items.set(item.id, queued)
      tell()
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), retryMs[0])
      return true
    },
    /** False when it is on its way right now, or has been sent. */
    takeBack: async (id: string): Promise<boolean> => {
      if (sendingId === id) return false
      return inOneTab(async () => {
        const isThere = (await vault?.get<QueuedHandIn>(prefix + id)) !== undefined
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

export type HandInQueue = Awaited<ReturnType<typeof openHandInQueue>>

/** Two tabs do not send at the same time. */
const inOneTab = <Value>(work: () => Promise<Value>): Promise<Value> =>
  navigator.locks ? navigator.locks.request('gelanggang:serah', work) : work()
