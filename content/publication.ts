import { officialColumns, stageKinds } from '#domain/edition.ts'
import type { EditionSnapshot, PublicationListing, ResultsSnapshot } from '#domain/publication.ts'
import * as z from 'zod'
import { jurorRoles } from '#domain/access.ts'

const named = z.strictObject({ id: z.string(), name: z.string() })
const edition = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string(),
  isSimulation: z.boolean(),
})

/* Defaults stand for what older snapshots do not say. */
const guidance = z.string().default('')
const when = z
  .strictObject({
    groupIds: z.array(z.string()).nullable(),
    answer: z.strictObject({ questionId: z.string(), is: z.boolean() }).nullable(),
  })
  .nullable()
  .default(null)
const levels = z.array(z.strictObject({ from: z.int(), to: z.int(), text: z.string() })).default([])

const stage = z.strictObject({
  id: z.string(),
  kind: z.enum(stageKinds),
  name: z.string(),
  opensAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  rubric: z
    .array(z.strictObject({ id: z.string(), title: z.string(), guidance, weightPercent: z.int(), levels }))
    .nullable(),
  jurorRole: z.enum(jurorRoles).nullable().default(null),
  passingHundredths: z.int().min(0).nullable().default(null),
  officialColumn: z.enum(officialColumns).nullable().default(null),
  rankedStageId: z.string().nullable().default(null),
  readersPerProposal: z.int().positive().nullable().default(null),
  jury: z
    .strictObject({
      divergenceHundredths: z.int().nullable(),
      rereadings: z.int(),
      anchors: z.strictObject({ perGroup: z.int(), readers: z.int() }).nullable(),
      times: z
        .strictObject({ presentationMinutes: z.int(), questionMinutes: z.int(), changeMinutes: z.int() })
        .nullable(),
    })
    .nullable()
    .default(null),
  visit: z
    .strictObject({
      visitorsPerProposal: z.int(),
      checks: z.array(z.strictObject({ id: z.string(), title: z.string(), guidance })),
    })
    .nullable()
    .default(null),
  cuts: z.array(z.strictObject({ awardId: z.string(), groupId: z.string(), places: z.int() })).nullable(),
})

export const editionSnapshot = z.strictObject({
  kind: z.literal('edition'),
  asOf: z.iso.datetime(),
  edition,
  rulesVersion: z.int(),
  groups: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      capPerAgency: z.int().nullable(),
      minimumAgeMonths: z.int(),
      isReplication: z.boolean().default(false),
    }),
  ),
  clusters: z.array(named),
  questions: z.array(z.strictObject({ id: z.string(), text: z.string(), guidance, when })).default([]),
  themes: z
    .strictObject({ items: z.array(named), min: z.int(), max: z.int() })
    .nullable()
    .default(null),
  goals: z.strictObject({ min: z.int(), max: z.int() }).nullable().default(null),
  sections: z.array(
    z.strictObject({ id: z.string(), title: z.string(), question: z.string(), guidance, maxWords: z.int(), when }),
  ),
  attachments: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      guidance,
      required: z.boolean(),
      maxBytes: z.int(),
      maxFiles: z.int().optional(),
      when,
    }),
  ),
  awards: z.array(named),
  grace: z
    .strictObject({
      failuresPercent: z.int(),
      p95Ms: z.int(),
      minRequests: z.int(),
      failingMinutes: z.int(),
      nearMinutes: z.int(),
      graceMinutes: z.int(),
    })
    .nullable()
    .default(null),
  pastAwards: z
    .array(
      z.strictObject({
        name: z.string(),
        effect: z.enum(['excludes', 'needed']),
        groupIds: z.array(z.string()),
        times: z.int(),
        fromYear: z.int().nullable(),
        toYear: z.int().nullable(),
      }),
    )
    .nullable()
    .default(null),
  similarity: z
    .strictObject({ sectionIds: z.array(z.string()), notablePercent: z.int() })
    .nullable()
    .default(null),
  reminderHours: z.array(z.int()).default([]),
  integrityPact: z.string().nullable().default(null),
  graces: z
    .array(
      z.strictObject({
        stageId: z.string(),
        closesAt: z.iso.datetime(),
        failedFrom: z.iso.datetime(),
        failedUntil: z.iso.datetime().nullable(),
        endsAt: z.iso.datetime(),
      }),
    )
    .default([]),
  stages: z.array(stage),
  versions: z.array(z.strictObject({ version: z.int(), at: z.iso.datetime(), reason: z.string() })).default([]),
  changes: z
    .array(
      z.strictObject({
        at: z.iso.datetime(),
        stageId: z.string(),
        opensAt: z.iso.datetime(),
        closesAt: z.iso.datetime(),
        reason: z.string(),
      }),
    )
    .default([]),
  screeningReasons: z.array(z.strictObject({ code: z.string(), name: z.string() })).default([]),
}) satisfies z.ZodType<EditionSnapshot>

const place = z.strictObject({
  awardId: z.string(),
  groupId: z.string(),
  clusterId: z.string(),
  rank: z.int().positive(),
  sumHundredths: z.int().min(0),
  sheetCount: z.int().positive(),
  basis: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('score') }),
    z.strictObject({ by: z.literal('plenary'), reason: z.string() }),
  ]),
  proposal: z.strictObject({
    referenceNumber: z.string(),
    slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    title: z.string(),
    summary: z.string(),
    agency: z.string(),
    province: z.string().nullable(),
  }),
})

export const resultsSnapshot = z.strictObject({
  kind: z.literal('results'),
  edition,
  stage: named,
  decree: z.strictObject({ number: z.string(), date: z.string() }),
  awards: z.array(named),
  groups: z.array(named),
  clusters: z.array(named),
  places: z.array(place),
  movedDown: z.array(
    z.strictObject({
      referenceNumber: z.string(),
      title: z.string(),
      agency: z.string(),
      rank: z.int(),
      reason: z.string(),
    }),
  ),
  rankedCount: z.int().min(0),
  bundleHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
}) satisfies z.ZodType<ResultsSnapshot>

/** What `GET /api/publications/<hash>` answers; the bytes are checked against their hash before this. */
export const snapshot = z.discriminatedUnion('kind', [editionSnapshot, resultsSnapshot])

/** What `GET /api/publications` answers, newest first. */
export const publicationList = z.object({
  publications: z.array(
    z.object({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      kind: z.enum(['edition', 'results']),
      editionSlug: z.string(),
      stageId: z.string().nullable(),
      publishedAt: z.iso.datetime(),
    }) satisfies z.ZodType<PublicationListing>,
  ),
})

type Same<A, B> = [A, B] extends [B, A] ? true : false
/** A field added to the domain and forgotten here stops the compile. */
export const matchesDomain: [
  Same<z.infer<typeof editionSnapshot>, EditionSnapshot>,
  Same<z.infer<typeof resultsSnapshot>, ResultsSnapshot>,
] = [true, true]
