import { useEffect, useMemo, useReducer, useState } from 'react'
import { ageMonths } from '#domain/eligibility.ts'
import type { ProposalView } from './api.ts'
import { askedRules } from './asked-rules.ts'
import { useFlushing } from './local-first/useFlushing.ts'
import { storedOf } from './proposal-details.ts'
import { openProposalDocuments, type ProposalDocuments } from './proposal-documents.ts'

const none: readonly [] = []

/** A proposal while someone writes it: every part is kept and saved, whichever is open. Undefined until the device was read. */
export function useDraft(view: ProposalView, userId: string) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [documents, setDocuments] = useState<ProposalDocuments>()

  useEffect(() => {
    let isCurrent = true
    const opening = openProposalDocuments(view, userId, redraw)
    void opening.then((opened) => isCurrent && setDocuments(opened))
    return () => {
      isCurrent = false
      void opening.then(({ sections, details }) => {
        for (const saver of [details, ...sections.values()]) saver.stop()
      })
    }
    // One opening for the life of the page: the editor is keyed by the proposal, and a reload of the view alters no draft.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const savers = useMemo(() => documents && [documents.details, ...documents.sections.values()], [documents])
  useFlushing(savers ?? none)
  if (!documents || !savers) return undefined

  const textOf = (sectionId: string) => documents.sections.get(sectionId)?.read().content ?? ''
  /** Whether the portal has every word; waits for the saves it starts. */
  const settle = async () => {
    await Promise.all(savers.filter((saver) => saver.isPending()).map((saver) => saver.flush()))
    return savers.every((saver) => !saver.isPending())
  }
  const flush = () => {
    for (const saver of savers) if (saver.isPending()) void saver.flush()
  }
  return { ...documents, view: asTyped(view, documents), textOf, settle, flush }
}

export type Draft = NonNullable<ReturnType<typeof useDraft>>

/** The proposal with its details as they stand in the fields, and of its form what these ask for. */
function asTyped(view: ProposalView, { details }: ProposalDocuments): ProposalView {
  const typed = { ...view, ...storedOf(details.read().content) }
  const months = ageMonths(typed.startedOn, new Date(view.registration.closesAt))
  const required = view.rules.groups.find(({ id }) => id === typed.groupId)?.minimumAgeMonths ?? 0
  return { ...typed, age: months === null ? null : { months, required }, rules: askedRules(typed) }
}
