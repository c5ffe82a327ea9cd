import type { AttachmentRule } from '#domain/edition.ts'
import { maxFilesOf } from '#domain/attachment.ts'
import { know, type ClientProblem } from '#site/text/problems.ts'
import { files } from '#site/text/refusals/files.ts'
import { receive } from '../answer.ts'
import { uploadsApi, type OpenUpload } from '../api.ts'
import { sendChunk, sha256Of } from './chunk-request.ts'
import { forgetFile, keepFile, keptFiles } from './kept-files.ts'
import { fileSending, type FileSending, type SendingState } from './sending.ts'

// The browser itself refuses a file before the portal is asked.
know(files)

/** One file that is on its way, was refused, or waits to be chosen again. */
export type UploadItem = {
  key: number
  ruleId: string
  name: string
  sizeBytes: number
  state:
    SendingState | { step: 'queued' } | { step: 'file_wanted'; sentBytes: number; problem?: ClientProblem | undefined }
}

/** What the screen shows; a new object for every change. */
export type BoardState = { items: readonly UploadItem[]; finished: number }

type Source = { name: string; bytes: Blob; sha256?: string | undefined }
type Work = { item: UploadItem; source?: Source; sending?: FileSending | undefined; open?: OpenUpload }

/**
 * The uploads of one proposal. It belongs to the page and not to a step of the form: a file goes on while somebody writes. One
 * file after another, so that the first is there as early as the line allows.
 */
function uploadBoard(proposalId: string) {
  const works: Work[] = []
  const listeners = new Set<() => void>()
  let finished = 0
  let nextKey = 1
  let snapshot: BoardState = { items: [], finished }
  let isLooked = false

  function tell() {
    snapshot = { items: works.map(({ item }) => item), finished }
    for (const listener of listeners) listener()
  }

  function show(work: Work, state: UploadItem['state']) {
    work.item = { ...work.item, state }
    tell()
  }

  function add(ruleId: string, name: string, sizeBytes: number, state: UploadItem['state'], rest: Partial<Work> = {}) {
    const work: Work = { ...rest, item: { key: nextKey++, ruleId, name, sizeBytes, state } }
    works.push(work)
    tell()
    return work
  }

  function take(work: Work) {
    works.splice(works.indexOf(work), 1)
    tell()
  }

  const isBusy = () =>
    works.some(({ item: { state } }) => ['preparing', 'sending', 'waiting', 'finishing'].includes(state.step))

  function startNext() {
    const next = works.find(({ item }) => item.state.step === 'queued')
    if (next && !isBusy()) void run(next)
  }

  async function run(work: Work): Promise<void> {
    const { source } = work
    if (!source) return
    show(work, { step: 'preparing' })
    work.sending ??= await prepare(work, source)
    if (!work.sending || !works.includes(work)) return startNext()
    await work.sending.run()
    if (work.sending.read().step === 'done') {
      finished += 1
      void forget(work)
      take(work)
    } else if (work.sending.read().step === 'refused') void forget(work)
    startNext()
  }

  const forget = ({ item: { ruleId }, source }: Work) =>
    source?.sha256 === undefined ? undefined : forgetFile({ proposalId, ruleId, sha256: source.sha256 })

  /** Reads the file once: its hash is announced first, and what is sent is what was hashed. */
  async function prepare(work: Work, source: Source): Promise<FileSending | undefined> {
    const { ruleId } = work.item
    const bytes = await source.bytes.arrayBuffer().catch(() => undefined)
    if (!bytes) {
      show(work, { step: 'refused', problem: { code: 'file_unreadable' } })
      return undefined
    }
    const sha256 = await sha256Of(bytes)
    work.source = { ...source, sha256 }
    void keepFile({ proposalId, ruleId, name: source.name, sha256, bytes: source.bytes, at: Date.now() })
    const json = { ruleId, fileName: source.name, sizeBytes: bytes.byteLength, sha256 }
    return fileSending({
      begin: () => receive(uploadsApi.proposals[':id'].uploads.$post({ param: { id: proposalId }, json })),
      read: (from, to) => Promise.resolve(new Uint8Array(bytes.slice(from, to))),
      sendChunk,
      complete: (upload) => receive(uploadsApi.uploads[':upload'].completion.$post({ param: { upload } })),
      wait: waitOrOnline,
      onChange: (state) => show(work, state),
    })
  }

  /** Takes files for one rule; each says by itself why it cannot be taken. */
  function choose(rule: AttachmentRule, files: readonly File[], held: number) {
    const free = Math.max(1, maxFilesOf(rule) - (maxFilesOf(rule) > 1 ? held + countOf(rule.id) : 0))
    for (const [position, file] of files.entries()) {
      const problem = whyNot(rule, file, position < free)
      if (problem) add(rule.id, file.name, file.size, { step: 'refused', problem })
      else add(rule.id, file.name, file.size, { step: 'queued' }, { source: { name: file.name, bytes: file } })
    }
    startNext()
  }

  const countOf = (ruleId: string) =>
    works.filter(({ item }) => item.ruleId === ruleId && item.state.step !== 'refused').length

  /** The same file again for an upload that stopped with an earlier visit; another file is told apart by its hash. */
  async function chooseAgain(key: number, file: File) {
    const work = works.find(({ item }) => item.key === key)
    if (!work?.open) return
    const { open } = work
    const bytes = await file.arrayBuffer().catch(() => undefined)
    const isSame = bytes !== undefined && file.size === open.sizeBytes && (await sha256Of(bytes)) === open.sha256
    const { sentBytes } = progressOf(work.item)
    const problem: ClientProblem = bytes
      ? { code: 'another_file', fileName: open.fileName }
      : { code: 'file_unreadable' }
    if (!isSame) return show(work, { step: 'file_wanted', sentBytes, problem })
    work.source = { name: open.fileName, bytes: file }
    show(work, { step: 'queued' })
    startNext()
  }

  /** What an earlier visit left: goes on by itself where the device has kept the file. */
  async function look() {
    if (isLooked) return
    isLooked = true
    const answer = await receive(uploadsApi.proposals[':id'].uploads.$get({ param: { id: proposalId } }))
    if (!answer.ok) {
      isLooked = false
      return
    }
    const kept = await keptFiles(proposalId)
    for (const open of answer.value.uploads) {
      const { ruleId, fileName, sizeBytes, sha256, chunks, chunkBytes } = open
      const copy = kept.find((file) => file.ruleId === ruleId && file.sha256 === sha256)
      const isHere = works.some(({ source, item }) => item.ruleId === ruleId && source?.sha256 === sha256)
      if (isHere || (!copy && !open.isMine)) continue
      const sentBytes = Math.min(sizeBytes, chunks.length * chunkBytes)
      if (copy)
        add(
          ruleId,
          fileName,
          sizeBytes,
          { step: 'queued' },
          { open, source: { name: fileName, bytes: copy.bytes, sha256 } },
        )
      else add(ruleId, fileName, sizeBytes, { step: 'file_wanted', sentBytes }, { open })
    }
    startNext()
  }

  function pause(key: number) {
    works.find(({ item }) => item.key === key)?.sending?.pause()
    startNext()
  }

  function resume(key: number) {
    const work = works.find(({ item }) => item.key === key)
    if (work) show(work, { step: 'queued' })
    startNext()
  }

  /** Whoever comes back has perhaps signed in again in another tab. */
  function retry() {
    for (const { item } of works) if (item.state.step === 'paused' && item.state.problem) resume(item.key)
  }

  /** The person gives it up: here, on the device, and on the portal. */
  async function cancel(key: number) {
    const work = works.find(({ item }) => item.key === key)
    if (!work) return
    work.sending?.drop()
    void forget(work)
    take(work)
    startNext()
    const upload = work.sending?.id() ?? work.open?.id
    if (upload !== undefined) {
      await receive(uploadsApi.uploads[':upload'].$delete({ param: { upload } }))
    }
  }

  return {
    read: () => snapshot,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    choose,
    chooseAgain,
    look,
    pause,
    resume,
    retry,
    cancel: (key: number) => void cancel(key),
  }
}

