import { useMemo } from 'react'
import { count } from '#site/text/format.ts'
import { exactPoints, moveWords, shareWords, zoneNames } from '#site/text/ranking.ts'
import { rankQuantile } from '#domain/ranking/rank-interval.ts'
import { TableScroll } from '../TableScroll.tsx'
import { TooFew } from './SideBySide.tsx'
import { chancesOf, rowClass, standingAt, type ViewedContest, type ViewedProposal } from './laboratory-parts.ts'

/** Ranks that bound a share of the chance. */
type Interval = { from: number; to: number }
type Plotted = ViewedProposal & { half: Interval; most: Interval }

/** Rank intervals around the cut: a picture in the rows, and the same in numbers below. */
export function IntervalPlot({ viewed }: { viewed: ViewedContest }) {
  const { contest, ranked, k } = viewed
  const plotted = useMemo(
    () =>
      ranked.map((proposal): Plotted => {
        const chances = chancesOf(contest, proposal)
        const at = (share: number) => rankQuantile(chances, share, ranked.length)
        return { ...proposal, half: { from: at(0.25), to: at(0.75) }, most: { from: at(0.05), to: at(0.95) } }
      }),
    [contest, ranked],
  )
  const scale = scaleTo(ranked.length)
  return (
    <>
      <TableScroll>
        <table className="table table-dense lab-plot">
          <caption>
            Rentang peringkat, 50% tebal dan 90% tipis; lingkaran: peringkat terkalibrasi. Garis putus: batas sesudah
            peringkat {count(k)}. Latar lain: zona bahas.
          </caption>
          <thead>
            <tr>
              <th scope="col">Usulan</th>
              <th scope="col" className="numeric lab-wide">
                Rata-rata
              </th>
              <th scope="col" className="numeric lab-wide">
                Peringkat rata-rata
              </th>
              <th scope="col" className="numeric">
                Terkalibrasi
              </th>
              <th scope="col" className="numeric lab-wide">
                Geser
              </th>
              <th scope="col" className="numeric">
                Peluang
              </th>
              <th scope="col" className="lab-drawing">
                <span className="visually-hidden">Rentang peringkat</span>
                <Axis scale={scale} k={k} last={ranked.length} />
              </th>
            </tr>
          </thead>
          <tbody>
            {plotted.map((row, index) => {
              const { chance, zone } = standingAt(viewed, row)
              return (
                <tr key={row.proposalId} className={rowClass(viewed, index, zone)}>
                  <th scope="row" className="nowrap">
                    {row.referenceNumber}
                  </th>
                  <td className="numeric lab-wide">{exactPoints(row.mean)}</td>
                  <td className="numeric lab-wide">{count(row.rankPlain)}</td>
                  <td className="numeric">
                    <b>{count(row.rankCalibrated)}</b>
                  </td>
                  <td className="numeric nowrap lab-wide">{moveWords(row.rankPlain, row.rankCalibrated)}</td>
                  <td className="numeric nowrap">{shareWords(chance)}</td>
                  <td className="lab-drawing">
                    <Bar row={row} scale={scale} k={k} isUndecided={zone === 'DISCUSS'} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableScroll>
      <TooFew viewed={viewed} />
      <Twin viewed={viewed} plotted={plotted} />
    </>
  )
}

type Scale = (rank: number) => string

/** Percent of the width at which a rank stands; half a rank of room at either end. */
const scaleTo =
  (last: number): Scale =>
  (rank) =>
    `${(100 * (rank - 0.5)) / Math.max(1, last)}%`

function Axis({ scale, k, last }: { scale: Scale; k: number; last: number }) {
  const step = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500].find((size) => last / size <= 6) ?? 5000
  const ticks = Array.from({ length: Math.floor(last / step) }, (_, at) => (at + 1) * step)
  const shown = [1, ...ticks].filter((tick) => Math.abs(tick - k) > last / 12)
  return (
    <svg className="lab-svg" width="100%" height="20" aria-hidden="true">
      {[...new Set(shown)].map((tick) => (
        <text key={tick} x={scale(tick)} y="14" textAnchor="middle">
          {count(tick)}
        </text>
      ))}
      <text x={scale(k)} y="14" textAnchor="middle" className="lab-cut-label">
        {count(k)}
      </text>
    </svg>
  )
}

function Bar({ row, scale, k, isUndecided }: { row: Plotted; scale: Scale; k: number; isUndecided: boolean }) {
  const { half, most, rankCalibrated } = row
  const tone = isUndecided ? 'lab-half' : 'lab-half lab-decided'
  return (
    <svg className="lab-svg" width="100%" height="28" aria-hidden="true">
      <line className="lab-most" x1={scale(most.from)} x2={scale(most.to)} y1="14" y2="14" />
      <line className={tone} x1={scale(half.from)} x2={scale(half.to)} y1="14" y2="14" />
      <line className="lab-line" x1={scale(k + 0.5)} x2={scale(k + 0.5)} y1="0" y2="28" />
      <circle className="lab-ring" cx={scale(rankCalibrated)} cy="14" r="5" />
    </svg>
  )
}

/** The plot in numbers. */
function Twin({ viewed, plotted }: { viewed: ViewedContest; plotted: readonly Plotted[] }) {
  return (
    <details>
      <summary className="action">Rentang peringkat dalam angka</summary>
      <TableScroll>
        <table className="table table-dense table-stack">
          <caption>Peringkat pada 50% dan 90% pengulangan</caption>
          <thead>
            <tr>
              <th scope="col">Usulan</th>
              <th scope="col" className="numeric">
                Terkalibrasi
              </th>
              <th scope="col" className="numeric">
                Rentang 50%
              </th>
              <th scope="col" className="numeric">
                Rentang 90%
              </th>
              <th scope="col">Zona</th>
            </tr>
          </thead>
          <tbody>
            {plotted.map((row) => (
              <tr key={row.proposalId}>
                <th scope="row">
                  {row.referenceNumber}, {row.title}
                </th>
                <td className="numeric" data-label="Terkalibrasi">
                  {count(row.rankCalibrated)}
                </td>
                <td className="numeric nowrap" data-label="Rentang 50%">
                  {count(row.half.from)}–{count(row.half.to)}
                </td>
                <td className="numeric nowrap" data-label="Rentang 90%">
                  {count(row.most.from)}–{count(row.most.to)}
                </td>
                <td data-label="Zona">{zoneNames[standingAt(viewed, row).zone]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  )
}
