/** The three zones of Indonesia by their hours ahead of UTC; none has daylight saving time. */
export const zoneHours = { WIB: 7, WITA: 8, WIT: 9 } as const
export type Zone = keyof typeof zoneHours

/** Provinces outside of WIB. Source: Keppres 41/1987; provinces made since then are in the zone of the one they came from. */
const provincesOf = {
  WITA: [
    'Bali',
    'Nusa Tenggara Barat',
    'Nusa Tenggara Timur',
    'Kalimantan Selatan',
    'Kalimantan Timur',
    'Kalimantan Utara',
    'Sulawesi Utara',
    'Gorontalo',
    'Sulawesi Tengah',
    'Sulawesi Barat',
    'Sulawesi Selatan',
    'Sulawesi Tenggara',
  ],
  WIT: [
    'Maluku',
    'Maluku Utara',
    'Papua',
    'Papua Barat',
    'Papua Barat Daya',
    'Papua Pegunungan',
    'Papua Selatan',
    'Papua Tengah',
  ],
} as const satisfies Partial<Record<Zone, readonly string[]>>

/** By whose clocks an agency works; central agencies (`null`) sit in Jakarta. */
export function zoneOf(province: string | null): Zone {
  const isIn = (zone: keyof typeof provincesOf) => provincesOf[zone].some((name) => name === province)
  return isIn('WITA') ? 'WITA' : isIn('WIT') ? 'WIT' : 'WIB'
}
