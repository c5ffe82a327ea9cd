import { useEffect, useEffectEvent, useMemo, useReducer, useState } from 'react'
import { useFlushing } from './local-first/useFlushing.ts'
import { merge, type Clash, type Typed } from './score-draft.ts'
import { openSheet, type SheetDocument } from './sheet-document.ts'
import type { AssignmentView } from './staff-answers.ts'

const none: readonly [] = []

/**
 * The sheet while it is written: first on this device, sealed, then on the server. What two tabs or devices wrote is merged field
 * by field, and where that is not possible the juror chooses. Undefined until the device was read.
 */
export function useScoreDraft(view: AssignmentView, personId: string, onHandedInElsewhere: () => void) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [document, setDocument] = useState<SheetDocument>()

  useEffect(() => {
    let isCurrent = true
    const opening = openSheet(view, personId, redraw)
    void opening.then((opened) => isCurrent && setDocument(opened))
    return () => {
      isCurrent = false
      void opening.then(({ saver }) => saver.stop())
    }
    // One sheet for the life of the component: the desk is keyed by the assignment.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const saver = document?.saver
  const savers = useMemo(() => (saver ? [saver] : none), [saver])
  useFlushing(savers)

  const state = saver?.read()
  const isHandedIn = state?.problem?.code === 'already_handed_in'
  const tell = useEffectEvent(onHandedInElsewhere)
  useEffect(() => {
    if (isHandedIn) tell()
  }, [isHandedIn])

  if (!document || !saver || !state) return undefined
  const change = (field: string, value: string) => saver.type({ ...state.content, [field]: value })
  const flush = () => void saver.flush()
  return { state, typed: state.content, clashes: clashesOf(saver), change, resolve, flush, ...acts(document) }

  function resolve(keep: 'mine' | 'theirs') {
    if (saver) void saver.choose(resolved(saver, keep))
  }
}

export type ScoreDraft = NonNullable<ReturnType<typeof useScoreDraft>>

const acts = ({ saver, forget }: SheetDocument) => ({
  /** While the sheet is being handed in, nothing is saved beside it. */
  pause: saver.hold,
  forget,
  discard: saver.discard,
})

type Saver = SheetDocument['saver']

const merged = (saver: Saver) => {
  const { theirs, content } = saver.read()
  return theirs ? merge(saver.base(), content, theirs.content) : undefined
}

const clashesOf = (saver: Saver): readonly Clash[] => merged(saver)?.clashes ?? none

function resolved(saver: Saver, keep: 'mine' | 'theirs'): Typed {
  const { sheet, clashes } = merged(saver) ?? { sheet: saver.read().content, clashes: [] }
  const chosen = keep === 'mine' ? [] : clashes.map(({ field, theirs }) => [field, theirs] as const)
  return { ...sheet, ...Object.fromEntries(chosen) }
}
