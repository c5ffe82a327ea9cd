import type { Rubric } from '#domain/edition.ts'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'

/**
 * A sheet as it stands in the fields. What is empty is not in it; keys and passages are in one order, so that equal sheets are
 * equal as JSON.
 */
export type WrittenSheet = {
  /** By criterion, as typed: what is no whole number of 0..100 waits on the device until it is mended. */
  points: Readonly<Record<string, string>>
  /** The juror's reasons by criterion. */
  comments: Readonly<Record<string, string>>
  /** About the whole proposal. */
  comment: string
  /** The juror's own, never handed in. */
  notes: string
  pins: readonly PinnedPassage[]
}

export const emptySheet: WrittenSheet = { points: {}, comments: {}, comment: '', notes: '', pins: [] }

/** Whole points 0..100; null for an empty field, undefined for anything else. */
export function readTyped(text: string | undefined): number | null | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return null
  const value = /^\d{1,3}$/.test(trimmed) ? Number(trimmed) : 101
  return value <= 100 ? value : undefined
}

/** The points that count: whole, 0..100. */
export const pointsOf = ({ points }: Pick<WrittenSheet, 'points'>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(points).flatMap(([id, text]) => {
      const value = readTyped(text)
      return typeof value === 'number' ? [[id, value] as const] : []
    }),
  )

const inOrder = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(texts)
      .filter(([, text]) => text !== '')
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

const pinKey = ({ criterionId, sectionId, start, quote }: PinnedPassage) =>
  JSON.stringify([criterionId, sectionId, String(start).padStart(9, '0'), quote])

/** Each passage once, by criterion, section and place. */
const orderPins = (pins: readonly PinnedPassage[]): PinnedPassage[] =>
  [...new Map(pins.map((pin) => [pinKey(pin), pin]))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { criterionId, sectionId, quote, start }]) => ({ criterionId, sectionId, quote, start }))

const tidySheet = ({ points, comments, comment, notes, pins }: WrittenSheet): WrittenSheet => ({
  points: inOrder(points),
  comments: inOrder(comments),
  comment,
  notes,
  pins: orderPins(pins),
})

/** A sheet or a draft as the portal has it. */
export type PortalSheet = Omit<WrittenSheet, 'points' | 'notes'> & {
  points: Readonly<Record<string, number>>
  notes?: string
}

export const writtenOf = ({ points, comments, comment, notes = '', pins }: PortalSheet): WrittenSheet =>
  tidySheet({
    points: Object.fromEntries(Object.entries(points).map(([id, value]) => [id, String(value)])),
    comments,
    comment,
    notes,
    pins,
  })

/** What is handed in: everything but the juror's own notes. */
export const toHandIn = (sheet: WrittenSheet) => ({
  points: pointsOf(sheet),
  comments: { ...sheet.comments },
  comment: sheet.comment,
  pins: [...sheet.pins],
})

/** What the portal can take of it now. */
export const sendable = (sheet: WrittenSheet): WrittenSheet => writtenOf({ ...toHandIn(sheet), notes: sheet.notes })

/** A sheet as it may come from the device or another tab. */
export function parseSheet(value: unknown): WrittenSheet | undefined {
  if (!isRecord(value)) return undefined
  const { points, comments, comment, notes, pins } = value
  if (!isRecord(points) || !isRecord(comments) || !Array.isArray(pins)) return undefined
  if (typeof comment !== 'string' || typeof notes !== 'string') return undefined
  return tidySheet({ points: texts(points), comments: texts(comments), comment, notes, pins: pins.filter(isPin) })
}

