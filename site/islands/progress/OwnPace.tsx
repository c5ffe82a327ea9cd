import { date, decimal } from '#site/text/format.ts'
import { useLoaded } from '../useLoaded.ts'
import { loadOwnPace, type Place } from './progress-api.ts'

/** For the juror's list: when the work will be done at the pace of the last days. Nothing when there is none to tell, or off line. */
export function OwnPace({ edition, stage }: Place) {
  const { answer } = useLoaded(`pace ${edition} ${stage}`, () => loadOwnPace({ edition, stage }))
  if (!answer?.ok) return null
  const { left, perDay, neededPerDay, finishesAt, closesAt } = answer.value
  if (left === 0 || neededPerDay === null || perDay === null) return null
  if (finishesAt === null) return <span>Belum ada lembar yang Anda serahkan dalam tiga hari terakhir.</span>
  const pace = `Dengan laju tiga hari terakhir (${decimal(perDay)} sehari) Anda`
  // A date long after the closing would tell nobody anything.
  if (Date.parse(finishesAt) > Date.parse(closesAt))
    return <span className="attention">{pace} belum selesai ketika tahap ini ditutup.</span>
  return (
    <span>
      {pace} selesai sekitar {date(new Date(finishesAt), 'plain')}.
    </span>
  )
}
