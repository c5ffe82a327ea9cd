/** The last row of a page as text for the address: instant and id. */
export const cursorOf = ({ stateSince, id }: { stateSince: Date; id: string }): string =>
  `${stateSince.getTime()}_${id}`

/** Back from the address; anything else than a cursor begins at the first row. */
export function readCursor(text: string | undefined): { stateSince: Date; id: string } | undefined {
  const match = /^(\d{1,15})_(.{1,64})$/.exec(text ?? '')
  return match?.[1] && match[2] ? { stateSince: new Date(Number(match[1])), id: match[2] } : undefined
}
