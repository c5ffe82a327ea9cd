/** What was typed on this device and the portal has not confirmed. */
export type Copy<Content> = {
  content: Content
  /** What the portal had, and its version, when this was typed over it. */
  base: Content
  baseVersion: number
  /** Milliseconds since 1970, by the clock of the device. */
  at: number
  /** Fingerprints of what was sent since and never answered: meeting one of them again is no conflict. */
  sent: readonly string[]
}

/** A copy as read from the device; undefined where it is none of ours. */
export function parseCopy<Content>(
  value: unknown,
  parse: (content: unknown) => Content | undefined,
): Copy<Content> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('content' in value && 'base' in value && 'baseVersion' in value && 'at' in value && 'sent' in value))
    return undefined
  const { baseVersion, at, sent } = value
  const [content, base] = [parse(value.content), parse(value.base)]
  if (content === undefined || base === undefined) return undefined
  if (typeof baseVersion !== 'number' || typeof at !== 'number' || !Array.isArray(sent)) return undefined
  return { content, base, baseVersion, at, sent: sent.filter((one) => typeof one === 'string') }
}
