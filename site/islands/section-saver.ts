import type { ClientProblem } from '#site/text/problems.ts'
import type { Answer } from './answer.ts'
import type { LocalText } from './local-texts.ts'
import type { SaveStatus } from './SaveState.tsx'

/** A colleague's version of the same section, saved since ours was read. */
export type Theirs = { text: string; version: number; savedAt: string; savedBy: string }

export type SectionDraft = {
  text: string
  /** Null while nothing was ever written. */
  status: SaveStatus | null
  theirs: Theirs | null
  problem: ClientProblem | null
  /** When the text was typed that a former visit could not send. */
  restoredFrom: Date | null
  /** After a conflict: the text that was not chosen, still there to copy from. */
  setAside: string | null
}

type Saved = { text: string; version: number; savedAt: string | null }

type Ports = {
  send: (text: string, version: number) => Promise<Answer<{ version: number; savedAt: string }>>
  /** The copy on this device; `keep` answers whether it could. */
  copy: { keep: (copy: LocalText) => boolean; read: () => LocalText | undefined; forget: () => void }
  onChange: () => void
}

/** From the last keystroke to the save. */
const pauseMs = 1500
/** From a failed save to the next try. */
const retryMs = [5_000, 10_000, 20_000, 30_000]

/** Problems that pass by themselves, so that it is worth trying again. */
const passing: ReadonlySet<ClientProblem['code']> = new Set([
  'network',
  'unreadable_answer',
  'internal_error',
  'too_many_requests',
])

/** Keeps one section: first on the device, then on the server, one request at a time, and never drops a word on the way. */
export function sectionSaver(saved: Saved, { send, copy, onChange }: Ports) {
  let onServer = saved
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSending = false
  let failures = 0
  /** A restored text is sent even where it looks like the last one: only the server knows. */
  let isRestored = false
  let draft = beginning()

  function beginning(): SectionDraft {
    const kept = copy.read()
    const base: SectionDraft = {
      text: onServer.text,
      status: savedStatus(),
      theirs: null,
      problem: null,
      restoredFrom: null,
      setAside: null,
    }
    if (!kept) return base
    if (kept.text === onServer.text) {
      copy.forget()
      return base
    }
    // Saved over another version: the server answers with the conflict, and both texts are shown.
    onServer = { ...onServer, text: '', version: kept.baseVersion }
    isRestored = true
    return { ...base, text: kept.text, status: { state: 'local' }, restoredFrom: new Date(kept.at) }
  }

  function savedStatus(): SaveStatus | null {
    if (onServer.savedAt === null) return null
    return { state: 'saved', at: new Date(onServer.savedAt), version: onServer.version }
  }

  function set(change: Partial<SectionDraft>) {
    draft = { ...draft, ...change }
    onChange()
  }

  function later(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }

  const keep = () => copy.keep({ text: draft.text, baseVersion: onServer.version, at: Date.now() })
  const isPending = () => isRestored || draft.text !== onServer.text

  function type(text: string) {
    draft = { ...draft, text }
    keep()
    set(draft.theirs ? {} : { status: { state: 'saving' } })
    if (!draft.theirs) later(pauseMs)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (isSending || draft.theirs) return
    if (!isPending()) {
      copy.forget()
      return set({ status: savedStatus(), problem: null })
    }
    isSending = true
    const sent = draft.text
    set({ status: { state: 'saving' } })
    const answer = await send(sent, onServer.version)
    isSending = false
    if (answer.ok) return accepted(sent, answer.value)
    refused(sent, answer.problem)
  }

  function accepted(text: string, { version, savedAt }: { version: number; savedAt: string }) {
    failures = 0
    onServer = { text, version, savedAt }
    isRestored = false
    draft = { ...draft, problem: null }
    if (draft.text !== text) {
      keep()
      set({ status: { state: 'saving' } })
      return later(pauseMs)
    }
    copy.forget()
    set({ status: savedStatus() })
  }

  function refused(sent: string, problem: ClientProblem) {
    if (problem.code === 'version_conflict') {
      if (problem.theirs.text === draft.text) return accepted(sent, problem.theirs)
      return set({ status: { state: 'conflict' }, theirs: problem.theirs, problem: null })
    }
    const isKept = keep()
    const waits = passing.has(problem.code)
    set({ status: { state: waits && isKept ? 'local' : 'unsaved' }, problem })
    if (waits) later(retryMs[Math.min(failures, retryMs.length - 1)] ?? 30_000)
    failures += 1
  }

  /** Ends a conflict: the chosen or merged text is saved over the colleague's version, which it has seen. */
  function choose(text: string): Promise<void> {
    if (!draft.theirs) return Promise.resolve()
    const { theirs } = draft
    const setAside = [draft.text, theirs.text].find((other) => !text.includes(other)) ?? null
    onServer = theirs
    isRestored = false
    draft = { ...draft, text, theirs: null, setAside }
    keep()
    return flush()
  }

  return { read: () => draft, isPending, type, flush, choose, stop: () => clearTimeout(timer) }
}

export type SectionSaver = ReturnType<typeof sectionSaver>
