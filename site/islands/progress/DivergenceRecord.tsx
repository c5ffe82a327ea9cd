import { dateAndClock, points as asPoints } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { Stop, Wait } from '../EditionDesk.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useLoaded } from '../useLoaded.ts'
import { loadDivergence, type DivergenceRecord as Recorded, type Place } from './progress-api.ts'

/** Who scored what before a round, who said what, and what stands after it. */
export function DivergenceRecord({ place, id }: { place: Place; id: string }) {
  const { answer } = useLoaded(`divergence ${id}`, () => loadDivergence(place, id))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const { referenceNumber, title, criteria, sheets } = answer.value
  return (
    <section className="block stack stack-tight" aria-labelledby="catatan-konsolidasi">
      <div className="cluster cluster-between">
        <h3 id="catatan-konsolidasi">
          {referenceNumber}, {title}
        </h3>
        <AddressLink className="link-quiet no-print" to={{ selisih: null }}>
          Tutup catatan
        </AddressLink>
      </div>
      <TableScroll>
        <table className="table table-dense">
          <caption>Skor sebelum dan sesudah konsolidasi</caption>
          <thead>
            <tr>
              <th scope="col">Kriteria</th>
              {sheets.map(({ juror }) => (
                <th key={juror.id} scope="col" className="numeric">
                  {juror.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {criteria.map((criterion) => (
              <tr key={criterion.id}>
                <th scope="row">{criterion.title}</th>
                {sheets.map(({ juror, points, answer: said }) => (
                  <td key={juror.id} className="numeric">
                    {change(String(points[criterion.id] ?? '–'), said && String(said.points[criterion.id] ?? '–'))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Nilai usulan</th>
              {sheets.map(({ juror, totalHundredths, answer: said }) => (
                <td key={juror.id} className="numeric">
                  <b>{change(asPoints(totalHundredths), said && asPoints(said.totalHundredths))}</b>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </TableScroll>
      <ul>
        {sheets.map((sheet) => (
          <li key={sheet.juror.id}>
            <b>{sheet.juror.name}</b> {saidBy(sheet)}
          </li>
        ))}
      </ul>
    </section>
  )
}

const change = (before: string, after: string | null) =>
  after === null || after === before ? (
    before
  ) : (
    <>
      <del>{before}</del> <ins>{after}</ins>
    </>
  )

function saidBy({ answer }: Recorded['sheets'][number]): string {
  if (!answer) return 'tidak menjawab; lembarnya tetap.'
  const act = answer.answer === 'confirmed' ? 'menegaskan lembarnya' : 'mengubah lembarnya'
  return `${act} pada ${dateAndClock(new Date(answer.at))}. Alasan: ${answer.reason}`
}
