import { dayBegins } from '#domain/jakarta-day.ts'
import type { ProposalState } from '#domain/proposal.ts'
import { count, date } from '#site/text/format.ts'
import type { FunnelDay } from './gate-api.ts'
import { TableScroll } from './TableScroll.tsx'

/** Days in the drawing; the table has all. */
const drawn = 45
/** Height of the tallest column, in pixels. */
const tallest = 140

const series = [
  { state: 'draft', name: 'Dimulai atau ditarik unit' },
  { state: 'with_agency', name: 'Masuk ke admin instansi' },
  { state: 'returned', name: 'Dikembalikan ke unit' },
  { state: 'submitted', name: 'Diteruskan ke sekretariat' },
] as const satisfies readonly { state: ProposalState; name: string }[]

const dayMs = 24 * 3600 * 1000

/** From the first day to the last, also those on which nothing moved. */
function everyDay(days: readonly FunnelDay[]): readonly FunnelDay[] {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const [from, to] = [Date.parse(first.day), Date.parse(last.day)]
  return Array.from({ length: (to - from) / dayMs + 1 }, (_, position) => {
    const day = new Date(from + position * dayMs).toISOString().slice(0, 10)
    return days.find((one) => one.day === day) ?? { day, counts: {} }
  })
}

/** How many proposals came into each state on each day of Jakarta: columns of those forwarded, and all of it as a table. */
export function FunnelDays({ days }: { days: readonly FunnelDay[] }) {
  if (days.length === 0) return <p className="empty">Belum ada usulan yang bergerak.</p>
  const shown = everyDay(days).slice(-drawn)
  const highest = Math.max(1, ...shown.map(({ counts }) => counts.submitted ?? 0))
  const total = days.reduce((sum, { counts }) => sum + (counts.submitted ?? 0), 0)
  return (
    <section className="stack stack-tight" aria-labelledby="hari">
      <h2 id="hari">Diteruskan setiap hari</h2>
      <figure className="funnel-days">
        <svg
          viewBox={`0 0 ${Math.max(shown.length, 12) * 16} ${tallest + 22}`}
          preserveAspectRatio="xMinYMax meet"
          role="img"
          aria-label={`${count(total)} kali usulan diteruskan dalam ${count(days.length)} hari; angkanya di tabel di bawah.`}
        >
          {shown.map(({ day, counts }, position) => {
            const value = counts.submitted ?? 0
            const height = value === 0 ? 1 : Math.max(3, Math.round((value / highest) * tallest))
            return (
              <g key={day}>
                <rect
                  className={value === highest ? 'funnel-day is-highest' : 'funnel-day'}
                  x={position * 16 + 1}
                  y={tallest + 16 - height}
                  width={13}
                  height={height}
                />
                {value === highest && (
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
        <summary>Tabel perpindahan setiap hari</summary>
        <TableScroll>
          <table className="table table-dense">
            <caption>Usulan yang ditarik lalu diteruskan lagi terhitung setiap kali berpindah</caption>
            <thead>
              <tr>
                <th scope="col">Hari</th>
                {series.map(({ state, name }) => (
                  <th scope="col" className="numeric" key={state}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map(({ day, counts }) => (
                <tr key={day}>
                  <th scope="row">{date(dayBegins(day), 'plain')}</th>
                  {series.map(({ state }) => (
                    <td className="numeric" key={state}>
                      {count(counts[state] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </details>
    </section>
  )
}
