import { nameFor, reasonNames, sourceNames, tieKindNames } from '#domain/conflict-words.ts'
import { count, date } from '#site/text/format.ts'
import { TableScroll } from '../TableScroll.tsx'
import type { EndedWord } from './conflicts-api.ts'

/** What was said and has been ended: it bars nothing, and stays to be read. */
export function EndedWords({ rows, hasMore }: { rows: readonly EndedWord[]; hasMore: boolean }) {
  if (rows.length === 0) return null
  return (
    <details className="block">
      <summary>
        {count(rows.length)} catatan {hasMore && 'terbaru '}yang sudah diakhiri
      </summary>
      <TableScroll>
        <table className="table table-dense table-stack">
          <caption className="visually-hidden">Benturan dan hubungan yang sudah diakhiri</caption>
          <thead>
            <tr>
              <th scope="col">Juri</th>
              <th scope="col">Usulan atau instansi</th>
              <th scope="col">Dahulu dicatat</th>
              <th scope="col">Diakhiri</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" data-label="Juri">
                  {row.juror}
                </th>
                <td data-label="Usulan atau instansi">
                  {row.about}
                  {row.reference_number !== null && <span className="line hint">{row.reference_number}</span>}
                </td>
                <td data-label="Dahulu dicatat">
                  {nameFor(row.reference_number === null ? tieKindNames : reasonNames, row.kind)}: {row.reason}
                  <span className="line hint">
                    {nameFor(sourceNames, row.source)}, {date(new Date(row.at))}
                  </span>
                </td>
                <td data-label="Diakhiri">
                  {row.end_reason}
                  <span className="line hint">
                    {row.ended_by}, {date(new Date(row.ended_at))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {hasMore && <p className="hint">Selebihnya: saring menurut juri, atau baca jejak edisi.</p>}
    </details>
  )
}
