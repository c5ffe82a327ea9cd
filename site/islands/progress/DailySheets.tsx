import { dayBegins } from '#domain/jakarta-day.ts'
import { count, date } from '#site/text/format.ts'
import { DayColumns, everyDay } from '../DayColumns.tsx'
import { TableScroll } from '../TableScroll.tsx'

type Day = { day: string; count: number }

/** How many sheets were handed in on each day of Jakarta: columns, and a table of all. */
export function DailySheets({ days }: { days: readonly Day[] }) {
  if (days.length === 0) return <p className="empty">Belum ada lembar yang diserahkan.</p>
  const all = everyDay(days, (day) => ({ day, count: 0 }))
  const highest = Math.max(...days.map((one) => one.count))
  const total = days.reduce((sum, one) => sum + one.count, 0)
  return (
    <section className="stack stack-tight" aria-labelledby="lembar-harian">
      <h2 id="lembar-harian">Lembar setiap hari</h2>
      <DayColumns
        days={all.map(({ day, count: value }) => ({ day, value }))}
        label={`${count(total)} lembar diserahkan dalam ${count(all.length)} hari, terbanyak ${count(highest)} sehari; angkanya di tabel di bawah.`}
      />
      <details>
        <summary>Tabel lembar setiap hari</summary>
        <TableScroll>
          <table className="table table-dense table-narrow">
            <caption>Lembar yang diubah dalam konsolidasi terhitung pada kedua harinya</caption>
            <thead>
              <tr>
                <th scope="col">Hari</th>
                <th scope="col" className="numeric">
                  Lembar
                </th>
              </tr>
            </thead>
            <tbody>
              {all.toReversed().map(({ day, count: value }) => (
                <tr key={day}>
                  <th scope="row">{date(dayBegins(day), 'plain')}</th>
                  <td className="numeric">{count(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </details>
    </section>
  )
}
