import { useEffect, useReducer, useState } from 'react'
import { receive } from './answer.ts'
import { proposalSectionsApi, type ProposalView } from './api.ts'
import { forgetLocally, keepLocally, readLocally } from './local-texts.ts'
import { sectionSaver, type SectionSaver } from './section-saver.ts'

function saversOf(view: ProposalView, userId: string, onChange: () => void): Map<string, SectionSaver> {
  return new Map(
    view.rules.sections.map(({ id }) => {
      const stored = view.sections.find((section) => section.id === id)
      const saved = stored ?? { text: '', version: 0, savedAt: null }
      const saver = sectionSaver(saved, {
        send: (text, version) => {
          const param = { id: view.id, section: id }
          return receive(proposalSectionsApi[':id'].sections[':section'].$put({ param, json: { text, version } }))
        },
        copy: {
          keep: (copy) => keepLocally(userId, view.id, id, copy),
          read: () => readLocally(userId, view.id, id),
          forget: () => forgetLocally(userId, view.id, id),
        },
        onChange,
      })
      return [id, saver]
    }),
  )
}

/** The sections of one proposal while someone writes: all are kept and saved, whichever is open. */
export function useDraft(view: ProposalView, userId: string) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [savers] = useState(() => saversOf(view, userId, redraw))

  useEffect(() => {
    const flushPending = () => {
      for (const saver of savers.values()) if (saver.isPending()) void saver.flush()
    }
    flushPending()
    document.addEventListener('visibilitychange', flushPending)
    window.addEventListener('online', flushPending)
    window.addEventListener('focus', flushPending)
    return () => {
      document.removeEventListener('visibilitychange', flushPending)
      window.removeEventListener('online', flushPending)
      window.removeEventListener('focus', flushPending)
      for (const saver of savers.values()) saver.stop()
    }
  }, [savers])

  const textOf = (sectionId: string) => savers.get(sectionId)?.read().text ?? ''
  /** Whether the portal has every word; waits for the saves it starts. */
  const settle = async () => {
    await Promise.all([...savers.values()].filter((saver) => saver.isPending()).map((saver) => saver.flush()))
    return [...savers.values()].every((saver) => !saver.isPending())
  }
  return { savers, textOf, settle }
}

export type Draft = ReturnType<typeof useDraft>
