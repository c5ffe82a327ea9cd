import type { ClientProblem } from '#site/text/problems.ts'
import { isWaiting } from '../local-first/act-queue.ts'
import { handIn, type ReadingView } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import type { Done } from './SheetReceipt.tsx'
import { runningSum, toHandIn, type WrittenSheet } from './written-sheet.ts'

export type HandInResult = { ok: true; done: Done } | { ok: false; problem: ClientProblem }

/** Hands one sheet in; where the portal is not reached it waits on this device and is sent when the network is back. */
export async function handInSheet(device: DeskDevice, view: ReadingView, written: WrittenSheet): Promise<HandInResult> {
  const { id, rubric, proposal } = view
  const { referenceNumber, title } = proposal
  const sheet = toHandIn(written)
  const saver = device.sheets.find(id)?.saver
  // While it is handed in nothing is saved beside it.
  saver?.hold(true)
  const answer = await handIn(id, sheet)
  if (answer.ok) {
    const { handedInAt, sha256, totalHundredths } = answer.value
    device.lists.change(id, { state: 'handed_in', totalHundredths })
    void device.readings.handedIn(id, sheet, answer.value)
    await device.sheets.drop(id)
    void device.readings.reload(id)
    return { ok: true, done: { id, referenceNumber, totalHundredths, handedInAt, sha256 } }
  }
  const { problem } = answer
  if (problem.code === 'already_handed_in') {
    device.sheets.setDown(id)
    void device.readings.reload(id)
    return { ok: false, problem }
  }
  saver?.hold(false)
  if (!isWaiting(problem) || problem.code === 'sign_in_needed') return { ok: false, problem }
  const isQueued = await device.queue.add({ id, referenceNumber, title, sheet })
  if (!isQueued) return { ok: false, problem }
  const totalHundredths = runningSum(rubric, written).sumHundredths
  return { ok: true, done: { id, referenceNumber, totalHundredths, handedInAt: null, sha256: null } }
}
