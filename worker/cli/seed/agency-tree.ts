import { getProvinces, getRegencies } from 'idn-area-data'
import { centralAgencies, enterpriseGroups, regionsByCode } from '#content/agencies.ts'
import type { ClusterId } from '#domain/edition.ts'
import { inParts, rowsOf } from './sql-rows.ts'

export type TreeAgency = {
  id: string
  name: string
  clusterId: ClusterId
  parentId: string | null
  regionalGovernmentId: string | null
  /** The holding, for itself too. */
  enterpriseGroupId: string | null
  province: string | null
  regionCode: string | null
  /** UTC milliseconds. */
  validFrom: number
  validTo: number | null
  shortNames: readonly string[]
  predecessors: readonly string[]
}

const governmentId = (regionCode: string) => `pemda-${regionCode}`
const since = (day: string | undefined) => (day === undefined ? 0 : Date.parse(day))

const provinces = await getProvinces()
const regencies = await getRegencies({ transform: true })

const provinceName = (code: string): string =>
  regionsByCode[code]?.province ?? provinces.find((one) => one.code === code)?.name ?? ''

/** Jakarta's five cities and one regency are parts of its administration, not governments of their own (UU 2/2024). */
const isAdministrative = (name: string) => /^(Kabupaten|Kota) Administrasi /.test(name)

function regional(code: string, name: string, clusterId: ClusterId, within: string): TreeAgency {
  const note = regionsByCode[code]
  const isPart = isAdministrative(name)
  return {
    id: governmentId(code),
    name: note?.government ?? (isPart ? name : `Pemerintah ${name}`),
    clusterId,
    parentId: isPart ? governmentId(within) : null,
    regionalGovernmentId: governmentId(isPart ? within : code),
    enterpriseGroupId: null,
    province: provinceName(within),
    regionCode: code,
    validFrom: since(note?.validFrom),
    validTo: null,
    shortNames: [],
    predecessors: [],
  }
}

/** Which holding an enterprise belongs to, by id. */
const groupOf = new Map(
  enterpriseGroups.flatMap(({ head, members }) => [head, ...members].map((id) => [id, head] as const)),
)

const clusterOf = { kementerian: 'kementerian', lembaga: 'lembaga', bumn: 'bumn_bumd', bumd: 'bumn_bumd' } as const

/** Every agency that may compete, owners before what they own: 38 provinces, 514 regencies and cities, and our own list. */
export function agencyTree(): TreeAgency[] {
  return [
    ...provinces.map(({ code, name }) => regional(code, `Provinsi ${name}`, 'provinsi', code)),
    ...regencies.map(({ code, name, provinceCode }) =>
      regional(code, name, name.startsWith('Kota ') ? 'kota' : 'kabupaten', provinceCode),
    ),
    ...centralAgencies.map(({ regionCode, validFrom, validTo, type, ...agency }) => ({
      ...agency,
      clusterId: clusterOf[type],
      parentId: null,
      regionalGovernmentId: regionCode === undefined ? null : governmentId(regionCode),
      enterpriseGroupId: groupOf.get(agency.id) ?? null,
      province: regionCode === undefined ? null : provinceName(regionCode.slice(0, 2)),
      regionCode: null,
      validFrom: since(validFrom),
      validTo: validTo === undefined ? null : Date.parse(validTo),
    })),
  ]
}

/**
 * The tree as SQL that may run again and again: a new agency is added, a known one gets today's name and validity. Nothing is
 * deleted, because people and proposals hang on agencies.
 */
export function agencyTreeSql(): string {
  const tree = agencyTree()
  const agencies = inParts(
    tree,
    (part) => `INSERT INTO agencies
  (id, name, cluster_id, parent_id, regional_government_id, province, region_code, valid_from, valid_to) VALUES
  ${rowsOf(part.map((one) => [one.id, one.name, one.clusterId, one.parentId, one.regionalGovernmentId, one.province, one.regionCode, one.validFrom, one.validTo]))}
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, cluster_id = excluded.cluster_id, parent_id = excluded.parent_id,
    regional_government_id = excluded.regional_government_id, province = excluded.province,
    region_code = excluded.region_code, valid_from = excluded.valid_from, valid_to = excluded.valid_to;`,
  )
  const words = tree.flatMap(({ id, parentId, shortNames }) =>
    shortNames
      .flatMap((name) => name.toLowerCase().split(' '))
      .map((word) => [parentId === null ? 0 : 1, word, id] as const),
  )
  const found = inParts(
    words,
    (part) => `INSERT OR IGNORE INTO agency_words (is_unit, word, agency_id) VALUES\n  ${rowsOf(part)};`,
  )
  return [...agencies, ...found, ...groupStatements()].join('\n')
}

/** Which enterprises are led by which, after all of them are there; their units follow them. */
function groupStatements(): string[] {
  const idsOf = (ids: readonly string[]) => ids.map((id) => `'${id}'`).join(', ')
  return [
    ...enterpriseGroups.map(
      ({ head, members }) =>
        `UPDATE agencies SET enterprise_group_id = '${head}' WHERE id IN (${idsOf([head, ...members])});`,
    ),
    `UPDATE agencies SET enterprise_group_id = NULL WHERE parent_id IS NULL AND enterprise_group_id IS NOT NULL
  AND id NOT IN (${idsOf([...groupOf.keys()])});`,
    `UPDATE agencies SET enterprise_group_id =
  (SELECT above.enterprise_group_id FROM agencies above WHERE above.id = agencies.parent_id)
  WHERE parent_id IN (SELECT id FROM agencies WHERE cluster_id = 'bumn_bumd' AND parent_id IS NULL);`,
  ]
}
