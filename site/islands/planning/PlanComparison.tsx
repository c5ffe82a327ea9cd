import { count, dateAndClock } from '#site/text/format.ts'
import { Wait } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import type { EditionView } from '../staff-answers.ts'
import { TableScroll } from '../TableScroll.tsx'
import { useLoaded } from '../useLoaded.ts'
import { OverlapComparison } from './OverlapComparison.tsx'
import { kindNames } from './plan-words.ts'
import { ShownHeading } from './ShownHeading.tsx'
import { comparePlans, type Place, type PlanRow } from './planning-api.ts'

type Props = {
  place: Place
  edition: EditionView
  plans: readonly PlanRow[]
  a: string
  b: string
  onClose: () => void
}

const figures = [
  ['Usulan dengan penilai cukup', (plan) => plan.covered],
  ['Bacaan baru', (plan) => plan.added],
  ['Bacaan yang berakhir', (plan) => plan.ended],
  ['Beban paling sedikit', (plan) => plan.leastLoad],
  ['Beban paling banyak', (plan) => plan.mostLoad],
  ['Pasangan juri tanpa usulan bersama', (plan) => plan.pairsWithout],
  ['Bagian yang tidak tersambung', (plan) => (plan.components === null ? null : plan.components - 1)],
] as const satisfies readonly (readonly [string, (plan: PlanRow) => number | null])[]

const number = (value: number | null | undefined) => (value === null || value === undefined ? '–' : count(value))

/** Two plans beside each other: their figures, and what only one of them gives to each juror. */
export function PlanComparison({ place, edition, plans, a, b, onClose }: Props) {
  const { answer } = useLoaded(`compare ${a} ${b}`, () => comparePlans(place, a, b))
  const [one, other] = [plans.find(({ id }) => id === a), plans.find(({ id }) => id === b)]
  if (!answer) return <Wait />
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { onlyA, onlyB, shared, perJuror } = answer.value
  return (
    <section className="block stack" aria-labelledby="banding">
      <div className="cluster cluster-between">
        <ShownHeading id="banding">Perbandingan dua rancangan</ShownHeading>
        <button type="button" className="action" onClick={onClose}>
          Tutup perbandingan
        </button>
      </div>
      <p>
        {count(shared)} bacaan sama. {count(onlyA)} hanya ada pada rancangan A, {count(onlyB)} hanya pada rancangan B.
      </p>
      <TableScroll>
        <table className="table table-dense">
          <caption>Angka kedua rancangan</caption>
          <thead>
            <tr>
              <th scope="col">Angka</th>
              <th scope="col" className="numeric plan-compared">
                A: {titleOf(one)}
              </th>
              <th scope="col" className="numeric plan-compared">
                B: {titleOf(other)}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map(([name, figure]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="numeric">{number(one && figure(one))}</td>
                <td className="numeric">{number(other && figure(other))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <TableScroll>
        <table className="table table-dense">
          <caption>Bacaan setiap juri</caption>
          <thead>
            <tr>
              <th scope="col">Juri</th>
              <th scope="col" className="numeric">
                A
              </th>
              <th scope="col" className="numeric">
                B
              </th>
              <th scope="col" className="numeric">
                Hanya A
              </th>
              <th scope="col" className="numeric">
                Hanya B
              </th>
            </tr>
          </thead>
          <tbody>
            {perJuror.map((row) => (
              <tr key={row.jurorId}>
                <th scope="row">{row.name}</th>
                <td className="numeric">{count(row.a)}</td>
                <td className="numeric">{count(row.b)}</td>
                <td className="numeric">{count(row.onlyA)}</td>
                <td className="numeric">{count(row.onlyB)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <OverlapComparison place={place} edition={edition} a={a} b={b} />
    </section>
  )
}

const titleOf = (plan: PlanRow | undefined) =>
  plan ? `${kindNames[plan.kind]}, benih ${plan.seed}, ${dateAndClock(new Date(plan.at))}` : ''
