import { useEffect, useMemo, useReducer, useState } from 'react'
import { useFlushing } from '../local-first/useFlushing.ts'
import { openAnswer, type OpenAnswer } from './answer-document.ts'
import type { Round, RoundSheet } from './consolidation-api.ts'

const none: readonly [] = []

/** Undefined until the device was read. One opening for the life of the page, which is keyed by the round. */
export function useOpenAnswer(personId: string, round: Round, own: RoundSheet): OpenAnswer | undefined {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const [open, setOpen] = useState<OpenAnswer>()
  useEffect(() => {
    let isCurrent = true
    const opening = openAnswer(personId, round, own, redraw)
    void opening.then((one) => isCurrent && setOpen(one))
    return () => {
      isCurrent = false
      void opening.then(({ saver }) => saver.stop())
    }
    // A reload of the round alters nothing that was typed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  useFlushing(useMemo(() => (open ? [open.saver] : none), [open]))
  return open
}
