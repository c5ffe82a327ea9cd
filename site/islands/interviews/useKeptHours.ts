import { useMemo, useState } from 'react'
import type { Answer } from '../answer.ts'
import { useKept } from '../useKept.ts'
import type { Work } from './InterviewDesk.tsx'
import { keepHours } from './interviews-api.ts'
import { firstForm, parseForm, type askedOf, type PlanForm, type TypedForm } from './plan-form.ts'

type Asked = NonNullable<ReturnType<typeof askedOf>>

/**
 * Hours and rooms as the portal keeps them with the stage, and what was typed since: that stays with this tab until it is kept.
 * `isOvertaken`: somebody else kept others meanwhile.
 */
export function useKeptHours({ board, edition, stage }: Pick<Work, 'board' | 'edition' | 'stage'>) {
  const first = useMemo(() => firstForm(board, stage), [board, stage])
  const [text, setText] = useKept(`wawancara ${edition.slug} ${stage.id}`)
  const typed = parseForm(text)
  /** Until the board is loaded again. */
  const [justKept, setJustKept] = useState<TypedForm>()
  const newest = justKept && justKept.sequence > (board.hours?.sequence ?? 0) ? justKept : undefined
  const standing = newest?.sequence ?? board.hours?.sequence ?? 0
  const form = typed?.form ?? newest?.form ?? first
  const write = (next: PlanForm, sequence: number) => setText(JSON.stringify({ ...next, sequence }))
  const sequence = typed?.sequence ?? standing
  return {
    form,
    isTyped: typed !== undefined,
    isOvertaken: typed !== undefined && typed.sequence !== standing,
    change: (given: Partial<PlanForm>) => write({ ...form, ...given }, sequence),
    forget: () => setText(''),
    insist: () => write(form, standing),
    keep: async (asked: Asked): Promise<Answer<unknown>> => {
      const answer = await keepHours({ edition: edition.slug, stage: stage.id }, { ...asked, sequence })
      if (!answer.ok) return answer
      setJustKept({ form, sequence: answer.value.sequence })
      setText('')
      return answer
    },
  }
}
