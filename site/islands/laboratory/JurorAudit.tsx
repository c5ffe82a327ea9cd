import { count } from '#site/text/format.ts'
import { coefficient, exactPoints, pointsWords, signedPoints } from '#site/text/ranking.ts'
import { TableScroll } from '../TableScroll.tsx'
import { nameOf } from '../rules-form.ts'
import type { Ranking } from './laboratory-answers.ts'
import { JuryRelations } from './JuryRelations.tsx'
import type { Bench } from './laboratory-parts.ts'

const orDash = (value: number | null, words: (value: number) => string) => (value === null ? '–' : words(value))

const others = {
  plain: 'Rata-rata',
  trimmed: 'Rata-rata terpangkas',
  severityOnly: 'Hanya koreksi keras',
  huber: 'Huber',
  zScore: 'Nilai baku (z)',
  borda: 'Borda',
} as const

/** What the model says of each juror. It changes nothing by itself. */
export function JurorAudit({ ranking, edition }: Bench & { ranking: Ranking }) {
  const { jurors } = ranking
  const alarms = jurors.filter(({ alarm }) => alarm).length
  return (
    <>
      <p className="measure">
        {alarms === 0
          ? 'Tidak ada juri yang penilaiannya berlawanan dengan rekannya.'
          : `${count(alarms)} juri perlu ditinjau karena penilaiannya berlawanan dengan rekannya.`}{' '}
        Tabel ini tidak mengubah apa pun; hanya keputusan yang dicatat yang mengeluarkan skor.
      </p>
      <TableScroll>
        <table className="table table-stack">
          <caption>Urut: paling murah hati dahulu. Tanda ± ialah galat baku.</caption>
          <thead>
            <tr>
              <th scope="col">Juri</th>
              <th scope="col" className="numeric">
                Skor
              </th>
              <th scope="col" className="numeric">
                Rata-rata
              </th>
              <th scope="col" className="numeric">
                Murah hati (+) atau keras (−)
              </th>
              <th scope="col" className="numeric">
                Rentang
              </th>
              <th scope="col" className="numeric">
                Kesepakatan
              </th>
              <th scope="col">Catatan</th>
            </tr>
          </thead>
          <tbody>
            {jurors
              .toSorted((a, b) => (b.severity ?? 0) - (a.severity ?? 0) || a.name.localeCompare(b.name, 'id'))
              .map((juror) => (
                <tr key={juror.jurorId}>
                  <th scope="row">
                    {juror.name}
                    <br />
                    <span className="hint">{juror.pseudonym}</span>
                  </th>
                  <td className="numeric" data-label="Skor">
                    {count(juror.n)}
                  </td>
                  <td className="numeric" data-label="Rata-rata">
                    {exactPoints(juror.mean)}
                  </td>
                  <td className="numeric nowrap" data-label="Murah hati (+) atau keras (−)">
                    {orDash(juror.severity, signedPoints)}
                    {juror.severityError !== null && (
                      <span className="hint"> ± {pointsWords(juror.severityError)}</span>
                    )}
                  </td>
                  <td className="numeric" data-label="Rentang">
                    {coefficient(juror.spread)}
                  </td>
                  <td className="numeric" data-label="Kesepakatan">
                    {orDash(juror.agreement, coefficient)}
                  </td>
                  <td data-label="Catatan">
                    {juror.alarm ? <span className="attention">Berlawanan dengan rekannya</span> : 'Tidak ada'}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </TableScroll>
      <Stability ranking={ranking} edition={edition} />
      <JuryRelations relations={ranking.relations} />
      <Overlaps ranking={ranking} edition={edition} />
    </>
  )
}

type PartProps = { ranking: Ranking; edition: Bench['edition'] }

const contestName = ({ rules }: Bench['edition'], { groupId, clusterId }: Ranking['contests'][number]) =>
  `${nameOf(rules.groups, groupId)}, ${nameOf(rules.clusters, clusterId)}`

/** How much of each selection hangs on one juror. */
function Stability({ ranking: { jurors, contests }, edition }: PartProps) {
  if (jurors.every(({ keptWithout }) => keptWithout === null)) return null
  const shaken = contests.flatMap((contest, at) => {
    const kept = jurors.map(({ name, keptWithout }) => ({ name, places: keptWithout?.[at] ?? contest.line }))
    const least = kept.toSorted((a, b) => a.places - b.places)[0]
    return contest.hasCut && least && least.places < contest.line ? [{ contest, ...least }] : []
  })
  return (
    <section className="stack stack-tight" aria-labelledby="tanpa-satu-juri">
      <h3 id="tanpa-satu-juri">Bila satu juri tidak ikut</h3>
      {shaken.length === 0 ? (
        <p>Daftar yang masuk tetap sama tanpa juri mana pun.</p>
      ) : (
        <ul className="stack stack-tight">
          {shaken.map(({ contest, name, places }) => (
            <li key={contest.id}>
              {contestName(edition, contest)}: paling sedikit {count(places)} dari {count(contest.line)} tetap masuk,
              yaitu tanpa {name}.
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The same selection by other rules; never official. */
function Overlaps({ ranking: { overlap, contests }, edition }: PartProps) {
  if (!overlap) return null
  return (
    <section className="stack stack-tight" aria-labelledby="cara-lain">
      <h3 id="cara-lain">Berapa yang sama bila dipilih dengan cara lain</h3>
      <TableScroll>
        <table className="table table-dense table-stack">
          <caption>Pembanding saja, tidak pernah resmi</caption>
          <thead>
            <tr>
              <th scope="col">Kelompok dan klaster</th>
              {Object.entries(others).map(([key, name]) => (
                <th key={key} scope="col" className="numeric">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {contests.map((contest, at) =>
              contest.hasCut ? (
                <tr key={contest.id}>
                  <th scope="row">
                    {contestName(edition, contest)}, {count(contest.line)} tempat
                  </th>
                  <td className="numeric" data-label={others.plain}>
                    {overlap.plain[at]}
                  </td>
                  <td className="numeric" data-label={others.trimmed}>
                    {overlap.trimmed[at]}
                  </td>
                  <td className="numeric" data-label={others.severityOnly}>
                    {overlap.severityOnly[at]}
                  </td>
                  <td className="numeric" data-label={others.huber}>
                    {overlap.huber[at]}
                  </td>
                  <td className="numeric" data-label={others.zScore}>
                    {overlap.zScore[at]}
                  </td>
                  <td className="numeric" data-label={others.borda}>
                    {overlap.borda[at]}
                  </td>
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}
