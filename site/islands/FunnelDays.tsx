import { dayBegins } from '#domain/jakarta-day.ts'
import type { ProposalState } from '#domain/proposal.ts'
import { count, date } from '#site/text/format.ts'
import { DayColumns, everyDay } from './DayColumns.tsx'
import type { FunnelDay } from './gate-api.ts'
import { TableScroll } from './TableScroll.tsx'

const series = [
  { state: 'draft', name: 'Dimulai atau ditarik unit' },
  { state: 'with_agency', name: 'Masuk ke admin instansi' },
  { state: 'returned', name: 'Dikembalikan ke unit' },
  { state: 'submitted', name: 'Diteruskan ke sekretariat' },
] as const satisfies readonly { state: ProposalState; name: string }[]

/** How many proposals came into each state on each day of Jakarta: columns of those forwarded, and all of it as a table. */
export function FunnelDays({ days }: { days: readonly FunnelDay[] }) {
  if (days.length === 0) return <p className="empty">Belum ada usulan yang bergerak.</p>
  const every = everyDay<FunnelDay>(days, (day) => ({ day, counts: {} }))
  const total = days.reduce((sum, { counts }) => sum + (counts.submitted ?? 0), 0)
  return (
    <section className="stack stack-tight" aria-labelledby="hari">
      <h2 id="hari">Diteruskan setiap hari</h2>
      <DayColumns
        days={every.map(({ day, counts }) => ({ day, value: counts.submitted ?? 0 }))}
        label={`${count(total)} kali usulan diteruskan dalam ${count(days.length)} hari; angkanya di tabel di bawah.`}
      />
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
