import { openActQueue, type ActKind, type ActQueue, type Queued } from '../local-first/act-queue.ts'
import type { Vault } from '../offline/vault.ts'
import { handIn, type HandedIn } from './desk-api.ts'
import type { toHandIn } from './written-sheet.ts'

/** A sheet that the juror has handed in. */
export type HandInAct = {
  id: string
  referenceNumber: string
  title: string
  sheet: ReturnType<typeof toHandIn>
}

export type QueuedHandIn = Queued<HandInAct>
export type HandInQueue = ActQueue<HandInAct>

/** Sheets that wait on this device to be handed in. One that is refused stays until the juror has seen why. */
export const openHandInQueue = (
  vault: Vault | null,
  onDone: ActKind<HandInAct, HandedIn>['onDone'],
): Promise<HandInQueue> =>
  openActQueue<HandInAct, HandedIn>(vault, { prefix: 'handin:', send: ({ id, sheet }) => handIn(id, sheet), onDone })
