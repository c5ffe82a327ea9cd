import { dateAndClock } from '#site/text/format.ts'
import { dayOf, dayWords, span } from '#site/text/interview.ts'
import { HistoryDialog } from '../appointments/HistoryDialog.tsx'
import { useLoaded } from '../useLoaded.ts'
import { loadInterviewee, type Place } from './interviews-api.ts'

type Props = { place: Place; proposalId: string; title: string; onClose: () => void }

/** Everywhere that the interview of one proposal has been, and why it is there no more. */
export function InterviewHistory({ place, proposalId, title, onClose }: Props) {
  const { answer } = useLoaded(`interviewee ${proposalId}`, () => loadInterviewee(place, proposalId))
  return (
    <HistoryDialog heading="Riwayat wawancara" title={title} answer={answer} onClose={onClose}>
      {({ places }) =>
        places.map((one) => (
          <li key={one.id}>
            <b>
              {dayWords(dayOf(one.beginsAt))}, {span(one.beginsAt, one.endsAt)}
            </b>
            , {one.room}
            <br />
            {one.panel.length > 0 && `Panel: ${one.panel.join(', ')}. `}
            {one.isMoved ? 'Dipindahkan ke sini' : 'Dijadwalkan'} {dateAndClock(new Date(one.at))} oleh {one.by}.
            {one.endedAt && (
              <span className="line">
                Tidak berlaku sejak {dateAndClock(new Date(one.endedAt))}
                {one.endedBy && `, oleh ${one.endedBy}`}
                {one.reason && `. Alasan: ${one.reason}`}
              </span>
            )}
          </li>
        ))
      }
    </HistoryDialog>
  )
}
