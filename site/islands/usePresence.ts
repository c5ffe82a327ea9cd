import { useEffect, useEffectEvent, useState } from 'react'
import { receive, type Body } from './answer.ts'
import { writingPresenceApi, type ProposalView } from './api.ts'
import { detailsOf } from './proposal-details.ts'
import type { Draft } from './useDraft.ts'

type Presence = Body<(typeof writingPresenceApi)[':id']['presence']['$put']>
export type Colleague = Presence['others'][number]
/** A colleague's text that was taken over while the section was open here. */
export type Brought = { savedBy: string; savedAt: string }

/** Milliseconds between two questions: alone, and in company. */
const aloneMs = 20_000
const inCompanyMs = 7_000

/**
 * Tells colleagues where this person writes and brings what they saved, while the page is looked at. What waits to be saved
 * here is never replaced: its save meets the newer version and shows both.
 */
export function usePresence(view: ProposalView, draft: Draft | undefined, step: string, reload: () => void) {
  const [others, setOthers] = useState<readonly Colleague[]>([])
  const [brought, setBrought] = useState<ReadonlyMap<string, Brought>>(new Map())
  const isReady = draft !== undefined

  const takeOver = ({ sections, details }: Presence) => {
    if (!draft) return
    if (details) draft.details.adopt({ content: detailsOf(details), version: details.version, savedAt: null })
    for (const { id, text, version, savedAt, savedBy } of sections) {
      const isTaken = draft.sections.get(id)?.adopt({ content: text, version, savedAt })
      if (isTaken) setBrought((before) => new Map(before).set(id, { savedBy, savedAt }))
    }
  }

  const ask = useEffectEvent(async () => {
    if (!draft || document.visibilityState === 'hidden') return
    const isWriting = document.activeElement?.id === step
    const known = Object.fromEntries([...draft.sections].map(([id, saver]) => [id, saver.version()]))
    const json = { sectionId: isWriting ? step : null, known, version: draft.details.version() }
    const answer = await receive(writingPresenceApi[':id'].presence.$put({ param: { id: view.id }, json }))
    if (!answer.ok) return
    setOthers(answer.value.others)
    takeOver(answer.value)
    if (answer.value.state !== view.state) reload()
  })

  const pace = others.length > 0 ? inCompanyMs : aloneMs
  useEffect(() => {
    if (!isReady) return
    const now = () => void ask()
    const soon = setTimeout(now, 1000)
    const clock = setInterval(now, pace)
    window.addEventListener('focus', now)
    return () => {
      clearTimeout(soon)
      clearInterval(clock)
      window.removeEventListener('focus', now)
    }
  }, [isReady, step, pace])

  return { others, brought }
}
