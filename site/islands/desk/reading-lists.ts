import type { ClientProblem } from '#site/text/problems.ts'
import type { Answer } from '../answer.ts'
import type { Vault } from '../offline/vault.ts'
import { listReadings, type ListedReading, type ReadingLists } from './desk-api.ts'

/** Where the list lies on the device. */
export const listName = 'list'

/** A line that has not answered for this long is not waited for where the device has the list, milliseconds. */
const patienceMs = 2500

export type KnownLists = { lists?: ReadingLists; problem?: ClientProblem; isFromDevice: boolean }

/** The juror's assignments by stage: from the portal, else as this device last saw them, with what was done here since. `onListed` hears what the portal lists. */
export function readingLists(vault: Vault | null, onListed: (ids: ReadonlySet<string>) => void) {
  let known: KnownLists | undefined
  const listeners = new Set<() => void>()

  function set(next: KnownLists) {
    known = next
    for (const listener of listeners) listener()
  }

  async function fromDevice(): Promise<void> {
    const lists = await vault?.get<ReadingLists>(listName)
    if (lists && !known?.lists) set({ lists, isFromDevice: true })
  }

  async function take(answer: Answer<ReadingLists>): Promise<void> {
    if (answer.ok) {
      set({ lists: answer.value, isFromDevice: false })
      onListed(new Set(answer.value.stages.flatMap(({ assignments }) => assignments.map(({ id }) => id))))
      return void vault?.put(listName, answer.value)
    }
    await fromDevice()
    if (!known?.lists) set({ problem: answer.problem, isFromDevice: false })
  }

  return {
    peek: () => known,
    load: async () => {
      let isAnswered = false
      setTimeout(() => void (isAnswered || fromDevice()), patienceMs)
      const answer = await listReadings()
      isAnswered = true
      await take(answer)
    },
    /** What the portal has just confirmed of one reading. */
    change: (
      id: string,
      change: Partial<Pick<ListedReading, 'state' | 'totalHundredths' | 'laterAt' | 'draftFilled'>>,
    ) => {
      if (!known?.lists) return
      const stages = known.lists.stages.map((stage) => ({
        ...stage,
        assignments: stage.assignments.map((one) => (one.id === id ? { ...one, ...change } : one)),
      }))
      const lists = { ...known.lists, stages }
      set({ ...known, lists })
      void vault?.put(listName, lists)
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type ListStore = ReturnType<typeof readingLists>
