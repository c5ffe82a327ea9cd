import { expect, test } from 'vitest'
import { deskKeys, pressKey, type DeskAct, type Waiting } from '#site/islands/desk/desk-keys.ts'

/** What keys do, pressed `everyMs` apart. */
function actsOf(keys: readonly string[], everyMs = 100): DeskAct[] {
  let waiting: Waiting = null
  return keys.flatMap((key, n) => {
    const pressed = pressKey(waiting, key, n * everyMs)
    waiting = pressed.waiting
    return pressed.act ? [pressed.act] : []
  })
}

test('every act of the desk is reached by its keys, and no two share theirs', () => {
  expect(deskKeys.map(({ keys }) => actsOf(keys))).toEqual(deskKeys.map(({ act }) => [act]))
  expect(new Set(deskKeys.map(({ keys }) => keys.join(' '))).size).toBe(deskKeys.length)
})

test('the second key of two acts alone again when the first was pressed too long ago', () => {
  expect(actsOf(['g', 't'], 1500)).toEqual(['go_table'])
  expect(actsOf(['g', 'd', 'j'], 2000)).toEqual(['next_criterion'])
})

test('a key that follows the first of two by mistake does nothing, and the next one acts', () => {
  expect(actsOf(['g', 'j', 'j'])).toEqual(['next_criterion'])
  expect(actsOf(['g', 'g', 't'])).toEqual([])
  expect(actsOf(['q', 'Enter', 'x'])).toEqual(['skip'])
})
