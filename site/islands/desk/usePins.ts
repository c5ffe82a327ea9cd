import { useEffect, useRef, useState } from 'react'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import type { ReadingView } from './desk-api.ts'
import { lettersOf, passageAt } from './passages.ts'

/** The element whose text is the section as it is shown. */
const textOf = (pane: HTMLElement | null) => pane?.querySelector<HTMLElement>('.written') ?? null

/** A range over letters from..to (half open) of all text in an element. */
function rangeOver(element: HTMLElement, from: number, to: number): Range {
  const range = document.createRange()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let before = 0
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node.textContent ?? ''
    if (from >= before && from < before + length) range.setStart(node, from - before)
    if (to > before && to <= before + length) range.setEnd(node, to - before)
    before += length
  }
  return range
}

/** Letters of the selection within an element, half open; undefined when nothing of it is selected. */
function selectedIn(element: HTMLElement): { from: number; to: number } | undefined {
  const selection = window.getSelection()
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return undefined
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(element)) return undefined
  const all = document.createRange()
  all.selectNodeContents(element)
  const lengthTo = (node: Node, offset: number) => {
    if (all.comparePoint(node, offset) < 0) return 0
    if (all.comparePoint(node, offset) > 0) return all.toString().length
    const part = document.createRange()
    part.selectNodeContents(element)
    part.setEnd(node, offset)
    return part.toString().length
  }
  const [from, to] = [lengthTo(range.startContainer, range.startOffset), lengthTo(range.endContainer, range.endOffset)]
  return to > from ? { from, to } : undefined
}

function paint(name: string, ranges: readonly Range[]): void {
  // Browsers without it still list and open passages; only the marks in the text are missing there.
  if (!('highlights' in CSS)) return
  if (ranges.length === 0) CSS.highlights.delete(name)
  else CSS.highlights.set(name, new Highlight(...ranges))
}

/** Passages of the section that is read: the one selected, those pinned, the one gone to. */
export function usePins({ proposal: { sections } }: ReadingView, sectionId: string) {
  const pane = useRef<HTMLDivElement>(null)
  const [hasSelection, setSelection] = useState(false)
  const [shown, setShown] = useState<PinnedPassage>()
  const written = sections.find(({ id }) => id === sectionId)?.text ?? ''

  useEffect(() => {
    const look = () => {
      const element = textOf(pane.current)
      setSelection(element !== null && selectedIn(element) !== undefined)
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [])

  useEffect(() => {
    const element = textOf(pane.current)
    if (!shown || shown.sectionId !== sectionId || !element) return
    const letters = lettersOf(element.textContent ?? '', written, shown)
    if (!letters) return
    const range = rangeOver(element, letters.from, letters.to)
    paint('kutipan-dibuka', [range])
    void range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
    pane.current?.focus({ preventScroll: true })
    return () => paint('kutipan-dibuka', [])
  }, [shown, sectionId, written])

  return {
    pane,
    hasSelection,
    show: (passage: PinnedPassage) => setShown({ ...passage }),
    /** What is selected, as a passage for this criterion. */
    chosen: (criterionId: string): PinnedPassage | undefined => {
      const element = textOf(pane.current)
      const letters = element && selectedIn(element)
      if (!element || !letters) return undefined
      const passage = passageAt(element.textContent ?? '', written, letters.from, letters.to)
      return passage && { criterionId, sectionId, ...passage }
    },
    selectSentence: (by: 1 | -1) => {
      const element = textOf(pane.current)
      if (element) selectSentence(element, by)
    },
    /** Underlines passages in the text. */
    mark: (passages: readonly PinnedPassage[]) => {
      const element = textOf(pane.current)
      if (!element) return paint('kutipan', [])
      const text = element.textContent ?? ''
      const ranges = passages.flatMap((passage) => {
        const letters = passage.sectionId === sectionId ? lettersOf(text, written, passage) : undefined
        return letters ? [rangeOver(element, letters.from, letters.to)] : []
      })
      paint('kutipan', ranges)
    },
  }
}

export type Pins = ReturnType<typeof usePins>

/** For whoever has no pointer: sentence after sentence, from the one that is selected. */
function selectSentence(element: HTMLElement, by: 1 | -1): void {
  const text = element.textContent ?? ''
  const sentences = [...new Intl.Segmenter('id', { granularity: 'sentence' }).segment(text)]
    .flatMap(({ segment, index }) =>
      segment.split(/\n+/).reduce<{ from: number; to: number }[]>((lines, line) => {
        const from = (lines.at(-1)?.to ?? index) + (lines.length > 0 ? text.slice(lines.at(-1)?.to).search(/[^\n]/) : 0)
        return [...lines, { from, to: from + line.length }]
      }, []),
    )
    .filter(({ from, to }) => text.slice(from, to).trim() !== '')
  const now = selectedIn(element)
  const at = now ? sentences.findIndex(({ to }) => to > now.from) : by === 1 ? -1 : sentences.length
  const next = sentences[(at + by + sentences.length) % sentences.length]
  if (!next) return
  const end = next.from + text.slice(next.from, next.to).trimEnd().length
  const range = rangeOver(element, next.from, end)
  const selection = window.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
  void range.startContainer.parentElement?.scrollIntoView({ block: 'nearest' })
}
