import { expect, test } from 'vitest'
import { leftOf, mayFollow } from '#domain/interview-clock.ts'
import { receiveClock } from '#site/islands/interviews/clock-standing.ts'
import { minutesAndSeconds } from '#site/text/interview.ts'

const at = Date.parse('2027-06-28T02:00:00.000Z')
const heard = (sequence: number, phase: 'presentation' | 'questions', now: number) => ({
  timing: { sequence, phase, at: new Date(at).toISOString() },
  now: new Date(now).toISOString(),
})
const times = { presentationMinutes: 7, questionMinutes: 13, changeMinutes: 5 }

test('a device whose clock is wrong shows what the others show', () => {
  const wrongBy = 90_000
  const deviceNow = at + 60_000 - wrongBy
  const standing = receiveClock(undefined, heard(1, 'presentation', at + 60_000), deviceNow - 200, deviceNow + 200)
  expect(standing.offsetMs).toBe(wrongBy)
  expect(leftOf(standing.timing, times, deviceNow + standing.offsetMs)).toBe(6 * 60_000)
})

test('a screen whose clock was read just before the press shows the whole part and no more', () => {
  const pressedAt = Date.parse('2000-01-03T02:00:00Z')
  const timing = { sequence: 1, phase: 'questions' as const, at: pressedAt }
  expect(leftOf(timing, times, pressedAt - 900)).toBe(13 * 60_000)
})

test('an older answer that comes late does not turn the clock back', () => {
  const newer = receiveClock(undefined, heard(2, 'questions', at), at, at)
  expect(receiveClock(newer, heard(1, 'presentation', at), at, at)).toBe(newer)
  expect(receiveClock(newer, { timing: null, now: new Date(at).toISOString() }, at, at)).toBe(newer)
})

test('the clock goes from presentation to questions to the end, and back to the beginning only', () => {
  expect(mayFollow(null, 'presentation')).toBe(true)
  expect(mayFollow(null, 'questions')).toBe(false)
  expect(mayFollow('presentation', 'done')).toBe(false)
  expect(mayFollow('questions', 'done')).toBe(true)
  expect(mayFollow('done', 'presentation')).toBe(false)
  expect(mayFollow('done', 'reset')).toBe(true)
})

test('what is left is read in minutes and seconds, also beyond the end', () => {
  expect([420_000, 59_001, 0, -34_500].map(minutesAndSeconds)).toEqual(['7:00', '1:00', '0:00', '-0:35'])
  expect(leftOf({ sequence: 3, phase: 'done', at }, times, at)).toBeNull()
})
