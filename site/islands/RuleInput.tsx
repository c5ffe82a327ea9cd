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
