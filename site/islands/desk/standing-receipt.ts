import type { ClientProblem } from '#site/text/problems.ts'
import type { ReadingView } from './desk-api.ts'
import type { QueuedHandIn } from './hand-in-queue.ts'

/** A sheet that this juror has just handed in. `handedInAt`: null while it waits on the device. */
export type Done = {
  id: string
  referenceNumber: string
  totalHundredths: number
  handedInAt: string | null
  sha256: string | null
}

/** Where it stands since: taken by the portal, waiting, or refused; null once it was taken back. */
export function standingReceipt(
  done: Done,
  queued: Pick<QueuedHandIn, 'problem'> | undefined,
  sheet: ReadingView['sheet'] | undefined,
): { done: Done; problem: ClientProblem | null } | null {
  if (done.handedInAt !== null) return { done, problem: null }
  if (queued) return { done, problem: queued.problem }
  if (!sheet) return null
  const { totalHundredths, handedInAt, sha256 } = sheet
  return { done: { ...done, totalHundredths, handedInAt, sha256 }, problem: null }
}
