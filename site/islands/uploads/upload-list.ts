import type { ClientProblem } from '#site/text/problems.ts'
import type { OpenUpload } from '../api.ts'
import type { FileSending, SendingState } from './sending.ts'

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
type ListState = { items: readonly UploadItem[]; finished: number }

export type Source = { name: string; bytes: Blob; sha256?: string | undefined }

/** An item with what no screen shows: its bytes, who sends them, and what the portal has of it since an earlier visit. */
export type Upload = {
  item: UploadItem
  source?: Source | undefined
  sending?: FileSending | undefined
  open?: OpenUpload
}

/** The files of one proposal on their way; whoever shows them is told of every change. */
export function uploadList() {
  const uploads: Upload[] = []
  const listeners = new Set<() => void>()
  let finished = 0
  let nextKey = 1
  let snapshot: ListState = { items: [], finished }

  function tell() {
    snapshot = { items: uploads.map(({ item }) => item), finished }
    for (const listener of listeners) listener()
  }

  function take(upload: Upload) {
    uploads.splice(uploads.indexOf(upload), 1)
    tell()
  }

  return {
    all: (): readonly Upload[] => uploads,
    find: (key: number) => uploads.find(({ item }) => item.key === key),
    read: () => snapshot,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    add: ({ item, ...rest }: Omit<Upload, 'item'> & { item: Omit<UploadItem, 'key'> }) => {
      uploads.push({ ...rest, item: { ...item, key: nextKey++ } })
      tell()
    },
    show: (upload: Upload, state: UploadItem['state']) => {
      upload.item = { ...upload.item, state }
      tell()
    },
    take,
    finish: (upload: Upload) => {
      finished += 1
      take(upload)
    },
  }
}

export type UploadList = ReturnType<typeof uploadList>

export const progressOf = ({ state, sizeBytes }: UploadItem): { sentBytes: number; percent: number } => {
  const sentBytes = 'sentBytes' in state ? state.sentBytes : 0
  return { sentBytes, percent: sizeBytes === 0 ? 0 : Math.floor((sentBytes / sizeBytes) * 100) }
}
