import { expect, test } from 'vitest'
import { changesOf, instantsOf, typedDays, wrongStretches } from '#site/islands/interviews/availability-days.ts'

const stored = [
  { id: 'a', beginsAt: '2027-06-28T02:00:00.000Z', endsAt: '2027-06-28T05:00:00.000Z' },
  { id: 'b', beginsAt: '2027-06-28T06:00:00.000Z', endsAt: '2027-06-28T08:00:00.000Z' },
  { id: 'night', beginsAt: '2027-06-28T15:00:00.000Z', endsAt: '2027-06-28T18:00:00.000Z' },
]

test('stretches stand at their day and hour of the zone; one over midnight stands apart', () => {
  expect(typedDays(stored, 'WIB')).toEqual({
    days: {
      '2027-06-28': [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '15:00' },
      ],
    },
    others: [stored[2]],
  })
  expect(typedDays(stored, 'WIT').days['2027-06-28']?.[0]).toEqual({ from: '11:00', to: '14:00' })
})

test('what is typed is written, what is gone is removed, and what is the same is left alone', () => {
  const { days, others } = typedDays(stored, 'WIB')
  expect(changesOf(stored, days, others, 'WIB')).toEqual({ add: [], remove: [] })
  const typed = {
    ...days,
    '2027-06-28': [{ from: '09:00', to: '12:00' }],
    '2027-06-29': [{ from: '08:00', to: '10:00' }],
  }
  expect(changesOf(stored, typed, [], 'WIB')).toEqual({
    add: [{ beginsAt: '2027-06-29T01:00:00.000Z', endsAt: '2027-06-29T03:00:00.000Z' }],
    remove: ['b', 'night'],
  })
})

test('a stretch that ends before it begins is none', () => {
  expect(instantsOf('2027-06-28', { from: '12:00', to: '12:00' }, 'WIB')).toBeUndefined()
  expect(instantsOf('2027-06-28', { from: '', to: '12:00' }, 'WIB')).toBeUndefined()
  const days = {
    '2027-06-28': [
      { from: '09:00', to: '10:00' },
      { from: '12:00', to: '08:00' },
    ],
  }
  expect(wrongStretches(days, 'WIB')).toEqual(['2027-06-28 1'])
})
