/** Where sign-in leads back to: only a path of this portal, because whoever sends a link must not choose where it ends. */
export function returnPath(wanted: string | null): string | null {
  return wanted !== null && /^\/(?![/\\])[\w\-./?=&%]*$/.test(wanted) ? wanted : null
}
