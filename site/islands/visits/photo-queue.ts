import { learn, type ClientProblem } from '#site/text/problems.ts'
import { inOneTab, isWaiting, retryAfterMs } from '../local-first/act-queue.ts'
import type { Vault } from '../offline/vault.ts'
import { sendPhoto } from './visits-api.ts'

/** A picture that was taken and has not arrived. */
export type WaitingPhoto = {
  name: string
  /** Whether this device keeps it through a reload. */
  isKept: boolean
  problem: ClientProblem | null
}

const prefixOf = (visitId: string) => `photo:${visitId}:`

/**
 * Pictures on their way: sealed on the device first, then sent one after the other, in one tab and again and again until the portal
 * has them. One that it refuses stays until it is given up. They are no acts of `act-queue.ts`, whose tries and locks they share: an
 * act is JSON that waits only where the device keeps it and stops those behind it, a picture is a file of megabytes that is sent from
 * a full device too, and one that is refused holds up no other.
 */
export function photoQueue(visitId: string, vault: Vault | null, onChange: () => void, onArrived: () => void) {
  const pictures = new Map<string, Blob>()
  let waiting: readonly WaitingPhoto[] = []
  let isSending = false
  let failures = 0
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const set = (next: readonly WaitingPhoto[]) => {
    waiting = next
    if (!isStopped) onChange()
  }
  const change = (name: string, given: Partial<WaitingPhoto>) =>
    set(waiting.map((one) => (one.name === name ? { ...one, ...given } : one)))

  function forget(name: string) {
    pictures.delete(name)
    set(waiting.filter((one) => one.name !== name))
  }

  async function drop(name: string) {
    forget(name)
    await vault?.remove(name)
  }

  async function sendOne({ name, isKept }: WaitingPhoto): Promise<void> {
    const picture = isKept ? await vault?.get<Blob>(name) : pictures.get(name)
    if (!picture) return lose(name)
    const answer = await sendPhoto(visitId, picture)
    if (!answer.ok) return change(name, { problem: answer.problem })
    await drop(name)
    onArrived()
  }

  /** What is gone from the device was sent or given up in another tab; what it does not give out just now stays on it. */
  async function lose(name: string): Promise<void> {
    const isThere = (await vault?.names(name))?.includes(name) ?? false
    if (isThere) {
      await learn('file_unreadable')
      return change(name, { problem: { code: 'file_unreadable' } })
    }
    forget(name)
    onArrived()
  }

  /** `isAsked`: somebody asks for it, so that what the portal refused is tried once more too. */
  async function flush(isAsked = false): Promise<void> {
    if (isSending) return
    isSending = true
    clearTimeout(timer)
    const tried = new Set<string>()
    const mayArrive = ({ problem }: WaitingPhoto) => isAsked || problem === null || isWaiting(problem)
    const nextToTry = () => waiting.find((one) => !tried.has(one.name) && mayArrive(one))
    try {
      for (let next = nextToTry(); next; next = nextToTry()) {
        const one = next
        tried.add(one.name)
        await inOneTab(prefixOf(visitId), () => sendOne(one))
      }
    } finally {
      // Also where the device's store failed: else no picture would be sent until the page is loaded anew.
      isSending = false
    }
    const isCutOff = waiting.some(({ problem }) => problem !== null && isWaiting(problem))
    if (!isCutOff) failures = 0
    else if (!isStopped) timer = setTimeout(() => void flush(), retryAfterMs(failures++))
  }

  return {
    waiting: () => waiting,
    flush,
    drop,
    /** What an earlier visit to this page left. */
    begin: async () => {
      isStopped = false
      const names = (await vault?.names(prefixOf(visitId))) ?? []
      const known = new Set(waiting.map(({ name }) => name))
      const left = names.filter((name) => !known.has(name)).map((name) => ({ name, isKept: true, problem: null }))
      if (left.length > 0) set([...waiting, ...left])
      await flush()
    },
    add: async (files: readonly File[]) => {
      for (const file of files) {
        const name = prefixOf(visitId) + crypto.randomUUID()
        const isKept = (await vault?.put(name, file)) ?? false
        if (!isKept) pictures.set(name, file)
        set([...waiting, { name, isKept, problem: null }])
      }
      await flush()
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
