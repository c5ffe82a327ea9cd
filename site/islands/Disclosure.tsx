import { useEffect, useId, useRef, useState, type ReactNode } from 'react'

type Props = {
  label: string
  /** Whether the page that is shown lies within. */
  isCurrent?: boolean
  className: string
  children: ReactNode
}

/** A button that opens what hangs under it. Escape, a press elsewhere and going on by the keyboard close it. */
export function Disclosure({ label, isCurrent = false, className, children }: Props) {
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    if (!isOpen) return
    const look = ({ target }: Event) => {
      if (target instanceof Node && !frame.current?.contains(target)) setOpen(false)
    }
    const press = (event: KeyboardEvent) => {
      // A dialog that was opened from here closes itself.
      const isInDialog = event.target instanceof Element && event.target.closest('dialog') !== null
      if (event.key !== 'Escape' || isInDialog) return
      // What else Escape does on the page waits for the next stroke.
      event.stopPropagation()
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', look)
    document.addEventListener('focusin', look)
    document.addEventListener('keydown', press)
    return () => {
      document.removeEventListener('pointerdown', look)
      document.removeEventListener('focusin', look)
      document.removeEventListener('keydown', press)
    }
  }, [isOpen])
  return (
    <div className={`disclosure ${className}`} ref={frame} data-open={isOpen || undefined}>
      <button
        ref={button}
        type="button"
        className="disclosure-button"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      <div id={id} className="disclosure-panel">
        {children}
      </div>
    </div>
  )
}
