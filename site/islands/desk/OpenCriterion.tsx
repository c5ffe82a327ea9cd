import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Criterion } from '#domain/edition.ts'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import { points as asPoints } from '#site/text/format.ts'
import type { ReadingView } from './desk-api.ts'
import { commentInputId, scoreInputId } from './field-ids.ts'
import { plainQuote } from './passages.ts'
import { TextLimit } from './TextLimit.tsx'
import { readTyped, type SheetField, type WrittenSheet } from './written-sheet.ts'

/** Of the note on one criterion. */
const mostLetters = 2000

type Props = {
  criterion: Criterion
  sections: ReadingView['proposal']['sections']
  written: WrittenSheet
  onChange: ((field: SheetField, text: string) => void) | null
  onUnpin: ((pin: PinnedPassage) => void) | null
  onShowPin: (pin: PinnedPassage) => void
  onNext: () => void
  areKeysOn: boolean
}

export function OpenCriterion(props: Props) {
  const { criterion, sections, written, onChange, onUnpin, onShowPin, onNext, areKeysOn } = props
  const { id, title, guidance, weightPercent, levels } = criterion
  const text = written.points[id] ?? ''
  const value = readTyped(text)
  const card = useRef<HTMLElement>(null)
  // In braces: recent browsers answer scrolling with a promise, which React would take for a clean-up.
  useEffect(() => {
    void card.current?.scrollIntoView({ block: 'nearest' })
  }, [id])
  const press = (event: KeyboardEvent) => {
    // Digits are typed here; anywhere else they come here first.
    if (/^\d$/.test(event.key)) event.stopPropagation()
    if (event.key !== 'Enter') return
    // The same stroke must not press the button that the focus goes to, nor a held one run through the sheet.
    event.preventDefault()
    if (!event.repeat) onNext()
  }
  return (
    <section className="criterion-open" ref={card} aria-label={`Kriteria ${title}`}>
      <div className="cluster cluster-between">
        <h2 id="kriteria">{title}</h2>
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
          onChange={(event) => onChange?.({ kind: 'points', criterionId: id }, event.target.value)}
          onKeyDown={press}
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
          maxLength={mostLetters}
          readOnly={onChange === null}
          value={written.comments[id] ?? ''}
          onChange={(event) => onChange?.({ kind: 'comments', criterionId: id }, event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && document.getElementById(scoreInputId)?.focus()}
        />
        <TextLimit text={written.comments[id] ?? ''} most={mostLetters} />
      </div>
      <PinList
        pins={written.pins.filter(({ criterionId }) => criterionId === id)}
        sections={sections}
        onShow={onShowPin}
        onRemove={onUnpin}
      />
    </section>
  )
}

type PinListProps = {
  pins: readonly PinnedPassage[]
  sections: Props['sections']
  onShow: (pin: PinnedPassage) => void
  onRemove: ((pin: PinnedPassage) => void) | null
}

/** Passages that stand for the points; each leads to its place in the text. */
function PinList({ pins, sections, onShow, onRemove }: PinListProps) {
  const list = useRef<HTMLUListElement>(null)
  const before = useRef(pins.length)
  useEffect(() => {
    if (pins.length > before.current) void list.current?.scrollIntoView({ block: 'nearest' })
    before.current = pins.length
  }, [pins.length])
  if (pins.length === 0) return null
  return (
    <ul ref={list} className="pin-list" aria-label="Kutipan yang disematkan">
      {pins.map((pin) => (
        <li key={`${pin.sectionId} ${pin.start} ${pin.quote}`}>
          <button type="button" className="pin-quote" onClick={() => onShow(pin)}>
            <q>{plainQuote(pin.quote)}</q>{' '}
            <span className="hint">{sections.find(({ id }) => id === pin.sectionId)?.title}</span>
          </button>
          {onRemove && (
            <button type="button" className="link-quiet" onClick={() => onRemove(pin)}>
              lepas<span className="visually-hidden"> kutipan {plainQuote(pin.quote).slice(0, 60)}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
