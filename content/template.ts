import * as z from 'zod'
import { jurorRoles } from '#domain/access.ts'
import { clusterIds, officialColumns, type Rules } from '#domain/edition.ts'
import { rulesSchema } from './rules.ts'

/** Where a figure comes from, or that no source gives it. The tags are those of the template's own list of sources. */
const provenance = z.union([
  z.strictObject({ source: z.string().min(1), note: z.string().optional() }),
  z.strictObject({ assumption: z.literal(true), note: z.string() }),
])

const figure = <S extends z.ZodType>(value: S) =>
  z.union([
    z.strictObject({ value, source: z.string().min(1), note: z.string().optional() }),
    z.strictObject({ value, assumption: z.literal(true), note: z.string() }),
  ])

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const percent = z.int().min(0).max(100)

const levels = z.array(z.strictObject({ from: percent, to: percent, text: z.string().min(1) })).min(2)

/** When a part of the form is asked; checked against groups and questions when the rules are made. */
const when = z
  .strictObject({
    groupIds: z.array(id).min(1).optional(),
    answer: z.strictObject({ questionId: id, is: z.boolean() }).optional(),
  })
  .optional()

/** Figures of a stage that jurors score. */
const jury = {
  jurorRole: z.enum(jurorRoles),
  readersPerProposal: figure(z.int().positive()),
  passingHundredths: figure(z.int().min(0).max(10_000).nullable()),
  officialColumn: figure(z.enum(officialColumns)).optional(),
  divergenceHundredths: figure(z.int().positive().nullable()).optional(),
  rereadings: figure(z.int().min(0).max(3)).optional(),
  anchors: figure(z.strictObject({ perGroup: z.int().nonnegative(), readers: z.int().positive() })).optional(),
  jurorReminderHours: figure(z.array(z.int().positive())).optional(),
}

const stage = z.strictObject({
  id,
  name: z.string().min(1),
  durationDays: figure(z.int().positive()),
})

/**
 * A template of a competition: what the secretariat's new edition starts from. Every figure says its source, or that it is an
 * assumption. A section of weight 0 is not scored and so not on the sheet.
 */
export const templateSchema = z.strictObject({
  id,
  name: z.string().min(1),
  about: z.string().min(1),
  sources: z.record(z.string(), z.string()),
  clusters: z.strictObject({
    provenance,
    items: z.array(z.strictObject({ id: z.enum(clusterIds), name: z.string() })),
  }),
  groups: z
    .array(
      z.strictObject({
        id,
        name: z.string(),
        description: z.string(),
        capPerAgency: figure(z.int().positive().nullable()),
        minimumAgeMonths: figure(z.int().nonnegative()),
        isReplication: z.literal(true).optional(),
      }),
    )
    .min(1),
  questions: z
    .array(z.strictObject({ id, text: z.string().min(1), guidance: z.string(), provenance, when }))
    .optional(),
  themes: z
    .strictObject({
      provenance,
      items: z.array(z.strictObject({ id, name: z.string().min(1) })).min(1),
      min: figure(z.int().nonnegative()),
      max: figure(z.int().positive()),
    })
    .optional(),
  goals: z.strictObject({ min: figure(z.int().nonnegative()), max: figure(z.int().positive()) }).optional(),
  sections: z
    .array(
      z.strictObject({
        id,
        title: z.string(),
        question: z.string(),
        guidance: z.string(),
        maxWords: figure(z.int().positive()),
        weightPercent: figure(percent),
        levels: levels.optional(),
        when,
        /** Where the question comes from, when it does not come with the figures. */
        provenance: provenance.optional(),
      }),
    )
    .min(1),
  /** Used by every scored criterion that has no levels of its own. */
  levels: z.strictObject({ provenance, items: levels }),
  attachments: z.array(
    z.strictObject({
      id,
      title: z.string(),
      guidance: z.string(),
      required: figure(z.boolean()),
      maxBytes: figure(z.int().positive()),
      maxFiles: figure(z.int().positive()).optional(),
      chunkBytes: figure(z.int().positive()),
      when,
    }),
  ),
  awards: z.array(z.strictObject({ id, name: z.string() })).min(1),
  grace: z
    .strictObject({
      failuresPercent: figure(percent),
      p95Ms: figure(z.int().positive()),
      minRequests: figure(z.int().positive()),
      failingMinutes: figure(z.int().positive()),
      nearMinutes: figure(z.int().nonnegative()),
      graceMinutes: figure(z.int().positive()),
    })
    .optional(),
  reminderHours: figure(z.array(z.int().positive())).optional(),
  eligibility: z
    .strictObject({
      awardRules: z.array(
        z.strictObject({
          id,
          name: z.string().min(1),
          groupIds: z.array(id).min(1),
          effect: z.enum(['excludes', 'needed']),
          isTop: z.literal(true).optional(),
          levels: z.array(id).min(1).optional(),
          times: z.int().positive(),
          fromYear: z.int().optional(),
          toYear: z.int().optional(),
          provenance,
        }),
      ),
      topAwardIds: figure(z.array(id)),
      replicableLevels: figure(z.array(id).min(1)).optional(),
    })
    .optional(),
  integrityPact: z.strictObject({ text: z.string().min(1), provenance }).optional(),
  similarity: z
    .strictObject({ sectionIds: figure(z.array(id).min(1)), notablePercent: figure(percent.min(1)) })
    .optional(),
  stages: z
    .array(
      z.discriminatedUnion('kind', [
        stage.extend({ kind: z.enum(['registration', 'screening', 'objection', 'announcement']) }),
        stage.extend({
          kind: z.literal('field_visit'),
          jurorRole: z.enum(jurorRoles).optional(),
          visitorsPerProposal: figure(z.int().positive()).optional(),
          checks: figure(
            z.array(z.strictObject({ id, title: z.string().min(1), guidance: z.string() })).min(1),
          ).optional(),
        }),
        stage.extend({ kind: z.literal('scoring'), ...jury }),
        stage.extend({
          kind: z.literal('interview'),
          ...jury,
          times: figure(
            z.strictObject({
              presentationMinutes: z.int().positive(),
              questionMinutes: z.int().nonnegative(),
              changeMinutes: z.int().nonnegative(),
            }),
          ).optional(),
          rubric: z
            .array(
              z.strictObject({
                id,
                title: z.string(),
                guidance: z.string(),
                weightPercent: figure(percent),
                levels: levels.optional(),
              }),
            )
            .min(1),
        }),
        stage.extend({
          kind: z.literal('plenary'),
          rankedStageId: id,
          cuts: z.array(z.strictObject({ awardId: id, groupId: id, places: figure(z.int().positive()) })).min(1),
        }),
      ]),
    )
    .min(1),
})
export type Template = z.infer<typeof templateSchema>

