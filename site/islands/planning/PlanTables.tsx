import { causeWords } from '#domain/assignment/cause-words.ts'
import { count } from '#site/text/format.ts'
import { TableScroll } from '../TableScroll.tsx'
import { PlanPart } from './PlanPart.tsx'
import { planFile, type Place, type PlanReport, type PlanView } from './planning-api.ts'
import { SearchedRows } from './SearchedRows.tsx'

type Props = { place: Place; planId: string; report: PlanReport }

/** What every juror would read, with a bar against the fullest. */
export function PlanLoads({ place, planId, report: { loads, leastLoad, mostLoad } }: Props) {
  const namesThemes = loads.some(({ onTheme }) => onTheme > 0)
  const fullest = Math.max(1, mostLoad, ...loads.map((load) => load.count))
  return (
    <PlanPart
      heading="Beban setiap juri"
      summary={`${count(loads.length)} juri, ${count(leastLoad)} sampai ${count(mostLoad)} usulan`}
      file={planFile(place, planId, { format: 'csv', part: 'loads' })}
    >
      <SearchedRows id="cari-beban" label="Cari juri" rows={loads} textOf={({ name }) => name}>
        {(rows) => (
          <TableScroll>
            <table className="table table-dense plan-loads">
              <caption className="visually-hidden">Beban setiap juri</caption>
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
                {rows.map(({ jurorId, name, count: load, added, ended, onTheme }) => (
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
        )}
      </SearchedRows>
    </PlanPart>
  )
}

/** How many proposals lack readers, with every cause; each of them by name below. */
export function UnmetDemands({ place, planId, report: { unmet, causes, proposals, covered } }: Props) {
  const lacking = proposals - covered
  if (lacking === 0) return <p>Setiap usulan mendapat penilai yang cukup.</p>
  return (
    <div className="stack stack-tight">
      <ul className="plan-causes">
        {causes.map(({ cause, proposals: some }) => (
          <li key={cause}>
            <b>{count(some)} usulan</b> kurang penilai karena {causeWords[cause]}.
          </li>
        ))}
      </ul>
      <PlanPart
        heading="Usulan yang kekurangan penilai"
        summary={`${count(lacking)} usulan`}
        file={planFile(place, planId, { format: 'csv', part: 'unmet' })}
      >
        <SearchedRows
          id="cari-kekurangan"
          label="Cari nomor atau judul"
          rows={unmet}
          textOf={({ referenceNumber, title, cause }) => `${referenceNumber} ${title} ${causeWords[cause]}`}
        >
          {(rows) => (
            <TableScroll>
              <table className="table table-dense table-stack">
                <caption className="visually-hidden">Usulan yang kekurangan penilai</caption>
                <thead>
                  <tr>
                    <th scope="col">Usulan</th>
                    <th scope="col" className="numeric">
                      Kurang
                    </th>
                    <th scope="col">Karena</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ proposalId, referenceNumber, title, missing, cause }) => (
                    <tr key={proposalId}>
                      <th scope="row" data-label="Usulan">
                        {title}
                        <span className="hint plan-by">{referenceNumber}</span>
                      </th>
                      <td className="numeric" data-label="Kurang">
                        {count(missing)}
                      </td>
                      <td data-label="Karena">{causeWords[cause]}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableScroll>
          )}
        </SearchedRows>
        {lacking > unmet.length && (
          <p className="hint">
            Yang tampil {count(unmet.length)} yang pertama dari {count(lacking)}. Selebihnya ada dalam CSV.
          </p>
        )}
      </PlanPart>
    </div>
  )
}

/** What a plan would change, as long as it is a draft. A first plan gives everything anew, so that it is not listed. */
export function PlanChanges({ place, plan: { id, kind, changes, added, ended } }: { place: Place; plan: PlanView }) {
  const whole = (added ?? 0) + (ended ?? 0)
  if (kind === 'first' || changes.length === 0) return null
  return (
    <PlanPart
      heading={`Bacaan yang berubah: ${count(whole)}`}
      summary={`${count(added ?? 0)} baru, ${count(ended ?? 0)} berakhir`}
      file={planFile(place, id, { format: 'csv', part: 'readings' })}
    >
      <SearchedRows
        id="cari-perubahan"
        label="Cari juri, nomor, atau judul"
        rows={changes}
        textOf={({ juror, referenceNumber, title }) => `${juror} ${referenceNumber} ${title}`}
      >
        {(rows) => (
          <TableScroll>
            <table className="table table-dense table-stack">
              <caption className="visually-hidden">Bacaan yang berubah</caption>
              <thead>
                <tr>
                  <th scope="col">Perubahan</th>
                  <th scope="col">Juri</th>
                  <th scope="col">Usulan</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ act, juror, referenceNumber, title }) => (
                  <tr key={`${act} ${juror} ${referenceNumber}`}>
                    <td data-label="Perubahan">{act === 'added' ? 'Baru' : 'Berakhir'}</td>
                    <td data-label="Juri">{juror}</td>
                    <td data-label="Usulan">
                      {title}
                      <span className="hint plan-by">{referenceNumber}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
      </SearchedRows>
      {whole > changes.length && (
        <p className="hint">
          Yang tampil {count(changes.length)} yang pertama dari {count(whole)}. Selebihnya ada dalam unduhan.
        </p>
      )}
    </PlanPart>
  )
}
