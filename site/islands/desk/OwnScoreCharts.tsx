import { count, decimal, points } from '#site/text/format.ts'
import { driftOf, histogram, meanOf, runningMeans, spreadOf, type OwnTotal } from './own-scores.ts'

const width = 480
const height = 180
const base = height - 24

/** How the own totals spread, and whether they drift: for the juror alone, with the same in words and as a table. */
export function OwnScoreCharts({ sheets }: { sheets: readonly OwnTotal[] }) {
  if (sheets.length === 0)
    return <p className="empty">Sebaran dan pergeseran nilai tampil sesudah lembar pertama diserahkan.</p>
  return (
    <div className="own-charts block">
      <Spread sheets={sheets} />
      <DriftChart sheets={sheets} />
    </div>
  )
}

function Spread({ sheets }: { sheets: readonly OwnTotal[] }) {
  const totals = sheets.map(({ totalHundredths }) => totalHundredths)
  const bins = histogram(totals)
  const most = Math.max(...bins.map((bin) => bin.count))
  const step = width / bins.length
  const words = `${count(totals.length)} lembar, rata-rata ${points(meanOf(totals))}, simpangan ${points(spreadOf(totals))}, dari ${points(Math.min(...totals))} sampai ${points(Math.max(...totals))}.`
  return (
    <figure className="own-chart stack stack-tight">
      <h2>Sebaran nilai Anda</h2>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Histogram nilai Anda. ${words}`}>
        {bins.map((bin, at) => {
          const tall = (bin.count / most) * (base - 20)
          return (
            <g key={bin.from}>
              <rect className="bar" x={at * step + 2} y={base - tall} width={Math.max(1, step - 4)} height={tall} />
              <text x={at * step + step / 2} y={base - tall - 5} textAnchor="middle">
                {bin.count > 0 ? bin.count : ''}
              </text>
              <text x={at * step + step / 2} y={height - 6} textAnchor="middle">
                {bin.from}
              </text>
            </g>
          )
        })}
        <line className="axis" x1="0" x2={width} y1={base} y2={base} />
      </svg>
      <figcaption>{words}</figcaption>
      <details>
        <summary>Sebaran sebagai tabel</summary>
        <table className="table table-dense table-narrow">
          <thead>
            <tr>
              <th scope="col">Nilai</th>
              <th scope="col" className="numeric">
                Lembar
              </th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.from}>
                <th scope="row">
                  {bin.from} sampai {bin.to === 100 ? 100 : `kurang dari ${bin.to}`}
                </th>
                <td className="numeric">{count(bin.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function driftWords(sheets: readonly OwnTotal[]): string {
  const drift = driftOf(sheets)
  if (!drift) return 'Pergeseran dapat dibaca sesudah sepuluh lembar.'
  const change = drift.last - drift.first
  const way = change === 0 ? 'tidak bergeser' : `${change > 0 ? 'naik' : 'turun'} ${points(Math.abs(change))}`
  return `Rata-rata ${count(drift.size)} lembar pertama ${points(drift.first)}, ${count(drift.size)} lembar terakhir ${points(drift.last)}: ${way}.`
}

function DriftChart({ sheets }: { sheets: readonly OwnTotal[] }) {
  const means = runningMeans(sheets)
  const [low, high] = [Math.min(...means) - 200, Math.max(...means) + 200]
  const x = (at: number) => (means.length === 1 ? width / 2 : (at / (means.length - 1)) * (width - 8) + 4)
  const y = (mean: number) => base - ((mean - low) / (high - low)) * (base - 20)
  const words = driftWords(sheets)
  const marks = means.flatMap((mean, at) => (at % 20 === 19 || at === means.length - 1 ? [{ mean, at }] : []))
  return (
    <figure className="own-chart stack stack-tight">
      <h2>Pergeseran menurut urutan menyerahkan</h2>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Rata-rata dua puluh lembar terakhir. ${words}`}>
        <polyline className="line" points={means.map((mean, at) => `${x(at)},${y(mean)}`).join(' ')} />
        {means.length === 1 && means[0] !== undefined && <circle className="bar" cx={x(0)} cy={y(means[0])} r="4" />}
        <line className="axis" x1="0" x2={width} y1={base} y2={base} />
        <text x="4" y={height - 6}>
          lembar 1
        </text>
        <text x={width - 4} y={height - 6} textAnchor="end">
          lembar {means.length}
        </text>
        <text x="4" y="12">
          {decimal((high - 200) / 100)}
        </text>
        <text x="4" y={base - 4}>
          {decimal((low + 200) / 100)}
        </text>
      </svg>
      <figcaption>{words} Garis: rata-rata dua puluh lembar terakhir.</figcaption>
      <details>
        <summary>Pergeseran sebagai tabel</summary>
        <table className="table table-dense table-narrow">
          <thead>
            <tr>
              <th scope="col">Sesudah lembar ke</th>
              <th scope="col" className="numeric">
                Rata-rata
              </th>
            </tr>
          </thead>
          <tbody>
            {marks.map(({ mean, at }) => (
              <tr key={at}>
                <th scope="row">{count(at + 1)}</th>
                <td className="numeric">{points(mean)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
