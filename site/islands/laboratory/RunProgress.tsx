import { count } from '#site/text/format.ts'
import type { RunSummary } from './laboratory-answers.ts'

/** A run on its way; the page asks again by itself. */
export function RunProgress({ run: { steps, state } }: { run: RunSummary }) {
  const share = steps.total === null ? null : Math.round((100 * steps.done) / Math.max(1, steps.total))
  return (
    <div className="stack stack-tight" role="status">
      <p>
        {state === 'queued' ? 'Menunggu giliran.' : 'Menghitung.'}{' '}
        {share === null ? '' : `Langkah ${count(steps.done)} dari ${count(steps.total ?? 0)}, ${count(share)}%.`}
      </p>
      <progress className="meter" max={100} value={share ?? 0} aria-label="Kemajuan hitungan" />
      <p className="hint">Anda boleh meninggalkan halaman ini; hitungan berjalan di portal.</p>
    </div>
  )
}
