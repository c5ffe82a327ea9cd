import type { RankingBundle } from './bundle.ts'

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const isFinite: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const isWhole: Check = (value) => Number.isSafeInteger(value)
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const nullOr =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const pairOf =
  (check: Check): Check =>
  (value) =>
    listOf(check)(value) && Array.isArray(value) && value.length === 2

/** An object in which every named field passes its check and no other field stands. */
function shape(fields: Readonly<Record<string, Check>>): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const entries = new Map<string, unknown>(Object.entries(value))
    if ([...entries.keys()].some((key) => !Object.hasOwn(fields, key))) return false
    return Object.entries(fields).every(([key, check]) => check(entries.get(key)))
  }
}

const recordOf =
  (check: Check): Check =>
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(check)

const PLAN = shape({
  contests: listOf(shape({ id: isText, places: listOf(isWhole), line: isWhole })),
  contestOf: recordOf(isText),
  minScores: isWhole,
  spread: (value) => typeof value === 'boolean',
  scoreRange: nullOr(isFinite),
  disconnected: nullOr(isText),
  seed: isText,
  draws: isWhole,
  zonePercent: pairOf(isFinite),
  secondReadingPercent: pairOf(isFinite),
})

const MANIFEST = shape({
  engineVersion: isText,
  scoreHash: isText,
  planHash: isText,
  seed: isText,
  status: isText,
  method: isText,
  draws: isWhole,
  proposals: isWhole,
  jurors: isWhole,
  scores: isWhole,
  components: isWhole,
  iterations: isWhole,
  mean: isWhole,
  proposalVariance: isWhole,
  jurorVariance: isWhole,
  residualVariance: isWhole,
  expectedPrecision: listOf(isWhole),
  resultHash: isText,
})

const ROW = shape({
  id: isText,
  scores: isWhole,
  plainRank: isWhole,
  calibratedRank: isWhole,
  quanta: isWhole,
  zone: isText,
  topMillionths: listOf(isWhole),
})

const FIELDS: Readonly<Record<string, Check>> = {
  format: (value) => value === 'gelanggang-ranking/1',
  criteria: listOf(shape({ id: isText, weightPercent: isFinite })),
  proposals: listOf(isText),
  jurors: listOf(isText),
  sheets: listOf(listOf(isFinite)),
  exclusions: listOf(shape({ sheet: isWhole, reason: isText })),
  plan: PLAN,
  sheetHash: isText,
  manifest: MANIFEST,
  ranking: listOf(ROW),
  bundleHash: isText,
}

/** Names of the parts of a would-be bundle that are missing or of the wrong shape; empty for a bundle. */
export function misshapenParts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['bundle']
  const entries = new Map<string, unknown>(Object.entries(value))
  const unknown = [...entries.keys()].filter((key) => !Object.hasOwn(FIELDS, key))
  return [...Object.entries(FIELDS).flatMap(([key, check]) => (check(entries.get(key)) ? [] : [key])), ...unknown]
}

/** Whether a value read from outside is a bundle in every part. */
export function isBundle(value: unknown): value is RankingBundle {
  return misshapenParts(value).length === 0
}
