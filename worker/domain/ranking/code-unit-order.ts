/**
 * Order of ids by UTF-16 code units, the same on every machine and in every language (localeCompare is not).
 * Total: 0 only for identical strings.
 */
export function compareCodeUnits(a: string, b: string): number {
  if (a < b) return -1
  return a > b ? 1 : 0
}
