import { count, dateAndClock, points } from '#site/text/format.ts'
import { Refusal } from '../ErrorSummary.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useLoaded } from '../useLoaded.ts'
import { SimulationBadge, Workspace } from '../Workspace.tsx'
import { listReadings, listReceipts, type ReadingStage, type Receipts as Answered } from './desk-api.ts'
import { JuryNav } from './JuryNav.tsx'
import { StageChoice, useChosenStage } from './StageChoice.tsx'
import { Wait } from './Wait.tsx'

export const Receipts = () => <Workspace roles={['evaluator', 'panelist']}>{() => <Stages />}</Workspace>

function Stages() {
  const { answer } = useLoaded('readings', listReadings)
  const stages = answer?.ok ? answer.value.stages : []
  const stage = useChosenStage(stages)
  if (!answer) return <Wait />
  return (
    <div className="work-page stack">
      {stage?.isSimulation && <SimulationBadge />}
      <JuryNav />
      <h1>Tanda terima lembar nilai</h1>
      {!answer.ok && <Refusal problem={answer.problem} />}
      {answer.ok && !stage && <p className="empty">Belum ada usulan yang ditugaskan kepada Anda.</p>}
      {stage && (
        <>
          <StageChoice stages={stages} chosen={stage} />
          <Stage key={`${stage.edition} ${stage.stageId}`} stage={stage} />
        </>
      )}
    </div>
  )
}

function Stage({ stage: { edition, stageId } }: { stage: ReadingStage }) {
  const { answer } = useLoaded(`${edition} ${stageId}`, () => listReceipts({ edition, stage: stageId }))
  if (!answer) return <Wait />
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { edition: of, stage, juror, sheets } = answer.value
  const standing = sheets.filter(({ withdrawn }) => withdrawn === null).length
  return (
    <>
      <p className="lead">
        {juror} menyerahkan {count(standing)} lembar nilai pada {stage.name}, {of.name}.
      </p>
      {sheets.length === 0 ? (
        <p className="empty">Belum ada lembar yang diserahkan. Setiap lembar yang diserahkan mendapat baris di sini.</p>
      ) : (
        <>
          <p className="cluster no-print">
            <button type="button" className="button button-secondary" onClick={() => window.print()}>
              Cetak tanda terima
            </button>
          </p>
          <Sheets sheets={sheets} />
          <p className="footnote">
            Sidik SHA-256 dihitung dari isi lembar saat diserahkan: nilai, catatan, kutipan, total, dan waktunya. Lembar
            yang berubah satu huruf pun mempunyai sidik lain.
          </p>
        </>
      )}
    </>
  )
}

function Sheets({ sheets }: { sheets: Answered['sheets'] }) {
  return (
    <TableScroll>
      <table className="table table-dense">
        <thead>
          <tr>
            <th scope="col">Usulan</th>
            <th scope="col" className="numeric">
              Nilai
            </th>
            <th scope="col">Diserahkan</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {sheets.map(({ referenceNumber, title, totalHundredths, handedInAt, sha256, withdrawn }) => (
            <tr key={`${referenceNumber} ${handedInAt}`} className={withdrawn ? 'is-out' : undefined}>
              <th scope="row">
                {title}
                <span className="hint line">{referenceNumber}</span>
                {withdrawn && (
                  <span className="attention line">
                    Dicabut {dateAndClock(new Date(withdrawn.at))}: {withdrawn.reason}
                  </span>
                )}
              </th>
              <td className="numeric">{points(totalHundredths)}</td>
              <td>{dateAndClock(new Date(handedInAt))}</td>
              <td className="hash receipt-hash">{sha256 === '' ? 'belum ada pada waktu itu' : sha256}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
