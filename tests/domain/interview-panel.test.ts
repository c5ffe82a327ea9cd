import { expect, test } from 'vitest'
import { changePanel } from '#domain/interview-panel.ts'

const known = {
  jurorIds: ['a', 'b', 'c', 'd'],
  barredIds: ['d'],
  handedInIds: ['a'],
  apart: [{ firstId: 'b', secondId: 'c' }],
}

test('who joins and who leaves follow from the two panels', () => {
  expect(changePanel(['a', 'b'], ['c', 'a', 'c'], known)).toEqual({
    ok: true,
    value: { joinedIds: ['c'], leftIds: ['b'] },
  })
  expect(changePanel(['a'], ['a'], known)).toEqual({ ok: true, value: { joinedIds: [], leftIds: [] } })
})

test('nobody joins without the role or in conflict, nobody leaves who has handed in, and pairs stay apart', () => {
  const refused = (present: string[], wanted: string[]) => {
    const changed = changePanel(present, wanted, known)
    return changed.ok ? null : changed.refusal
  }
  expect(refused(['a'], ['a', 'x'])).toEqual({ code: 'invalid_input', fields: ['panelistIds'] })
  expect(refused(['a'], ['a', 'd'])).toEqual({ code: 'conflict_of_interest' })
  expect(refused(['a', 'b'], ['b'])).toEqual({ code: 'already_handed_in' })
  expect(refused(['b'], ['b', 'c'])).toEqual({ code: 'slot_not_free', cause: 'apart', ids: ['b', 'c'] })
  // Who sits together already stays together.
  expect(refused(['b', 'c'], ['b', 'c', 'a'])).toBeNull()
})
