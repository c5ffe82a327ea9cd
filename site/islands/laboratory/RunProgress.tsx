import { useEffect, useState } from 'react'
import { count } from '#site/text/format.ts'
import type { RunSummary } from './laboratory-answers.ts'

/** Milliseconds after which a run takes longer than it should. */
const LONG = 60_000

/** A run on its way; the page asks again by itself. */
export function RunProgress({ run: { steps, state, requestedAt } }: { run: RunSummary }) {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const wait = setTimeout(() => setLong(true), Math.max(0, Date.parse(requestedAt) + LONG - Date.now()))
    return () => clearTimeout(wait)
  }, [requestedAt])
  const share = steps.total === null ? null : Math.round((100 * steps.done) / Math.max(1, steps.total))
  return (
    <div className="stack stack-tight" role="status">
      <p>
        {state === 'queued' ? 'Menunggu giliran.' : 'Menghitung.'}{' '}
        {share === null ? '' : `Langkah ${count(steps.done)} dari ${count(steps.total ?? 0)}, ${count(share)}%.`}
      </p>
      <progress className="meter" max={100} value={share ?? 0} aria-label="Kemajuan hitungan" />
      {isLong && (
        <p>
          Lebih lama daripada biasanya. Portal mencoba lagi sendiri; sesudah empat kali gagal, hitungan ini dinyatakan
          gagal dengan sebabnya di sini.
        </p>
      )}
      <p className="hint">Anda boleh meninggalkan halaman ini; hitungan berjalan di portal.</p>
    </div>
  )
}
