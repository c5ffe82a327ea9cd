import { useEffect, useRef, type ReactNode } from 'react'
import { clock, count } from '#site/text/format.ts'
import { changeWords, dayOf, dayWords, unplacedWords } from '#site/text/interview.ts'
import { TableScroll } from '../TableScroll.tsx'
import type { Plan } from './interviews-api.ts'

/** What publishing would do. Nothing is written before. */
export function PlanPreview({ plan, children }: { plan: Plan; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [plan])
  const { slots, unplaced, cancelled, seatChanges } = plan
  const of = (change: Plan['slots'][number]['change']) => slots.filter((slot) => slot.change === change).length
  const isNothing = of('new') + of('moves') + cancelled.length + seatChanges === 0
  const days = [...new Set(slots.map(({ beginsAt }) => dayOf(beginsAt)))]
  return (
    <section className="block stack" aria-labelledby="pratinjau">
      <h2 id="pratinjau" ref={heading} tabIndex={-1}>
        Pratinjau
      </h2>
      <dl className="figures">
        <Figure label="Baru" value={of('new')} />
        <Figure label="Pindah" value={of('moves')} />
        <Figure label="Tetap" value={of('stays')} />
        <Figure label="Pergantian kursi" value={seatChanges} />
        <Figure label="Dibatalkan" value={cancelled.length} />
        <Figure label="Tidak mendapat tempat" value={unplaced.length} />
      </dl>
      {unplaced.length > 0 && (
        <div className="notice stack stack-tight">
          <h3>Tidak mendapat tempat</h3>
          {byCause(unplaced).map(({ cause, ones, waitedFor }) => (
            <div key={cause} className="stack stack-tight">
              <p>
                <b>
                  {count(ones.length)} usulan: {unplacedWords[cause]}.
                </b>
              </p>
              {waitedFor.length > 0 && <p>Yang ditunggu: {waitedFor.join('; ')}.</p>}
              <ul className="plain-list">
                {ones.map(({ proposalId, title, referenceNumber }) => (
                  <li key={proposalId}>
                    {title} <span className="hint">{referenceNumber}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
      {cancelled.length > 0 && (
        <p className="notice">
          Tidak dapat bertahan dan akan dibatalkan: {cancelled.map(({ title }) => title).join('; ')}.
        </p>
      )}
      {days.map((day) => (
        <div key={day} className="stack stack-tight">
          <h3>{dayWords(day)}</h3>
          <TableScroll>
            <table className="table table-dense table-stack">
              <thead>
                <tr>
                  <th scope="col">Mulai</th>
                  <th scope="col">Judul</th>
                  <th scope="col">Ruang</th>
                  <th scope="col">Panel</th>
                  <th scope="col">Perubahan</th>
                </tr>
              </thead>
              <tbody>
                {slots
                  .filter(({ beginsAt }) => dayOf(beginsAt) === day)
                  .map(({ proposalId, beginsAt, title, room, panel, change }) => (
                    <tr key={proposalId}>
                      <td className="nowrap" data-label="Mulai">
                        {clock(new Date(beginsAt))} WIB
                      </td>
                      <th scope="row">{title}</th>
                      <td className="interview-place" data-label="Ruang">
                        {room}
                      </td>
                      <td data-label="Panel">{panel.join(', ')}</td>
                      <td data-label="Perubahan">
                        {change === 'stays' ? changeWords[change] : <b>{changeWords[change]}</b>}
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </TableScroll>
        </div>
      ))}
      {isNothing ? (
        <p className="hint">
          {slots.length === 0
            ? 'Belum ada yang dapat diterbitkan.'
            : 'Tidak ada yang berubah dari jadwal yang berlaku.'}
        </p>
      ) : (
        children
      )}
    </section>
  )
}

type Unplaced = Plan['unplaced'][number]

/** Those of one cause together, and for how many of them which panelists are waited for. */
const byCause = (unplaced: readonly Unplaced[]) =>
  [...new Set(unplaced.map(({ cause }) => cause))].map((cause) => {
    const ones = unplaced.filter((one) => one.cause === cause)
    const names = ones.flatMap(({ panelists }) => panelists)
    const waitedFor = [...new Set(names)].map(
      (name) => `${name}, ${count(names.filter((one) => one === name).length)} usulan`,
    )
    return { cause, ones, waitedFor: waitedFor.toSorted() }
  })

const Figure = ({ label, value }: { label: string; value: number }) => (
  <div>
    <dt className="figure-label">{label}</dt>
    <dd className="figure-value">{count(value)}</dd>
  </div>
)
