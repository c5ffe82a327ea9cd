/** When which panel hears which proposal in which room. Pure; the same demand gives the same schedule. */
import { startsOf, type Interval } from './interview-hours.ts'
import { interviewBoard, type Board, type Placement } from './interview-board.ts'
import { seededDraw, shuffled } from './seeded-draw.ts'

export type { Interval, Placement }

/** `panelistIds`: everybody who must be there. */
export type AskedInterview = { proposalId: string; panelistIds: readonly string[] }

export type ScheduleDemand = {
  interviews: readonly AskedInterview[]
  /** When each panelist can sit; who is not named cannot. */
  free: ReadonlyMap<string, readonly Interval[]>
  /** When interviews are held. */
  windows: readonly Interval[]
  /** What would begin before this has passed; where the others may begin does not depend on it. */
  notBefore: number
  rooms: readonly string[]
  /** Length of one interview and the pause after it, milliseconds. */
  slotMs: number
  changeMs: number
  /** Interviews that stand. They move only when they must. */
  kept: readonly Placement[]
  /** Interviews that have begun: neither moved nor overlapped. */
  fixed: readonly (Placement & AskedInterview)[]
  seed: number
}

/** `no_hours`: nothing is left of the hours. `panelistIds`: with `panelists_away` those who can be there at none of the starts. */
export type Unplaced = {
  proposalId: string
  cause: 'no_panelist' | 'no_hours' | 'panelists_away' | 'no_common_time' | 'no_room' | 'panelists_taken'
  panelistIds: string[]
}
export type Schedule = { placed: Placement[]; unplaced: Unplaced[] }

/** Interviews that may be moved to make room for one more. */
const mostMoved = 6
/** Places that are tried by moving others, for one interview and for all; and by the whole search, which only small rounds get. */
const mostTries = 4000
const mostTriesOfAll = 40_000
const mostSearched = 24
const mostNodes = 40_000

/**
 * Earliest first, the interview with the fewest open starts before the others. One that finds none moves as few others as it can;
 * if that fails too, all places are searched, so that in small rounds every interview is placed if that is possible at all.
 */
export function scheduleInterviews(demand: ScheduleDemand): Schedule {
  const asked = demand.interviews.filter(({ proposalId }) => demand.fixed.every((one) => one.proposalId !== proposalId))
  const starts = startsOf(demand.windows, demand.slotMs, demand.changeMs).filter((at) => at >= demand.notBefore)
  const options = new Map(asked.map((one) => [one.proposalId, optionsOf(one, starts, demand)]))
  const board = interviewBoard(demand, options)
  for (const one of demand.kept) if (mayStay(one, demand)) board.layIfFree(one)
  const order = shuffled(
    asked.filter(({ proposalId }) => !board.has(proposalId) && optionsFor(options, proposalId).length > 0),
    seededDraw(demand.seed),
  )
  const left = placeGreedily(board, order)
  let triesLeft = mostTriesOfAll
  const stillLeft = left.filter((one) => {
    const { isPlaced, tried } = makeRoom(board, one, triesLeft)
    triesLeft -= tried
    return !isPlaced
  })
  if (stillLeft.length > 0 && asked.length <= mostSearched) searchAll(board, asked, options, demand)
  const placed = board.placements().toSorted(byTime)
  const isPlaced = new Set(placed.map(({ proposalId }) => proposalId))
  return {
    placed,
    unplaced: asked
      .filter(({ proposalId }) => !isPlaced.has(proposalId))
      .map((one) => whyUnplaced(one, { starts, options: optionsFor(options, one.proposalId) }, board, demand)),
  }
}

const optionsFor = (options: ReadonlyMap<string, readonly number[]>, proposalId: string) =>
  options.get(proposalId) ?? []

const byTime = (a: Placement, b: Placement) =>
  a.startsAt - b.startsAt || (a.room < b.room ? -1 : 1) || (a.proposalId < b.proposalId ? -1 : 1)

/** Whether somebody is free from `from` to `to`; intervals that touch count as one. */
export function isFree(intervals: readonly Interval[], { from, to }: Interval): boolean {
  let reached = from
  for (const one of intervals.toSorted((a, b) => a.from - b.from)) {
    if (one.from > reached) break
    reached = Math.max(reached, one.to)
  }
  return reached >= to
}

const isPanelFree = (
  panelistIds: readonly string[],
  startsAt: number,
  { free, slotMs }: Pick<ScheduleDemand, 'free' | 'slotMs'>,
) => panelistIds.every((id) => isFree(free.get(id) ?? [], { from: startsAt, to: startsAt + slotMs }))

const optionsOf = ({ panelistIds }: AskedInterview, starts: readonly number[], demand: ScheduleDemand) =>
  panelistIds.length === 0 ? [] : starts.filter((startsAt) => isPanelFree(panelistIds, startsAt, demand))

/** A standing interview stays where its panel can be there, also at an hour that a person chose. */
function mayStay({ proposalId, startsAt }: Placement, demand: ScheduleDemand): boolean {
  const asked = demand.interviews.find((one) => one.proposalId === proposalId)
  return asked !== undefined && asked.panelistIds.length > 0 && isPanelFree(asked.panelistIds, startsAt, demand)
}