const texts = (record: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPin = (value: unknown): value is PinnedPassage =>
  isRecord(value) &&
  typeof value['criterionId'] === 'string' &&
  typeof value['sectionId'] === 'string' &&
  typeof value['quote'] === 'string' &&
  typeof value['start'] === 'number'

export const sameSheet = (a: WrittenSheet, b: WrittenSheet): boolean => JSON.stringify(a) === JSON.stringify(b)

/** A field of a sheet that two tabs may have written differently. Passages are no field: both tabs' are kept. */
export type SheetField =
  { kind: 'points' | 'comments'; criterionId: string } | { kind: 'comment' | 'notes'; criterionId: null }

const readField = (sheet: WrittenSheet, { kind, criterionId }: SheetField): string => {
  if (criterionId === null) return sheet[kind]
  return sheet[kind][criterionId] ?? ''
}

export function writeField(sheet: WrittenSheet, { kind, criterionId }: SheetField, text: string): WrittenSheet {
  if (criterionId === null) return tidySheet({ ...sheet, [kind]: text })
  const value = kind === 'points' ? readTyped(text) : undefined
  const tidy = typeof value === 'number' ? String(value) : text
  return tidySheet({ ...sheet, [kind]: { ...sheet[kind], [criterionId]: tidy } })
}

export const addPin = (sheet: WrittenSheet, pin: PinnedPassage): WrittenSheet =>
  tidySheet({ ...sheet, pins: [...sheet.pins, pin] })

export const removePin = (sheet: WrittenSheet, pin: PinnedPassage): WrittenSheet =>
  tidySheet({ ...sheet, pins: sheet.pins.filter((one) => pinKey(one) !== pinKey(pin)) })

function fieldsOf(...sheets: readonly WrittenSheet[]): SheetField[] {
  const keysOf = (kind: 'points' | 'comments') => [...new Set(sheets.flatMap((sheet) => Object.keys(sheet[kind])))]
  return [
    ...keysOf('points').map((criterionId) => ({ kind: 'points', criterionId }) as const),
    ...keysOf('comments').map((criterionId) => ({ kind: 'comments', criterionId }) as const),
    { kind: 'comment', criterionId: null },
    { kind: 'notes', criterionId: null },
  ]
}

/** Whether nothing of `part` is missing in `whole`. */
export function coversSheet(whole: WrittenSheet, part: WrittenSheet): boolean {
  const has = new Set(whole.pins.map(pinKey))
  return (
    part.pins.every((pin) => has.has(pinKey(pin))) &&
    fieldsOf(part).every((field) => {
      const [all, some] = [readField(whole, field), readField(part, field)]
      return field.kind === 'points' ? some === '' || all === some : all.includes(some.trim())
    })
  )
}

export type Clash = { field: SheetField; mine: string; theirs: string }

/**
 * Two tabs wrote over the same `base`. What only one of them changed is taken; what both changed differently is a clash, for
 * which the sheet keeps this tab's words until the juror has chosen.
 */
export function mergeSheets(
  base: WrittenSheet,
  mine: WrittenSheet,
  theirs: WrittenSheet,
): { sheet: WrittenSheet; clashes: Clash[] } {
  let sheet = mine
  const clashes: Clash[] = []
  for (const field of fieldsOf(base, mine, theirs)) {
    const [was, here, there] = [readField(base, field), readField(mine, field), readField(theirs, field)]
    if (here === was) sheet = writeField(sheet, field, there)
    else if (there !== was && here !== there) clashes.push({ field, mine: here, theirs: there })
  }
  return { sheet: tidySheet({ ...sheet, pins: mergePins(base.pins, mine.pins, theirs.pins) }), clashes }
}

/** Every passage that one of them added, without those that one of them took away. */
function mergePins(base: readonly PinnedPassage[], mine: readonly PinnedPassage[], theirs: readonly PinnedPassage[]) {
  const [was, here, there] = [base, mine, theirs].map((pins) => new Set(pins.map(pinKey)))
  return [...mine, ...theirs].filter((pin) => {
    const key = pinKey(pin)
    return !was?.has(key) || (here?.has(key) && there?.has(key))
  })
}

export type RunningSum = {
  /** Weighted sum of the criteria filled so far, hundredths of a point. */
  sumHundredths: number
  /** What they could reach at most, hundredths of a point. */
  reachHundredths: number
  filled: number
}

export function runningSum(rubric: Rubric, sheet: Pick<WrittenSheet, 'points'>): RunningSum {
  const points = pointsOf(sheet)
  const filled = rubric.filter(({ id }) => points[id] !== undefined)
  const total = weightedTotalHundredths(filled, Object.fromEntries(filled.map(({ id }) => [id, points[id]])))
  return {
    sumHundredths: total.ok ? total.value : 0,
    reachHundredths: filled.reduce((sum, { weightPercent }) => sum + weightPercent * 100, 0),
    filled: filled.length,
  }
}
