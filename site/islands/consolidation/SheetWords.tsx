import { count, points as asPoints } from '#site/text/format.ts'
import type { Round, RoundSheet } from './consolidation-api.ts'

/** What each juror wrote and pinned, by criterion; open for the others, folded for the own sheet. */
export const SheetWords = ({ round }: { round: Round }) => (
  <section className="stack stack-tight" aria-labelledby="alasan-juri">
    <h2 id="alasan-juri">Alasan para juri</h2>
    {round.sheets.map((sheet) => (
      <details key={sheet.label} className="round-words" open={!sheet.isOwn}>
        <summary>
          {sheet.isOwn ? 'Lembar Anda' : `Juri ${sheet.label}`}, nilai {asPoints(sheet.totalHundredths)}
        </summary>
        <Words round={round} sheet={sheet} />
      </details>
    ))}
  </section>
)

function Words({ round: { criteria }, sheet }: { round: Round; sheet: RoundSheet }) {
  const { comments, comment, pins, points, answer } = sheet
  const written = criteria.filter(({ id }) => comments[id] || pins.some(({ criterionId }) => criterionId === id))
  return (
    <div className="stack stack-tight">
      {written.length === 0 && comment === '' && <p className="hint">Tanpa catatan.</p>}
      {written.map(({ id, title }) => {
        const pinned = pins.filter(({ criterionId }) => criterionId === id)
        return (
          <div key={id}>
            <h3>
              {title}, {points[id]}
            </h3>
            {comments[id] && <p className="prose">{comments[id]}</p>}
            {pinned.length > 0 && (
              <ul aria-label={`${count(pinned.length)} kutipan`}>
                {pinned.map((pin) => (
                  <li key={`${pin.sectionId} ${pin.start}`}>
                    <q>{pin.quote}</q>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )
      })}
      {comment !== '' && (
        <div>
          <h3>Seluruh usulan</h3>
          <p className="prose">{comment}</p>
        </div>
      )}
      {answer && !sheet.isOwn && (
        <p>
          <b>
            {answer.answer === 'confirmed'
              ? 'Menegaskan lembar ini.'
              : `Mengubah nilai menjadi ${asPoints(answer.totalHundredths)}.`}
          </b>{' '}
          Alasan: {answer.reason}
        </p>
      )}
    </div>
  )
}
