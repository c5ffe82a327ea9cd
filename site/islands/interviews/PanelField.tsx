import { slotMsOf } from '#domain/interview-clock.ts'
import { isFree } from '#domain/interview-schedule.ts'
import { PeopleField } from '../appointments/PeopleField.tsx'
import type { Board, Interviewee } from './interviews-api.ts'

type Props = {
  board: Board
  panelists: Interviewee['panelists']
  chosen: readonly string[]
  /** The start that is asked for, ISO 8601 in UTC; null while it is not one. */
  beginsAt: string | null
  onChange: (chosen: string[]) => void
}

/** Who hears the interview. Nobody in conflict is offered; whoever has handed in stays. */
export function PanelField({ board, panelists, chosen, beginsAt, onChange }: Props) {
  const from = beginsAt === null ? null : Date.parse(beginsAt)
  const isAway = (id: string) => {
    const free = board.panelists.find((one) => one.id === id)?.availabilities ?? []
    const intervals = free.map((one) => ({ from: Date.parse(one.beginsAt), to: Date.parse(one.endsAt) }))
    return from !== null && !isFree(intervals, { from, to: from + slotMsOf(board.times) })
  }
  return (
    <PeopleField
      id="panel"
      legend="Panel"
      people={panelists
        .filter(({ isBarred }) => !isBarred)
        .map(({ id, name, isHandedIn }) => ({
          id,
          name,
          hint: isHandedIn ? 'sudah menyerahkan lembar' : isAway(id) ? 'belum menyatakan sedia' : '',
          isFixed: isHandedIn,
        }))}
      chosen={chosen}
      onChange={onChange}
    />
  )
}
