import { dateAndClock } from '#site/text/format.ts'
import { reasonText } from '#site/text/ranking.ts'
import { AddressLink } from '../AddressLink.tsx'
import { TableScroll } from '../TableScroll.tsx'
import type { RunSummary } from './laboratory-answers.ts'
import { configWords, runName } from './laboratory-parts.ts'

/** Every run of the stage, newest first. Runs are kept as they were. */
export function RunList({ runs, chosen }: { runs: readonly RunSummary[]; chosen: RunSummary }) {
  return (
    <TableScroll>
      <table className="table table-stack">
        <caption>Urut: terbaru dahulu. Hitungan tidak pernah diubah; yang baru menjadi baris baru.</caption>
        <thead>
          <tr>
            <th scope="col">Hitungan</th>
            <th scope="col">Diminta</th>
            <th scope="col">Dengan</th>
            <th scope="col">Hasil</th>
            <th scope="col">Sidik jari hasil</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className={run.id === chosen.id ? 'is-selected' : undefined}>
              <th scope="row">
                <AddressLink to={{ hitungan: run.id, lihat: null }}>{runName(runs, run.id)}</AddressLink>
              </th>
              <td data-label="Diminta">
                {dateAndClock(new Date(run.requestedAt))}, {run.requestedBy}
              </td>
              <td data-label="Dengan">{configWords(run.config)}</td>
              <td data-label="Hasil">{outcomeWords(run)}</td>
              <td className="hash" data-label="Sidik jari hasil">
                {run.result?.manifestHash?.slice(0, 16) ?? '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function outcomeWords({ state, result }: RunSummary): string {
  if (state === 'queued') return 'Menunggu giliran'
  if (!result) return 'Sedang dihitung'
  if (result.status === 'RANKED') return 'Selesai'
  return result.reason === null ? result.status : reasonText(result.reason)
}
