import { date, decimal } from '#site/text/format.ts'
import type { OwnPace } from './progress-api.ts'

/** For the juror's list: when the work will be done at the pace of the last days. Nothing when there is none to tell. */
export function PaceWords({ pace: { left, perDay, neededPerDay, finishesAt, closesAt } }: { pace: OwnPace }) {
  if (left === 0 || neededPerDay === null || perDay === null) return null
  if (finishesAt === null) return <span>Belum ada lembar yang Anda serahkan dalam tiga hari terakhir.</span>
  const words = `Dengan laju tiga hari terakhir (${decimal(perDay)} sehari) Anda`
  // A date long after the closing would tell nobody anything.
  if (Date.parse(finishesAt) > Date.parse(closesAt))
    return <span className="attention">{words} belum selesai ketika tahap ini ditutup.</span>
  return (
    <span>
      {words} selesai sekitar {date(new Date(finishesAt), 'plain')}.
    </span>
  )
}
