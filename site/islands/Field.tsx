import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'

type Frame = { id: string; label: string; hint?: string | undefined; error?: string | undefined }

/** Label, hint, error in words, control, in this order. */
export function Field({ id, label, hint, error, children }: Frame & { children: ReactNode }) {
  return (
    <div className={error ? 'field is-invalid' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="field-hint" id={`${id}-petunjuk`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-galat`}>
          {error}
        </p>
      )}
      {children}
    </div>
  )
}

export const describedBy = ({ id, hint, error }: Omit<Frame, 'label'>): string | undefined =>
  [hint && `${id}-petunjuk`, error && `${id}-galat`].filter((part) => part).join(' ') || undefined

type Controlled = Frame & { value: string; onValue: (value: string) => void }

export function TextField({
  id,
  label,
  hint,
  error,
  value,
  onValue,
  className = '',
  ...rest
}: Controlled & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'value'>) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        {...rest}
        id={id}
        className={`input ${className}`}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, hint, error })}
        onChange={(event) => onValue(event.target.value)}
      />
    </Field>
  )
}

export function TextArea({
  id,
  label,
  hint,
  error,
  value,
  onValue,
  ...rest
}: Controlled & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'value'>) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        {...rest}
        id={id}
        className="textarea"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, hint, error })}
        onChange={(event) => onValue(event.target.value)}
      />
    </Field>
  )
}
