import { Suspense, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import { count } from '#site/text/format.ts'
import type { ClientProblem } from '#site/text/problems.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { useOffline } from '../offline/useOffline.ts'
import { SaveState } from '../SaveState.tsx'
import { useAddress } from '../useAddress.ts'
import { useKeySetting } from '../useKeys.ts'
import { InHeader, type Me } from '../Workspace.tsx'
import { markLater, type ReadingView } from './desk-api.ts'
import { useQueue, type DeskDevice } from './desk-device.ts'
import type { DeskAct } from './desk-keys.ts'
import { HandedInFoot } from './HandedInFoot.tsx'
import { commentInputId, notesInputId } from './field-ids.ts'
import { QueuedFoot } from './QueuedFoot.tsx'
import { ReadingPane } from './ReadingPane.tsx'
import { RubricPane } from './RubricPane.tsx'
import { SheetFoot } from './SheetFoot.tsx'
import type { Done } from './SheetReceipt.tsx'
import type { OpenSheet } from './sheets.ts'
import { useDeskKeys } from './useDeskKeys.ts'
import { usePins } from './usePins.ts'
import { usePlaceInSheet } from './usePlaceInSheet.ts'
import { addPin, emptySheet, removePin, runningSum, writeField, writtenOf, type SheetField } from './written-sheet.ts'
import { later } from './later.ts'

const SheetNotices = later(() => import('./SheetNotices.tsx').then((module) => module.SheetNotices))
const LeftBeside = later(() => import('./SheetNotices.tsx').then((module) => module.LeftBeside))
const loadHandInDialog = () => import('./HandInDialog.tsx').then((module) => module.HandInDialog)
const HandInDialog = later(loadHandInDialog)
const KeyHelp = later(() => import('./KeyHelp.tsx').then((module) => module.KeyHelp))
const RevisionsDialog = later(() => import('./RevisionsDialog.tsx').then((module) => module.RevisionsDialog))
const ConflictDialog = later(() => import('../conflicts/ConflictDialog.tsx').then((module) => module.ConflictDialog))

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

type Asking = 'hand-in' | 'conflict' | 'keys' | 'revisions' | null

/** The draft of a sheet while it is on the screen; null once it was handed in, here or elsewhere. */
function useOpenSheet({ sheets, readings }: DeskDevice, view: ReadingView) {
  useSyncExternalStore(sheets.subscribe, sheets.round)
  useEffect(() => sheets.hold(view.id), [sheets, view.id])
  const sheet = view.sheet ? null : sheets.open(view)
  const isHandedInElsewhere = sheet?.saver.read().problem?.code === 'already_handed_in'
  useEffect(() => {
    if (!isHandedInElsewhere) return
    sheets.setDown(view.id)
    void readings.reload(view.id)
  }, [sheets, readings, view.id, isHandedInElsewhere])
  return sheet
}

/** One proposal beside its sheet. */
export function OpenReading({ view, me, device, place, isFromDevice, receipt, moves, onDone, onRecused }: Props) {
  const { rubric } = view
  const { get, replace } = useAddress()
  const sheet = useOpenSheet(device, view)
  const queued = useQueue(device).find(({ id }) => id === view.id)
  const at = usePlaceInSheet(view)
  const [asking, setAsking] = useState<Asking>(null)
  const [problem, setProblem] = useState<ClientProblem>()
  const [areKeysOn, setKeysOn] = useKeySetting()
  const pins = usePins(view, at.sectionId)

  const state = sheet?.saver.read()
  const written = view.sheet ? writtenOf(view.sheet) : (state?.content ?? emptySheet)
  const mayWrite = sheet !== null && !queued
  const change = (field: SheetField, text: string) => sheet?.saver.type(writeField(written, field, text))
  const pin = (passage: PinnedPassage) => sheet?.saver.type(addPin(written, passage))
  const unpin = (passage: PinnedPassage) => sheet?.saver.type(removePin(written, passage))

  const askToHandIn = () => {
    if (!mayWrite) return moves.next()
    const { filled } = runningSum(rubric, written)
    if (filled === rubric.length) setAsking('hand-in')
    else at.openBlank(written)
  }
  const later = async () => {
    const isLater = (view.laterAt ?? null) === null
    const answer = await markLater(view.id, isLater)
    setProblem(answer.ok ? undefined : answer.problem)
    if (!answer.ok) return
    const { laterAt } = answer.value
    device.lists.change(view.id, { laterAt })
    device.readings.change(view.id, (one) => ({ ...one, laterAt }))
    if (isLater) moves.next()
  }
  const focus = (id: string) => {
    at.showRubric()
    requestAnimationFrame(() => document.getElementById(id)?.focus())
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
      pin(passage)
      window.getSelection()?.removeAllRanges()
    },
    hand_in: askToHandIn,
    skip: moves.next,
    back: moves.back,
    later: () => void (mayWrite ? later() : moves.next()),
    recuse: () => mayWrite && setAsking('conflict'),
    revisions: () => mayWrite && setAsking('revisions'),
    go_list: () => window.location.assign('/juri/'),
    go_table: () => window.location.assign('/juri/nilai-saya/'),
    go_receipts: () => window.location.assign('/juri/bukti/'),
    help: () => setAsking('keys'),
  }
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
  const isNearlyFull = sheet !== null && runningSum(rubric, written).filled >= rubric.length - 1
  useEffect(() => {
    // So that it is there when the last score is: without a network too.
    if (isNearlyFull) void loadHandInDialog().catch(() => undefined)
  }, [isNearlyFull])
  return (
    <>
      <InHeader>
        {state && (state.status ? <SaveState status={state.status} /> : <span className="hint">Belum ada isian</span>)}
        <Line isFromDevice={isFromDevice} ownPending={sheet?.saver.isPending() ? 1 : 0} />
        <span className="hint nowrap">
          Usulan {count(place.position)} dari {count(place.of)}
        </span>
        <progress className="meter" value={place.position} max={Math.max(1, place.of)} aria-hidden="true" />
      </InHeader>
      <PaneTabs pane={pane} onChoose={(panel) => replace({ panel })} />
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
            onEnd={askToHandIn}
            areKeysOn={areKeysOn}
          />
          {receipt}
          {view.sheet ? (
            <HandedInFoot sheet={view.sheet} onNext={moves.next} />
          ) : queued ? (
            <QueuedFoot queued={queued} queue={device.queue} onNext={moves.next} />
          ) : (
            <SheetFoot
              rubric={rubric}
              written={written}
              isLater={(view.laterAt ?? null) !== null}
              acts={acts}
              areKeysOn={areKeysOn}
            />
          )}
        </section>
      </div>
      <Suspense fallback={null}>
        {asking === 'hand-in' && sheet && (
          <HandInDialog view={view} sheet={sheet} device={device} onClose={close} onDone={onDone} />
        )}
        {asking === 'conflict' && <ConflictDialog view={view} onClose={close} onDeclared={onRecused} />}
        {asking === 'revisions' && sheet && (
          <RevisionsDialog id={view.id} rubric={rubric} saver={sheet.saver} onClose={close} />
        )}
        {asking === 'keys' && <KeyHelp isOn={areKeysOn} onSwitch={setKeysOn} onClose={close} />}
      </Suspense>
    </>
  )
}

