import { count } from '#site/text/format.ts'
import { useLoaded } from '../useLoaded.ts'
import { listRounds } from './consolidation-api.ts'

/** One line for the juror's list: proposals whose sheets wait for a second look. Nothing when none does, or off line. */
export function WaitingRounds() {
  const { answer } = useLoaded('rounds', listRounds)
  const waiting = answer?.ok ? answer.value.rounds.filter((round) => !round.isOver && round.answer === null) : []
  if (waiting.length === 0) return null
  return (
    <p className="notice">
      <b>{count(waiting.length)} usulan menunggu konsolidasi.</b> Nilai para juri jauh berbeda.{' '}
      <a href="/juri/konsolidasi/">Lihat lembarnya, lalu tegaskan atau ubah nilai Anda</a>
    </p>
  )
}
