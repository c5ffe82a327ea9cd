/** Who sits where while interviews are being placed. Two placements overlap when less than an interview and its pause is between their starts. */
export type Placement = {
  proposalId: string
  /** Milliseconds since 1970. */
  startsAt: number
  room: string
}

type Given = {
  interviews: readonly { proposalId: string; panelistIds: readonly string[] }[]
  rooms: readonly string[]
  slotMs: number
  changeMs: number
  fixed: readonly (Placement & { panelistIds: readonly string[] })[]
}

export type Board = ReturnType<typeof interviewBoard>

/** `options`: the starts at which each panel can be there. */
export function interviewBoard(
  { interviews, rooms, slotMs, changeMs, fixed }: Given,
  options: ReadonlyMap<string, readonly number[]>,
) {
  const panels = new Map([...interviews, ...fixed].map((one) => [one.proposalId, one.panelistIds]))
  const isFixed = new Set(fixed.map(({ proposalId }) => proposalId))
  let laid = new Map<string, Placement>()
  const stepMs = slotMs + changeMs
  const isNear = (a: number, b: number) => Math.abs(a - b) < stepMs

  const panelOf = (proposalId: string) => panels.get(proposalId) ?? []
  const at = (startsAt: number): Placement[] =>
    [...fixed, ...laid.values()].filter((one) => isNear(one.startsAt, startsAt))
  const shares = (a: string, b: string) => panelOf(a).some((id) => panelOf(b).includes(id))

  /** Others at that time whose panel shares somebody with this one's. */
  const sharing = (proposalId: string, startsAt: number) =>
    at(startsAt).filter((one) => one.proposalId !== proposalId && shares(one.proposalId, proposalId))

  const freeRooms = (startsAt: number) => {
    const taken = new Set(at(startsAt).map(({ room }) => room))
    return rooms.filter((room) => !taken.has(room))
  }

  /** The free room where most of this panel sat last that day, so that people stay in their room. */
  function roomFor(proposalId: string, startsAt: number): string | undefined {
    const near = [...fixed, ...laid.values()].filter((one) => Math.abs(one.startsAt - startsAt) < 12 * 3_600_000)
    const seated = (room: string) =>
      near.filter((one) => one.room === room && shares(one.proposalId, proposalId)).length
    return freeRooms(startsAt).toSorted((a, b) => seated(b) - seated(a))[0]
  }

  const isPanelOpen = (proposalId: string, startsAt: number) => sharing(proposalId, startsAt).length === 0
  const isOpen = (proposalId: string, startsAt: number) =>
    isPanelOpen(proposalId, startsAt) && freeRooms(startsAt).length > 0

  function lay(proposalId: string, startsAt: number): void {
    const room = roomFor(proposalId, startsAt)
    if (room === undefined) throw new Error(`no room is free for ${proposalId}`)
    laid.set(proposalId, { proposalId, startsAt, room })
  }

  return {
    has: (proposalId: string) => laid.has(proposalId),
    placements: () => [...laid.values()],
    restore: (placements: readonly Placement[]) => {
      laid = new Map(placements.map((one) => [one.proposalId, one]))
    },
    take: (proposalId: string) => void laid.delete(proposalId),
    lay,
    /** A standing placement with its own room, unless something stands in its way. */
    layIfFree: (one: Placement) => {
      const isRoomFree = at(one.startsAt).every(({ room }) => room !== one.room)
      if (isRoomFree && isPanelOpen(one.proposalId, one.startsAt)) laid.set(one.proposalId, one)
    },
    optionsOf: (proposalId: string) => options.get(proposalId) ?? [],
    isPanelOpen,
    isNear,
    isOpen,
    openStarts: (proposalId: string) =>
      (options.get(proposalId) ?? []).filter((startsAt) => isOpen(proposalId, startsAt)),
    /** Each way to clear that start: the interviews to be moved. None where one that has begun is in the way. */
    inTheWay: (proposalId: string, startsAt: number): string[][] => {
      const panel = sharing(proposalId, startsAt)
      if (panel.some((one) => isFixed.has(one.proposalId))) return []
      const others = at(startsAt).filter((one) => one.proposalId !== proposalId && !panel.includes(one))
      const taken = new Set(others.map(({ room }) => room))
      const cleared = panel.map((one) => one.proposalId)
      if (rooms.some((room) => !taken.has(room))) return [cleared]
      return rooms.flatMap((room) => {
        const occupants = others.filter((one) => one.room === room).map((one) => one.proposalId)
        return occupants.some((id) => isFixed.has(id)) ? [] : [[...cleared, ...occupants]]
      })
    },
  }
}
