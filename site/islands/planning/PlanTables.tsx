import { count } from '#site/text/format.ts'
import { TableScroll } from '../TableScroll.tsx'
import { causes } from './plan-words.ts'
import type { PlanReport, PlanView } from './planning-api.ts'

/** What every juror would read, with a bar against the fullest. */
export function PlanLoads({ report: { loads, mostLoad } }: { report: PlanReport }) {
  const namesThemes = loads.some(({ onTheme }) => onTheme > 0)
  const fullest = Math.max(1, mostLoad, ...loads.map((load) => load.count))
  return (
    <TableScroll>
      <table className="table table-dense plan-loads">
        <caption>Beban setiap juri</caption>
        <thead>
          <tr>
            <th scope="col">Juri</th>
            <th scope="col" colSpan={2}>
              Usulan
            </th>
            <th scope="col" className="numeric">
              Baru
            </th>
            <th scope="col" className="numeric">
              Berakhir
            </th>
            {namesThemes && (
              <th scope="col" className="numeric">
                Sesuai tema
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {loads.map(({ jurorId, name, count: load, added, ended, onTheme }) => (
            <tr key={jurorId}>
              <th scope="row">{name}</th>
              <td className="numeric plan-load">{count(load)}</td>
              <td className="plan-bar" aria-hidden="true">
                <progress className="meter" value={load} max={fullest} aria-hidden="true" />
              </td>
              <td className="numeric">{count(added)}</td>
              <td className="numeric">{count(ended)}</td>
              {namesThemes && <td className="numeric">{count(onTheme)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

export function UnmetDemands({ report: { unmet, proposals, covered } }: { report: PlanReport }) {
  const lacking = proposals - covered
  if (lacking === 0) return <p>Setiap usulan mendapat penilai yang cukup.</p>
  return (
    <div className="stack stack-tight">
      <p className="attention">{count(lacking)} usulan kekurangan penilai</p>
      <ul className="stack stack-tight">
        {unmet.map(({ proposalId, referenceNumber, title, missing, cause }) => (
          <li key={proposalId}>
            {referenceNumber} {title}: kurang {count(missing)}, karena {causes[cause]}.
          </li>
        ))}
      </ul>
      {lacking > unmet.length && <p className="hint">Dan {count(lacking - unmet.length)} usulan lain.</p>}
    </div>
  )
}

/** What a plan would change, as long as it is a draft. A first plan gives everything anew, so that it is not listed. */
export function PlanChanges({ plan: { kind, changes, added, ended } }: { plan: PlanView }) {
  const whole = (added ?? 0) + (ended ?? 0)
  if (kind === 'first' || changes.length === 0) return null
  return (
    <details>
      <summary>Bacaan yang berubah: {count(whole)}</summary>
      <TableScroll>
        <table className="table table-dense">
          <thead>
            <tr>
              <th scope="col">Perubahan</th>
              <th scope="col">Juri</th>
              <th scope="col">Nomor</th>
              <th scope="col">Usulan</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ act, juror, referenceNumber, title }) => (
              <tr key={`${act} ${juror} ${referenceNumber}`}>
                <td>{act === 'added' ? 'Baru' : 'Berakhir'}</td>
                <td>{juror}</td>
                <td>{referenceNumber}</td>
                <td>{title}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {whole > changes.length && <p className="hint">Dan {count(whole - changes.length)} perubahan lain.</p>}
    </details>
  )
}
