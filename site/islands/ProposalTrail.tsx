import { dateAndClock } from '#site/text/format.ts'
import { handoverNames, proposalStateNames } from '#site/text/labels.ts'
import type { ProposalView } from './api.ts'
import { partTitle, standingReturn } from './part-notes.tsx'

/** The note with which the admin gave the proposal back, on top of everything the unit does then. */
export function ReturnedNote({ view }: { view: ProposalView }) {
  const last = standingReturn(view)
  if (!last) return null
  return (
    <div className="notice">
      <p>
        <b>Dikembalikan oleh {last.by}</b>, {dateAndClock(new Date(last.at))}
      </p>
      {last.note && <p className="prose">{last.note}</p>}
      {last.notes.length > 0 && (
        <p>Ada catatan pada bagian: {last.notes.map(({ sectionId }) => partTitle(view, sectionId)).join(', ')}.</p>
      )}
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
        {view.handovers.map(({ kind, note, notes, at, by }) => (
          <li key={at}>
            {handoverNames[kind]}, {dateAndClock(new Date(at))}, oleh {by}
            {note && <p className="prose hint">{note}</p>}
            {notes.map(({ sectionId, note: text }) => (
              <p className="prose hint" key={sectionId}>
                {partTitle(view, sectionId)}: {text}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}
