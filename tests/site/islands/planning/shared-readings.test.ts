import { expect, test } from 'vitest'
import { inOrder, pairsAmong, sharedReadings } from '#site/islands/planning/shared-readings.ts'

const aJuror = (id: string, groupId: string) => ({ id, name: id.toUpperCase(), load: 3, groupId })

/** a-b 2, a-c 0, a-d 1, b-c 1, b-d 0, c-d 0. */
const answer = {
  jurors: [aJuror('a', 'umum'), aJuror('b', 'khusus'), aJuror('c', 'umum'), aJuror('d', 'khusus')],
  shared: [2, 0, 1, 1, 0, 0],
  least: 0,
  median: 0,
  most: 2,
  pairsWithout: 3,
}
const shared = sharedReadings(answer)
const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id).join('')

test('two jurors share the same whoever is named first; nobody shares with himself or with who reads nothing', () => {
  expect([
    shared.between('a', 'b'),
    shared.between('b', 'a'),
    shared.between('d', 'c'),
    shared.between('a', 'a'),
    shared.between('a', 'x'),
  ]).toEqual([2, 2, 0, null, null])
})

test('jurors stand by name, by who shares nothing with most others, or by the groups of the edition', () => {
  const groups = ['khusus', 'umum']
  expect([
    ids(inOrder(shared, 'name', groups)),
    ids(inOrder(shared, 'least', groups)),
    ids(inOrder(shared, 'group', groups)),
  ]).toEqual(['abcd', 'cdab', 'bdac'])
})

test('the list has every pair once, or one juror with each of the others', () => {
  const named = (chosen: string | null) => pairsAmong(answer.jurors, chosen).map(({ one, other }) => one.id + other.id)
  expect([named(null), named('c')]).toEqual([
    ['ab', 'ac', 'ad', 'bc', 'bd', 'cd'],
    ['ca', 'cb', 'cd'],
  ])
})
