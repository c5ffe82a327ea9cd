const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const

const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'Mac'],
  ['Linux', 'Linux'],
] as const

/** A browser's announcement as a person would say it: `Firefox di Windows`. The order matters, since they name each other. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return 'Perangkat yang tidak menyebut dirinya'
  const named = (names: readonly (readonly [string, string])[]) => names.find(([sign]) => userAgent.includes(sign))?.[1]
  return `${named(browsers) ?? 'Peramban lain'} di ${named(systems) ?? 'sistem lain'}`
}
