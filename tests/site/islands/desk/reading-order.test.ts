import { describe, expect, it } from 'vitest'
import { likelyNext, neighbour, nextOpen, type OrderedReading } from '#site/islands/desk/reading-order.ts'

const reading = (id: string, some: Partial<OrderedReading> = {}): OrderedReading => ({
  id,
  position: 0,
  state: 'new',
  laterAt: null,
  isQueued: false,
  ...some,
})
const later = { laterAt: '2030-01-01T00:00:00.000Z' }

describe('the next proposal', () => {
  it('is the next that asks for a sheet, from the beginning again at the end', () => {
    const order = [reading('a'), reading('b', { state: 'handed_in' }), reading('c', { isQueued: true }), reading('d')]
    expect([nextOpen(order, 'a')?.id, nextOpen(order, 'd')?.id, nextOpen(order, 'b')?.id]).toEqual(['d', 'a', 'd'])
  })

  it('leaves what was put off to the end', () => {
    const order = [reading('a', later), reading('b'), reading('c', later), reading('d')]
    expect([nextOpen(order, null)?.id, nextOpen(order, 'b')?.id]).toEqual(['b', 'd'])
    expect(nextOpen([reading('a', later), reading('b', { state: 'handed_in' })], 'b')?.id).toBe('a')
  })

  it('is none when the only one that is left is open already', () => {
    expect(nextOpen([reading('a'), reading('b', { state: 'handed_in' })], 'a')).toBeUndefined()
    expect(nextOpen([], null)).toBeUndefined()
  })

  it('has its neighbours in the order, whatever became of them', () => {
    const order = [reading('a', { state: 'handed_in' }), reading('b')]
    expect([neighbour(order, 'b', -1)?.id, neighbour(order, 'b', 1)?.id, neighbour(order, 'x', 1)?.id]).toEqual([
      'a',
      undefined,
      undefined,
    ])
  })

  it('is fetched before it is asked for, with the one after it and both neighbours', () => {
    const order = [reading('a'), reading('b'), reading('c', { state: 'handed_in' }), reading('d'), reading('e')]
    expect(likelyNext(order, 'b')).toEqual(['d', 'c', 'a', 'e'])
  })
})
