import { dayBegins } from '#domain/jakarta-day.ts'
import { count, date } from '#site/text/format.ts'
import { TableScroll } from '../TableScroll.tsx'

type Day = { day: string; count: number }

/** Days in the drawing; the table has all. */
const drawn = 45
/** Height of the tallest column, in pixels. */
const tallest = 110
/** Beside the columns, in pixels: the number above the first or the last of them is wider than it. */
const besides = 24
const dayMs = 24 * 3_600_000

/** From the first day to the last, also those on which nobody handed in. */
function everyDay(days: readonly Day[]): readonly Day[] {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const [from, to] = [Date.parse(first.day), Date.parse(last.day)]
  const known = new Map(days.map((one) => [one.day, one.count]))
  return Array.from({ length: (to - from) / dayMs + 1 }, (_, position) => {
    const day = new Date(from + position * dayMs).toISOString().slice(0, 10)
    return { day, count: known.get(day) ?? 0 }
  })
}

/** How many sheets were handed in on each day of Jakarta: columns, and a table of all. */
export function DailySheets({ days }: { days: readonly Day[] }) {
  if (days.length === 0) return <p className="empty">Belum ada lembar yang diserahkan.</p>
  const all = everyDay(days)
  const shown = all.slice(-drawn)
  const highest = Math.max(...shown.map((one) => one.count))
  const total = days.reduce((sum, one) => sum + one.count, 0)
  return (
    <section className="stack stack-tight" aria-labelledby="lembar-harian">
      <h2 id="lembar-harian">Lembar setiap hari</h2>
      <figure className="daily-sheets">
        <svg
          viewBox={`${-besides} 0 ${Math.max(shown.length, 21) * 16 + 2 * besides} ${tallest + 22}`}
          preserveAspectRatio="xMinYMax meet"
          role="img"
          aria-label={`${count(total)} lembar diserahkan dalam ${count(all.length)} hari, terbanyak ${count(highest)} sehari; angkanya di tabel di bawah.`}
        >
          {shown.map(({ day, count: value }, position) => {
            const height = value === 0 ? 1 : Math.max(3, Math.round((value / highest) * tallest))
            const isHighest = value === highest
            return (
              <g key={day}>
                <rect
                  className={isHighest ? 'funnel-day is-highest' : 'funnel-day'}
                  x={position * 16 + 1}
                  y={tallest + 16 - height}
                  width={13}
                  height={height}
                />
                {isHighest && (
                  <text
                    className="funnel-day-text"
                    x={position * 16 + 7.5}
                    y={12 + tallest - height}
                    textAnchor="middle"
                  >
                    {count(value)}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
        <figcaption className="hint">
          {date(dayBegins(shown[0]?.day ?? ''), 'short')} sampai {date(dayBegins(shown.at(-1)?.day ?? ''), 'short')},
          menurut hari di Jakarta
        </figcaption>
      </figure>
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