/** Whether something happened to the draft on its way that its state alone does not tell. */
function needsWords({ saver }: OpenSheet): boolean {
  const { problem, theirs, restoredFrom, setAside } = saver.read()
  return problem !== null || theirs !== null || restoredFrom !== null || setAside.length > 0
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

/** Whether the portal is there, and what only this device has besides the sheet on the screen, whose state stands beside it. */
function Line({ isFromDevice, ownPending }: { isFromDevice: boolean; ownPending: number }) {
  const { isOnline, unsent } = useOffline()
  const others = Math.max(0, unsent - ownPending)
  const words = [...(isOnline ? [] : ['Luring']), ...(others > 0 ? [`${count(others)} lain belum sampai`] : [])]
  if (words.length > 0)
    return (
      <span className="attention" role="status">
        {words.join(', ')}
      </span>
    )
  return isFromDevice ? <span className="hint">Naskah dari perangkat ini</span> : null
}

/** On a narrow window the two panes take turns. */
function PaneTabs({ pane, onChoose }: { pane: 'text' | 'rubric'; onChoose: (panel: string) => void }) {
  return (
    <div className="desk-tabs">
      <div className="tabs tabs-line" role="group" aria-label="Tampilan">
        <button type="button" aria-pressed={pane === 'text'} onClick={() => onChoose('teks')}>
          Usulan
        </button>
        <button type="button" aria-pressed={pane === 'rubric'} onClick={() => onChoose('nilai')}>
          Lembar nilai
        </button>
      </div>
    </div>
  )
}
