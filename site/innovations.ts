import type { Award, Innovation } from '#content/innovation.ts'
import { getCollection } from 'astro:content'
import { awardOrder } from './text/awards.ts'

/** One award of an archive record, with the record. */
export type Awarded = Omit<Award, 'sources'> & { innovation: Innovation }

let known: Promise<Innovation[]> | undefined

/** The archive, one entry an innovation. Read once a build. */
export function listInnovations(): Promise<Innovation[]> {
  if (!known || import.meta.env.DEV) known = getCollection('innovations').then((all) => all.map(({ data }) => data))
  return known
}

/** The archive, one entry an award: what awards are counted by. */
export async function listAwarded(): Promise<Awarded[]> {
  const innovations = await listInnovations()
  return innovations.flatMap((innovation) => innovation.awards.map((award) => ({ ...award, innovation })))
}

/** Newest first, then the higher award. */
export const awardsNewestFirst = ({ awards }: Innovation): Award[] =>
  awards.toSorted((a, b) => b.year - a.year || awardOrder(a.award) - awardOrder(b.award))

/** The highest award of an innovation; of equal ones the newest. */
export function highestAward(innovation: Innovation): Award {
  const [highest] = awardsNewestFirst(innovation).toSorted((a, b) => awardOrder(a.award) - awardOrder(b.award))
  if (!highest) throw new Error(`${innovation.slug}.json has no award`)
  return highest
}
