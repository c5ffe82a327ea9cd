import type { AttachmentRule } from '#domain/edition.ts'
import { maxFilesOf } from '#domain/attachment.ts'
import { know, type ClientProblem } from '#site/text/problems.ts'
import { files } from '#site/text/refusals/files.ts'
import { receive } from '../answer.ts'
import { uploadsApi, type OpenUpload } from '../api.ts'
import { sha256Of } from './chunk-request.ts'
import { keptFiles, type KeptFile } from './kept-files.ts'
import { progressOf, uploadList } from './upload-list.ts'
import { uploadQueue } from './upload-queue.ts'

// The browser itself refuses a file before the portal is asked.
know(files)

/**
 * What a person can do with the uploads of one proposal. It belongs to the page and not to a step of the form: a file goes on
 * while somebody writes.
 */
function uploadBoard(proposalId: string) {
  const list = uploadList()
  const { startNext, forget } = uploadQueue(proposalId, list)
  let isLooked = false

  /** Takes files for one rule; each says by itself why it cannot be taken. */
  function choose(rule: AttachmentRule, chosen: readonly File[], held: number) {
    const maxFiles = maxFilesOf(rule)
    const onTheirWay = list.all().filter(({ item }) => item.ruleId === rule.id && item.state.step !== 'refused').length
    const free = Math.max(1, maxFiles - (maxFiles > 1 ? held + onTheirWay : 0))
    for (const [position, file] of chosen.entries()) {
      const item = { ruleId: rule.id, name: file.name, sizeBytes: file.size }
      const problem = whyNot(rule, file, position < free)
      if (problem) list.add({ item: { ...item, state: { step: 'refused', problem } } })
      else list.add({ item: { ...item, state: { step: 'queued' } }, source: { name: file.name, bytes: file } })
    }
    startNext()
  }

  /** The same file again for an upload that stopped with an earlier visit; another file is told apart by its hash. */
  async function chooseAgain(key: number, file: File) {
    const upload = list.find(key)
    if (!upload?.open) return
    const { open } = upload
    const problem = await whyNotSame(open, file)
    if (problem) {
      return list.show(upload, { step: 'file_wanted', sentBytes: progressOf(upload.item).sentBytes, problem })
    }
    upload.source = { name: open.fileName, bytes: file }
    resume(key)
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
      takeUp(
        open,
        kept.find(({ ruleId, sha256 }) => ruleId === open.ruleId && sha256 === open.sha256),
      )
    }
    startNext()
  }

  function takeUp(open: OpenUpload, copy: KeptFile | undefined) {
    const { ruleId, fileName: name, sizeBytes, sha256 } = open
    const isHere = list.all().some(({ source, item }) => item.ruleId === ruleId && source?.sha256 === sha256)
    if (isHere || (!copy && !open.isMine)) return
    const item = { ruleId, name, sizeBytes }
    if (copy) {
      return list.add({
        item: { ...item, state: { step: 'queued' } },
        open,
        source: { name, bytes: copy.bytes, sha256 },
      })
    }
    const sentBytes = Math.min(sizeBytes, open.chunks.length * open.chunkBytes)
    list.add({ item: { ...item, state: { step: 'file_wanted', sentBytes } }, open })
  }

  function pause(key: number) {
    list.find(key)?.sending?.pause()
    startNext()
  }

  function resume(key: number) {
    const upload = list.find(key)
    if (upload) list.show(upload, { step: 'queued' })
    startNext()
  }

  /** Whoever comes back has perhaps signed in again in another tab. */
  function retry() {
    for (const { item } of list.all()) if (item.state.step === 'paused' && item.state.problem) resume(item.key)
  }

  /** The person gives it up: here, on the device, and on the portal. */
  async function cancel(key: number) {
    const upload = list.find(key)
    if (!upload) return
    upload.sending?.drop()
    forget(upload)
    list.take(upload)
    startNext()
    const id = upload.sending?.id() ?? upload.open?.id
    if (id !== undefined) await receive(uploadsApi.uploads[':upload'].$delete({ param: { upload: id } }))
  }

  return {
    read: list.read,
    subscribe: list.subscribe,
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

async function whyNotSame(open: OpenUpload, file: File): Promise<ClientProblem | undefined> {
  const bytes = await file.arrayBuffer().catch(() => undefined)
  if (!bytes) return { code: 'file_unreadable' }
  const isSame = file.size === open.sizeBytes && (await sha256Of(bytes)) === open.sha256
  return isSame ? undefined : { code: 'another_file', fileName: open.fileName }
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
