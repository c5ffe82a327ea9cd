import { Field } from '../Field.tsx'

type Props<Id extends string> = {
  id: string
  label: string
  names: Readonly<Record<Id, string>>
  value: string
  onValue: (value: Id | '') => void
  /** What stands there before anything is chosen. */
  none: string
  error?: string | undefined
}

/** One of a few named things. */
export function Select<Id extends string>({ id, label, names, value, onValue, none, error }: Props<Id>) {
  const ids = Object.keys(names).filter((key): key is Id => Object.hasOwn(names, key))
  return (
    <Field id={id} label={label} error={error}>
      <select
        id={id}
        className="select"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-galat` : undefined}
        onChange={(event) => onValue(ids.find((one) => one === event.target.value) ?? '')}
      >
        <option value="">{none}</option>
        {ids.map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </select>
    </Field>
  )
}
