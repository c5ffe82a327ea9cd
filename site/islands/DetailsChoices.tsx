import { count } from '#site/text/format.ts'
import { goalNames } from '#site/text/goals.ts'
import type { ProposalView } from './api.ts'

type Rules = ProposalView['rules']

type GroupProps = { view: ProposalView; groupId: string; onChoose: (groupId: string) => void }

export function GroupChoice({ view, groupId, onChoose }: GroupProps) {
  const isFixed = view.state === 'needs_repair'
  const groups = view.rules.groups.filter(({ id }) => !isFixed || id === groupId)
  return (
    <fieldset className="choices">
      <legend>Kelompok</legend>
      {isFixed && (
        <p className="field-hint">
          Kelompok tidak dapat diganti dalam perbaikan, karena sudah dihitung dalam batas instansi.
        </p>
      )}
      {groups.map(({ id, name, description }) => (
        <label className="choice" key={id}>
          <input type="radio" name="groupId" value={id} checked={id === groupId} onChange={() => onChoose(id)} />
          <span>
            {name}
            <span className="hint line">{description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

const howMany = (min: number, max: number): string => {
  if (min === max) return `Pilih ${count(min)}.`
  return min === 0 ? `Boleh kosong, paling banyak ${count(max)}.` : `Pilih ${count(min)} sampai ${count(max)}.`
}

/** With one more, or without it when it was there; in the order of the list. */
function toggled<Value>(all: readonly Value[], chosen: readonly Value[], one: Value): Value[] {
  return all.filter((value) => (value === one ? !chosen.includes(one) : chosen.includes(value)))
}

type ThemeProps = { themes: Rules['themes']; chosen: readonly string[]; onChoose: (themeIds: string[]) => void }

/** Radio buttons where the edition wants one theme, boxes where it allows several. */
export function ThemeChoice({ themes: { items, min, max }, chosen, onChoose }: ThemeProps) {
  if (items.length === 0) return null
  const ids = items.map(({ id }) => id)
  const isFull = chosen.length >= max
  return (
    <fieldset className="choices">
      <legend>Tema</legend>
      <p className="field-hint">{howMany(min, max)}</p>
      <div className="choices-columns">
        {items.map(({ id, name }) => (
          <label className="choice" key={id}>
            <input
              type={max === 1 ? 'radio' : 'checkbox'}
              name="themeIds"
              checked={chosen.includes(id)}
              disabled={max > 1 && isFull && !chosen.includes(id)}
              onChange={() => onChoose(max === 1 ? [id] : toggled(ids, chosen, id))}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type GoalProps = { goals: Rules['goals']; chosen: readonly number[]; onChoose: (goals: number[]) => void }

export function GoalChoice({ goals: { min, max }, chosen, onChoose }: GoalProps) {
  if (max === 0) return null
  const numbers = goalNames.map((_, i) => i + 1)
  return (
    <fieldset className="choices">
      <legend>Tujuan Pembangunan Berkelanjutan (TPB/SDGs)</legend>
      <p className="field-hint">
        Yang capaiannya benar-benar didukung inovasi ini. {howMany(min, max)} {count(chosen.length)} dipilih.
      </p>
      <div className="choices-columns">
        {numbers.map((number) => (
          <label className="choice" key={number}>
            <input
              type="checkbox"
              checked={chosen.includes(number)}
              disabled={chosen.length >= max && !chosen.includes(number)}
              onChange={() => onChoose(toggled(numbers, chosen, number))}
            />
            <span>
              {number}. {goalNames[number - 1]}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type QuestionProps = {
  question: Rules['questions'][number]
  answer: boolean | undefined
  onAnswer: (answer: boolean) => void
}

/** Yes or no; the branch it opens appears in the list of sections at once. */
export function QuestionChoice({ question: { id, text, guidance }, answer, onAnswer }: QuestionProps) {
  return (
    <fieldset className="choices">
      <legend>{text}</legend>
      <p className="field-hint">{guidance}</p>
      {[true, false].map((value) => (
        <label className="choice" key={String(value)}>
          <input type="radio" name={`jawaban-${id}`} checked={answer === value} onChange={() => onAnswer(value)} />
          <span>{value ? 'Ya' : 'Tidak'}</span>
        </label>
      ))}
    </fieldset>
  )
}
