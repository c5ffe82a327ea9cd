import { chunkCount, chunkSize, missingChunks, retrySeconds } from '#domain/upload.ts'
import type { ClientProblem } from '#site/text/problems.ts'
import type { Answer } from '../answer.ts'

/** What the portal knows of a file on its way. */
export type Begun = { id: string; sizeBytes: number; chunkBytes: number; chunks: readonly number[] }

export type SendingState =
  | { step: 'preparing' }
  | { step: 'sending'; sentBytes: number }
  /** No way through now; tried again by itself. `because` says where it hangs. */
  | { step: 'waiting'; sentBytes: number; because: 'network' | 'portal' }
  | { step: 'paused'; sentBytes: number; problem?: ClientProblem | undefined }
  | { step: 'finishing'; sentBytes: number }
  | { step: 'done' }
  | { step: 'refused'; problem: ClientProblem }

export type Ports = {
  /** Announces the file; what it answers says which parts are there already. */
  begin: () => Promise<Answer<Begun>>
  /** Bytes of one part. */
  read: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer> | undefined>
  sendChunk: (
    id: string,
    number: number,
    bytes: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
    onProgress: (sentBytes: number) => void,
  ) => Promise<Answer<unknown>>
  complete: (id: string) => Promise<Answer<unknown>>
  /** Resolves after so long, or earlier when there is a new chance. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  onChange: (state: SendingState) => void
}

/** Parts on their way at once: the line is used while an answer comes back, and little is lost when it breaks. */
const atOnce = 2

/** Problems that pass by themselves. */
const passing: ReadonlySet<ClientProblem['code']> = new Set([
  'network',
  'unreadable_answer',
  'internal_error',
  'too_many_requests',
  'chunk_corrupted',
  'upload_cut_off',
])

/** Problems after which the person may try again with what is there. */
const pausing: ReadonlySet<ClientProblem['code']> = new Set(['sign_in_needed', 'second_factor_needed'])

/** Sends one file in parts: each is tried until it is there, whatever the line does. Nothing is sent twice that has arrived. */
export function fileSending(ports: Ports) {
  let state: SendingState = { step: 'preparing' }
  let begun: Begun | undefined
  let arrived = new Set<number>()
  /** Bytes of the parts on their way. */
  const underWay = new Map<number, number>()
  let stopping = new AbortController()
  let running = Promise.resolve()

  function set(next: SendingState) {
    state = next
    ports.onChange(state)
  }

  function sentBytes(): number {
    if (!begun) return 0
    let sum = 0
    for (const number of arrived) sum += chunkSize(begun, number) ?? 0
    for (const sent of underWay.values()) sum += sent
    return Math.min(sum, begun.sizeBytes)
  }

  /** Tries until it works or will never work; undefined when it was stopped. */
  async function insist<Value>(
    ask: () => Promise<Answer<Value>>,
    signal: AbortSignal,
  ): Promise<Answer<Value> | undefined> {
    for (let failures = 0; ; failures += 1) {
      const answer = await ask()
      if (signal.aborted) return undefined
      if (answer.ok || !passing.has(answer.problem.code)) return answer
      set({
        step: 'waiting',
        sentBytes: sentBytes(),
        because: answer.problem.code === 'network' ? 'network' : 'portal',
      })
      await ports.wait(retrySeconds(failures) * 1000, signal)
      if (signal.aborted) return undefined
    }
  }

  function stopFor(problem: ClientProblem) {
    stopping.abort()
    if (pausing.has(problem.code)) set({ step: 'paused', sentBytes: sentBytes(), problem })
    else set({ step: 'refused', problem })
  }

  async function sendPart(upload: Begun, number: number, signal: AbortSignal): Promise<void> {
    const from = number * upload.chunkBytes
    const size = chunkSize(upload, number) ?? 0
    const bytes = await ports.read(from, from + size)
    if (!bytes) return stopFor({ code: 'file_unreadable' })
    const attempt = () => {
      underWay.set(number, 0)
      return ports.sendChunk(upload.id, number, bytes, signal, (sent) => {
        underWay.set(number, Math.min(sent, size))
        if (!signal.aborted) set({ step: 'sending', sentBytes: sentBytes() })
      })
    }
    const answer = await insist(attempt, signal)
    underWay.delete(number)
    if (!answer || signal.aborted) return
    if (!answer.ok) return stopFor(answer.problem)
    arrived.add(number)
    set({ step: 'sending', sentBytes: sentBytes() })
  }

  async function sendParts(upload: Begun, signal: AbortSignal): Promise<void> {
    const queue = missingChunks(upload, arrived)
    const next = async (): Promise<void> => {
      for (let number = queue.shift(); number !== undefined && !signal.aborted; number = queue.shift()) {
        await sendPart(upload, number, signal)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, next))
  }

  async function begin(signal: AbortSignal): Promise<Begun | undefined> {
    const answer = await insist(ports.begin, signal)
    if (!answer) return undefined
    if (answer.ok) return answer.value
    stopFor(answer.problem)
    return undefined
  }

  async function work(signal: AbortSignal): Promise<void> {
    // Asked anew each time: a colleague or another tab may have sent parts meanwhile.
    begun = await begin(signal)
    if (!begun) return
    arrived = new Set(begun.chunks)
    for (;;) {
      set({ step: 'sending', sentBytes: sentBytes() })
      await sendParts(begun, signal)
      if (signal.aborted) return
      set({ step: 'finishing', sentBytes: begun.sizeBytes })
      const { id } = begun
      const answer = await insist(() => ports.complete(id), signal)
      if (!answer) return
      if (answer.ok) return set({ step: 'done' })
      if (answer.problem.code !== 'upload_incomplete') return stopFor(answer.problem)
      // The portal lost a part: those are sent once more.
      const missing = new Set(answer.problem.missing)
      arrived = new Set(Array.from({ length: chunkCount(begun) }, (_, n) => n).filter((n) => !missing.has(n)))
    }
  }

  return {
    read: () => state,
    id: () => begun?.id,
    /** Begins, or goes on after a pause. */
    run: () => {
      const mine = new AbortController()
      stopping = mine
      // What was stopped before has to come to its end first.
      running = running.then(() => (mine.signal.aborted ? undefined : work(mine.signal)))
      return running
    },
    /** Not while it is being put together: that is one request, and its answer decides. */
    pause: () => {
      if (state.step !== 'preparing' && state.step !== 'sending' && state.step !== 'waiting') return
      stopping.abort()
      underWay.clear()
      set({ step: 'paused', sentBytes: sentBytes() })
    },
    /** Ends it for good, without a word. */
    drop: () => stopping.abort(),
  }
}

export type FileSending = ReturnType<typeof fileSending>
