import { useState } from 'react'
import type { ClientProblem } from '#site/text/problems.ts'
import { markLater, type ReadingView } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import type { DeskAct } from './desk-keys.ts'
import type { Asking } from './DeskDialogs.tsx'
import { clashHeadingId, commentInputId, notesInputId } from './field-ids.ts'
import type { OpenSheet } from './sheets.ts'
import type { Pins } from './usePins.ts'
import type { usePlaceInSheet } from './usePlaceInSheet.ts'
import { addPin, runningSum, type WrittenSheet } from './written-sheet.ts'

type Reading = {
  view: ReadingView
  device: DeskDevice
  sheet: OpenSheet | null
  written: WrittenSheet
  mayWrite: boolean
  isLater: boolean
  at: ReturnType<typeof usePlaceInSheet>
  pins: Pins
  moves: { next: () => void; back: () => void }
  ask: (asking: Asking) => void
}

/** Everything that can be done with the reading on the screen, by key or by button. `problem`: why the last act did not reach the portal. */
export function useReadingActs(reading: Reading) {
  const { view, device, sheet, written, mayWrite, isLater, at, pins, moves, ask } = reading
  const { rubric } = view
  const [problem, setProblem] = useState<ClientProblem>()
  const askToHandIn = () => {
    if (!mayWrite) return moves.next()
    if (sheet?.clash()) return document.getElementById(clashHeadingId)?.focus()
    const { filled } = runningSum(rubric, written)
    if (filled === rubric.length) ask('hand-in')
    else at.openBlank(written)
  }
  /** Where nothing can wait on this device. */
  const sendMark = async (isPutOff: boolean) => {
    const answer = await markLater(view.id, isPutOff)
    setProblem(answer.ok ? undefined : answer.problem)
    if (!answer.ok) return false
    const { laterAt } = answer.value
    device.lists.change(view.id, { laterAt })
    void device.readings.change(view.id, (one) => ({ ...one, laterAt }))
    return true
  }
  const later = async () => {
    const isKept = await device.marks.add({ id: view.id, isLater: !isLater })
    if (isKept) void device.marks.flush()
    else if (!(await sendMark(!isLater))) return
    if (!isLater) moves.next()
  }
  const focus = (id: string) => {
    at.showRubric()
    document.getElementById(id)?.focus()
  }
  const acts: Record<DeskAct, () => void> = {
    next_criterion: () => at.stepCriterion(1),
    previous_criterion: () => at.stepCriterion(-1),
    next_section: () => at.stepSection(1),
    previous_section: () => at.stepSection(-1),
    open_file: at.nextFile,
    close_file: at.closeFile,
    comment: () => focus(commentInputId),
    notes: () => focus(notesInputId),
    next_sentence: () => pins.selectSentence(1),
    previous_sentence: () => pins.selectSentence(-1),
    pin: () => {
      const passage = pins.chosen(at.openId)
      if (!passage || !mayWrite) return
      sheet?.saver.type(addPin(written, passage))
      window.getSelection()?.removeAllRanges()
    },
    hand_in: askToHandIn,
    skip: moves.next,
    back: moves.back,
    later: () => void (mayWrite ? later() : moves.next()),
    recuse: () => mayWrite && ask('conflict'),
    revisions: () => mayWrite && ask('revisions'),
    go_list: () => window.location.assign('/juri/'),
    go_table: () => window.location.assign('/juri/nilai-saya/'),
    go_receipts: () => window.location.assign('/juri/bukti/'),
    help: () => ask('keys'),
  }
  return { acts, problem }
}