export type UploadBoard = ReturnType<typeof uploadBoard>

/** The rules that need no portal to be known. */
function whyNot(rule: AttachmentRule, file: File, hasPlace: boolean): ClientProblem | undefined {
  if (!hasPlace) return { code: 'too_many_files', maxFiles: maxFilesOf(rule) }
  if (file.size === 0) return { code: 'file_empty' }
  return file.size > rule.maxBytes ? { code: 'file_too_large', maxBytes: rule.maxBytes } : undefined
}

export const progressOf = ({ state, sizeBytes }: UploadItem): { sentBytes: number; percent: number } => {
  const sentBytes = 'sentBytes' in state ? state.sentBytes : 0
  return { sentBytes, percent: sizeBytes === 0 ? 0 : Math.floor((sentBytes / sizeBytes) * 100) }
}

/** A line that comes back is tried at once. */
function waitOrOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      window.removeEventListener('online', go)
      signal.removeEventListener('abort', go)
      resolve()
    }
    const timer = setTimeout(go, ms)
    window.addEventListener('online', go)
    signal.addEventListener('abort', go)
  })
}

const boards = new Map<string, UploadBoard>()

/** One board a proposal, as long as the page is open. */
export function boardOf(proposalId: string): UploadBoard {
  const known = boards.get(proposalId)
  if (known) return known
  const board = uploadBoard(proposalId)
  boards.set(proposalId, board)
  window.addEventListener('focus', board.retry)
  return board
}
