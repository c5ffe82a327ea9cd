import { count, points } from '#site/text/format.ts'
import { TableScroll } from '../TableScroll.tsx'
import { useLoaded } from '../useLoaded.ts'
import { loadConsistency, type Consistency as Answered, type OwnSheets } from './desk-api.ts'
import { meanOf } from './own-scores.ts'

type Pair = Answered['pairs'][number]
type Criteria = OwnSheets['criteria']
type Props = { edition: string; stageId: string; criteria: Criteria }

const differenceOf = ({ first, second }: Pair) => second.totalHundredths - first.totalHundredths
const signed = (hundredths: number) => `${hundredths > 0 ? '+' : ''}${points(hundredths)}`

/** The criterion whose points differ most. */
function widest(criteria: Criteria, { first, second }: Pair): string {
  const by = ({ id }: Criteria[number]) => (second.points[id] ?? 0) - (first.points[id] ?? 0)
  const [most] = criteria.toSorted((a, b) => Math.abs(by(b)) - Math.abs(by(a)))
  return most && by(most) !== 0
    ? `${most.title}, ${count(first.points[most.id] ?? 0)} lalu ${count(second.points[most.id] ?? 0)}`
    : 'sama semua'
}

/** Blind second readings beside the first ones. The juror sees them first; nobody else reads this. */
export function Consistency({ edition, stageId, criteria }: Props) {
  const { answer } = useLoaded(`consistency ${edition} ${stageId}`, () => loadConsistency({ edition, stage: stageId }))
  if (!answer?.ok || answer.value.pairs.length === 0) return null
  const { pairs } = answer.value
  return (
    <section className="block stack" aria-labelledby="konsistensi">
      <h2 id="konsistensi">Konsistensi Anda sendiri</h2>
      <p className="measure">
        {count(pairs.length)} usulan Anda baca dua kali tanpa diberi tahu. Selisih totalnya rata-rata{' '}
        <b>{points(meanOf(pairs.map((pair) => Math.abs(differenceOf(pair)))))}</b>. Lembar kedua tidak ikut dihitung
        dalam peringkat, dan perbandingan ini hanya tampil untuk Anda.
      </p>
      <TableScroll>
        <table className="table table-dense">
          <thead>
            <tr>
              <th scope="col">Usulan</th>
              <th scope="col" className="numeric">
                Pertama
              </th>
              <th scope="col" className="numeric">
                Kedua
              </th>
              <th scope="col" className="numeric">
                Selisih
              </th>
              <th scope="col">Kriteria yang paling berbeda</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => (
              <tr key={pair.referenceNumber}>
                <th scope="row">
                  {pair.referenceNumber}, {pair.title}
                </th>
                <td className="numeric">{points(pair.first.totalHundredths)}</td>
                <td className="numeric">{points(pair.second.totalHundredths)}</td>
                <td className="numeric">{signed(differenceOf(pair))}</td>
                <td>{widest(criteria, pair)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}
