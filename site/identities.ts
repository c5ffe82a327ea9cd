import { listWinners, type Winner } from './editions.ts'
import { listInnovations } from './innovations.ts'

type Winners = [Winner, ...Winner[]]

/**
 * Winners of editions held on this portal, by whether the archive has the same innovation. Only the archive says so, by the
 * proposal's reference number; names are never compared.
 */
export async function winnersByIdentity(): Promise<{
  /** By the slug of the archive record. */
  archived: ReadonlyMap<string, readonly Winner[]>
  /** Innovations with a page of their own, by their slug; the latest award first. */
  alone: ReadonlyMap<string, Winners>
  /** Slugs of winners whose page is that of the archive record: from, to. */
  moved: ReadonlyMap<string, string>
}> {
  const owners = new Map(
    (await listInnovations()).flatMap(({ slug, referenceNumbers }) =>
      referenceNumbers.map((one) => [one, slug] as const),
    ),
  )
  const archived = new Map<string, Winner[]>()
  const alone = new Map<string, Winners>()
  const moved = new Map<string, string>()
  for (const [slug, [latest, ...earlier]] of await listWinners()) {
    if (!latest) continue
    const owner = owners.get(latest.place.proposal.referenceNumber)
    if (owner === undefined) {
      alone.set(slug, [latest, ...earlier])
      continue
    }
    archived.set(owner, [...(archived.get(owner) ?? []), latest, ...earlier])
    if (slug !== owner) moved.set(slug, owner)
  }
  return { archived, alone, moved }
}
