import * as z from 'zod'
import { jurorRoles } from '#domain/access.ts'
import { clusterIds, officialColumns, type Condition, type Question, type Rules } from '#domain/edition.ts'
import { lastGoal } from '#domain/form.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const percent = z.int().min(0).max(100)
const text = (max: number) => z.string().trim().min(1).max(max)

/** Best level first; without gap or overlap down to 0. */
const levels = z
  .array(z.strictObject({ from: percent, to: percent, text: text(400) }))
  .min(2)
  .refine(
    (list) =>
      list[0]?.to === 100 &&
      list.at(-1)?.from === 0 &&
      list.every(({ from, to }, i) => from <= to && (i === 0 || list[i - 1]?.from === to + 1)),
    'tingkat harus menutup 0 sampai 100 tanpa celah',
  )

const rubric = z
  .array(z.strictObject({ id, title: text(200), guidance: text(1000), weightPercent: percent.min(1), levels }))
  .min(1)
  .refine((criteria) => criteria.reduce((sum, { weightPercent }) => sum + weightPercent, 0) === 100, {
    message: 'bobot rubrik harus berjumlah 100',
  })

/** Hours before a closing at which letters go out. */
const hoursBefore = z
  .array(
    z
      .int()
      .min(1)
      .max(24 * 60),
  )
  .max(10)
  .refine((hours) => new Set(hours).size === hours.length, 'pengingat ganda')

const scored = {
  id,
  name: text(120),
  jurorRole: z.enum(jurorRoles),
  rubric,
  readersPerProposal: z.int().min(1).max(10),
  passingHundredths: z.int().min(0).max(10_000).nullable(),
  officialColumn: z.enum(officialColumns).optional(),
  divergenceHundredths: z.int().min(1).max(10_000).nullable().optional(),
  rereadings: z.int().min(0).max(3).optional(),
  anchors: z.strictObject({ perGroup: z.int().min(0).max(20), readers: z.int().min(1).max(100) }).optional(),
  jurorReminderHours: hoursBefore.optional(),
}

const condition = z.strictObject({
  groupIds: z.array(id).min(1).optional(),
  answer: z.strictObject({ questionId: id, is: z.boolean() }).optional(),
})

const fromTo = { min: z.int().min(0), max: z.int().min(1) }

const unique = (values: readonly string[]) => new Set(values).size === values.length

/** Conditions point to groups that exist and to questions that are asked before; ids of questions and themes are unique. */
function isAskable({ groups, questions = [], themes, sections, attachments }: Rules): boolean {
  const known = (when: Condition | undefined, asked: readonly Question[]) =>
    (when?.groupIds ?? []).every((groupId) => groups.some((group) => group.id === groupId)) &&
    (when?.answer === undefined || asked.some((question) => question.id === when.answer?.questionId))
  return (
    unique(questions.map((question) => question.id)) &&
    unique((themes?.items ?? []).map((theme) => theme.id)) &&
    questions.every(({ when }, position) => known(when, questions.slice(0, position))) &&
    [...sections, ...attachments].every(({ when }) => known(when, questions))
  )
}

