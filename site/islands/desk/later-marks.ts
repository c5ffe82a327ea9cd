import { openActQueue, type ActQueue, type Queued } from '../local-first/act-queue.ts'
import type { Vault } from '../offline/vault.ts'
import { markLater } from './desk-api.ts'
import type { ListStore } from './reading-lists.ts'
import type { ReadingStore } from './reading-store.ts'

/** A reading that the juror puts off, or takes up again. */
export type LaterMark = { id: string; isLater: boolean }
export type LaterMarks = ActQueue<LaterMark>

/** Marks on their way. One that is refused goes: its reading is the juror's no more, which the list then shows. */
export async function openLaterMarks(
  vault: Vault | null,
  lists: ListStore,
  readings: ReadingStore,
): Promise<LaterMarks> {
  const marks: LaterMarks = await openActQueue(vault, {
    prefix: 'mark:',
    send: ({ id, isLater }: LaterMark) => markLater(id, isLater),
    onDone: ({ id }, answer) => {
      if (answer?.ok) {
        const { laterAt } = answer.value
        lists.change(id, { laterAt })
        void readings.change(id, (view) => ({ ...view, laterAt }))
      } else {
        void marks.takeBack(id)
        void lists.load()
      }
    },
  })
  return marks
}

type Marked = { id: string; laterAt?: string | null }

/** When a reading was put off: by what waits on this device, else as the portal said. Kept texts of an older page do not say. */
export function laterAtOf({ id, laterAt = null }: Marked, marks: readonly Queued<LaterMark>[]): string | null {
  const waiting = marks.find((mark) => mark.id === id)
  if (!waiting) return laterAt
  return waiting.isLater ? waiting.queuedAt : null
}
