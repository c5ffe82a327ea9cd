import type { ClientProblem } from '#site/text/problems.ts'
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
 * Pictures on their way: sealed on the device first, then sent one after the other. One that the portal refuses stays until it is
 * given up; one that the network stops is sent again.
 */
export function photoQueue(visitId: string, vault: Vault | null, onChange: () => void, onArrived: () => void) {
  const pictures = new Map<string, Blob>()
  let waiting: readonly WaitingPhoto[] = []
  let isSending = false

  const set = (next: readonly WaitingPhoto[]) => {
    waiting = next
    onChange()
  }
  const change = (name: string, given: Partial<WaitingPhoto>) =>
    set(waiting.map((one) => (one.name === name ? { ...one, ...given } : one)))

  async function drop(name: string) {
    pictures.delete(name)
    set(waiting.filter((one) => one.name !== name))
    await vault?.remove(name)
  }

  async function flush(): Promise<void> {
    if (isSending) return
    isSending = true
    const tried = new Set<string>()
    const nextToTry = () => waiting.find(({ name }) => !tried.has(name))
    try {
      for (let next = nextToTry(); next; next = nextToTry()) {
        tried.add(next.name)
        const picture = pictures.get(next.name) ?? (await vault?.get<Blob>(next.name))
        const answer = picture ? await sendPhoto(visitId, picture) : undefined
        if (!answer || answer.ok) await drop(next.name)
        else change(next.name, { problem: answer.problem })
        if (answer?.ok) onArrived()
      }
    } finally {
      // Also where the device's store failed: else no picture would be sent until the page is loaded anew.
      isSending = false
    }
  }

  return {
    waiting: () => waiting,
    flush,
    drop,
    /** What an earlier visit to this page left. */
    begin: async () => {
      const names = (await vault?.names(prefixOf(visitId))) ?? []
      const left = names.map((name) => ({ name, isKept: true, problem: null }))
      if (left.length > 0) set([...waiting, ...left])
      await flush()
    },
    add: async (files: readonly File[]) => {
      for (const file of files) {
        const name = prefixOf(visitId) + crypto.randomUUID()
        pictures.set(name, file)
        const isKept = (await vault?.put(name, file)) ?? false
        set([...waiting, { name, isKept, problem: null }])
      }
      await flush()
    },
  }
}
