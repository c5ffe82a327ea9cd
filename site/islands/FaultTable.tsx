import { count } from '#site/text/format.ts'
import { TableScroll } from './TableScroll.tsx'

/** What is wrong with a line of a table that was brought, in words. */
export type FaultRow = { line: number; column: string; value: string; what: string; todo: string }

/** Every bad line of a table with what to do about it. Nothing of the table was saved. */
export function FaultTable({
  lines,
  faultyLines,
  rows,
}: {
  lines: number
  faultyLines: number
  rows: readonly FaultRow[]
}) {
  return (
    <div className="stack">
      <p className="attention" role="status">
        {count(faultyLines)} dari {count(lines)} baris keliru. Belum ada yang disimpan; perbaiki, lalu periksa lagi.
      </p>
      <TableScroll>
        <table className="table table-stack">
          <thead>
            <tr>
              <th scope="col">Baris</th>
              <th scope="col">Kolom</th>
              <th scope="col">Isi</th>
              <th scope="col">Yang keliru</th>
              <th scope="col">Yang dapat dilakukan</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, column, value, what, todo }) => (
              <tr key={`${line} ${column}`}>
                <th scope="row">Baris {line}</th>
                <td data-label="Kolom">{column}</td>
                <td data-label="Isi">{value === '' ? '–' : value}</td>
                <td data-label="Yang keliru">{what}</td>
                <td data-label="Yang dapat dilakukan">{todo}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {faultyLines > rows.length && <p className="hint">Yang ditampilkan adalah {count(rows.length)} yang pertama.</p>}
    </div>
  )
}
