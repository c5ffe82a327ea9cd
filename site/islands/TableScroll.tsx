import { useEffect, useRef, useState, type ReactNode } from 'react'

/** Holds a table that may be wider than the window; then the keyboard can scroll it too. */
export function TableScroll({ className = 'table-scroll', children }: { className?: string; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const [isWide, setWide] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const watch = new ResizeObserver(() =>
      setWide(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight),
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const focusable = isWide ? { tabIndex: 0, role: 'group', 'aria-label': 'Tabel, dapat digeser' } : {}
  return (
    <div className={className} ref={frame} {...focusable}>
      {children}
    </div>
  )
}
