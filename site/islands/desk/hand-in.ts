import { problemText, type ClientProblem } from '#site/text/problems.ts'
import { isWaiting } from '../local-first/act-queue.ts'
import { fingerprint } from '../local-first/fingerprint.ts'
import type { Answer } from '../answer.ts'
import { handIn, type HandedIn, type ReadingView } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import type { HandInAct } from './hand-in-queue.ts'
import type { Done } from './standing-receipt.ts'
import { newerOf } from './sheets.ts'
import { runningSum, toHandIn, type WrittenSheet } from './written-sheet.ts'

export type HandInResult = { ok: true; done: Done } | { ok: false; problem: ClientProblem }

type Seen = Pick<HandInAct, 'id' | 'sheet' | 'overDraft' | 'sentDrafts'>

/** Why a sheet was not taken. At a hand-in a reading that is not there is one that has ended. */
export const handInProblemText = (problem: ClientProblem): string =>
  problem.code === 'not_found'
    ? 'Usulan ini tidak lagi ditugaskan kepada Anda, jadi lembarnya tidak diterima.'
    : problemText(problem)

/** Hands in what the juror saw. A newer draft is no hindrance where it is a save of this device that has not been answered. */
export async function handInSeen({ id, sheet, overDraft, sentDrafts = [] }: Seen): Promise<Answer<HandedIn>> {
  for (let over = overDraft; ;) {
    const answer = await handIn(id, sheet, over)
    if (answer.ok || answer.problem.code !== 'draft_conflict') return answer
    const { content, version } = newerOf(answer.problem)
    if (!sentDrafts.includes(fingerprint(content))) return answer
    over = version
  }
}

/** Hands one sheet in; where the portal is not reached it waits on this device and is sent when the network is back. */
export async function handInSheet(device: DeskDevice, view: ReadingView, written: WrittenSheet): Promise<HandInResult> {
  const { id, rubric, proposal } = view
  const { referenceNumber, title } = proposal
  const sheet = toHandIn(written)
  const saver = device.sheets.find(id)?.saver
  const over = { overDraft: saver?.version() ?? view.draft?.version ?? 0, sentDrafts: saver?.sent() ?? [] }
  // While it is handed in nothing is saved beside it.
  saver?.hold(true)
  const answer = await handInSeen({ id, sheet, ...over })
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
  if (problem.code === 'not_found') {
    // Its text leaves the screen with it.
    void device.readings.lose(id)
    void device.lists.load()
    return { ok: false, problem }
  }
  saver?.hold(false)
  if (problem.code === 'stage_not_open') void device.readings.reload(id)
  if (problem.code === 'draft_conflict') device.sheets.meet(id, problem)
  if (!isWaiting(problem) || problem.code === 'sign_in_needed') return { ok: false, problem }
  const isQueued = await device.queue.add({ id, referenceNumber, title, sheet, ...over })
  if (!isQueued) return { ok: false, problem }
  const totalHundredths = runningSum(rubric, written).sumHundredths
  return { ok: true, done: { id, referenceNumber, totalHundredths, handedInAt: null, sha256: null } }
}
