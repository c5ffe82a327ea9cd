import type { ClientProblem } from '#site/text/problems.ts'
import type { Answer } from '../answer.ts'
import type { SaveStatus } from '../SaveState.tsx'
import type { Copy } from './copy.ts'
import { fingerprint } from './fingerprint.ts'

/** A document as the portal has it. */
export type Stored<Content> = { content: Content; version: number; savedAt: string | null }

/** A colleague's version of the same document, saved since ours was read. */
export type Theirs<Content> = Stored<Content> & { savedBy: string }

export type DocumentState<Content> = {
  content: Content
  /** Null while nothing was ever written. */
  status: SaveStatus | null
  theirs: Theirs<Content> | null
  problem: ClientProblem | null
  /** When the content was typed that a former visit could not send. */
  restoredFrom: Date | null
  /** Contents that were not chosen or come from another tab: still there to copy from. */
  setAside: readonly Content[]
}

/** What one tab tells the others that have the same document open. */
export type TabMessage<Content> =
  | { kind: 'opened' }
  | { kind: 'typed'; content: Content; previous: Content; base: Stored<Content> }
  | { kind: 'saved'; stored: Stored<Content> }

/** A copy that an earlier visit left on the device. */
export type LeftCopy<Content> = { copy: Copy<Content>; forget: () => void }

export type Ports<Content> = {
  /** `isLeaving`: the page may be gone before the answer comes. */
  send: (content: Content, version: number, isLeaving: boolean) => Promise<Answer<{ version: number; savedAt: string }>>
  /** The newer version that a refusal shows, when it is one about versions. */
  theirsIn: (problem: ClientProblem) => Theirs<Content> | undefined
  isSame: (a: Content, b: Content) => boolean
  /** Whether nothing of `part` is missing in `whole`. */
  covers: (whole: Content, part: Content) => boolean
  /** What of a content the portal can take, such as whole numbers only; the rest waits on the device until it is mended. */
  sendable?: (content: Content) => Content
  /** Brings both changes together where they do not meet; undefined where a person must choose. */
  merge?: (base: Content, mine: Content, theirs: Content) => Content | undefined
  /** The copy of this tab on this device; `keep` answers whether it could. */
  device: { keep: (copy: Copy<Content>) => Promise<boolean>; forget: () => void }
  tell: (message: TabMessage<Content>) => void
  onChange: () => void
}

/** From the first keystroke that is not sent yet, or from the last try, to the save, milliseconds: on the portal within two seconds. */
const gatherMs = 1500
/** From a failed save to the next try. */
const retryMs = [2_000, 5_000, 10_000, 20_000, 30_000]
/** Another tab saves what is typed in it; only if it does not, this one will. */
const followMs = 6000
/** A rest after which another tab may have sent what is typed here. */
const restMs = 500
/** Contents on the way from the base to what stands here that are remembered. */
const mostSent = 200

/** Problems that pass by themselves, so that it is worth trying again. */
const passing: ReadonlySet<ClientProblem['code']> = new Set([
  'network',
  'unreadable_answer',
  'internal_error',
  'too_many_requests',
])

function waitsFor({ code }: ClientProblem): 'network' | 'portal' | 'sign_in' | 'refused' {
  if (code === 'network') return 'network'
  if (code === 'sign_in_needed') return 'sign_in'
  return passing.has(code) ? 'portal' : 'refused'
}

/**
 * Keeps one document: first on the device, then on the portal, and never drops a word on the way. It asks neither what the
 * document is nor how it is sent, so that a section, the details of a proposal and a score sheet are kept alike.
 */
