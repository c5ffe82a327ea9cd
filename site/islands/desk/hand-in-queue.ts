import { openActQueue, type ActKind, type ActQueue, type Queued } from '../local-first/act-queue.ts'
import type { Vault } from '../offline/vault.ts'
import type { HandedIn } from './desk-api.ts'
import { handInSeen } from './hand-in.ts'
import type { toHandIn } from './written-sheet.ts'

/** A sheet that the juror has handed in. */
export type HandInAct = {
  id: string
  referenceNumber: string
  title: string
  sheet: ReturnType<typeof toHandIn>
  /** The version of the draft that the juror saw. */
  overDraft: number
  /** Fingerprints of drafts that this device sent without an answer: one of them is no newer draft. */
  sentDrafts: readonly string[]
}

export type QueuedHandIn = Queued<HandInAct>
export type HandInQueue = ActQueue<HandInAct>

/** Sheets that wait on this device to be handed in. One that is refused stays until the juror has seen why. */
export const openHandInQueue = (
  vault: Vault | null,
  onDone: ActKind<HandInAct, HandedIn>['onDone'],
): Promise<HandInQueue> => openActQueue<HandInAct, HandedIn>(vault, { prefix: 'handin:', send: handInSeen, onDone })
