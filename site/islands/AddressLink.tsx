import type { AnchorHTMLAttributes } from 'react'
import { useAddress, type Change } from './useAddress.ts'

/** A link to this page in another state. It opens in a new tab like any link; a plain click keeps the page as it stands. */
export function AddressLink({
  to,
  children,
  ...rest
}: { to: Change } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'>) {
  const { link, go } = useAddress()
  return (
    <a
      {...rest}
      href={link(to)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
