import { count } from '#site/text/format.ts'
import { TableScroll } from '../TableScroll.tsx'
import type { SharingJuror } from './shared-readings.ts'

/** More columns than this are no table any more; the list below says the same. */
const mostColumns = 100

type Props = {
  caption: string
  jurors: readonly SharingJuror[]
  /** Null: nothing to say of this pair. */
  value: (one: string, other: string) => number | null
  /** A difference of two plans: with its sign, and nothing is marked as shared by nobody. */
  isDifference?: boolean
  groupNames: ReadonlyMap<string, string> | null
  chosen: string | null
  onChoose: (jurorId: string | null) => void
}

/** Jurors by jurors. Numbers say it all; the shade lets the eye find them. Too wide for a phone, which has the list alone. */
export function OverlapMatrix({ caption, jurors, value, isDifference = false, groupNames, chosen, onChoose }: Props) {
  if (jurors.length > mostColumns) {
    return (
      <p className="hint overlap-wide">
        {count(jurors.length)} juri terlalu banyak untuk satu tabel. Pilih juri di bawah ini.
      </p>
    )
  }
  const values = jurors.map((one) => jurors.map((other) => value(one.id, other.id)))
  const most = values.flat().reduce<number>((highest, one) => Math.max(highest, Math.abs(one ?? 0)), 1)
  return (
    <TableScroll className="overlap-frame overlap-wide">
      <table className="overlap-matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Juri</th>
            {jurors.map(({ id, name }, at) => (
              <th scope="col" key={id} title={name} className={id === chosen ? 'is-chosen' : undefined}>
                {at + 1}
                <span className="visually-hidden"> {name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {jurors.map((one, at) => (
            <tr key={one.id} className={one.id === chosen ? 'is-chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  title={one.name}
                  aria-pressed={one.id === chosen}
                  onClick={() => onChoose(one.id === chosen ? null : one.id)}
                >
                  {at + 1}. {groupNames && <span className="hint">{groupNames.get(one.groupId) ?? one.groupId}, </span>}
                  {one.name}
                </button>
              </th>
              {jurors.map((other, to) => (
                <Cell key={other.id} value={values[at]?.[to] ?? null} most={most} isDifference={isDifference} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

const shades = 4

function Cell({ value, most, isDifference }: { value: number | null; most: number; isDifference: boolean }) {
  if (value === null) {
    return (
      <td>
        <span aria-hidden="true">·</span>
        <span className="visually-hidden">tidak berlaku</span>
      </td>
    )
  }
  if (value === 0 && !isDifference) return <td className="is-none">0</td>
  return (
    <td data-shade={Math.ceil((shades * Math.abs(value)) / most)}>
      {isDifference && value > 0 && '+'}
      {count(value)}
    </td>
  )
}
