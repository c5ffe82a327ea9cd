import type { Rubric } from '#domain/edition.ts'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import type { SheetContent } from './staff-answers.ts'

/** A sheet as it stands in the fields, by field: `nilai:<criterion>`, `catatan:<criterion>`, `catatan`. */
export type Typed = Readonly<Record<string, string>>

export const pointsField = (criterionId: string) => `nilai:${criterionId}`
export const commentField = (criterionId: string) => `catatan:${criterionId}`
export const wholeComment = 'catatan'

/** Whole points 0..100; null for an empty field, undefined for anything else. */
export function readTyped(text: string | undefined): number | null | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return null
  const value = /^\d{1,3}$/.test(trimmed) ? Number(trimmed) : 101
  return value <= 100 ? value : undefined
}

export function typedOf({ points, comments, comment }: SheetContent): Typed {
  const fields = [
    ...Object.entries(points).map(([id, value]) => [pointsField(id), String(value)] as const),
    ...Object.entries(comments).map(([id, text]) => [commentField(id), text] as const),
    [wholeComment, comment] as const,
  ]
  return Object.fromEntries(fields.filter(([, text]) => text !== ''))
}

/** What the server can keep: whole points only. What is not yet a number stays in its field and on this device. */
export function contentOf(rubric: Rubric, typed: Typed): SheetContent {
  const points: Record<string, number> = {}
  const comments: Record<string, string> = {}
  for (const { id } of rubric) {
    const value = readTyped(typed[pointsField(id)])
    const comment = typed[commentField(id)] ?? ''
    if (typeof value === 'number') points[id] = value
    if (comment !== '') comments[id] = comment
  }
  return { points, comments, comment: typed[wholeComment] ?? '' }
}

const fieldsOf = (...sheets: readonly Typed[]) => [...new Set(sheets.flatMap((sheet) => Object.keys(sheet)))]

export const isSame = (a: Typed, b: Typed): boolean =>
  fieldsOf(a, b).every((field) => (a[field] ?? '') === (b[field] ?? ''))

/** Nothing that was written in `part` is missing in `whole`. */
export const coversSheet = (whole: Typed, part: Typed): boolean =>
  fieldsOf(part).every((field) => (part[field] ?? '') === '' || part[field] === whole[field])

/** A sheet as it comes from the device or another tab; undefined where it is none. */
export function parseTyped(value: unknown): Typed | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

export type Clash = { field: string; mine: string; theirs: string }

/**
 * Two tabs wrote over the same `base`. What only one of them changed is taken; what both changed differently is a
 * clash, for which the sheet keeps this tab's words until the juror has chosen.
 */
export function merge(base: Typed, mine: Typed, theirs: Typed): { sheet: Typed; clashes: Clash[] } {
  const sheet: Record<string, string> = {}
  const clashes: Clash[] = []
  for (const field of fieldsOf(base, mine, theirs)) {
    const [was, here, there] = [base[field] ?? '', mine[field] ?? '', theirs[field] ?? '']
    sheet[field] = here === was ? there : here
    if (here !== was && there !== was && here !== there) clashes.push({ field, mine: here, theirs: there })
  }
  return { sheet, clashes }
}

export type RunningSum = {
  /** Weighted sum of the criteria filled so far, hundredths of a point. */
  sumHundredths: number
  /** What they could reach at most, hundredths of a point. */
  reachHundredths: number
  filled: number
}

export function runningSum(rubric: Rubric, typed: Typed): RunningSum {
  const { points } = contentOf(rubric, typed)
  const filled = rubric.filter(({ id }) => points[id] !== undefined)
  const total = weightedTotalHundredths(filled, points)
  return {
    sumHundredths: total.ok ? total.value : 0,
    reachHundredths: filled.reduce((sum, { weightPercent }) => sum + weightPercent * 100, 0),
    filled: filled.length,
  }
}
