import { isOpen } from '#domain/edition.ts'
import type { EditionSnapshot, PublishedPlace, ResultsSnapshot } from '#domain/publication.ts'
import { getCollection } from 'astro:content'

export type PublishedEdition = { hash: string; publishedAt: Date; snapshot: EditionSnapshot }
export type PublishedResults = { hash: string; publishedAt: Date; snapshot: ResultsSnapshot }

const newestFirst = (a: { publishedAt: Date }, b: { publishedAt: Date }) => +b.publishedAt - +a.publishedAt

/** Newest first. */
export async function listEditions(): Promise<PublishedEdition[]> {
  const entries = await getCollection('publications')
  return entries
    .flatMap(({ data: { hash, publishedAt, snapshot } }) =>
      snapshot.kind === 'edition' ? [{ hash, publishedAt: new Date(publishedAt), snapshot }] : [],
    )
    .toSorted(newestFirst)
}

/** Newest first. */
export async function listResults(): Promise<PublishedResults[]> {
  const entries = await getCollection('publications')
  return entries
    .flatMap(({ data: { hash, publishedAt, snapshot } }) =>
      snapshot.kind === 'results' ? [{ hash, publishedAt: new Date(publishedAt), snapshot }] : [],
    )
    .toSorted(newestFirst)
}

export type DatedStage = Omit<EditionSnapshot['stages'][number], 'opensAt' | 'closesAt'> & {
  opensAt: Date
  closesAt: Date
  phase: 'past' | 'current' | 'future'
}

/** The stages with their phase at `now`; static pages are built again at every boundary. */
export function datedStages({ stages }: EditionSnapshot, now: Date): DatedStage[] {
  return stages.map((stage) => {
    const window = { opensAt: new Date(stage.opensAt), closesAt: new Date(stage.closesAt) }
    const phase = window.closesAt <= now ? 'past' : isOpen(window, now) ? 'current' : 'future'
    return { ...stage, ...window, phase }
  })
}

/** What is open now and what opens next; either may be missing. */
export function presentOf(stages: readonly DatedStage[]): {
  current: DatedStage | undefined
  next: DatedStage | undefined
} {
  return {
    current: stages.find(({ phase }) => phase === 'current'),
    next: stages.find(({ phase }) => phase === 'future'),
  }
}

/** The newest edition with a stage still to end; undefined when none runs. */
export async function runningEdition(now: Date): Promise<PublishedEdition | undefined> {
  const editions = await listEditions()
  return editions.find(({ snapshot }) => datedStages(snapshot, now).some(({ phase }) => phase !== 'past'))
}

export type Winner = { place: PublishedPlace; results: PublishedResults }

/** One entry a winning proposal, with all its places, the latest decided first. */
export async function listWinners(): Promise<Map<string, Winner[]>> {
  const results = await listResults()
  const winners = results.flatMap((found) => found.snapshot.places.map((place) => ({ place, results: found })))
  return Map.groupBy(winners, ({ place }) => place.proposal.slug)
}

export const nameOf = (list: readonly { id: string; name: string }[], id: string): string =>
  list.find((item) => item.id === id)?.name ?? id
