import { useLayoutEffect, useRef, type ReactNode } from 'react'

type Props = {
  heading: string
  onClose: () => void
  /** For a table of many columns. */
  isWide?: boolean
  children: ReactNode
}

/** A native dialog that is open as long as it is rendered. Escape and its own buttons close it. */
export function Dialog({ heading, onClose, isWide = false, children }: Props) {
  const element = useRef<HTMLDialogElement>(null)
  // Before the element leaves the document: only then does closing give the focus back to where it was.
  useLayoutEffect(() => {
    const dialog = element.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={element}
      className={isWide ? 'dialog dialog-wide' : 'dialog'}
      aria-label={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="stack">
        <h2>{heading}</h2>
        {children}
      </div>
    </dialog>
  )
}
