import { seededDraw, shuffled } from './seeded-draw.ts'

/** Sheets a juror has handed in before any comes back. */
const fewestSheets = 10
/** Of the own readings, as a divisor: half of them. */
const share = 2
/** Sheets handed in after one before it comes back: what was just read is still remembered. */
const sheetsBetween = 5
/** Open readings that stand before one that comes back: the next ones may be on the juror's screen or device already. */
const readingsBetween = 2

/** A sheet of the juror, and whether it came back before. In the order in which they were handed in. */
export type OwnSheet = { assignmentId: string; totalHundredths: number; isReread: boolean }

export type RereadingDemand = {
  sheets: readonly OwnSheet[]
  /** Positions of the open readings, in reading order. */
  openPositions: readonly number[]
  /** By the rules of the stage, 0 to 3. */
  wanted: number
  seed: number
}

export type Rereading = { rereadsId: string; position: number }

/**
 * Which of a juror's readings come back blind, and where among the open ones. One from each stretch of the range of totals, so
 * that consistency shows for high and low ones alike; drawn, and the same for the same seed.
 */
export function chooseRereadings({ sheets, openPositions, wanted, seed }: RereadingDemand): Rereading[] {
  const due = wanted - sheets.filter(({ isReread }) => isReread).length
  const places = openPositions.slice(readingsBetween)
  const isFarEnough = sheets.length >= fewestSheets && sheets.length * share >= sheets.length + openPositions.length
  if (due <= 0 || !isFarEnough || places.length < due) return []
  const draw = seededDraw(seed)
  const candidates = sheets
    .slice(0, -sheetsBetween)
    .filter(({ isReread }) => !isReread)
    .toSorted((a, b) => a.totalHundredths - b.totalHundredths)
  const chosen = Array.from({ length: due }, (_, stretch) => {
    const from = Math.floor((stretch * candidates.length) / due)
    const to = Math.floor(((stretch + 1) * candidates.length) / due)
    return candidates[from + (draw() % Math.max(1, to - from))]
  })
  const positions = shuffled(places, draw)
  return [...new Set(chosen)].flatMap((sheet, at) => {
    const position = positions[at]
    return sheet && position !== undefined ? [{ rereadsId: sheet.assignmentId, position }] : []
  })
}

/** The seed of one juror's rereadings in one stage (FNV-1a): drawn for each, and the same again. */
export function rereadingSeed(stageId: string, jurorId: string): number {
  let hash = 0x811c9dc5
  for (const unit of `${stageId} ${jurorId}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash
}
