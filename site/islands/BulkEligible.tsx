import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { Refusal } from './ErrorSummary.tsx'
import { recordEligible } from './staff-api.ts'
import type { ScreeningRow } from './staff-answers.ts'
import { useSending } from './useSending.ts'

type Props = { edition: string; rows: readonly ScreeningRow[]; onDone: () => void; onClear: () => void }

/** One decision for the ticked rows, asked again when the machine noticed something about some of them. */
export function BulkEligible({ edition, rows, onDone, onClear }: Props) {
  const { send, problem, isSending } = useSending()
  const [isAsking, setAsking] = useState(false)
  const noticed = rows.filter(({ problems }) => problems.length > 0)
  const record = async () => {
    const answer = await send(() =>
      recordEligible(
        edition,
        rows.map(({ submissionId }) => submissionId),
      ),
    )
    if (answer?.ok) onDone()
  }
  return (
    <div className="inline-form">
      <Refusal problem={problem} />
      <p role="status">
        <b>{count(rows.length)} usulan dipilih</b>
        {noticed.length > 0 &&
          `, ${count(noticed.length)} di antaranya mempunyai tanda perhatian: ${noticed.map(({ referenceNumber }) => referenceNumber).join(', ')}.`}
      </p>
      <div className="cluster">
        {isAsking || noticed.length === 0 ? (
          <button type="button" className="button" onClick={() => void record()}>
            {isSending ? 'Mencatat' : `Nyatakan layak, ${count(rows.length)} usulan`}
          </button>
        ) : (
          <button type="button" className="button button-secondary" onClick={() => setAsking(true)}>
            Tetap nyatakan layak
          </button>
        )}
        <button type="button" className="button button-secondary" onClick={onClear}>
          Lepaskan pilihan
        </button>
      </div>
    </div>
  )
}
