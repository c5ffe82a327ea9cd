import { readdirSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import simulation from '#content/simulation.json' with { type: 'json' }
import type { ClusterId } from '#domain/edition.ts'

const archived = z.object({ agency: z.string(), agencyType: z.string(), province: z.string().nullable() })

export type SeedAgency = { id: string; name: string; clusterId: ClusterId; province: string | null; units: SeedUnit[] }
export type SeedUnit = { id: string; name: string }

const clusterOf = (agencyType: string): ClusterId => {
  switch (agencyType) {
    case 'kementerian':
    case 'lembaga':
    case 'provinsi':
    case 'kabupaten':
    case 'kota':
      return agencyType
    default:
      return 'bumn_bumd'
  }
}

/** How many of the real agencies of the archive take part, by cluster: 40 in all. */
const places: Record<ClusterId, number> = {
  kementerian: 6,
  lembaga: 3,
  provinsi: 7,
  kabupaten: 14,
  kota: 8,
  bumn_bumd: 2,
}

const isCentral = (clusterId: ClusterId) => clusterId === 'kementerian' || clusterId === 'lembaga'

/** Real agency names of the archive, each with invented service units. The first is the agency of the demonstration's author. */
export function seedAgencies(): SeedAgency[] {
  const folder = 'content/innovations'
  const known = new Map<string, { clusterId: ClusterId; province: string | null }>()
  for (const file of readdirSync(folder).toSorted()) {
    const record = archived.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))
    if (!record.agency.includes(';')) {
      known.set(record.agency, { clusterId: clusterOf(record.agencyType), province: record.province })
    }
  }
  const home = 'Pemerintah Kabupaten Gresik'
  const names = [...known.keys()].toSorted((a, b) => (a === home ? -1 : b === home ? 1 : a < b ? -1 : 1))
  const taken: Record<ClusterId, number> = {
    kementerian: 0,
    lembaga: 0,
    provinsi: 0,
    kabupaten: 0,
    kota: 0,
    bumn_bumd: 0,
  }
  const chosen = names.flatMap((name) => {
    const agency = known.get(name)
    if (!agency || taken[agency.clusterId] >= places[agency.clusterId]) return []
    taken[agency.clusterId] += 1
    return [{ name, ...agency }]
  })
  return chosen.map(({ name, clusterId, province }, i) => {
    const unitNames = isCentral(clusterId) ? simulation.centralUnits : simulation.units
    const units = [0, 1].map((n) => ({
      id: `sim-unit-${i + 1}-${n + 1}`,
      name: `${unitNames[(i + n * 3) % unitNames.length] ?? ''} (unit simulasi)`,
    }))
    return { id: `sim-agency-${i + 1}`, name, clusterId, province, units }
  })
}
