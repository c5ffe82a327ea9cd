import { readdirSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import simulation from '#content/simulation.json' with { type: 'json' }
import type { ClusterId } from '#domain/edition.ts'
import { agencyTree, type TreeAgency } from './agency-tree.ts'

const archived = z.object({ agency: z.string() })

export type SeedAgency = TreeAgency & { units: SeedUnit[] }
export type SeedUnit = { id: string; name: string }

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

/** Who competed in the archive, as names of today: whoever is no more is stood for by its one successor. */
function archivedAgencies(): TreeAgency[] {
  const tree = agencyTree()
  const folder = 'content/innovations'
  const names = new Set(
    readdirSync(folder).map((file) => archived.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))).agency),
  )
  const competed = tree
    .filter(({ name }) => names.has(name))
    .flatMap((agency) => {
      if (agency.validTo === null) return [agency]
      const successors = tree.filter(({ predecessors }) => predecessors.includes(agency.id))
      return successors.length === 1 ? successors : []
    })
  return [...new Set(competed)]
}

/** Real agencies of the archive, each with invented service units. The first is the agency of the demonstration's author. */
export function seedAgencies(): SeedAgency[] {
  const home = 'Pemerintah Kabupaten Gresik'
  const competed = archivedAgencies().toSorted(({ name: a }, { name: b }) =>
    a === home ? -1 : b === home ? 1 : a < b ? -1 : 1,
  )
  const taken: Record<ClusterId, number> = {
    kementerian: 0,
    lembaga: 0,
    provinsi: 0,
    kabupaten: 0,
    kota: 0,
    bumn_bumd: 0,
  }
  const chosen = competed.filter(({ clusterId }) => {
    taken[clusterId] += 1
    return taken[clusterId] <= places[clusterId]
  })
  return chosen.map((agency, i) => {
    const unitNames = isCentral(agency.clusterId) ? simulation.centralUnits : simulation.units
    const units = [0, 1].map((n) => ({
      id: `sim-unit-${i + 1}-${n + 1}`,
      name: `${unitNames[(i + n * 3) % unitNames.length] ?? ''} (unit simulasi)`,
    }))
    return { ...agency, units }
  })
}
