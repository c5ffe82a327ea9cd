import { Suspense, useEffect } from 'react'
import type { useKeySetting } from '../useKeys.ts'
import type { ReadingView } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import { later } from '../later.ts'
import type { Done } from './standing-receipt.ts'
import type { OpenSheet } from './sheets.ts'
import { runningSum } from './written-sheet.ts'

const loadHandInDialog = () => import('./HandInDialog.tsx').then((module) => module.HandInDialog)
const HandInDialog = later(loadHandInDialog)
const KeyHelp = later(() => import('./KeyHelp.tsx').then((module) => module.KeyHelp))
const RevisionsDialog = later(() => import('./RevisionsDialog.tsx').then((module) => module.RevisionsDialog))
const ConflictDialog = later(() => import('../conflicts/ConflictDialog.tsx').then((module) => module.ConflictDialog))

/** What the desk asks in a dialog; each is loaded when it is first asked. */
export type Asking = 'hand-in' | 'conflict' | 'keys' | 'revisions' | null

type Props = {
  asking: Asking
  view: ReadingView
  sheet: OpenSheet | null
  device: DeskDevice
  keys: ReturnType<typeof useKeySetting>
  onClose: () => void
  onDone: (done: Done) => void
  onRecused: (nextOpenId: string | null) => void
}

export function DeskDialogs({ asking, view, sheet, device, keys, onClose, onDone, onRecused }: Props) {
  const { id, rubric } = view
  const [areKeysOn, setKeysOn] = keys
  const isNearlyFull = sheet !== null && runningSum(rubric, sheet.saver.read().content).filled >= rubric.length - 1
  useEffect(() => {
    // So that it is there when the last score is: without a network too.
    if (isNearlyFull) void loadHandInDialog().catch(() => undefined)
  }, [isNearlyFull])
  return (
    <Suspense fallback={null}>
      {asking === 'hand-in' && sheet && (
        <HandInDialog view={view} sheet={sheet} device={device} onClose={onClose} onDone={onDone} />
      )}
      {asking === 'conflict' && <ConflictDialog view={view} onClose={onClose} onDeclared={onRecused} />}
      {asking === 'revisions' && sheet && (
        <RevisionsDialog
          id={id}
          rubric={rubric}
          version={sheet.saver.version()}
          onTake={sheet.saver.type}
          onClose={onClose}
        />
      )}
      {asking === 'keys' && <KeyHelp isOn={areKeysOn} onSwitch={setKeysOn} onClose={onClose} />}
    </Suspense>
  )
}