/** The rules of an edition as the secretariat may set them before it opens. */
export const rulesSchema = z
  .strictObject({
    templateId: id,
    clusters: z.array(z.strictObject({ id: z.enum(clusterIds), name: text(80) })).min(1),
    groups: z
      .array(
        z.strictObject({
          id,
          name: text(80),
          description: text(600),
          capPerAgency: z.int().min(1).max(1000).nullable(),
          minimumAgeMonths: z.int().min(0).max(240),
          isReplication: z.boolean().optional(),
        }),
      )
      .min(1),
    questions: z
      .array(z.strictObject({ id, text: text(400), guidance: z.string().trim().max(1000), when: condition.optional() }))
      .max(20)
      .optional(),
    themes: z
      .strictObject({
        items: z
          .array(z.strictObject({ id, name: text(160) }))
          .min(1)
          .max(60),
        ...fromTo,
      })
      .refine(({ min, max, items }) => min <= max && max <= items.length, 'jumlah tema tidak masuk akal')
      .optional(),
    goals: z
      .strictObject(fromTo)
      .refine(({ min, max }) => min <= max && max <= lastGoal, 'jumlah tujuan tidak masuk akal')
      .optional(),
    sections: z
      .array(
        z.strictObject({
          id,
          title: text(120),
          question: text(400),
          guidance: text(1000),
          maxWords: z.int().min(10).max(5000),
          when: condition.optional(),
        }),
      )
      .min(1),
    attachments: z.array(
      z.strictObject({
        id,
        title: text(200),
        guidance: text(600),
        required: z.boolean(),
        maxBytes: z
          .int()
          .min(1024)
          .max(50 * 1024 * 1024),
        maxFiles: z.int().min(1).max(10).optional(),
        chunkBytes: z
          .int()
          .min(64 * 1024)
          .max(1024 * 1024)
          .optional(),
        when: condition.optional(),
      }),
    ),
    awards: z.array(z.strictObject({ id, name: text(120) })).min(1),
    grace: z
      .strictObject({
        failuresPercent: percent,
        p95Ms: z.int().min(1).max(60_000),
        minRequests: z.int().min(1).max(100_000),
        failingMinutes: z.int().min(1).max(60),
        nearMinutes: z.int().min(0).max(1440),
        graceMinutes: z.int().min(1).max(1440),
      })
      .optional(),
    reminderHours: hoursBefore.optional(),
    eligibility: z
      .strictObject({
        awardRules: z
          .array(
            z.strictObject({
              id,
              name: text(200),
              groupIds: z.array(id).min(1),
              effect: z.enum(['excludes', 'needed']),
              isTop: z.boolean().optional(),
              levels: z.array(id).min(1).optional(),
              times: z.int().min(1).max(10),
              fromYear: z.int().optional(),
              toYear: z.int().optional(),
            }),
          )
          .max(30),
        topAwardIds: z.array(id),
        replicableLevels: z.array(id).min(1).optional(),
      })
      .optional(),
    integrityPact: text(8000).optional(),
    similarity: z.strictObject({ sectionIds: z.array(id).min(1).max(5), notablePercent: percent.min(1) }).optional(),
    stages: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({
            id,
            kind: z.enum(['registration', 'screening', 'objection', 'announcement']),
            name: text(120),
          }),
          z.strictObject({
            id,
            kind: z.literal('field_visit'),
            name: text(120),
            jurorRole: z.enum(jurorRoles).optional(),
            visitorsPerProposal: z.int().min(1).max(10).optional(),
            checks: z
              .array(z.strictObject({ id, title: text(200), guidance: text(1000) }))
              .min(1)
              .max(30)
              .refine((checks) => unique(checks.map((check) => check.id)), 'pengenal pemeriksaan ganda')
              .optional(),
          }),
          z.strictObject({ ...scored, kind: z.literal('scoring') }),
          z.strictObject({
            ...scored,
            kind: z.literal('interview'),
            times: z
              .strictObject({
                presentationMinutes: z.int().min(1).max(120),
                questionMinutes: z.int().min(0).max(120),
                changeMinutes: z.int().min(0).max(120),
              })
              .optional(),
          }),
          z.strictObject({
            id,
            kind: z.literal('plenary'),
            name: text(120),
            rankedStageId: id,
            cuts: z.array(z.strictObject({ awardId: id, groupId: id, places: z.int().min(1).max(10_000) })).min(1),
          }),
        ]),
      )
      .min(1),
  })
  .refine((rules) => unique(rules.stages.map((s) => s.id)), { path: ['stages'], message: 'pengenal tahap ganda' })
  .refine((rules) => unique(rules.sections.map((s) => s.id)), { path: ['sections'], message: 'pengenal bagian ganda' })
  .refine(
    ({ similarity, sections }) =>
      (similarity?.sectionIds ?? []).every((sectionId) => sections.some((section) => section.id === sectionId)),
    { path: ['similarity'], message: 'bagian yang dibandingkan tidak ada' },
  )
  .refine(
    ({ eligibility, groups, awards }) =>
      !eligibility ||
      (eligibility.topAwardIds.every((awardId) => awards.some((award) => award.id === awardId)) &&
        eligibility.awardRules.every(({ groupIds }) =>
          groupIds.every((groupId) => groups.some((group) => group.id === groupId)),
        ) &&
        eligibility.awardRules.every(({ fromYear, toYear }) => (fromYear ?? 0) <= (toYear ?? fromYear ?? 0)) &&
        unique(eligibility.awardRules.map((rule) => rule.id))),
    {
      path: ['eligibility'],
      message: 'syarat penghargaan menunjuk kelompok, penghargaan, atau rentang tahun yang tidak ada',
    },
  )
  .refine((rules) => isAskable(rules), {
    path: ['questions'],
    message: 'cabang menunjuk kelompok atau pertanyaan yang tidak ada',
  })
  .refine(
    (rules) =>
      rules.stages.every(
        (s, position) =>
          s.kind !== 'plenary' ||
          (rules.stages.findIndex((earlier) => earlier.id === s.rankedStageId) < position &&
            rules.stages.some(
              (earlier) =>
                earlier.id === s.rankedStageId && (earlier.kind === 'scoring' || earlier.kind === 'interview'),
            ) &&
            s.cuts.every(
              ({ awardId, groupId }) =>
                rules.awards.some((award) => award.id === awardId) &&
                rules.groups.some((group) => group.id === groupId),
            )),
      ),
    { path: ['stages'], message: 'sidang pleno menunjuk tahap, penghargaan, atau kelompok yang tidak ada' },
  )
  .refine((rules) => rules.stages[0]?.kind === 'registration', {
    path: ['stages'],
    message: 'tahap pertama harus pendaftaran',
  }) satisfies z.ZodType<Rules>
