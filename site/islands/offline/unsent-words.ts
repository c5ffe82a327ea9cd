import { count } from '#site/text/format.ts'
import type { Unsent } from './unsent.ts'

const nouns = {
  sheets: 'lembar',
  marks: 'tanda',
  visits: 'lembar kunjungan',
  photos: 'foto kunjungan',
  answers: 'jawaban konsolidasi',
} as const satisfies Record<keyof Unsent, string>

/** `2 lembar dan 1 tanda`, each kind by its name. */
export function unsentWords({ sheets, marks, visits, photos, answers }: Unsent): string {
  const parts = Object.entries({ sheets, marks, visits, photos, answers }).flatMap(([kind, number]) =>
    number > 0 && isKind(kind) ? [`${count(number)} ${nouns[kind]}`] : [],
  )
  return new Intl.ListFormat('id', { type: 'conjunction' }).format(parts)
}

const isKind = (word: string): word is keyof Unsent => word in nouns
