import { petals, refusedStroke } from '#site/components/kawung.ts'
import { inThreeZones, count } from '#site/text/format.ts'
import { proposalStateNames, proposalStatePetals } from '#site/text/labels.ts'
import type { ProposalState } from '#domain/proposal.ts'

/** Petals 0..4 beside a word; alone it says nothing to a reader. */
export function Kawung({ filled, refused = false }: { filled: number; refused?: boolean }) {
  const { full, empty } = petals(filled)
  return (
    <svg className="kawung" viewBox="0 0 48 48" aria-hidden="true">
      {full && <path className="kawung-full" d={full} />}
      {empty && <path className="kawung-empty" d={empty} />}
      {refused && <path className="kawung-stroke" d={refusedStroke} />}
    </svg>
  )
}

export function StateMark({ state }: { state: ProposalState }) {
  return (
    <span className="state">
      <Kawung {...proposalStatePetals[state]} />
      {proposalStateNames[state]}
    </span>
  )
}

/** Date and clock in the three zones, each with its own day. */
export function Deadline({ instant }: { instant: Date }) {
  return (
    <div className="deadline">
      {inThreeZones(instant).map(({ zone, clock, day }) => (
        <Zone key={zone} zone={zone} clock={clock} day={day} />
      ))}
    </div>
  )
}

function Zone({ zone, clock, day }: { zone: string; clock: string; day: string }) {
  return (
    <>
      <b>{clock}</b>
      <span>{zone}</span>
      <span>{day}</span>
    </>
  )
}

/** A bar with its number in words beside it; over the limit it says by how much. */
export function Meter({ value, max, unit }: { value: number; max: number; unit: string }) {
  const over = value - max
  return (
    <span className="cluster">
      <span className={over > 0 ? 'meter-text is-over' : 'meter-text'}>
        <b>{count(value)}</b> dari {count(max)} {unit}
        {over > 0 && `, lebih ${count(over)}`}
      </span>
      <progress className="meter" value={Math.min(value, max)} max={max} aria-hidden="true" />
    </span>
  )
}
