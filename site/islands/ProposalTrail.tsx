import { dateAndClock } from '#site/text/format.ts'
import { handoverNames, proposalStateNames } from '#site/text/labels.ts'
import type { ProposalView } from './api.ts'

/** The note with which the admin gave the proposal back, on top of everything the unit does then. */
export function ReturnedNote({ view }: { view: ProposalView }) {
  const last = view.handovers.findLast(({ kind }) => kind === 'returned')
  if (view.state !== 'returned' || !last) return null
  return (
    <div className="notice">
      <p>
        <b>Dikembalikan oleh {last.by}</b>, {dateAndClock(new Date(last.at))}
      </p>
      <p className="prose">{last.note}</p>
    </div>
  )
}

/** What the secretariat found, in the words of its reasons. */
export function ScreeningResult({ view }: { view: ProposalView }) {
  const { screening } = view
  if (!screening) return null
  return (
    <section className="block stack stack-tight">
      <h2>Hasil seleksi administrasi: {proposalStateNames[screening.outcome]}</h2>
      <p className="hint">Dicatat {dateAndClock(new Date(screening.at))}</p>
      {screening.reasons.length > 0 && (
        <ul className="stack stack-tight">
          {screening.reasons.map(({ code, name }) => (
            <li key={code}>{name}</li>
          ))}
        </ul>
      )}
      {screening.note && <p className="prose measure">{screening.note}</p>}
    </section>
  )
}

/** Who handed the proposal to whom, oldest first. */
export function Handovers({ view }: { view: ProposalView }) {
  if (view.handovers.length === 0) return null
  return (
    <section className="block stack stack-tight">
      <h2>Perjalanan usulan</h2>
      <ol className="stack stack-tight">
        {view.handovers.map(({ kind, note, at, by }) => (
          <li key={at}>
            {handoverNames[kind]}, {dateAndClock(new Date(at))}, oleh {by}
            {note && <p className="prose hint">{note}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
