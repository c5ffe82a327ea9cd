/** How long the address holds without a new build; RFC 9116 recommends less than a year. */
const validDays = 180

/**
 * Where to report a weakness: `SECURITY_CONTACT`, a `mailto:`, `tel:` or `https:` address that the operator sets at the build.
 * Undefined where nobody has set one.
 */
export function securityContact(): string | undefined {
  const contact = process.env.SECURITY_CONTACT
  if (!contact) return undefined
  if (!/^(mailto:|tel:|https:\/\/)\S+$/.test(contact)) {
    throw new Error(`SECURITY_CONTACT is "${contact}"; expected an address that begins with mailto:, tel: or https://`)
  }
  return contact
}

/** The file of RFC 9116. Without an own address it leads to the page that says so. */
export function securityTxt(site: URL, now: Date): string {
  const page = new URL('/keamanan/', site).href
  const expires = new Date(now.getTime() + validDays * 86_400_000)
  return [
    `Contact: ${securityContact() ?? page}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: id, en',
    `Canonical: ${new URL('/.well-known/security.txt', site).href}`,
    `Policy: ${page}`,
    '',
  ].join('\n')
}
