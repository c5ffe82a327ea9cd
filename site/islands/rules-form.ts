import { isScoring, officialColumns, type OfficialColumn, type Rules, type ScoringStageRules } from '#domain/edition.ts'
import { attachmentNumbers, withRequired } from './attachment-rules-form.ts'
import { branchMistakes, withBranches } from './branch-rules-form.ts'
import {
  eligibilityMistakes,
  eligibilityNumbers,
  similarityNumbers,
  withEligibility,
} from './eligibility-rules-form.ts'
import { graceNumbers, withGrace } from './grace-rules-form.ts'
import { hourMistakes, juryNumbers, visitNumbers, withJuryWords } from './jury-rules-form.ts'
import { inScoringStage, readNumber, shown, type RuleNumber, type Typed } from './rule-number.ts'
import { themeMistakes, themeNumbers, withThemes } from './theme-rules-form.ts'

export const capId = (groupId: string) => `batas-${groupId}`
export const ageId = (groupId: string) => `umur-${groupId}`
export const wordsId = (sectionId: string) => `kata-${sectionId}`
export const weightId = (stageId: string, criterionId: string) => `bobot-${stageId}-${criterionId}`
export const readersId = (stageId: string) => `pembaca-${stageId}`
export const passingId = (stageId: string) => `nilai-terendah-${stageId}`
export const placesId = (stageId: string, index: number) => `tempat-${stageId}-${index}`

export const officialId = (stageId: string) => `resmi-${stageId}`

/** Which ranking is official, as chosen or as it stands. */
export const officialOf = ({ id, officialColumn = 'plain' }: ScoringStageRules, typed: Typed): OfficialColumn =>
  officialColumns.find((column) => column === typed[officialId(id)]) ?? officialColumn

export const officialWords = {
  plain: 'Rata-rata berbobot biasa; peringkat terkalibrasi menjadi bahan sidang',
  calibrated: 'Peringkat terkalibrasi dari laboratorium; rata-rata berbobot ditampilkan di sampingnya',
} as const satisfies Record<OfficialColumn, string>

/** Every number of the rules, in the order of the page. */
export function ruleNumbers(rules: Rules): RuleNumber[] {
  return [
    ...groupNumbers(rules),
    ...eligibilityNumbers(rules),
    ...similarityNumbers(rules),
    ...sectionNumbers(rules),
    ...attachmentNumbers(rules),
    ...themeNumbers(rules),
    ...scoringNumbers(rules),
    ...juryNumbers(rules),
    ...visitNumbers(rules),
    ...graceNumbers(rules),
    ...cutNumbers(rules),
  ]
}

function groupNumbers({ groups }: Rules): RuleNumber[] {
  const change = (id: string, part: Partial<Rules['groups'][number]>) => (rules: Rules) => ({
    ...rules,
    groups: rules.groups.map((group) => (group.id === id ? { ...group, ...part } : group)),
  })
  return groups.flatMap(({ id, name, capPerAgency, minimumAgeMonths }) => [
    {
      id: capId(id),
      label: `Batas usulan per instansi, kelompok ${name}`,
      min: 1,
      max: 1000,
      mayBeEmpty: true,
      value: capPerAgency,
      write: (rules, value) => change(id, { capPerAgency: value })(rules),
    },
    {
      id: ageId(id),
      label: `Umur terendah, kelompok ${name}`,
      min: 0,
      max: 240,
      mayBeEmpty: false,
      value: minimumAgeMonths,
      write: (rules, value) => change(id, { minimumAgeMonths: value ?? minimumAgeMonths })(rules),
    },
  ])
}

function sectionNumbers({ sections }: Rules): RuleNumber[] {
  return sections.map(({ id, title, maxWords }) => ({
    id: wordsId(id),
    label: `Batas kata ${title}`,
    min: 10,
    max: 5000,
    mayBeEmpty: false,
    value: maxWords,
    write: (rules, value) => ({
      ...rules,
      sections: rules.sections.map((section) =>
        section.id === id ? { ...section, maxWords: value ?? section.maxWords } : section,
      ),
    }),
  }))
}

