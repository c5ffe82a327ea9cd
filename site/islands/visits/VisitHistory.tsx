import { dateAndClock } from '#site/text/format.ts'
import { dayWords } from '#site/text/interview.ts'
import { Dialog } from '../Dialog.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { useLoaded } from '../useLoaded.ts'
import { loadVisitMoves, type Place, type PlannedVisit } from './visits-api.ts'

type Props = { place: Place; visit: PlannedVisit; onClose: () => void }

/** How a visit came to its day, place and visitors. */
export function VisitHistory({ place, visit, onClose }: Props) {
  const { answer } = useLoaded(`visit moves ${visit.id}`, () => loadVisitMoves(place, visit.id))
  return (
    <Dialog heading="Riwayat kunjungan" onClose={onClose}>
      <p>{visit.title}</p>
      {!answer && <p role="status">Memuat</p>}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && (
        <ol className="stack">
          {answer.value.moves.map((move) => (
            <li key={move.at}>
              <b>
                {dateAndClock(new Date(move.at))}, {move.by}
              </b>
              <br />
              Semula {dayWords(move.formerVisitsOn)}, {move.formerPlace}; menjadi {dayWords(move.visitsOn)},{' '}
              {move.place}.{move.joined.length > 0 && ` Petugas baru: ${move.joined.join(', ')}.`}
              {move.left.length > 0 && ` Tidak lagi bertugas: ${move.left.join(', ')}.`}
              <span className="line">Alasan: {move.reason}</span>
            </li>
          ))}
        </ol>
      )}
      <p>
        <button type="button" className="button button-secondary" onClick={onClose}>
          Tutup
        </button>
      </p>
    </Dialog>
  )
}
