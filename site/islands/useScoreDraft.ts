import { useEffect, useRef, useState } from 'react'
import type { ClientProblem } from '#site/text/problems.ts'
import { forgetSheet, keepSheet, readKeptSheet } from './kept-sheet.ts'
import type { SaveStatus } from './SaveState.tsx'
import { contentOf, isSame, merge, typedOf, type Clash, type Typed } from './score-draft.ts'
import { loadAssignment, saveDraft } from './staff-api.ts'
import type { AssignmentView } from './staff-answers.ts'

/** Pause after the last letter before the server hears of it; the device has it at once. */
const pauseMs = 1500
const retryMs = 5000

type Inner = {
  typed: Typed
  /** What the server has. */
  base: Typed
  version: number
  isUnderWay: boolean
  isStopped: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

function begin(view: AssignmentView): { inner: Inner; clashes: Clash[] } {
  const base = view.draft ? typedOf(view.draft) : {}
  const kept = readKeptSheet(view.id)
  const { sheet, clashes } = kept ? merge(kept.base, kept.typed, base) : { sheet: base, clashes: [] }
  const version = view.draft?.version ?? 0
  return { inner: { typed: sheet, base, version, isUnderWay: false, isStopped: false, timer: undefined }, clashes }
}

const firstStatus = ({ draft }: AssignmentView): SaveStatus =>
  draft ? { state: 'saved', at: new Date(draft.savedAt), version: draft.version } : { state: 'unsaved' }

/**
 * The sheet while it is written: first on this device, then on the server. A second tab is noticed by the version; what
 * both wrote is merged field by field, and where that is not possible the juror chooses.
 */
export function useScoreDraft(view: AssignmentView, onHandedInElsewhere: () => void) {
  const { id, rubric } = view
  const [start] = useState(() => begin(view))
  const inner = useRef(start.inner)
  const [typed, setTyped] = useState(start.inner.typed)
  const [clashes, setClashes] = useState<readonly Clash[]>(start.clashes)
  const [status, setStatus] = useState<SaveStatus>(start.clashes.length > 0 ? { state: 'conflict' } : firstStatus(view))
  const [problem, setProblem] = useState<ClientProblem>()

  const schedule = (delay: number) => {
    clearTimeout(inner.current.timer)
    inner.current.timer = setTimeout(() => void save(), delay)
  }
  const write = (next: Typed) => {
    inner.current.typed = next
    setTyped(next)
    return keepSheet(id, { typed: next, base: inner.current.base })
  }

  async function save(): Promise<void> {
    const at = inner.current
    if (at.isUnderWay || at.isStopped) return
    const content = contentOf(rubric, at.typed)
    const sent = typedOf(content)
    if (isSame(sent, at.base)) return setStatus(settled())
    at.isUnderWay = true
    setStatus({ state: 'saving' })
    const answer = await saveDraft(id, { ...content, version: at.version })
    at.isUnderWay = false
    if (!answer.ok) return refused(answer.problem)
    at.base = sent
    at.version = answer.value.version
    setProblem(undefined)
    const isAllThere = isSame(at.typed, sent)
    if (isAllThere) forgetSheet(id)
    else keepSheet(id, { typed: at.typed, base: sent })
    if (isSame(typedOf(contentOf(rubric, at.typed)), sent)) {
      return setStatus(
        isAllThere ? { state: 'saved', at: new Date(answer.value.savedAt), version: at.version } : { state: 'unsaved' },
      )
    }
    schedule(pauseMs)
  }

  /** Nothing to send: all is saved, or what is left is not yet a number. */
  function settled(): SaveStatus {
    const { typed: now, base, version } = inner.current
    if (!isSame(now, base)) return { state: 'unsaved' }
    forgetSheet(id)
    return version === 0 ? { state: 'unsaved' } : { state: 'saved', at: new Date(), version }
  }

  async function refused(why: ClientProblem): Promise<void> {
    if (why.code === 'draft_conflict') return reconcile()
    if (why.code === 'already_handed_in') return onHandedInElsewhere()
    const isPassing = why.code === 'network' || why.code === 'unreadable_answer' || why.code === 'internal_error'
    const isKept = keepSheet(id, { typed: inner.current.typed, base: inner.current.base })
    setStatus({ state: isKept && isPassing ? 'local' : 'unsaved' })
    if (isPassing) schedule(retryMs)
    else setProblem(why)
  }

  async function reconcile(): Promise<void> {
    const answer = await loadAssignment(id)
    if (!answer.ok) return refused(answer.problem)
    if (answer.value.sheet) return onHandedInElsewhere()
    const theirs = answer.value.draft ? typedOf(answer.value.draft) : {}
    const merged = merge(inner.current.base, inner.current.typed, theirs)
    inner.current.base = theirs
    inner.current.version = answer.value.draft?.version ?? 0
    write(merged.sheet)
    setClashes(merged.clashes)
    if (merged.clashes.length > 0) setStatus({ state: 'conflict' })
    else schedule(0)
  }

  const change = (field: string, value: string) => {
    const isKept = write({ ...inner.current.typed, [field]: value })
    if (clashes.length > 0) return
    setStatus({ state: isKept ? 'saving' : 'unsaved' })
    schedule(pauseMs)
  }
  const resolve = (keep: 'mine' | 'theirs') => {
    const chosen = keep === 'mine' ? [] : clashes.map(({ field, theirs }) => [field, theirs] as const)
    write({ ...inner.current.typed, ...Object.fromEntries(chosen) })
    setClashes([])
    schedule(0)
  }

  useEffect(() => {
    const at = inner.current
    const flush = () => void save()
    const flushWhenHidden = () => document.visibilityState === 'hidden' && flush()
    window.addEventListener('online', flush)
    document.addEventListener('visibilitychange', flushWhenHidden)
    if (start.clashes.length === 0 && !isSame(at.typed, at.base)) schedule(0)
    return () => {
      clearTimeout(at.timer)
      window.removeEventListener('online', flush)
      document.removeEventListener('visibilitychange', flushWhenHidden)
    }
    // One sheet for the life of the component: the desk is keyed by the assignment.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  /** While the sheet is being handed in, nothing is saved beside it. */
  const pause = (isPaused: boolean) => {
    inner.current.isStopped = isPaused
    clearTimeout(inner.current.timer)
    if (!isPaused) schedule(pauseMs)
  }
  return { typed, status, problem, clashes, change, resolve, pause, forget: () => forgetSheet(id) }
}
