import { shown, type RuleNumber, type Typed } from './rule-number.ts'

export type Editing = {
  numbers: readonly RuleNumber[]
  typed: Typed
  /** Null once the edition is open. */
  onType: ((id: string, value: string) => void) | null
  wrong: ReadonlySet<string>
}

export function NumberInput({ id, editing, unit }: { id: string; editing: Editing; unit?: string }) {
  const number = editing.numbers.find((candidate) => candidate.id === id)
  if (!number) return null
  const value = shown(number, editing.typed)
  const words = unit && ` ${unit}`
  if (!editing.onType) return value === '' ? 'tanpa batas' : `${value}${words ?? ''}`
  return (
    <>
      <input
        id={id}
        className="input input-number"
        inputMode="numeric"
        aria-label={number.label}
        aria-invalid={editing.wrong.has(id) ? true : undefined}
        value={value}
        onChange={(event) => editing.onType?.(id, event.target.value)}
      />
      {words}
    </>
  )
}

type CheckListProps = {
  /** Of the first box, so that a line of the error summary leads there. */
  id: string
  legend: string
  isLegendHidden?: boolean
  items: readonly { id: string; name: string }[]
  chosen: readonly string[]
  isWrong: boolean
  onToggle: (id: string) => void
}

/** Any of a few named things. */
export const CheckList = ({ id, legend, isLegendHidden, items, chosen, isWrong, onToggle }: CheckListProps) => (
  <fieldset className="choices">
    <legend className={isLegendHidden ? 'visually-hidden' : undefined}>{legend}</legend>
    {items.map((item, at) => (
      <label key={item.id} className="choice">
        <input
          id={at === 0 ? id : undefined}
          type="checkbox"
          checked={chosen.includes(item.id)}
          aria-invalid={isWrong ? true : undefined}
          onChange={() => onToggle(item.id)}
        />
        {item.name}
      </label>
    ))}
  </fieldset>
)
