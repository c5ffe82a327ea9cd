import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { points as asPoints } from '#site/text/format.ts'
import { writeField, type SheetField, type WrittenSheet } from '../desk/written-sheet.ts'
import { TextArea } from '../Field.tsx'
import type { Round, RoundSheet } from './consolidation-api.ts'
import { readRevision } from './revision.ts'

type FieldsProps = { round: Round; own: RoundSheet; revision: WrittenSheet; onChange: (revision: WrittenSheet) => void }

/** The own sheet, typed anew beside what it was. */
export function RevisionFields({ round, own, revision, onChange }: FieldsProps) {
  const read = readRevision(round, revision)
  const put = (field: SheetField, text: string) => onChange(writeField(revision, field, text))
  const total = weightedTotalHundredths(round.criteria, read.points)
  return (
    <div className="stack">
      {round.criteria.map(({ id, title, weightPercent, levels }) => {
        const value = read.points[id]
        const level = levels.find(({ from, to }) => value !== undefined && from <= value && value <= to)
        return (
          <div key={id} className="round-field">
            <label htmlFor={`skor-${id}`}>
              {title}{' '}
              <span className="hint">
                bobot {weightPercent}, semula {own.points[id]}
              </span>
            </label>
            <input
              id={`skor-${id}`}
              className="input input-short"
              inputMode="numeric"
              autoComplete="off"
              value={revision.points[id] ?? ''}
              aria-invalid={read.invalid.some((one) => one.id === id) ? true : undefined}
              aria-describedby={`tingkat-${id}`}
              onChange={(event) => put({ kind: 'points', criterionId: id }, event.target.value)}
            />
            <p className="hint" id={`tingkat-${id}`}>
              {level?.text ?? 'Bilangan bulat dari 0 sampai 100.'}
            </p>
            <label htmlFor={`catatan-${id}`} className="hint">
              Catatan {title}
            </label>
            <textarea
              id={`catatan-${id}`}
              className="textarea comment-input"
              maxLength={2000}
              value={revision.comments[id] ?? ''}
              onChange={(event) => put({ kind: 'comments', criterionId: id }, event.target.value)}
            />
          </div>
        )
      })}
      <TextArea
        id="catatan-usulan"
        label="Catatan untuk seluruh usulan"
        maxLength={4000}
        value={revision.comment}
        onValue={(comment) => put({ kind: 'comment', criterionId: null }, comment)}
      />
      <p aria-live="polite">
        Nilai usulan: <b>{total.ok ? asPoints(total.value) : '–'}</b>, semula {asPoints(own.totalHundredths)}
      </p>
    </div>
  )
}
