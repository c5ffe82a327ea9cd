import { useEffect, useRef } from 'react'
import type { Criterion } from '#domain/edition.ts'
import { points as asPoints } from '#site/text/format.ts'
import { commentField, pointsField, readTyped, type Typed } from './score-draft.ts'

type Props = {
  criterion: Criterion
  typed: Typed
  onChange: ((field: string, value: string) => void) | null
  onNext: (() => void) | null
  areKeysOn: boolean
}

export const scoreInputId = 'skor'
export const commentInputId = 'catatan-kriteria'

export function OpenCriterion({ criterion, typed, onChange, onNext, areKeysOn }: Props) {
  const { id, title, guidance, weightPercent, levels } = criterion
  const text = typed[pointsField(id)] ?? ''
  const value = readTyped(text)
  const card = useRef<HTMLElement>(null)
  // In braces: recent browsers answer scrolling with a promise, which React would take for a clean-up.
  useEffect(() => {
    void card.current?.scrollIntoView({ block: 'nearest' })
  }, [id])
  return (
    <section className="criterion-open" ref={card} aria-label={`Kriteria ${title}`}>
      <div className="cluster cluster-between">
        <h3 id="kriteria">{title}</h3>
        <span className="hint">bobot {weightPercent}</span>
      </div>
      <div className="score-line">
        <label htmlFor={scoreInputId}>
          <b>Skor 0–100</b>
        </label>
        <input
          id={scoreInputId}
          className="score-input"
          inputMode="numeric"
          autoComplete="off"
          data-keys={areKeysOn ? 'on' : 'off'}
          readOnly={onChange === null}
          value={text}
          aria-invalid={value === undefined ? true : undefined}
          aria-describedby="hasil-skor"
          onChange={(event) => onChange?.(pointsField(id), event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && onNext?.()}
        />
        <span id="hasil-skor" aria-live="polite">
          {typeof value === 'number' && (
            <>
              {value} × {weightPercent}% = <b>{asPoints(value * weightPercent)}</b>
            </>
          )}
          {value === undefined && (
            <span className="field-error">Nilai harus bilangan bulat dari 0 sampai 100, misalnya 76.</span>
          )}
        </span>
      </div>
      <p className="hint criterion-guidance">{guidance}</p>
      <div className="criterion-levels">
        {levels.map(({ from, to, text: words }) => {
          const isMatch = typeof value === 'number' && from <= value && value <= to
          return (
            <div key={from} className={isMatch ? 'criterion-level is-match' : 'criterion-level'}>
              <span>
                {from}–{to}
              </span>
              <span>
                {words}
                {isMatch && <span className="visually-hidden">, tingkat nilai Anda</span>}
              </span>
            </div>
          )
        })}
      </div>
      <div className="field">
        <label htmlFor={commentInputId}>Catatan kriteria</label>
        <textarea
          id={commentInputId}
          className="textarea comment-input"
          maxLength={2000}
          readOnly={onChange === null}
          value={typed[commentField(id)] ?? ''}
          onChange={(event) => onChange?.(commentField(id), event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && document.getElementById(scoreInputId)?.focus()}
        />
      </div>
    </section>
  )
}
