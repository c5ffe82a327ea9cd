import { useEffect, useRef, type ReactNode } from 'react'

/** The heading of what has just come up: it takes the focus, so that it is seen and heard wherever the page stood. */
export function ShownHeading({ id, children }: { id: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  return (
    <h2 id={id} tabIndex={-1} ref={heading}>
      {children}
    </h2>
  )
}
