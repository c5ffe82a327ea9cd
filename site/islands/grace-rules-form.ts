import type { Rules } from '#domain/edition.ts'
import type { GraceRule } from '#domain/grace.ts'
import type { RuleNumber, Typed } from './rule-number.ts'

/** Whether a failure of the portal near the closing adds time: `ya` or `tidak`. */
export const graceId = 'tenggang'
export const graceNumberId = (key: keyof GraceRule) => `tenggang-${key}`

/** Where the rules name none yet. */
const usualGrace: GraceRule = {
  failuresPercent: 2,
  p95Ms: 3000,
  minRequests: 20,
  failingMinutes: 5,
  nearMinutes: 30,
  graceMinutes: 30,
}

/** Range of each figure, as the API takes it. */
const figures = {
  failuresPercent: { label: 'Jawaban gagal yang berarti terganggu', min: 0, max: 100 },
  p95Ms: { label: 'Jawaban lambat yang berarti terganggu', min: 1, max: 60_000 },
  minRequests: { label: 'Permintaan paling sedikit semenit', min: 1, max: 100_000 },
  failingMinutes: { label: 'Lama gangguan paling singkat', min: 1, max: 60 },
  nearMinutes: { label: 'Jarak gangguan dari penutupan', min: 0, max: 1440 },
  graceMinutes: { label: 'Lama tenggang', min: 1, max: 1440 },
} as const satisfies Record<keyof GraceRule, { label: string; min: number; max: number }>

const keys = ['failuresPercent', 'p95Ms', 'minRequests', 'failingMinutes', 'nearMinutes', 'graceMinutes'] as const

export const hasGrace = ({ grace }: Rules, typed: Typed): boolean =>
  (typed[graceId] ?? (grace ? 'ya' : 'tidak')) === 'ya'

export const graceNumbers = ({ grace = usualGrace }: Rules): RuleNumber[] =>
  keys.map((key) => ({
    id: graceNumberId(key),
    ...figures[key],
    mayBeEmpty: false,
    value: grace[key],
    write: (rules, value) =>
      rules.grace && value !== null ? { ...rules, grace: { ...rules.grace, [key]: value } } : rules,
  }))

/** Before its numbers are written. */
export const withGrace = (rules: Rules, typed: Typed): Rules => {
  if (typed[graceId] === undefined) return rules
  return { ...rules, grace: hasGrace(rules, typed) ? (rules.grace ?? usualGrace) : undefined }
}
