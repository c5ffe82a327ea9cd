import { expect, test } from 'vitest'
import { defaultReminderHours, dueReminder, dutiesOf, type Holder, type OpenProposal } from '#domain/reminder.ts'

const hour = 3600 * 1000
const closesAt = new Date(1000 * hour)
const window = { opensAt: new Date(0), closesAt }
const before = (hours: number) => new Date(closesAt.getTime() - hours * hour)

test('a reminder is due from its hour until the next, and none before opening or after closing', () => {
  const at = [169, 168, 100, 48, 47.9, 12, 0.01, 0, -1].map((hours) =>
    dueReminder(window, defaultReminderHours, before(hours)),
  )
  expect([at, dueReminder(window, defaultReminderHours, new Date(-1)), dueReminder(window, [], before(1))]).toEqual([
    [undefined, 168, 168, 48, 48, 12, 12, undefined, undefined],
    undefined,
    undefined,
  ])
})

test('each person hears of what only this person can move, and nobody else is written to', () => {
  const aProposal = (id: string, state: OpenProposal['state'], unitId: string): OpenProposal => ({
    id,
    title: id,
    state,
    unitId,
  })
  const draft = aProposal('draf', 'draft', 'unit-a')
  const returned = aProposal('kembali', 'returned', 'unit-b')
  const passed = aProposal('menunggu', 'with_agency', 'unit-b')
  const holders: Holder[] = [
    { userId: 'penulis-a', role: 'author', agencyId: 'unit-a' },
    { userId: 'penulis-c', role: 'author', agencyId: 'unit-c' },
    { userId: 'admin', role: 'agency_admin', agencyId: 'kota' },
    { userId: 'rangkap', role: 'author', agencyId: 'unit-b' },
    { userId: 'rangkap', role: 'agency_admin', agencyId: 'kota' },
    { userId: 'admin-lain', role: 'agency_admin', agencyId: 'provinsi' },
  ]
  expect(dutiesOf('kota', [draft, returned, passed], holders)).toEqual([
    { userId: 'penulis-a', own: [draft], waiting: [], atUnits: [] },
    { userId: 'admin', own: [], waiting: [passed], atUnits: [draft, returned] },
    { userId: 'rangkap', own: [returned], waiting: [passed], atUnits: [draft] },
  ])
})

test('a unit whose proposals all wait for the admin is left in peace', () => {
  const passed: OpenProposal = { id: 'x', title: 'X', state: 'with_agency', unitId: 'unit-a' }
  expect(dutiesOf('kota', [passed], [{ userId: 'penulis', role: 'author', agencyId: 'unit-a' }])).toEqual([])
})