function scoringNumbers({ stages }: Rules): RuleNumber[] {
  return stages.filter(isScoring).flatMap(({ id: stageId, name, rubric, readersPerProposal, passingHundredths }) => [
    ...rubric.map(({ id, title, weightPercent }): RuleNumber => ({
      id: weightId(stageId, id),
      label: `Bobot ${title}, ${name}`,
      min: 1,
      max: 100,
      mayBeEmpty: false,
      value: weightPercent,
      write: (rules, value) =>
        inScoringStage(rules, stageId, (stage) => ({
          ...stage,
          rubric: stage.rubric.map((criterion) =>
            criterion.id === id ? { ...criterion, weightPercent: value ?? weightPercent } : criterion,
          ),
        })),
    })),
    {
      id: readersId(stageId),
      label: `Penilai per usulan, ${name}`,
      min: 1,
      max: 10,
      mayBeEmpty: false,
      value: readersPerProposal,
      write: (rules, value) =>
        inScoringStage(rules, stageId, (stage) => ({ ...stage, readersPerProposal: value ?? readersPerProposal })),
    },
    {
      id: passingId(stageId),
      label: `Nilai terendah yang dapat maju, ${name}`,
      min: 0,
      max: 100,
      mayBeEmpty: true,
      value: passingHundredths === null ? null : Math.round(passingHundredths / 100),
      write: (rules, value) =>
        inScoringStage(rules, stageId, (stage) => ({
          ...stage,
          passingHundredths: value === null ? null : value * 100,
        })),
    },
  ])
}

function cutNumbers({ stages, awards, groups }: Rules): RuleNumber[] {
  return stages
    .filter((stage) => stage.kind === 'plenary')
    .flatMap(({ id: stageId, cuts }) =>
      cuts.map(({ awardId, groupId, places }, index) => ({
        id: placesId(stageId, index),
        label: `Tempat ${nameOf(awards, awardId)}, kelompok ${nameOf(groups, groupId)}`,
        min: 1,
        max: 10_000,
        mayBeEmpty: false,
        value: places,
        write: (rules: Rules, value: number | null): Rules => ({
          ...rules,
          stages: rules.stages.map((stage) =>
            stage.id === stageId && stage.kind === 'plenary'
              ? {
                  ...stage,
                  cuts: stage.cuts.map((cut, at) => (at === index ? { ...cut, places: value ?? places } : cut)),
                }
              : stage,
          ),
        }),
      })),
    )
}

export const nameOf = (list: readonly { id: string; name: string }[], id: string): string =>
  list.find((item) => item.id === id)?.name ?? id

export type RuleMistake = { id: string; text: string }

/** What must be mended before these rules can be saved: numbers out of range, rubrics whose weights do not sum to 100. */
export function ruleMistakes(rules: Rules, typed: Typed): RuleMistake[] {
  const numbers = ruleNumbers(rules)
  const wrong = numbers
    .filter((number) => readNumber(number, shown(number, typed)) === undefined)
    .map(({ id, label, min, max }) => ({ id, text: `${label}: isi bilangan bulat dari ${min} sampai ${max}.` }))
  const sums = rules.stages.filter(isScoring).flatMap((stage) => {
    const sum = weightSum(stage, numbers, typed)
    const first = stage.rubric[0]
    return sum === 100 || !first
      ? []
      : [{ id: weightId(stage.id, first.id), text: `${stage.name}: jumlah bobot ${sum}, seharusnya 100.` }]
  })
  return [
    ...wrong,
    ...sums,
    ...branchMistakes(rules, typed),
    ...eligibilityMistakes(rules, typed),
    ...themeMistakes(rules, typed),
    ...hourMistakes(rules, typed),
  ]
}

export function weightSum({ id, rubric }: ScoringStageRules, numbers: readonly RuleNumber[], typed: Typed): number {
  return rubric.reduce((sum, criterion) => {
    const number = numbers.find((candidate) => candidate.id === weightId(id, criterion.id))
    return sum + ((number && readNumber(number, shown(number, typed))) ?? 0)
  }, 0)
}

/** What is no number is written first: numbers may belong to what it brings. */
const withWords = (rules: Rules, typed: Typed): Rules =>
  [withJuryWords, withBranches, withRequired, withEligibility, withThemes, withGrace].reduce(
    (so, write) => write(so, typed),
    rules,
  )

/** The rules with what was typed; call it only when there are no mistakes. */
export function withTyped(rules: Rules, typed: Typed): Rules {
  const changed = ruleNumbers(rules).filter(({ id }) => typed[id] !== undefined)
  const withNumbers = changed.reduce(
    (so, number) => {
      const value = readNumber(number, shown(number, typed))
      return value === undefined ? so : number.write(so, value)
    },
    withWords(rules, typed),
  )
  return {
    ...withNumbers,
    stages: withNumbers.stages.map((stage) =>
      isScoring(stage) && typed[officialId(stage.id)] !== undefined
        ? { ...stage, officialColumn: officialOf(stage, typed) }
        : stage,
    ),
  }
}