export function documentSaver<Content>(
  stored: Stored<Content>,
  left: readonly LeftCopy<Content>[],
  ports: Ports<Content>,
) {
  const { isSame, covers, device } = ports
  let base = stored
  let sent: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: string | null = null
  let failures = 0
  let typedAt = 0
  let triedAt = 0
  let dirtySince: number | null = null
  /** Whether the device took the last copy; undefined until it has answered. */
  let isKept: boolean | undefined
  let isStopped = false
  /** While the document is handed in, nothing is saved beside it. */
  let isHeld = false
  const leftAside: LeftCopy<Content>[] = []
  let state = beginning()

  function beginning(): DocumentState<Content> {
    const news = left.filter(({ copy }) => !isThere(copy))
    const [newest, ...older] = news.toSorted((a, b) => b.copy.at - a.copy.at)
    const content = newest?.copy.content ?? stored.content
    leftAside.push(
      ...older.filter(({ copy }) => !covers(content, copy.content) && !covers(stored.content, copy.content)),
    )
    if (newest) takeUp(newest.copy)
    return {
      content,
      status: newest ? { state: 'local', because: 'portal' } : savedStatus(),
      theirs: null,
      problem: null,
      restoredFrom: newest ? new Date(newest.copy.at) : null,
      setAside: leftAside.map(({ copy }) => copy.content),
    }
  }

  /** Somebody has saved every word of it since. */
  function isThere({ content, baseVersion }: Copy<Content>): boolean {
    return isSame(content, stored.content) || (baseVersion < stored.version && covers(stored.content, content))
  }

  function takeUp(copy: Copy<Content>) {
    // What a page sent as it went away is not in its copy any more.
    sent = [...copy.sent, fingerprint(copy.content)]
    const isOurs = copy.baseVersion === stored.version || sent.includes(fingerprint(stored.content))
    if (!isOurs) base = { content: copy.base, version: copy.baseVersion, savedAt: null }
  }

  /** The copies of earlier tabs are given up once this tab has its own, but for those that were set aside. */
  async function settleLeft() {
    const isSafe = !isPending() || (await keep())
    if (isSafe) for (const one of left) if (!leftAside.includes(one)) one.forget()
  }

  const isPending = () => !isSame(state.content, base.content)
  const toSend = () => ports.sendable?.(state.content) ?? state.content
  const isSendable = () => !isSame(toSend(), base.content)

  function savedStatus(): SaveStatus | null {
    if (base.version === 0) return null
    return { state: 'saved', at: base.savedAt === null ? null : new Date(base.savedAt), version: base.version }
  }

  function status(): SaveStatus | null {
    if (state.theirs) return { state: 'conflict' }
    if (!isPending()) return savedStatus()
    if (isKept === false) return { state: 'unsaved', because: 'device' }
    if (!isSendable()) return { state: 'unsaved' }
    if (state.problem) return { state: 'local', because: waitsFor(state.problem) }
    return { state: 'saving' }
  }

  function set(change: Partial<DocumentState<Content>>) {
    state = { ...state, ...change }
    state.status = status()
    ports.onChange()
  }

  function later(ms: number) {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void flush(), ms)
  }

  async function keep(): Promise<boolean> {
    // What was typed is kept already; a copy that was given up since must not come back.
    if (isStopped) return isKept === true
    const { content } = state
    const { content: under, version: baseVersion } = base
    const kept = await device.keep({ content, base: under, baseVersion, at: Date.now(), sent })
    if (isKept !== kept) {
      isKept = kept
      set({})
    }
    return kept
  }

  function forgetWhenSafe() {
    if (isPending()) return void keep()
    dirtySince = null
    device.forget()
  }

  function tell(message: TabMessage<Content>) {
    if (!isStopped) ports.tell(message)
  }

  function type(content: Content) {
    const previous = state.content
    // Another tab that follows may have sent what stood here during a rest.
    if (typedAt > 0 && Date.now() - typedAt > restMs) remember(fingerprint(previous))
    typedAt = Date.now()
    dirtySince ??= typedAt
    state = { ...state, content }
    void keep()
    tell({ kind: 'typed', content, previous, base })
    set({})
    if (!state.theirs) later(Math.max(0, Math.max(dirtySince, triedAt) + gatherMs - typedAt))
  }

  function remember(mark: string) {
    if (sent.at(-1) !== mark) sent = [...sent, mark].slice(-mostSent)
  }

  /** Sends what is not yet there. A leaving page does not wait for a save that is under way. */
  async function flush(isLeaving = false): Promise<void> {
    clearTimeout(timer)
    if (isHeld || state.theirs || (sending !== null && !isLeaving)) return
    const content = toSend()
    if (isSame(content, base.content)) {
      dirtySince = null
      forgetWhenSafe()
      return set({ problem: null })
    }
    const mark = fingerprint(content)
    if (sending === mark) return
    sending = mark
    triedAt = Date.now()
    remember(mark)
    void keep()
    const over = base.version
    const answer = await ports.send(content, over, isLeaving)
    if (sending === mark) sending = null
    if (answer.ok) accepted({ content, version: answer.value.version, savedAt: answer.value.savedAt }, mark)
    else refused(answer.problem)
  }

  function accepted(now: Stored<Content>, mark: string) {
    failures = 0
    if (now.version > base.version) base = now
    sent = sent.slice(sent.lastIndexOf(mark) + 1)
    dirtySince = isPending() ? Date.now() : null
    forgetWhenSafe()
    tell({ kind: 'saved', stored: base })
    set({ problem: null })
    if (isPending()) later(gatherMs)
  }

  function refused(problem: ClientProblem) {
    const theirs = ports.theirsIn(problem)
    if (theirs) return meet(theirs)
    set({ problem })
    void keep()
    if (passing.has(problem.code)) later(retryMs[Math.min(failures, retryMs.length - 1)] ?? 30_000)
    failures += 1
  }

  /** The portal has a newer version than ours was typed over. */
  function meet(theirs: Theirs<Content>) {
    failures = 0
    // An answer to an earlier save that came late, or a save of ours whose answer never came: nothing to settle.
    if (theirs.version <= base.version) return later(0)
    const mark = fingerprint(theirs.content)
    if (sent.includes(mark) || isSame(theirs.content, state.content)) return accepted(theirs, mark)
    const merged = ports.merge?.(base.content, state.content, theirs.content)
    if (merged === undefined) {
      set({ theirs, problem: null })
      return void keep()
    }
    base = theirs
    set({ content: merged, problem: null })
    forgetWhenSafe()
    if (isPending()) later(0)
  }

  /** Ends a conflict: the chosen or merged content is saved over the colleague's version, which it has seen. */
  function choose(content: Content): Promise<void> {
    if (!state.theirs) return Promise.resolve()
    const { theirs } = state
    const others = [state.content, theirs.content].filter((other) => !covers(content, other))
    base = theirs
    set({ content, theirs: null, setAside: [...state.setAside, ...others] })
    void keep()
    return flush()
  }

  /** Takes over what others saved, unless something of ours waits: then the next save meets it. */
  function adopt(newer: Stored<Content>): boolean {
    if (newer.version <= base.version || state.theirs || sending !== null) return false
    if (isPending() && !isSame(newer.content, state.content)) return false
    base = newer
    forgetWhenSafe()
    set({ content: newer.content, problem: null })
    return true
  }

  function hear(message: TabMessage<Content>) {
    if (message.kind === 'saved') return void adopt(message.stored)
    if (message.kind === 'opened') {
      if (isPending()) tell({ kind: 'typed', content: state.content, previous: base.content, base })
      // It may have been opened on what the portal had before our last save.
      else if (base.version > 0) tell({ kind: 'saved', stored: base })
      return
    }
    const isBehind = isSame(state.content, message.previous) && base.version <= message.base.version
    if (!isBehind || state.theirs) return
    base = message.base
    remember(fingerprint(message.content))
    set({ content: message.content })
    later(followMs)
  }

  /** A copy of a tab that was counted among the open ones and is no more. */
  function find(one: LeftCopy<Content>) {
    if (isStopped) return
    const { copy } = one
    if (isSame(copy.content, base.content) || covers(state.content, copy.content)) return one.forget()
    if (isPending() || state.theirs) {
      const merged = state.theirs ? undefined : ports.merge?.(copy.base, state.content, copy.content)
      if (merged !== undefined) return takeIn(merged, one)
      leftAside.push(one)
      return set({ setAside: [...state.setAside, copy.content] })
    }
    takeUp(copy)
    takeIn(copy.content, one)
  }

  function takeIn(content: Content, { copy, forget }: LeftCopy<Content>) {
    set({ content, restoredFrom: new Date(copy.at) })
    void keep().then((isSafe) => isSafe && forget())
    later(0)
  }

  /** Gives up what was set aside, here and on the device. */
  function discard(index: number) {
    const { [index]: content } = state.setAside
    for (const one of leftAside) if (content !== undefined && isSame(one.copy.content, content)) one.forget()
    set({ setAside: state.setAside.filter((_, i) => i !== index) })
  }

  /** Until it is let go again. A document that was handed in is never let go. */
  function hold(isHeldNow: boolean) {
    isHeld = isHeldNow
    if (!isHeld && isPending()) later(0)
  }

  function stop() {
    isStopped = true
    clearTimeout(timer)
  }

  void settleLeft()
  tell({ kind: 'opened' })

  return {
    read: () => state,
    /** The version the portal is known to have. */
    version: () => base.version,
    /** What the portal is known to have. */
    base: () => base.content,
    isPending,
    /** Neither the portal nor the device has the last words. */
    isAtRisk: () => isPending() && isKept === false,
    type,
    flush,
    /** Fingerprints of what was sent from here and may have arrived though no answer did. */
    sent: () => sent,
    /** What the portal was found to have, by another way than a save. */
    meet,
    choose,
    adopt,
    hear,
    find,
    discard,
    hold,
    stop,
  }
}

export type DocumentSaver<Content> = ReturnType<typeof documentSaver<Content>>
