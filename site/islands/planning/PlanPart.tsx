import { useState, type ReactNode } from 'react'
import { usePrinting } from '../usePrinting.ts'

type Props = {
  heading: string
  /** What it comes to, beside the heading while it is closed. */
  summary?: string
  /** Its file, when it has one. */
  file?: string
  isOpen?: boolean
  children: ReactNode
}

/** A part of a plan that opens; printed, all of them are open. */
export function PlanPart({ heading, summary, file, isOpen: isOpenAtFirst = false, children }: Props) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const isPrinting = usePrinting()
  return (
    <details
      className="plan-part"
      open={isOpen || isPrinting}
      onToggle={({ currentTarget }) => {
        if (!isPrinting) setOpen(currentTarget.open)
      }}
    >
      <summary>
        <h3>{heading}</h3>
        {summary && <span className="hint">{summary}</span>}
      </summary>
      <div className="stack">
        {children}
        {file && (
          <p className="no-print">
            <a className="action" href={file} download>
              Unduh CSV
            </a>
          </p>
        )}
      </div>
    </details>
  )
}
