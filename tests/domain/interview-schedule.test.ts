import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interviewWindows, startsOf } from '#domain/interview-hours.ts'
import { checkSlot, planInterviews } from '#domain/interview-plan.ts'
import { isFree, scheduleInterviews, type ScheduleDemand } from '#domain/interview-schedule.ts'

const minute = 60_000
const hour = 60 * minute

/** Interviews of 20 minutes with 5 between them, in one room from 0 to 2 h, unless told otherwise. */
const aDemand = (given: Partial<ScheduleDemand> = {}): ScheduleDemand => ({
  interviews: [],
  free: new Map(),
  windows: [{ from: 0, to: 2 * hour }],
  notBefore: 0,
  rooms: ['A'],
  slotMs: 20 * minute,
  changeMs: 5 * minute,
  kept: [],
  fixed: [],
  seed: 1,
  ...given,
})

const always = (...ids: string[]) => new Map(ids.map((id) => [id, [{ from: 0, to: 24 * hour }]]))

/** Small rounds: some panels, some hours, some rooms. */
const smallRounds = fc
  .record({
    panels: fc.array(fc.uniqueArray(fc.constantFrom('p1', 'p2', 'p3', 'p4'), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 5,
    }),
    free: fc.dictionary(
      fc.constantFrom('p1', 'p2', 'p3', 'p4'),
      fc.array(
        fc.tuple(fc.integer({ min: 0, max: 110 }), fc.integer({ min: 20, max: 120 })).map(([from, length]) => ({
          from: from * minute,
          to: (from + length) * minute,
        })),
        { minLength: 1, maxLength: 2 },
      ),
    ),
    rooms: fc.constantFrom(['A'], ['A', 'B']),
    windows: fc.constantFrom(
      [{ from: 0, to: 2 * hour }],
      [
        { from: 0, to: 50 * minute },
        { from: 53 * minute, to: 2 * hour },
      ],
    ),
    seed: fc.nat(1000),
  })
  .map(({ panels, free, ...rest }) =>
    aDemand({
      ...rest,
      interviews: panels.map((panelistIds, n) => ({ proposalId: `u${n}`, panelistIds })),
      free: new Map(Object.entries(free)),
    }),
  )

/** Every placement is tried: the most interviews that fit. */
function mostPlaced({ interviews, free, windows, rooms, slotMs, changeMs }: ScheduleDemand): number {
  const starts = startsOf(windows, slotMs, changeMs)
  const lay = (n: number, taken: readonly { startsAt: number; panelistIds: readonly string[] }[]): number => {
    const next = interviews[n]
    if (!next) return taken.length
    const open = starts.filter((startsAt) => {
      const there = taken.filter((one) => one.startsAt === startsAt)
      const isThere = next.panelistIds.every((id) =>
        isFree(free.get(id) ?? [], { from: startsAt, to: startsAt + slotMs }),
      )
      return (
        isThere &&
        there.length < rooms.length &&
        !there.some((one) => one.panelistIds.some((id) => next.panelistIds.includes(id)))
      )
    })
    return Math.max(
      lay(n + 1, taken),
      ...open.map((startsAt) => lay(n + 1, [...taken, { startsAt, panelistIds: next.panelistIds }])),
    )
  }
  return lay(0, [])
}

