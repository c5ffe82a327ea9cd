import { isScoring, type Rules, type ScoringStageRules } from '#domain/edition.ts'

/** One number of the rules that may be changed until the edition opens. */
export type RuleNumber = {
  id: string
  /** As named in a sentence: `Batas kata Kebaruan`. */
  label: string
  min: number
  max: number
  /** Empty means that there is no such limit. */
  mayBeEmpty: boolean
  value: number | null
  write: (rules: Rules, value: number | null) => Rules
}

/** The whole number somebody typed; undefined when it is none or out of range, null when empty is allowed and meant. */
export function readNumber({ min, max, mayBeEmpty }: RuleNumber, typed: string): number | null | undefined {
  const text = typed.trim()
  if (text === '') return mayBeEmpty ? null : undefined
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : undefined
}

export type Typed = Readonly<Record<string, string>>

export const shown = (number: RuleNumber, typed: Typed): string => typed[number.id] ?? number.value?.toString() ?? ''

export const inScoringStage = (
  rules: Rules,
  stageId: string,
  change: (stage: ScoringStageRules) => ScoringStageRules,
): Rules => ({
  ...rules,
  stages: rules.stages.map((stage) => (stage.id === stageId && isScoring(stage) ? change(stage) : stage)),
})
