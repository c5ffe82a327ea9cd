import { hashBundle, hashSheets, sheetProblems } from './bundle.ts'
import type { BundleRow, RankingBundle } from './bundle.ts'
import { bundleRows, rankSheets } from './bundle-run.ts'
import { isBundle, misshapenParts } from './bundle-shape.ts'
import { manifestOf } from './manifest.ts'
import { canonicalJson, ENGINE_VERSION, planProblems } from './ranking-plan.ts'

/** One place where a bundle and its recomputation differ. */
export type Difference = { where: string; stated: string; recomputed: string }

/** `matches`: the published ranking follows from the published scores, to the last digit. */
export type Verification = {
  matches: boolean
  differences: readonly Difference[]
  proposals: number
  sheets: number
  bundleHash: string
}

/**
 * Recomputes a bundle from its sheets and says where it differs. `value`: parsed JSON from anywhere. `expectedHash`: the
 * bundle hash as published elsewhere; only that shows a forger who changed a bundle and then all of its hashes.
 * `report`: hears the share done, 0..1. Never throws on bad input.
 */
export function verifyBundle(
  value: unknown,
  { expectedHash, report }: { expectedHash?: string | undefined; report?: (share: number) => void } = {},
): Verification {
  if (!isBundle(value)) {
    const differences = misshapenParts(value).map((part) => ({ where: part, stated: 'unreadable', recomputed: '' }))
    return { matches: false, differences, proposals: 0, sheets: 0, bundleHash: '' }
  }
  const differences: Difference[] = []
  const compare = (where: string, stated: unknown, recomputed: unknown) => {
    const [a, b] = [canonicalJson(stated), canonicalJson(recomputed)]
    if (a !== b) differences.push({ where, stated: a, recomputed: b })
  }
  const bundleHash = hashBundle(value)
  compare('bundleHash', value.bundleHash, bundleHash)
  if (expectedHash !== undefined) compare('expectedHash', expectedHash.trim().toLowerCase(), bundleHash)
  compare('manifest.engineVersion', value.manifest.engineVersion, ENGINE_VERSION)
  const problems = [...sheetProblems(value), ...planProblems(value.plan)]
  if (problems.length === 0) recompute(value, compare, report)
  else
    for (const problem of problems)
      differences.push({ where: 'sheets', stated: canonicalJson(problem), recomputed: '' })
  const [proposals, sheets] = [value.ranking.length, value.sheets.length]
  return { matches: differences.length === 0, differences, proposals, sheets, bundleHash }
}

type Compare = (where: string, stated: unknown, recomputed: unknown) => void

function recompute(bundle: RankingBundle, compare: Compare, report: ((share: number) => void) | undefined): void {
  compare('sheetHash', bundle.sheetHash, hashSheets(bundle))
  const ranked = rankSheets(bundle, bundle.plan, report)
  if ('problems' in ranked) {
    compare('sheets', 'rankable', ranked.problems)
    return
  }
  const manifest = manifestOf(ranked.run)
  for (const [key, recomputed] of Object.entries(manifest)) {
    const stated = Object.entries(bundle.manifest).find(([name]) => name === key)?.[1]
    if (key !== 'engineVersion') compare(`manifest.${key}`, stated, recomputed)
  }
  const stated = new Map(bundle.ranking.map((row) => [row.id, row]))
  for (const row of bundleRows(ranked.run)) {
    const other: BundleRow | undefined = stated.get(row.id)
    compare(`ranking.${row.id}`, other ?? null, row)
    stated.delete(row.id)
  }
  for (const [id, row] of stated) compare(`ranking.${id}`, row, null)
  compare('ranking.length', bundle.ranking.length, ranked.run.table.proposalIds.length)
}