test('no panelist and no room has two interviews at once, and everybody is available', () => {
  fc.assert(
    fc.property(smallRounds, (demand) => {
      const { placed } = scheduleInterviews(demand)
      const panelOf = new Map(demand.interviews.map((one) => [one.proposalId, one.panelistIds]))
      for (const [n, a] of placed.entries()) {
        const panel = panelOf.get(a.proposalId) ?? []
        expect(
          panel.every((id) => isFree(demand.free.get(id) ?? [], { from: a.startsAt, to: a.startsAt + demand.slotMs })),
        ).toBe(true)
        for (const b of placed.slice(n + 1)) {
          if (Math.abs(a.startsAt - b.startsAt) >= demand.slotMs + demand.changeMs) continue
          expect(a.room).not.toBe(b.room)
          expect(panel.filter((id) => panelOf.get(b.proposalId)?.includes(id))).toEqual([])
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('the same demand gives the same schedule, and every interview is placed or named with its cause', () => {
  fc.assert(
    fc.property(smallRounds, (demand) => {
      const { placed, unplaced } = scheduleInterviews(demand)
      expect(scheduleInterviews(demand)).toEqual({ placed, unplaced })
      const named = [...placed, ...unplaced].map(({ proposalId }) => proposalId)
      expect(named.toSorted()).toEqual(demand.interviews.map(({ proposalId }) => proposalId).toSorted())
    }),
    { numRuns: 200 },
  )
})

test('where all interviews with a common time can be placed, all of them are', () => {
  fc.assert(
    fc.property(smallRounds, (demand) => {
      const { placed, unplaced } = scheduleInterviews(demand)
      const possible = demand.interviews.filter(
        ({ proposalId }) =>
          !unplaced.some(
            (one) => one.proposalId === proposalId && ['panelists_away', 'no_common_time'].includes(one.cause),
          ),
      )
      const most = mostPlaced({ ...demand, interviews: possible })
      if (most === possible.length) expect(placed.length).toBe(most)
    }),
    { numRuns: 400 },
  )
})

test('what stands is not moved by what is added, as long as there is a place beside it', () => {
  fc.assert(
    fc.property(smallRounds, (demand) => {
      const [added, ...rest] = demand.interviews
      const before = scheduleInterviews({ ...demand, interviews: rest })
      const after = scheduleInterviews({ ...demand, kept: before.placed })
      const moved = before.placed.filter(
        (one) =>
          !after.placed.some(
            (now) => now.proposalId === one.proposalId && now.startsAt === one.startsAt && now.room === one.room,
          ),
      )
      const again = scheduleInterviews({ ...demand, interviews: rest, kept: before.placed })
      expect(again.placed).toEqual(before.placed)
      if (moved.length > 0) expect(after.placed.some(({ proposalId }) => proposalId === added?.proposalId)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('the earliest starts are taken first, with the pause between them', () => {
  const interviews = ['u1', 'u2', 'u3'].map((proposalId) => ({ proposalId, panelistIds: ['p'] }))
  const { placed, unplaced } = scheduleInterviews(aDemand({ interviews, free: always('p') }))
  expect(placed.map(({ startsAt, room }) => [startsAt / minute, room])).toEqual([
    [0, 'A'],
    [25, 'A'],
    [50, 'A'],
  ])
  expect(unplaced).toEqual([])
})

test('an interview with one open start gets it before those that have others', () => {
  const free = new Map([...always('p'), ['q', [{ from: 0, to: 20 * minute }]] as const])
  const interviews = [
    { proposalId: 'u1', panelistIds: ['p'] },
    { proposalId: 'u2', panelistIds: ['p'] },
    { proposalId: 'u3', panelistIds: ['p', 'q'] },
  ]
  const first = scheduleInterviews(aDemand({ interviews, free })).placed[0]
  expect(first).toEqual({ proposalId: 'u3', startsAt: 0, room: 'A' })
})

test('a standing interview moves when that is the only way to place another', () => {
  const free = new Map([...always('p'), ['q', [{ from: 0, to: 20 * minute }]] as const])
  const demand = aDemand({
    free,
    interviews: [
      { proposalId: 'u1', panelistIds: ['p'] },
      { proposalId: 'u2', panelistIds: ['p', 'q'] },
    ],
    kept: [{ proposalId: 'u1', startsAt: 0, room: 'A' }],
  })
  expect(scheduleInterviews(demand)).toEqual({
    placed: [
      { proposalId: 'u2', startsAt: 0, room: 'A' },
      { proposalId: 'u1', startsAt: 25 * minute, room: 'A' },
    ],
    unplaced: [],
  })
})

test('an interview that has begun is not moved, and nothing is put beside it', () => {
  const demand = aDemand({
    windows: [{ from: 0, to: 45 * minute }],
    free: always('p', 'q'),
    interviews: [
      { proposalId: 'u1', panelistIds: ['p'] },
      { proposalId: 'u2', panelistIds: ['q'] },
      { proposalId: 'u3', panelistIds: ['q'] },
    ],
    fixed: [{ proposalId: 'u1', startsAt: 0, room: 'A', panelistIds: ['p'] }],
  })
  const { placed, unplaced } = scheduleInterviews(demand)
  expect(placed.map(({ startsAt }) => startsAt)).toEqual([25 * minute])
  expect(unplaced.map(({ cause }) => cause)).toEqual(['no_room'])
})

test('what cannot be placed is named with its cause', () => {
  const demand = aDemand({
    windows: [{ from: 0, to: 20 * minute }],
    free: new Map([...always('p', 'q'), ['early', [{ from: 0, to: 5 * minute }]] as const]),
    interviews: [
      { proposalId: 'nobody', panelistIds: [] },
      { proposalId: 'never', panelistIds: ['p', 'early', 'silent'] },
      { proposalId: 'u1', panelistIds: ['p'] },
      { proposalId: 'u2', panelistIds: ['q'] },
    ],
  })
  const { placed, unplaced } = scheduleInterviews(demand)
  expect(placed.length).toBe(1)
  const byId = (id: string) => unplaced.find(({ proposalId }) => proposalId === id)
  expect(byId('nobody')).toEqual({ proposalId: 'nobody', cause: 'no_panelist', panelistIds: [] })
  expect(byId('never')).toEqual({ proposalId: 'never', cause: 'panelists_away', panelistIds: ['early', 'silent'] })
  expect(unplaced.filter(({ cause }) => cause === 'no_room').length).toBe(1)
  const two = scheduleInterviews({
    ...demand,
    rooms: ['A', 'B'],
    interviews: ['u1', 'u2'].map((proposalId) => ({ proposalId, panelistIds: ['p'] })),
  })
  expect(two.unplaced.map(({ cause }) => cause)).toEqual(['panelists_taken'])
})

test('114 interviews by 12 panelists in two rooms are all placed', () => {
  const panelists = Array.from({ length: 12 }, (_, n) => `p${n}`)
  const interviews = Array.from({ length: 114 }, (_, n) => ({
    proposalId: `u${n}`,
    panelistIds: [0, 5, 7].map((shift) => panelists[(n + shift) % 12] ?? ''),
  }))
  const windows = Array.from({ length: 13 }, (_, n) => ({ from: n * 24 * hour, to: n * 24 * hour + 5 * hour }))
  const free = new Map(panelists.map((id) => [id, [{ from: 0, to: 13 * 24 * hour }]]))
  const { placed, unplaced } = scheduleInterviews(aDemand({ interviews, windows, free, rooms: ['A', 'B'] }))
  expect([placed.length, unplaced]).toEqual([114, []])
})

test('daily hours become windows without their breaks, in their own zone, within the stage', () => {
  const hours = {
    days: ['2027-06-28', '2027-06-29'],
    from: '09:00',
    to: '12:00',
    breaks: [{ from: '10:00', to: '10:15' }],
    zone: 'WITA' as const,
  }
  const at = (text: string) => Date.parse(text)
  const within = { from: at('2027-06-28T01:30:00Z'), to: at('2027-06-29T02:10:00Z') }
  expect(interviewWindows(hours, within)).toEqual({
    ok: true,
    value: [
      { from: at('2027-06-28T01:30:00Z'), to: at('2027-06-28T02:00:00Z') },
      { from: at('2027-06-28T02:15:00Z'), to: at('2027-06-28T04:00:00Z') },
      { from: at('2027-06-29T01:00:00Z'), to: at('2027-06-29T02:00:00Z') },
    ],
  })
  const wrong = { ...hours, days: ['2027-02-30'], to: '08:00', breaks: [{ from: '10:15', to: '10:00' }] }
  expect(interviewWindows(wrong, within)).toEqual({
    ok: false,
    refusal: { code: 'hours_invalid', fields: ['days.0', 'from', 'to', 'breaks.0'] },
  })
  expect(interviewWindows({ ...hours, days: [] }, within)).toMatchObject({ refusal: { fields: ['days'] } })
})

test('an hour that is running keeps its starts: what has passed falls away, the rest does not move with the minute', () => {
  const interviews = ['u1', 'u2', 'u3', 'u4'].map((proposalId) => ({ proposalId, panelistIds: ['p'] }))
  const startsAt = (at: number) => {
    const { placed } = scheduleInterviews(aDemand({ interviews, free: always('p'), notBefore: at * minute }))
    return placed.map((one) => one.startsAt / minute)
  }
  expect([startsAt(0), startsAt(1), startsAt(25), startsAt(26), startsAt(101)]).toEqual([
    [0, 25, 50, 75],
    [25, 50, 75, 100],
    [25, 50, 75, 100],
    [50, 75, 100],
    [],
  ])
})

test('who had time only before now is named as having none', () => {
  const free = new Map([['p', [{ from: 0, to: hour }]]])
  const interviews = [{ proposalId: 'u1', panelistIds: ['p', 'q'] }]
  const given = { interviews, free: new Map([...free, ...always('q')]) }
  const unplaced = (notBefore: number) => scheduleInterviews(aDemand({ ...given, notBefore })).unplaced
  expect([unplaced(0), unplaced(50 * minute)]).toEqual([
    [],
    [{ proposalId: 'u1', cause: 'panelists_away', panelistIds: ['p'] }],
  ])
})

/** WIB; the stage closes on a Sunday evening. */
const lastHours = { days: ['2027-07-02'], from: '09:00', to: '17:00', breaks: [], zone: 'WIB' as const }
const closing = Date.parse('2027-07-04T16:59:00Z')
/** What is left of these hours at an instant, for one proposal whose panelist has time day and night. */
const leftAt = (now: string, given: object = {}, free = new Map([['p', [{ from: 0, to: closing }]]])) => {
  const windows = interviewWindows({ ...lastHours, ...given }, { from: Date.parse(now), to: closing })
  if (!windows.ok) return windows.refusal
  const interviews = [{ proposalId: 'u1', panelistIds: ['p'] }]
  const { placed, unplaced } = scheduleInterviews(aDemand({ windows: windows.value, interviews, free }))
  return [...placed.map(({ startsAt }) => new Date(startsAt).toISOString()), ...unplaced.map(({ cause }) => cause)]
}

test('when the hours of the last day are over, that is the cause, and not the panelists', () => {
  expect(leftAt('2027-07-02T09:40:00Z')).toEqual(['2027-07-02T09:40:00.000Z'])
  expect(leftAt('2027-07-02T09:41:00Z')).toEqual(['no_hours'])
  expect(leftAt('2027-07-02T10:01:00Z')).toEqual(['no_hours'])
  expect(leftAt('2027-07-02T10:01:00Z', { to: '18:00' })).toEqual(['2027-07-02T10:01:00.000Z'])
})

test('when only a weekend is left, it is planned if somebody asks for it, until the stage closes', () => {
  expect(leftAt('2027-07-03T01:00:00Z')).toEqual(['no_hours'])
  expect(leftAt('2027-07-03T01:00:00Z', { days: [] })).toEqual({ code: 'hours_invalid', fields: ['days'] })
  expect(leftAt('2027-07-03T01:00:00Z', { days: ['2027-07-03', '2027-07-04'] })).toEqual(['2027-07-03T02:00:00.000Z'])
  expect(leftAt('2027-07-04T16:45:00Z', { days: ['2027-07-04'], to: '23:59' })).toEqual(['no_hours'])
})

test('hours shorter than one interview are no hours; a panelist who has said nothing is another cause, no panelist at all the first', () => {
  expect(leftAt('2027-07-01T00:00:00Z', { to: '09:19' })).toEqual(['no_hours'])
  expect(leftAt('2027-07-01T00:00:00Z', { to: '09:20' })).toEqual(['2027-07-02T02:00:00.000Z'])
  expect(leftAt('2027-07-01T00:00:00Z', {}, new Map())).toEqual(['panelists_away'])
  const noHours = aDemand({ windows: [], interviews: [{ proposalId: 'u1', panelistIds: [] }] })
  expect(scheduleInterviews(noHours).unplaced).toEqual([{ proposalId: 'u1', cause: 'no_panelist', panelistIds: [] }])
})

test('panelists who each have time but never together are told apart from those who have none', () => {
  const demand = aDemand({
    interviews: [{ proposalId: 'u1', panelistIds: ['p', 'q'] }],
    free: new Map([
      ['p', [{ from: 0, to: 30 * minute }]],
      ['q', [{ from: 25 * minute, to: 60 * minute }]],
    ]),
  })
  expect(scheduleInterviews(demand).unplaced).toEqual([{ proposalId: 'u1', cause: 'no_common_time', panelistIds: [] }])
  // From 10 to 35 minutes no interview begins and ends: the grid has 0 and 25.
  const between = new Map([...always('p'), ['q', [{ from: 10 * minute, to: 40 * minute }]] as const])
  expect(scheduleInterviews({ ...demand, free: between }).unplaced).toEqual([
    { proposalId: 'u1', cause: 'panelists_away', panelistIds: ['q'] },
  ])
})

test('a plan says what stays, what moves, what is new and what is cancelled', () => {
  const standing = [
    { id: 's1', proposalId: 'u1', startsAt: 0, room: 'A', panelistIds: ['p'] },
    { id: 's2', proposalId: 'u2', startsAt: 25 * minute, room: 'A', panelistIds: ['p'] },
    { id: 's3', proposalId: 'u3', startsAt: 50 * minute, room: 'A', panelistIds: ['p'] },
  ]
  const placed = [
    { proposalId: 'u1', startsAt: 0, room: 'A' },
    { proposalId: 'u2', startsAt: 75 * minute, room: 'A' },
    { proposalId: 'u4', startsAt: 25 * minute, room: 'A' },
  ]
  const panels = new Map(['u1', 'u2', 'u4'].map((id) => [id, ['p']]))
  const plan = planInterviews({ placed }, standing, panels)
  expect(plan.slots.map(({ proposalId, change, slotId }) => [proposalId, change, slotId])).toEqual([
    ['u1', 'stays', 's1'],
    ['u2', 'moves', 's2'],
    ['u4', 'new', null],
  ])
  expect(plan.cancelled).toEqual(['s3'])
})

test('a time chosen by hand is refused for a taken room, a seated panelist and one who is away', () => {
  const standing = [{ id: 's1', proposalId: 'u1', startsAt: 0, room: 'A', panelistIds: ['p'] }]
  const rules = { free: always('p', 'q'), slotMs: 20 * minute, changeMs: 5 * minute }
  const wanted = { proposalId: 'u2', startsAt: 24 * minute, room: 'A', panelistIds: ['q'] }
  const refused = (cause: string, ids: string[]) => ({ ok: false, refusal: { code: 'slot_not_free', cause, ids } })
  expect(checkSlot(wanted, standing, rules)).toEqual(refused('room', ['u1']))
  expect(checkSlot({ ...wanted, room: 'B', panelistIds: ['p', 'q'] }, standing, rules)).toEqual(
    refused('panelist', ['p']),
  )
  expect(checkSlot({ ...wanted, room: 'B', panelistIds: ['q', 'r'] }, standing, rules)).toEqual(
    refused('availability', ['r']),
  )
  expect(checkSlot({ ...wanted, startsAt: 25 * minute }, standing, rules)).toEqual({ ok: true, value: true })
  expect(checkSlot({ ...wanted, proposalId: 'u1', panelistIds: ['p'] }, standing, rules)).toEqual({
    ok: true,
    value: true,
  })
})
