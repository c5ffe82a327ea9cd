import type { Criterion, Rubric } from '#domain/edition.ts'
import { points as asPoints } from '#site/text/format.ts'
import { OpenCriterion } from './OpenCriterion.tsx'
import { pointsField, readTyped, wholeComment, type Typed } from './score-draft.ts'

type Props = {
  rubric: Rubric
  typed: Typed
  openId: string
  onOpen: (criterionId: string) => void
  /** Null once the sheet is handed in. */
  onChange: ((field: string, value: string) => void) | null
  areKeysOn: boolean
}

/** All criteria in their order, one of them open. */
export function RubricPane({ rubric, typed, openId, onOpen, onChange, areKeysOn }: Props) {
  const at = rubric.findIndex(({ id }) => id === openId)
  const next = rubric[at + 1]
  return (
    <div className="desk-rubric" tabIndex={0} role="region" aria-label="Rubrik">
      {rubric.map((criterion) =>
        criterion.id === openId ? (
          <OpenCriterion
            key={criterion.id}
            criterion={criterion}
            typed={typed}
            onChange={onChange}
            onNext={next ? () => onOpen(next.id) : null}
            areKeysOn={areKeysOn}
          />
        ) : (
          <ClosedCriterion key={criterion.id} criterion={criterion} typed={typed} onOpen={onOpen} />
        ),
      )}
      <div className="field whole-comment">
        <label htmlFor="catatan">Catatan untuk seluruh usulan</label>
        <textarea
          id="catatan"
          className="textarea comment-input"
          maxLength={4000}
          readOnly={onChange === null}
          value={typed[wholeComment] ?? ''}
          onChange={(event) => onChange?.(wholeComment, event.target.value)}
        />
      </div>
    </div>
  )
}

type Closed = { criterion: Criterion; typed: Typed; onOpen: (criterionId: string) => void }

function ClosedCriterion({ criterion: { id, title, weightPercent }, typed, onOpen }: Closed) {
  const value = readTyped(typed[pointsField(id)])
  return (
    <button type="button" className="criterion-row" onClick={() => onOpen(id)}>
      <span>{title}</span>
      <span>
        <span className="visually-hidden">bobot </span>
        {weightPercent}
      </span>
      {typeof value === 'number' ? (
        <>
          <span className="criterion-points">{value}</span>
          <span>{asPoints(value * weightPercent)}</span>
        </>
      ) : (
        <span className="criterion-blank">{value === null ? 'isi' : 'perbaiki'}</span>
      )}
    </button>
  )
}
