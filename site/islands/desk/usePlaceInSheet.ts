import { useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useAddress } from '../useAddress.ts'
import type { ReadingView } from './desk-api.ts'
import { scoreInputId } from './field-ids.ts'
import { readTyped, type WrittenSheet } from './written-sheet.ts'

const stepFrom = <Item extends { id: string }>(list: readonly Item[], from: string, by: number) =>
  list[list.findIndex(({ id }) => id === from) + by]?.id

function scoreField(): HTMLInputElement | undefined {
  const field = document.getElementById(scoreInputId)
  return field instanceof HTMLInputElement ? field : undefined
}

/** Which criterion is open, which section or file is read: all in the address, all moved by keys. */
export function usePlaceInSheet({ rubric, proposal: { sections, attachments } }: ReadingView) {
  const { get, replace } = useAddress()
  const openId = rubric.find(({ id }) => id === get('kriteria'))?.id ?? rubric[0]?.id ?? ''
  const sectionId = sections.find(({ id }) => id === get('bagian'))?.id ?? sections[0]?.id ?? ''
  const fileHash = attachments.find(({ sha256 }) => sha256 === get('berkas'))?.sha256 ?? null
  const hasMoved = useRef(false)
  useEffect(() => {
    if (!hasMoved.current) return
    const field = scoreField()
    field?.focus()
    // What is typed next replaces the former score.
    field?.select()
  }, [openId])

  /** The section of the same name comes along, so that the juror reads what is scored. */
  const openCriterion = (id: string | undefined) => {
    if (id === undefined) return
    hasMoved.current = true
    const section = sections.find((candidate) => candidate.id === id)
    replace({ kriteria: id, panel: 'nilai', ...(section && { bagian: section.id, berkas: null }) })
    if (id === openId) scoreField()?.focus()
  }
  const showRubric = () => flushSync(() => replace({ panel: 'nilai' }))
  return {
    openId,
    sectionId,
    fileHash,
    openCriterion,
    stepCriterion: (by: number) => openCriterion(stepFrom(rubric, openId, by)),
    /** The first one that has no points yet. */
    openBlank: (written: WrittenSheet) =>
      openCriterion(rubric.find(({ id }) => typeof readTyped(written.points[id]) !== 'number')?.id),
    showSection: (id: string) => replace({ bagian: id, berkas: null, panel: 'teks' }),
    stepSection: (by: number) => {
      const id = stepFrom(sections, sectionId, by)
      if (id) replace({ bagian: id, berkas: null, panel: 'teks' })
    },
    nextFile: () => {
      const next = attachments[attachments.findIndex(({ sha256 }) => sha256 === fileHash) + 1] ?? attachments[0]
      if (next) replace({ berkas: next.sha256, panel: 'teks' })
    },
    closeFile: () => replace({ berkas: null }),
    /** On a narrow window its fields are hidden until then; what is typed next must not go elsewhere. */
    showRubric,
    /** The first digit replaces the former score; the rest is typed into the field. */
    typeScore: (digit: string, write: (text: string) => void) => {
      showRubric()
      scoreField()?.focus()
      write(digit)
    },
  }
}
