import { dateAndClock } from '#site/text/format.ts'
import { dayWords } from '#site/text/interview.ts'
import { HistoryDialog } from '../appointments/HistoryDialog.tsx'
import { useLoaded } from '../useLoaded.ts'
import { loadVisitMoves, type Place, type PlannedVisit } from './visits-api.ts'

type Props = { place: Place; visit: PlannedVisit; onClose: () => void }

/** How a visit came to its day, place and visitors. */
export function VisitHistory({ place, visit, onClose }: Props) {
  const { answer } = useLoaded(`visit moves ${visit.id}`, () => loadVisitMoves(place, visit.id))
  return (
    <HistoryDialog heading="Riwayat kunjungan" title={visit.title} answer={answer} onClose={onClose}>
      {({ moves }) =>
        moves.map((move) => (
          <li key={move.at}>
            <b>
              {dateAndClock(new Date(move.at))}, {move.by}
            </b>
            <br />
            Semula {dayWords(move.formerVisitsOn)}, {move.formerPlace}; menjadi {dayWords(move.visitsOn)}, {move.place}.
            {move.joined.length > 0 && ` Petugas baru: ${move.joined.join(', ')}.`}
            {move.left.length > 0 && ` Tidak lagi bertugas: ${move.left.join(', ')}.`}
            <span className="line">Alasan: {move.reason}</span>
          </li>
        ))
      }
    </HistoryDialog>
  )
}
