import { receive } from '../answer.ts'
import { uploadsApi } from '../api.ts'
import { sendChunk, sha256Of } from './chunk-request.ts'
import { forgetFile, keepFile } from './kept-files.ts'
import { fileSending, type FileSending } from './sending.ts'
import type { Source, Upload, UploadList } from './upload-list.ts'

const busy: ReadonlySet<string> = new Set(['preparing', 'sending', 'waiting', 'finishing'])

/** Sends the files of a list: one after another, so that the first is there as early as the line allows. */
export function uploadQueue(proposalId: string, list: UploadList) {
  function startNext() {
    const next = list.all().find(({ item }) => item.state.step === 'queued')
    if (next && !list.all().some(({ item }) => busy.has(item.state.step))) void run(next)
  }

  async function run(upload: Upload): Promise<void> {
    const { source } = upload
    if (!source) return
    list.show(upload, { step: 'preparing' })
    upload.sending ??= await prepare(upload, source)
    if (!upload.sending || !list.all().includes(upload)) return startNext()
    await upload.sending.run()
    if (upload.sending.read().step === 'done') {
      forget(upload)
      list.finish(upload)
    } else if (upload.sending.read().step === 'refused') forget(upload)
    startNext()
  }

  /** Takes the copy off the device. */
  function forget({ item: { ruleId }, source }: Upload) {
    if (source?.sha256 !== undefined) void forgetFile({ proposalId, ruleId, sha256: source.sha256 })
  }

  /** Reads the file once: its hash is announced first, and what is sent is what was hashed. */
  async function prepare(upload: Upload, source: Source): Promise<FileSending | undefined> {
    const { ruleId } = upload.item
    const bytes = await source.bytes.arrayBuffer().catch(() => undefined)
    if (!bytes) {
      list.show(upload, { step: 'refused', problem: { code: 'file_unreadable' } })
      return undefined
    }
    const sha256 = await sha256Of(bytes)
    upload.source = { ...source, sha256 }
    void keepFile({ proposalId, ruleId, name: source.name, sha256, bytes: source.bytes, at: Date.now() })
    const json = { ruleId, fileName: source.name, sizeBytes: bytes.byteLength, sha256 }
    return fileSending({
      begin: () => receive(uploadsApi.proposals[':id'].uploads.$post({ param: { id: proposalId }, json })),
      read: (from, to) => Promise.resolve(new Uint8Array(bytes.slice(from, to))),
      sendChunk,
      complete: (id) => receive(uploadsApi.uploads[':upload'].completion.$post({ param: { upload: id } })),
      wait: waitOrOnline,
      onChange: (state) => list.show(upload, state),
    })
  }

  return { startNext, forget }
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
