import { Suspense, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { useAddress } from '../useAddress.ts'
import { useKeySetting } from '../useKeys.ts'
import type { Me } from '../Workspace.tsx'
import type { ReadingView } from './desk-api.ts'
import { useMarks, useQueue, type DeskDevice } from './desk-device.ts'
import { ClosedFoot } from './ClosedFoot.tsx'
import { DeskDialogs, type Asking } from './DeskDialogs.tsx'
import { DeskHeader, PaneTabs } from './DeskHeader.tsx'
import { HandedInFoot } from './HandedInFoot.tsx'
import { laterAtOf } from './later-marks.ts'
import { QueuedFoot } from './QueuedFoot.tsx'
import { ReadingPane } from './ReadingPane.tsx'
import { RubricPane } from './RubricPane.tsx'
import { SheetFoot } from './SheetFoot.tsx'
import type { Done } from './standing-receipt.ts'
import type { OpenSheet } from './sheets.ts'
import { useClosedAt } from './stage-end.ts'
import { useDeskKeys } from './useDeskKeys.ts'
import { usePins } from './usePins.ts'
import { useReadingActs } from './useReadingActs.ts'
import { usePlaceInSheet } from './usePlaceInSheet.ts'
import { emptySheet, removePin, writeField, writtenOf, type SheetField } from './written-sheet.ts'
import { later } from '../later.ts'

const InterviewBeside = later(() => import('../interviews/InterviewBeside.tsx').then((part) => part.InterviewBeside))
const SheetNotices = later(() => import('./SheetNotices.tsx').then((module) => module.SheetNotices))
const LeftBeside = later(() => import('./SheetNotices.tsx').then((module) => module.LeftBeside))

type Props = {
  view: ReadingView
  me: Me
  device: DeskDevice
  place: { position: number; of: number }
  isFromDevice: boolean
  receipt: ReactNode
  moves: { next: () => void; back: () => void }
  onDone: (done: Done) => void
  onRecused: (nextOpenId: string | null) => void
}

/** The draft of a sheet while it is on the screen; null once it was handed in, here or elsewhere. */
function useOpenSheet({ sheets, readings, lists }: DeskDevice, view: ReadingView) {
  useSyncExternalStore(sheets.subscribe, sheets.round)
  useEffect(() => sheets.hold(view.id), [sheets, view.id])
  const sheet = view.sheet ? null : sheets.open(view)
  const refusal = sheet?.saver.read().problem?.code
  useEffect(() => {
    if (refusal === 'already_handed_in') sheets.setDown(view.id)
    // What is kept of it on the device knew of another end.
    if (refusal === 'already_handed_in' || refusal === 'stage_not_open') void readings.reload(view.id)
    if (refusal !== 'not_found') return
    void readings.lose(view.id)
    void lists.load()
  }, [sheets, readings, lists, view.id, refusal])
  return sheet
}

/** One proposal beside its sheet. */
export function OpenReading({ view, me, device, place, isFromDevice, receipt, moves, onDone, onRecused }: Props) {
  const { rubric } = view
  const { get } = useAddress()
  const sheet = useOpenSheet(device, view)
  const queued = useQueue(device).find(({ id }) => id === view.id)
  const at = usePlaceInSheet(view)
  const [asking, setAsking] = useState<Asking>(null)
  const keys = useKeySetting()
  const [areKeysOn] = keys
  const pins = usePins(view, at.sectionId)

  const state = sheet?.saver.read()
  const written = view.sheet ? writtenOf(view.sheet) : (state?.content ?? emptySheet)
  const closedAt = useClosedAt(view, state?.problem ?? null)
  const mayWrite = sheet !== null && !queued && closedAt === null
  const change = (field: SheetField, text: string) => sheet?.saver.type(writeField(written, field, text))
  const unpin = (passage: PinnedPassage) => sheet?.saver.type(removePin(written, passage))

  const isLater = laterAtOf(view, useMarks(device)) !== null
  const reading = { view, device, sheet, written, mayWrite, isLater, at, pins, moves, ask: setAsking }
  const { acts, problem } = useReadingActs(reading)
  useDeskKeys(
    acts,
    mayWrite
      ? (digit) => at.typeScore(digit, (text) => change({ kind: 'points', criterionId: at.openId }, text))
      : null,
    areKeysOn,
  )
  useFocusOnTitle()

  const pane = get('panel') === 'nilai' ? 'rubric' : 'text'
  const close = () => setAsking(null)
  return (
    <>
      <DeskHeader sheet={queued ? null : sheet} place={place} isFromDevice={isFromDevice} />
      {view.stage.kind === 'interview' && (
        <Suspense fallback={null}>
          <InterviewBeside reading={view.id} />
        </Suspense>
      )}
      <PaneTabs pane={pane} />
      <div className="desk" data-pane={pane}>
        <ReadingPane
          view={view}
          device={device}
          sectionId={at.sectionId}
          fileHash={at.fileHash}
          onCloseFile={at.closeFile}
          pins={pins}
          marked={written.pins}
          pinTo={mayWrite ? (rubric.find(({ id }) => id === at.openId)?.title ?? null) : null}
          onPin={acts.pin}
        />
        <section className="desk-side" aria-label="Lembar nilai">
          <h1 className="side-title">{view.proposal.title}</h1>
          <Refusal problem={problem} />
          <Suspense fallback={null}>
            {sheet && !queued && needsWords(sheet) && (
              <SheetNotices rubric={rubric} sheet={sheet} email={me.user.email} />
            )}
            {view.sheet && <LeftBeside view={view} sheets={device.sheets} />}
          </Suspense>
          <RubricPane
            rubric={rubric}
            sections={view.proposal.sections}
            written={written}
            openId={at.openId}
            onOpen={at.openCriterion}
            onChange={mayWrite ? change : null}
            onUnpin={mayWrite ? unpin : null}
            onShowPin={(passage) => {
              at.showSection(passage.sectionId)
              pins.show(passage)
            }}
            onEnd={acts.hand_in}
            areKeysOn={areKeysOn}
          />
          {receipt}
          {view.sheet ? (
            <HandedInFoot sheet={view.sheet} onNext={moves.next} />
          ) : queued ? (
            <QueuedFoot queued={queued} queue={device.queue} onNext={moves.next} />
          ) : closedAt ? (
            <ClosedFoot view={view} written={written} closedAt={closedAt} onNext={moves.next} />
          ) : (
            <SheetFoot rubric={rubric} written={written} isLater={isLater} acts={acts} areKeysOn={areKeysOn} />
          )}
        </section>
      </div>
      <DeskDialogs
        asking={asking === 'revisions' && !mayWrite ? null : asking}
        view={view}
        sheet={sheet}
        device={device}
        keys={keys}
        onClose={close}
        onDone={onDone}
        onRecused={onRecused}
      />
    </>
  )
}

/** Whether something happened to the draft on its way that its state alone does not tell. */
function needsWords({ saver }: OpenSheet): boolean {
  const { problem, status, theirs, restoredFrom, setAside } = saver.read()
  // A day without a network is no mishap: the state in the header says where the words are.
  const isCalm = problem === null || (problem.code === 'network' && status?.state === 'local')
  return !isCalm || theirs !== null || restoredFrom !== null || setAside.length > 0
}

/** The title of a proposal that was gone to by a key takes the focus; digits typed there are the first score. */
function useFocusOnTitle() {
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) return
    isFirst.current = false
    const title = document.getElementById('judul-usulan')
    if (document.activeElement === document.body || document.activeElement === null)
      title?.focus({ preventScroll: true })
  }, [])
}
