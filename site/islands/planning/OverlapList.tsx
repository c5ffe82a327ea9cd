import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { TableScroll } from '../TableScroll.tsx'
import { pairsAmong, type SharingJuror } from './shared-readings.ts'

type Column = { name: string; value: (one: string, other: string) => number | null }

type Props = {
  jurors: readonly SharingJuror[]
  chosen: string | null
  /** The first one sorts the list, least first. */
  columns: readonly [Column, ...Column[]]
}

const pairsAtOnce = 10

const number = (value: number | null) => (value === null ? '–' : count(value))

/** Pairs of jurors as rows, those who share least first; one juror's, when one is chosen. */
export function OverlapList({ jurors, chosen, columns }: Props) {
  const [shown, show] = useState(chosen === null ? pairsAtOnce : jurors.length)
  const [{ value: first }] = columns
  const pairs = pairsAmong(jurors, chosen)
    .map((pair) => ({ ...pair, shared: first(pair.one.id, pair.other.id) }))
    .toSorted((a, b) => (a.shared ?? Infinity) - (b.shared ?? Infinity))
  const name = jurors.find(({ id }) => id === chosen)?.name
  return (
    <>
      <TableScroll>
        <table className="table table-dense overlap-list">
          <caption>
            {name ? `Usulan bersama ${name}` : 'Pasangan juri, yang paling sedikit berbagi lebih dahulu'}
          </caption>
          <thead>
            <tr>
              <th scope="col">{name ? 'Dengan' : 'Pasangan'}</th>
              {columns.map((column) => (
                <th scope="col" className="numeric" key={column.name}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pairs.slice(0, shown).map(({ one, other }) => (
              <tr key={`${one.id} ${other.id}`}>
                <th scope="row">
                  {name ? other.name : `${one.name} dan ${other.name}`}
                  {columns.every((column) => column.value(one.id, other.id) === 0) && (
                    <span className="hint overlap-none"> tidak berbagi usulan</span>
                  )}
                </th>
                {columns.map((column) => (
                  <td className="numeric" key={column.name}>
                    {number(column.value(one.id, other.id))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {pairs.length > shown && (
        <p>
          <button type="button" className="action" onClick={() => show(shown + 10 * pairsAtOnce)}>
            Tampilkan lagi dari {count(pairs.length - shown)} pasangan lain
          </button>
        </p>
      )}
    </>
  )
}
