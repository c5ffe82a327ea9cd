import { expect, test } from 'vitest'
import { lastMinutes, presentInterview, type ClockPhase } from '#domain/interview-clock.ts'

const now = new Date('2027-06-28T03:00:00Z')
const minutes = (n: number) => new Date(now.getTime() + n * 60_000)
const anInterview = (id: string, begins: number, told?: { phase: ClockPhase; minutesAgo: number }) => ({
  id,
  beginsAt: minutes(begins),
  endsAt: minutes(begins + 20),
  timing: told ? { sequence: 1, phase: told.phase, at: minutes(-told.minutesAgo).getTime() } : null,
})

test('the last two minutes are said once each, and the end', () => {
  expect([120_001, 120_000, 60_001, 60_000, 1, 0, -5000].map(lastMinutes)).toEqual([
    null,
    'two_minutes',
    'two_minutes',
    'one_minute',
    'one_minute',
    'over',
    'over',
  ])
})

test('the interview that is held is the one whose clock was pressed last, whatever its hour', () => {
  const late = anInterview('late', -90, { phase: 'questions', minutesAgo: 3 })
  const forgotten = anInterview('forgotten', -60, { phase: 'presentation', minutesAgo: 55 })
  const due = anInterview('due', 0)
  expect(presentInterview([forgotten, due, late], now)?.id).toBe('late')
})

test('while no clock runs it is the first that is due and has not been held', () => {
  const done = anInterview('done', -5, { phase: 'done', minutesAgo: 1 })
  const reset = anInterview('reset', -4, { phase: 'reset', minutesAgo: 1 })
  const soon = anInterview('soon', 10)
  const later = anInterview('later', 11)
  const over = anInterview('over', -20)
  expect(presentInterview([later, soon, done, reset, over], now)?.id).toBe('reset')
  expect(presentInterview([later, soon, done, over], now)?.id).toBe('soon')
  expect(presentInterview([later, done, over], now)).toBeUndefined()
})
