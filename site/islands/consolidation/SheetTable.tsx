import { points as asPoints } from '#site/text/format.ts'
import { TableScroll } from '../TableScroll.tsx'
import type { Round, RoundSheet } from './consolidation-api.ts'

const nameOf = ({ label, isOwn }: RoundSheet) => (isOwn ? `Juri ${label} (Anda)` : `Juri ${label}`)

/** Everybody's points beside each other; criteria that are as far apart as the totals may not be are marked. */
export function SheetTable({ round: { criteria, sheets, spread, limitHundredths, isOver } }: { round: Round }) {
  const isFar = (id: string) => (spread[id] ?? 0) * 100 > limitHundredths
  const isTold = isOver && sheets.some(({ answer }) => answer?.answer === 'revised')
  return (
    <section className="stack stack-tight" aria-labelledby="lembar">
      <h2 id="lembar">Lembar para juri</h2>
      <TableScroll>
        <table className="table round-sheets">
          <caption>Skor setiap kriteria sebelum konsolidasi, dari 0 sampai 100</caption>
          <thead>
            <tr>
              <th scope="col">Kriteria</th>
              {sheets.map((sheet) => (
                <th key={sheet.label} scope="col" className={sheet.isOwn ? 'numeric round-own' : 'numeric'}>
                  {nameOf(sheet)}
                </th>
              ))}
              <th scope="col" className="numeric">
                Selisih
              </th>
            </tr>
          </thead>
          <tbody>
            {criteria.map(({ id, title, weightPercent }) => (
              <tr key={id} className={isFar(id) ? 'round-far' : undefined}>
                <th scope="row">
                  {title} <span className="hint">bobot {weightPercent}</span>
                </th>
                {sheets.map((sheet) => (
                  <td key={sheet.label} className={sheet.isOwn ? 'numeric round-own' : 'numeric'}>
                    {sheet.points[id] ?? '–'}
                  </td>
                ))}
                <td className="numeric">
                  {spread[id] ?? 0}
                  {isFar(id) && <span className="round-mark"> jauh</span>}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <Totals name="Nilai usulan" values={sheets.map(({ totalHundredths }) => totalHundredths)} />
            {isTold && (
              <Totals
                name="Sesudah konsolidasi"
                values={sheets.map(({ totalHundredths, answer }) => answer?.totalHundredths ?? totalHundredths)}
              />
            )}
          </tfoot>
        </table>
      </TableScroll>
    </section>
  )
}

const Totals = ({ name, values }: { name: string; values: readonly number[] }) => (
  <tr>
    <th scope="row">{name}</th>
    {values.map((value, index) => (
      <td key={index} className="numeric">
        <b>{asPoints(value)}</b>
      </td>
    ))}
    <td className="numeric">{asPoints(Math.max(...values) - Math.min(...values))}</td>
  </tr>
)