/** Answers those for whom there was no open start. */
function placeGreedily(board: Board, order: readonly AskedInterview[]): AskedInterview[] {
  let waiting = order.map((one) => ({ one, open: board.openStarts(one.proposalId) }))
  const left: AskedInterview[] = []
  while (waiting.length > 0) {
    const chosen = waiting.reduce((fewest, next) => (next.open.length < fewest.open.length ? next : fewest))
    waiting = waiting.filter((next) => next !== chosen)
    const [startsAt] = chosen.open
    if (startsAt === undefined) {
      left.push(chosen.one)
      continue
    }
    board.lay(chosen.one.proposalId, startsAt)
    for (const next of waiting) {
      next.open = next.open.filter((at) => !board.isNear(at, startsAt) || board.isOpen(next.one.proposalId, at))
    }
  }
  return left
}

/** Places one interview by moving at most so many others: first none, then one, and so on. */
function makeRoom(board: Board, { proposalId }: AskedInterview, triesLeft: number) {
  const given = Math.min(mostTries, triesLeft)
  const tries = { left: given }
  let isPlaced = false
  for (let most = 0; most <= mostMoved && !isPlaced && tries.left > 0; most += 1) {
    isPlaced = insert(board, proposalId, most, new Set([proposalId]), tries) !== null
  }
  return { isPlaced, tried: given - tries.left }
}

/** Answers how many further ones may be moved, or null when it found no place; then the board is as before. */
function insert(
  board: Board,
  proposalId: string,
  most: number,
  settled: ReadonlySet<string>,
  tries: { left: number },
): number | null {
  for (const startsAt of board.optionsOf(proposalId)) {
    for (const moved of board.inTheWay(proposalId, startsAt)) {
      tries.left -= 1
      if (tries.left <= 0) return null
      if (moved.length > most || moved.some((id) => settled.has(id))) continue
      const before = board.placements()
      for (const id of moved) board.take(id)
      board.lay(proposalId, startsAt)
      let rest: number | null = most - moved.length
      const nowSettled = new Set([...settled, proposalId])
      for (const id of moved) if (rest !== null) rest = insert(board, id, rest, nowSettled, tries)
      if (rest !== null) return rest
      board.restore(before)
    }
  }
  return null
}

/** Every place of every interview that has one, until all are placed or too many were tried. Standing ones are tried first where they stand. */
function searchAll(
  board: Board,
  asked: readonly AskedInterview[],
  options: ReadonlyMap<string, readonly number[]>,
  { kept }: ScheduleDemand,
): void {
  const before = board.placements()
  const standing = new Map(kept.map((one) => [one.proposalId, one.startsAt]))
  for (const { proposalId } of before) board.take(proposalId)
  const waiting = asked.filter(({ proposalId }) => optionsFor(options, proposalId).length > 0)
  const nodes = { left: mostNodes }
  const isFound = deepen(
    board,
    waiting.map(({ proposalId }) => proposalId),
    standing,
    nodes,
  )
  if (!isFound) board.restore(before)
}

function deepen(
  board: Board,
  waiting: readonly string[],
  standing: ReadonlyMap<string, number>,
  nodes: { left: number },
): boolean {
  if (waiting.length === 0) return true
  const open = waiting.map((proposalId) => ({ proposalId, starts: board.openStarts(proposalId) }))
  const [next] = open.toSorted((a, b) => a.starts.length - b.starts.length)
  if (!next) return true
  const first = standing.get(next.proposalId)
  const starts = next.starts.toSorted((a, b) => Number(b === first) - Number(a === first))
  for (const startsAt of starts) {
    nodes.left -= 1
    if (nodes.left <= 0) return false
    board.lay(next.proposalId, startsAt)
    const rest = waiting.filter((proposalId) => proposalId !== next.proposalId)
    if (deepen(board, rest, standing, nodes)) return true
    board.take(next.proposalId)
  }
  return false
}

function whyUnplaced(
  { proposalId, panelistIds }: AskedInterview,
  { starts, options }: Record<'starts' | 'options', readonly number[]>,
  board: Board,
  demand: ScheduleDemand,
): Unplaced {
  if (panelistIds.length === 0) return { proposalId, cause: 'no_panelist', panelistIds: [] }
  if (starts.length === 0) return { proposalId, cause: 'no_hours', panelistIds: [] }
  const away = panelistIds.filter((id) => !starts.some((startsAt) => isPanelFree([id], startsAt, demand)))
  if (away.length > 0) return { proposalId, cause: 'panelists_away', panelistIds: away }
  if (options.length === 0) return { proposalId, cause: 'no_common_time', panelistIds: [] }
  const lacksRoom = options.some((startsAt) => board.isPanelOpen(proposalId, startsAt))
  return { proposalId, cause: lacksRoom ? 'no_room' : 'panelists_taken', panelistIds: [] }
}