/** The rules an edition starts with: the template's figures without their sources. Throws on a template that contradicts itself. */
export function rulesOf(template: Template): Rules {
  const common = template.levels.items
  const scored = template.sections.filter(({ weightPercent }) => weightPercent.value > 0)
  return rulesSchema.parse({
    templateId: template.id,
    clusters: template.clusters.items,
    groups: template.groups.map(({ capPerAgency, minimumAgeMonths, ...group }) => ({
      ...group,
      capPerAgency: capPerAgency.value,
      minimumAgeMonths: minimumAgeMonths.value,
    })),
    questions: template.questions?.map(({ provenance: _, ...question }) => question),
    themes: template.themes && {
      items: template.themes.items,
      min: template.themes.min.value,
      max: template.themes.max.value,
    },
    goals: template.goals && { min: template.goals.min.value, max: template.goals.max.value },
    sections: template.sections.map(({ weightPercent: _, levels: __, provenance: ___, maxWords, ...section }) => ({
      ...section,
      maxWords: maxWords.value,
    })),
    attachments: template.attachments.map(({ required, maxBytes, maxFiles, chunkBytes, ...rule }) => ({
      ...rule,
      required: required.value,
      maxBytes: maxBytes.value,
      ...(maxFiles && { maxFiles: maxFiles.value }),
      chunkBytes: chunkBytes.value,
    })),
    awards: template.awards,
    grace: template.grace && {
      failuresPercent: template.grace.failuresPercent.value,
      p95Ms: template.grace.p95Ms.value,
      minRequests: template.grace.minRequests.value,
      failingMinutes: template.grace.failingMinutes.value,
      nearMinutes: template.grace.nearMinutes.value,
      graceMinutes: template.grace.graceMinutes.value,
    },
    reminderHours: template.reminderHours?.value,
    eligibility: template.eligibility && {
      awardRules: template.eligibility.awardRules.map(({ provenance: _, ...rule }) => rule),
      topAwardIds: template.eligibility.topAwardIds.value,
      replicableLevels: template.eligibility.replicableLevels?.value,
    },
    similarity: template.similarity && {
      sectionIds: template.similarity.sectionIds.value,
      notablePercent: template.similarity.notablePercent.value,
    },
    integrityPact: template.integrityPact?.text,
    stages: template.stages.map((s) => {
      const { id: stageId, name } = s
      switch (s.kind) {
        case 'scoring':
        case 'interview':
          return {
            id: stageId,
            name,
            kind: s.kind,
            jurorRole: s.jurorRole,
            readersPerProposal: s.readersPerProposal.value,
            passingHundredths: s.passingHundredths.value,
            officialColumn: s.officialColumn?.value,
            divergenceHundredths: s.divergenceHundredths?.value,
            rereadings: s.rereadings?.value,
            anchors: s.anchors?.value,
            jurorReminderHours: s.jurorReminderHours?.value,
            ...(s.kind === 'interview' && { times: s.times?.value }),
            rubric: (s.kind === 'interview' ? s.rubric : scored).map((criterion) => ({
              id: criterion.id,
              title: criterion.title,
              guidance: criterion.guidance,
              weightPercent: criterion.weightPercent.value,
              levels: criterion.levels ?? common,
            })),
          }
        case 'plenary':
          return {
            id: stageId,
            name,
            kind: s.kind,
            rankedStageId: s.rankedStageId,
            cuts: s.cuts.map((cut) => ({ ...cut, places: cut.places.value })),
          }
        case 'field_visit':
          return {
            id: stageId,
            name,
            kind: s.kind,
            jurorRole: s.jurorRole,
            visitorsPerProposal: s.visitorsPerProposal?.value,
            checks: s.checks?.value,
          }
        default:
          return { id: stageId, name, kind: s.kind }
      }
    }),
  })
}
