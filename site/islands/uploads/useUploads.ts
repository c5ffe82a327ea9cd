import { useEffect, useRef, useSyncExternalStore } from 'react'
import { boardOf, type UploadBoard } from './upload-board.ts'
import type { UploadItem } from './upload-list.ts'

/** The uploads of a proposal; `onFinished` when one has become an attachment, also while another step was open. */
export function useUploads(
  proposalId: string,
  onFinished: () => void,
): { board: UploadBoard; items: readonly UploadItem[] } {
  const board = boardOf(proposalId)
  const { items, finished } = useSyncExternalStore(board.subscribe, board.read)
  const seen = useRef(0)
  const told = useRef(onFinished)
  useEffect(() => void (told.current = onFinished), [onFinished])
  useEffect(() => void board.look(), [board])
  useEffect(() => {
    if (finished > seen.current) told.current()
    seen.current = finished
  }, [finished])
  return { board, items }
}

/** A file that misses its place would otherwise be opened in place of the page. */
export function useNoStrayDrops(): void {
  useEffect(() => {
    const stay = (event: DragEvent) => {
      if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
    }
    window.addEventListener('dragover', stay)
    window.addEventListener('drop', stay)
    return () => {
      window.removeEventListener('dragover', stay)
      window.removeEventListener('drop', stay)
    }
  }, [])
}
