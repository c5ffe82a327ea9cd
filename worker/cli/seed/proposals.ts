import simulation from '#content/simulation.json' with { type: 'json' }
import type { AskedForm } from '#domain/form.ts'
import { randomFrom, type Random } from './random.ts'

const sentences: Record<string, readonly string[]> = simulation.sections

const slots: Record<string, readonly string[]> = simulation.summary.slots

/** An invented summary: the same for the same title, and unlike those of other titles. */
function summaryText(title: string): string {
  const random = randomFrom([...title].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7))
  const fill = (sentence: string) =>
    sentence.replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
      const choices = slots[slot]
      return choices ? random.pick(choices) : String(random.between(2, slot === 'n' ? 980 : 9))
    })
  return simulation.summary.sentences.map(fill).join(' ')
}

/** The section of the form that similarity compares. */
const summaryId = 'ringkasan'

/** One section's invented text, marked as such in its first sentence. `copied`: the title whose summary is told once more. */
export function sectionText(sectionId: string, title: string, random: Random, copied = title): string {
  if (sectionId === summaryId) return [`${simulation.opening} ${title}.`, summaryText(copied)].join('\n\n')
  const filled = (sentences[sectionId] ?? []).map((sentence) =>
    sentence
      .replaceAll('{n}', String(random.between(120, 980)))
      .replaceAll('{m}', String(random.between(21, 58)))
      .replaceAll('{p}', String(random.between(62, 94)))
      .replaceAll('{k}', String(random.between(2, 9))),
  )
  const half = Math.ceil(filled.length / 2)
  return [`${simulation.opening} ${title}.`, filled.slice(0, half).join(' '), filled.slice(half).join(' ')].join('\n\n')
}

export const sectionTexts = (form: Pick<AskedForm, 'sections'>, title: string, random: Random, copied?: string) =>
  form.sections.map(({ id }) => ({ id, text: sectionText(id, title, random, copied) }))

/** Titles that do not repeat before 400 proposals; beyond, a number keeps them apart. */
export function titleOf(n: number): string {
  const first = simulation.first[n % simulation.first.length] ?? ''
  const second = simulation.second[(n * 7 + Math.floor(n / simulation.first.length)) % simulation.second.length] ?? ''
  const round = Math.floor(n / (simulation.first.length * simulation.second.length))
  return `${first} ${second}${round > 0 ? ` ${round + 1}` : ''} (simulasi)`
}
