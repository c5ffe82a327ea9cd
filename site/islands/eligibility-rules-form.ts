import type { Rules } from '#domain/edition.ts'
import type { AwardRule } from '#domain/prior-award.ts'
import { plainSimilarity, type SimilarityRules } from '#domain/similarity.ts'
import { listOf } from './branch-rules-form.ts'
import { readNumber, shown, type RuleNumber, type Typed } from './rule-number.ts'

export const timesId = (ruleId: string) => `kali-${ruleId}`
export const fromYearId = (ruleId: string) => `tahun-awal-${ruleId}`
export const toYearId = (ruleId: string) => `tahun-akhir-${ruleId}`
/** Of the groups a rule holds in: their ids with commas. */
export const ruleGroupsId = (ruleId: string) => `syarat-kelompok-${ruleId}`
/** `tidak` takes the rule out when the rules are saved. */
export const ruleKeptId = (ruleId: string) => `syarat-${ruleId}`
/** Of the awards that count as highest in later editions. */
export const topAwardsId = 'penghargaan-tertinggi'
export const notableId = 'mirip-persen'
/** Of the sections that are compared, beside the title. */
export const comparedId = 'mirip-bagian'

const mostCompared = 5
const years = { min: 1900, max: 2999, mayBeEmpty: true } as const

const change = (rules: Rules, id: string, part: Partial<AwardRule>): Rules =>
  rules.eligibility
    ? {
        ...rules,
        eligibility: {
          ...rules.eligibility,
          awardRules: rules.eligibility.awardRules.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)),
        },
      }
    : rules

export function eligibilityNumbers({ eligibility }: Rules): RuleNumber[] {
  return (eligibility?.awardRules ?? []).flatMap(({ id, name, times, fromYear, toYear }): RuleNumber[] => [
    {
      id: timesId(id),
      label: `Berapa kali, ${name}`,
      min: 1,
      max: 10,
      mayBeEmpty: false,
      value: times,
      write: (rules, value) => change(rules, id, { times: value ?? times }),
    },
    {
      id: fromYearId(id),
      label: `Tahun pertama, ${name}`,
      ...years,
      value: fromYear ?? null,
      write: (rules, value) => change(rules, id, { fromYear: value ?? undefined }),
    },
    {
      id: toYearId(id),
      label: `Tahun terakhir, ${name}`,
      ...years,
      value: toYear ?? null,
      write: (rules, value) => change(rules, id, { toYear: value ?? undefined }),
    },
  ])
}

export const similarityOf = ({ similarity, sections }: Rules): SimilarityRules =>
  similarity ?? plainSimilarity(sections)

export const similarityNumbers = (rules: Rules): RuleNumber[] => [
  {
    id: notableId,
    label: 'Kemiripan yang ditunjukkan',
    min: 1,
    max: 100,
    mayBeEmpty: false,
    value: similarityOf(rules).notablePercent,
    write: (found, value) =>
      value === null ? found : { ...found, similarity: { ...similarityOf(found), notablePercent: value } },
  },
]

export const isKept = ({ id }: AwardRule, typed: Typed): boolean => typed[ruleKeptId(id)] !== 'tidak'

export const ruleGroups = ({ id, groupIds }: AwardRule, typed: Typed): readonly string[] => {
  const chosen = typed[ruleGroupsId(id)]
  return chosen === undefined ? groupIds : listOf(chosen)
}

const chosenOr = (typed: string | undefined, standing: readonly string[]) =>
  typed === undefined ? standing : listOf(typed)

export const topAwards = ({ eligibility }: Rules, typed: Typed) =>
  chosenOr(typed[topAwardsId], eligibility?.topAwardIds ?? [])

export const comparedSections = (rules: Rules, typed: Typed) =>
  chosenOr(typed[comparedId], similarityOf(rules).sectionIds)

export function eligibilityMistakes(rules: Rules, typed: Typed) {
  const numbers = eligibilityNumbers(rules)
  const read = (id: string) => {
    const number = numbers.find((one) => one.id === id)
    return number && readNumber(number, shown(number, typed))
  }
  const kept = (rules.eligibility?.awardRules ?? []).filter((rule) => isKept(rule, typed))
  const compared = comparedSections(rules, typed).length
  return [
    ...kept.flatMap((rule) => [
      ...(ruleGroups(rule, typed).length === 0
        ? [{ id: ruleGroupsId(rule.id), text: `${rule.name}: pilih sedikitnya satu kelompok, atau hapus syaratnya.` }]
        : []),
      ...((read(fromYearId(rule.id)) ?? years.min) > (read(toYearId(rule.id)) ?? years.max)
        ? [{ id: fromYearId(rule.id), text: `${rule.name}: tahun pertama tidak boleh sesudah tahun terakhir.` }]
        : []),
    ]),
    ...(compared === 0 || compared > mostCompared
      ? [{ id: comparedId, text: `Kemiripan: pilih satu sampai ${mostCompared} bagian yang dibandingkan.` }]
      : []),
  ]
}

/** The rules with what was chosen of past awards and compared sections; call it only when there are no mistakes. */
export function withEligibility(rules: Rules, typed: Typed): Rules {
  const { eligibility } = rules
  return {
    ...rules,
    ...(eligibility && {
      eligibility: {
        ...eligibility,
        awardRules: eligibility.awardRules
          .filter((rule) => isKept(rule, typed))
          .map((rule) => ({ ...rule, groupIds: ruleGroups(rule, typed) })),
        topAwardIds: topAwards(rules, typed),
      },
    }),
    ...(typed[comparedId] !== undefined && {
      similarity: { ...similarityOf(rules), sectionIds: comparedSections(rules, typed) },
    }),
  }
}
