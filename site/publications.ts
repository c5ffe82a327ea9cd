import { createHash } from 'node:crypto'
import { publicationList, snapshot } from '#content/publication.ts'
import type { PublicationListing, Snapshot } from '#domain/publication.ts'
import type { Loader } from 'astro/loaders'
import * as z from 'zod'

export const publication = z.object({ hash: z.string(), publishedAt: z.string(), snapshot })
export type Publication = { hash: string; publishedAt: string; snapshot: Snapshot }

const subject = ({ kind, editionSlug, stageId }: PublicationListing) => `${kind}/${editionSlug}/${stageId ?? ''}`

/** What counts today: the newest snapshot of each edition, and the newest results of each of its stages. */
export function currentListings(listings: readonly PublicationListing[]): PublicationListing[] {
  const newestFirst = listings.toSorted((a, b) => b.publishedAt.localeCompare(a.publishedAt))
  return [...Map.groupBy(newestFirst, subject).values()].flatMap((same) => same.slice(0, 1))
}

/** Reads the current publications of a portal. Throws, and so stops the build, when bytes do not match their hash. */
export async function fetchPublications(origin: string): Promise<Publication[]> {
  const listing = publicationList.parse(await (await get(new URL('/api/publications', origin))).json())
  return Promise.all(
    currentListings(listing.publications).map(async ({ hash, publishedAt }) => {
      const response = await get(new URL(`/api/publications/${hash}`, origin))
      const bytes = Buffer.from(await response.arrayBuffer())
      const actual = createHash('sha256').update(bytes).digest('hex')
      if (actual !== hash) throw new Error(`publication ${hash}: its bytes have the SHA-256 ${actual}`)
      return { hash, publishedAt, snapshot: snapshot.parse(JSON.parse(bytes.toString('utf8'))) }
    }),
  )
}

async function get(url: URL): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}`)
  return response
}

/** Without an address the site shows the archive alone. */
export function publicationsLoader(origin: string | undefined): Loader {
  return {
    name: 'publications',
    load: async ({ store, parseData }) => {
      store.clear()
      for (const found of origin ? await fetchPublications(origin) : []) {
        store.set({ id: found.hash, data: await parseData({ id: found.hash, data: found }) })
      }
    },
  }
}
