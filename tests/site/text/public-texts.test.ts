import { describe, expect, it } from 'vitest'
import { publicTexts, stringsOf } from './public-texts.ts'

/** Where two texts differ in shape: a key, a kind, the length of a list, the number of words a function takes. */
function differences(id: unknown, en: unknown, at: string): string[] {
  if (typeof id !== typeof en) return [`${at}: ${typeof id} and ${typeof en}`]
  if (typeof id === 'function' && typeof en === 'function') {
    return id.length === en.length ? [] : [`${at}: ${id.length} and ${en.length} parameters`]
  }
  if (typeof id !== 'object' || typeof en !== 'object' || id === null || en === null) return []
  const [left, right] = [new Map(Object.entries(id)), new Map(Object.entries(en))]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    differences(left.get(key), right.get(key), `${at}.${key}`),
  )
}

describe('every public text', () => {
  it('has the same parts in both languages', async () => {
    const texts = await publicTexts()
    // Words to find a page by need not be as many in both languages.
    const found = texts.flatMap(({ name, id, en }) => differences(id, en, name))
    expect(found.filter((line) => !/\.keywords\.\d+:/.test(line))).toEqual([])
    expect(texts.length).toBeGreaterThan(8)
  })

  it('is not the same sentence in both languages', async () => {
    const texts = await publicTexts()
    const untranslated = texts.flatMap(({ name, id, en }) => {
      const english = new Set(stringsOf(en))
      return stringsOf(id)
        .filter((words) => words.split(' ').length > 3 && english.has(words))
        .map((words) => `${name}: ${words}`)
    })
    expect(untranslated).toEqual([])
  })
})
