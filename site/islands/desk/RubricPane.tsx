import type { PinnedPassage } from '#domain/pinned-passage.ts'
import type { Criterion, Rubric } from '#domain/edition.ts'
import { count, points as asPoints } from '#site/text/format.ts'
import type { ReadingView } from './desk-api.ts'
import { notesInputId, scoreInputId } from './field-ids.ts'
import { OpenCriterion } from './OpenCriterion.tsx'
import { TextLimit } from './TextLimit.tsx'
import { readTyped, type SheetField, type WrittenSheet } from './written-sheet.ts'

type Props = {
  rubric: Rubric
  sections: ReadingView['proposal']['sections']
  written: WrittenSheet
  openId: string
  onOpen: (criterionId: string) => void
  /** Null once nothing can be written any more. */
  onChange: ((field: SheetField, text: string) => void) | null
  onUnpin: ((pin: PinnedPassage) => void) | null
  onShowPin: (pin: PinnedPassage) => void
  /** Enter on the last criterion. */
  onEnd: () => void
  areKeysOn: boolean
}

/** All criteria in their order, one of them open; below them what is said of the whole. */
export function RubricPane(props: Props) {
  const { rubric, sections, written, openId, onOpen, onChange, onUnpin, onShowPin, onEnd, areKeysOn } = props
  const next = rubric[rubric.findIndex(({ id }) => id === openId) + 1]
  return (
    <div className="desk-rubric" tabIndex={0} role="region" aria-label="Rubrik">
      {rubric.map((criterion) =>
        criterion.id === openId ? (
          <OpenCriterion
            key={criterion.id}
            criterion={criterion}
            sections={sections}
            written={written}
            onChange={onChange}
            onUnpin={onUnpin}
            onShowPin={onShowPin}
            onNext={next ? () => onOpen(next.id) : onEnd}
            areKeysOn={areKeysOn}
          />
        ) : (
          <ClosedCriterion key={criterion.id} criterion={criterion} written={written} onOpen={onOpen} />
        ),
      )}
      <WholeText
        id="catatan"
        label="Catatan untuk seluruh usulan"
        maxLength={4000}
        value={written.comment}
        onChange={onChange && ((text) => onChange({ kind: 'comment', criterionId: null }, text))}
      />
      <WholeText
        id={notesInputId}
        label="Catatan pribadi, tidak ikut diserahkan"
        maxLength={8000}
        value={written.notes}
        onChange={onChange && ((text) => onChange({ kind: 'notes', criterionId: null }, text))}
      />
    </div>
  )
}

type WholeTextProps = {
  id: string
  label: string
  maxLength: number
  value: string
  onChange: ((text: string) => void) | null
}

function WholeText({ id, label, maxLength, value, onChange }: WholeTextProps) {
  if (onChange === null && value === '') return null
  return (
    <div className="field whole-comment">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="textarea comment-input"
        maxLength={maxLength}
        readOnly={onChange === null}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && document.getElementById(scoreInputId)?.focus()}
      />
      <TextLimit text={value} most={maxLength} />
    </div>
  )
}

type Closed = { criterion: Criterion; written: WrittenSheet; onOpen: (criterionId: string) => void }

function ClosedCriterion({ criterion: { id, title, weightPercent }, written, onOpen }: Closed) {
  const value = readTyped(written.points[id])
  const pins = written.pins.filter(({ criterionId }) => criterionId === id).length
  return (
    <button type="button" className="criterion-row" onClick={() => onOpen(id)}>
      <span>
        {title}
        {pins > 0 && <span className="hint">, {count(pins)} kutipan</span>}
      </span>
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
