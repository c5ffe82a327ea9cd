import * as z from 'zod'
import groups from './agencies/enterprise-groups.json' with { type: 'json' }
import ministries from './agencies/ministries.json' with { type: 'json' }
import regions from './agencies/regions.json' with { type: 'json' }
import regionalEnterprises from './agencies/regional-enterprises.json' with { type: 'json' }
import stateBodies from './agencies/state-bodies.json' with { type: 'json' }
import stateEnterprises from './agencies/state-enterprises.json' with { type: 'json' }

/** A year, a month or a day; the first day of it is meant. */
const day = z.string().regex(/^\d{4}(-\d{2}){0,2}$/)

const agency = z
  .object({
    /** Never changes, also when the name is corrected. */
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    name: z.string().min(1),
    type: z.enum(['kementerian', 'lembaga', 'bumn', 'bumd']),
    /** Words by which it is also looked for. */
    shortNames: z.array(z.string()).default([]),
    /** Missing where no source was found, or where it is older than the competition. */
    validFrom: day.optional(),
    /** The first day on which it was no more. */
    validTo: day.optional(),
    /** Ids of those whose work it took over, whole or in part. */
    predecessors: z.array(z.string()).default([]),
    /** The region that owns a regional enterprise. */
    regionCode: z.string().optional(),
  })
  .refine(({ type, regionCode }) => (type === 'bumd') === (regionCode !== undefined), {
    error: 'regionCode: yang dimiliki daerah, dan hanya itu, menyebut daerahnya',
  })

const file = z.object({ asOf: day, sources: z.array(z.string()).min(1), agencies: z.array(agency) })

export type CentralAgency = z.infer<typeof agency>

/** What the list of regions does not say of a region: how its government is called, since when it exists. */
const regionNotes = z.object({
  sources: z.array(z.string()).min(1),
  regions: z.record(
    z.string(),
    z.object({ government: z.string().optional(), province: z.string().optional(), validFrom: day.optional() }),
  ),
})

/** Ministries, bodies and enterprises. Regional governments come from the list of regions, see README.md. */
export const centralAgencies: readonly CentralAgency[] = [
  ministries,
  stateBodies,
  stateEnterprises,
  regionalEnterprises,
].flatMap((one) => file.parse(one).agencies)

export const regionsByCode = regionNotes.parse(regions).regions

/** Enterprises that are led by one: their jurors do not judge each other's proposals. */
const groupFile = z.object({
  asOf: day,
  sources: z.array(z.string()).min(1),
  groups: z.array(
    z.object({
      /** Id of the holding. */
      head: z.string(),
      members: z.array(z.string()).min(1),
      source: z.string().min(1),
    }),
  ),
})

export const enterpriseGroups = groupFile.parse(groups).groups
