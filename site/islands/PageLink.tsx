import type { ComponentPropsWithoutRef } from 'react'
import { useAddress, type Change } from './useAddress.ts'

type Props = Omit<ComponentPropsWithoutRef<'a'>, 'href'> & { change: Change }

/** A link within this page: a real address, followed without loading the page again. */
export function PageLink({ change, children, ...rest }: Props) {
  const { go, link } = useAddress()
  return (
    <a
      {...rest}
      href={link(change)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(change)
      }}
    >
      {children}
    </a>
  )
}
