import { count } from '#site/text/format.ts'
import { exactPoints, explainMove, moveWords, shareWords, zoneNames } from '#site/text/ranking.ts'
import { TableScroll } from '../TableScroll.tsx'
import { rowClass, standingAt, type ViewedContest, type ViewedProposal } from './laboratory-parts.ts'

/** Plain and calibrated rank beside each other, with one sentence for every proposal. */
export function SideBySide({ viewed }: { viewed: ViewedContest }) {
  const { ranked, k } = viewed
  return (
    <>
      <TableScroll>
        <table className="table table-stack lab-table">
          <caption>
            Urut: peringkat terkalibrasi. Garis putus: batas sesudah peringkat {count(k)}. Latar lain: zona bahas.
          </caption>
          <thead>
            <tr>
              <th scope="col" className="numeric">
                Terkalibrasi
              </th>
              <th scope="col" className="numeric">
                Rata-rata
              </th>
              <th scope="col">Geser</th>
              <th scope="col">Usulan dan penjelasannya</th>
              <th scope="col" className="numeric">
                Peluang
              </th>
              <th scope="col">Zona</th>
            </tr>
          </thead>
          <tbody>
            {ranked.map((proposal, index) => (
              <Row key={proposal.proposalId} viewed={viewed} proposal={proposal} index={index} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      <TooFew viewed={viewed} />
    </>
  )
}

type RowProps = { viewed: ViewedContest; proposal: ViewedProposal; index: number }

function Row({ viewed, proposal, index }: RowProps) {
  const { referenceNumber, title, agency, rankPlain, rankCalibrated, calibrated, mean } = proposal
  const { chance, zone } = standingAt(viewed, proposal)
  return (
    <tr className={rowClass(viewed, index, zone)}>
      <td className="numeric" data-label="Terkalibrasi">
        <b>{count(rankCalibrated)}</b>
        <br />
        <span className="hint">{calibrated === null ? '' : exactPoints(calibrated)}</span>
      </td>
      <td className="numeric" data-label="Rata-rata">
        <b>{count(rankPlain)}</b>
        <br />
        <span className="hint">{exactPoints(mean)}</span>
      </td>
      <td className="nowrap" data-label="Geser">
        {moveWords(rankPlain, rankCalibrated)}
      </td>
      <th scope="row" className="cell-title">
        {title}
        <br />
        <span className="hint">
          {referenceNumber}, {agency}
        </span>
        <p className="lab-why">{sentence(proposal)}</p>
      </th>
      <td className="numeric" data-label="Peluang">
        {shareWords(chance)}
      </td>
      <td className="nowrap" data-label="Zona">
        {zoneNames[zone]}
      </td>
    </tr>
  )
}

function sentence({ n, mean, jurorLean, calibrated, rankPlain, rankCalibrated }: ViewedProposal): string {
  if (jurorLean === null || calibrated === null)
    return 'Skor pada babak ini tidak dapat memisahkan usulan, jadi semuanya seri.'
  return explainMove({ n, mean, lean: jurorLean, calibrated, rankPlain, rankCalibrated })
}

export function TooFew({ viewed: { unranked } }: { viewed: ViewedContest }) {
  if (unranked.length === 0) return null
  return (
    <p className="hint">
      {count(unranked.length)} usulan tanpa peringkat terkalibrasi:{' '}
      {unranked.map(({ referenceNumber }) => referenceNumber).join(', ')}.
    </p>
  )
}
